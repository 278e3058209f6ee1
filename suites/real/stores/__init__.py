"""Real servers of data on loopback: started in a folder of their own, ended with the test."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fakes.wire.certificates import authority
from suites.real.provider import ProviderError
from suites.real.serving import end_group

LOOPBACK = "127.0.0.1"
READY_SECONDS = 60.0
PAUSE_SECONDS = 0.1


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.create_server((LOOPBACK, 0)) as sock:
        number: int = sock.getsockname()[1]
        return number


def certificate_files(folder: Path, name: str) -> tuple[Path, Path]:
    """Key and certificate of a host, by the throw-away authority of this process, as PEM files."""
    issued = authority().issue_cert(name)
    key, chain = folder / "key.pem", folder / "certificate.pem"
    issued.private_key_pem.write_to_path(key)
    chain.write_bytes(b"".join(one.bytes() for one in issued.cert_chain_pems))
    for one in (key, chain):
        one.chmod(0o644)
    return key, chain


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """A server in a process group of its own, from when its port is open.

    Raises ProviderError with what it wrote if it does not start.
    """
    log = folder / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
            start_new_session=True,
        )  # fmt: skip
    try:
        until = time.monotonic() + READY_SECONDS
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
