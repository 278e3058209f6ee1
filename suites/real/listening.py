"""A server of other authors on loopback that no program of ours has to set up from inside."""

import os
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from suites.real.provider import ProviderError
from suites.real.serving import PAUSE_SECONDS, end_group

LOOPBACK = "127.0.0.1"
START_SECONDS = 120.0


@contextmanager
def listening(
    command: list[str],
    folder: Path,
    ports: Iterable[int],
    environment: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """A server in a process group of its own, from when all of its `ports` are open.

    Raises ProviderError with what it wrote if it does not start.
    """
    log = folder / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=folder, env=os.environ | (environment or {}), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=file, stderr=file,
        )  # fmt: skip
    try:
        until = time.monotonic() + START_SECONDS
        for port in ports:
            while not is_open(port):
                if process.poll() is not None or time.monotonic() > until:
                    said = log.read_text("utf-8", "replace")[-500:]
                    raise ProviderError(f"{command[0]} did not start: {said}")
                time.sleep(PAUSE_SECONDS)
        yield
    finally:
        end_group(process)


def is_open(port: int) -> bool:
    """Whether somebody listens at a port of loopback."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True
