"""An emulator of a cloud on loopback: started, waited for, ended."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from suites.real.provider import ProviderError
from suites.real.serving import PAUSE_SECONDS, served


@contextmanager
def emulator(
    title: str,
    command: list[str],
    ports: list[int],
    seconds: float,
    environment: Mapping[str, str],
) -> Iterator[None]:
    """Inside, it listens on all of its `ports`, in a folder of its own. Raises ProviderError."""
    with (
        tempfile.TemporaryDirectory(prefix="ssoproof-real-") as folder,
        served(command, environment, Path(folder)) as process,
    ):
        until = time.monotonic() + seconds
        for port in ports:
            wait_for_port(title, process, port, until)
        yield


def wait_for_port(title: str, process: subprocess.Popen[bytes], port: int, until: float) -> None:
    """Try a port of loopback until somebody listens there. Raises ProviderError."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), PAUSE_SECONDS).close()
        except OSError:
            if process.poll() is not None:
                raise ProviderError(f"{title} ended with {process.returncode}") from None
            if time.monotonic() > until:
                raise ProviderError(f"{title} did not listen on port {port} in time") from None
            time.sleep(PAUSE_SECONDS)
        else:
            return
