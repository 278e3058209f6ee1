"""RP_RESTART: a command of the operator's, bounded in time, of which nothing is kept."""

import os
import select
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse

from fakes.wire.network import Connection
from fakes.wire.server import Server, listening_socket
from suites.application.restarting import Restart
from suites.harness.fakes.test_wandb_server_cli import free_port
from suites.verdicts.expect import NotRun


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """An application that answers."""
    server = Server(lambda request: PlainTextResponse("Hello"), listening_socket(), None)
    with server:
        yield f"http://127.0.0.1:{server.port}"


def test_the_command_is_run_by_a_shell_each_time(url: str, tmp_path: Path) -> None:
    restart = Restart(f"echo again >> {tmp_path}/told && true", url, Connection())
    restart()
    restart()
    assert (tmp_path / "told").read_text() == "again\nagain\n"


def test_a_command_that_fails_is_told_without_its_words(url: str, tmp_path: Path) -> None:
    """It may show a password, and so may the command line itself."""
    command = f"echo a-password >&2; echo again >> {tmp_path}/told; exit 3"
    restart = Restart(command, url, Connection())
    for _ in range(3):
        with pytest.raises(NotRun, match="exit status 3") as caught:
            restart()
        assert "a-password" not in str(caught.value)
    assert (tmp_path / "told").read_text() == "again\n" * 2, "it is not tried a third time"


def test_an_application_that_refused_to_start_is_started_again(url: str, tmp_path: Path) -> None:
    """It may refuse the metadata of an attack each time, and starts beside an honest provider."""
    restart = Restart(f"test -e {tmp_path}/honest", url, Connection())
    for _ in range(3):
        with pytest.raises(NotRun):
            restart()
        (tmp_path / "honest").touch()
        restart()
        (tmp_path / "honest").unlink()


def test_a_command_that_does_not_end_is_ended_with_all_that_it_began(
    url: str, tmp_path: Path
) -> None:
    command = f"sleep 600 & echo $! > {tmp_path}/child; wait"
    with pytest.raises(NotRun, match="was not done after 1 s"):
        Restart(command, url, Connection(), longest_s=1.0)()
    assert has_ended(int((tmp_path / "child").read_text()))


def has_ended(process: int) -> bool:
    """Whether a process ends soon."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 10)[0])
    finally:
        os.close(handle)


def test_what_the_command_leaves_running_goes_on(url: str, tmp_path: Path) -> None:
    """It may be the application itself."""
    Restart(f"sleep 600 & echo $! > {tmp_path}/child", url, Connection())()
    child = int((tmp_path / "child").read_text())
    os.kill(child, 0)
    os.kill(child, 9)


def test_an_application_that_stays_silent_is_told() -> None:
    silent = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(NotRun, match="does not answer after the command"):
        Restart("true", silent, Connection(), longest_s=0.3)()


def test_an_application_that_takes_a_moment_is_waited_for(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "index.html").write_text("Hello")
    serve = f"python3 -m http.server {port} --bind 127.0.0.1 --directory {tmp_path}"
    restart = Restart(
        f"(sleep 0.3; exec {serve}) >/dev/null 2>&1 & echo $! > {tmp_path}/child",
        f"http://127.0.0.1:{port}",
        Connection(),
    )
    try:
        restart()
    finally:
        os.kill(int((tmp_path / "child").read_text()), 15)
