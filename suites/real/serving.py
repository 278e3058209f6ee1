"""Runs a product's own server below a program of ours, which sets it up and announces it.

The server ends with the program, and the program when its standard input ends, so that neither
outlives the process that started them.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

PAUSE_SECONDS = 0.1
END_SECONDS = 5.0


class NotReady(Exception):
    """The server ended, or did not answer in time."""


@contextmanager
def served(
    command: list[str], environment: Mapping[str, str], folder: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A server that runs in a process group of its own; what it says goes to standard error.

    It ends with the program too when that one is told to end.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=folder, env=os.environ | environment, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=sys.stderr,
    )  # fmt: skip
    try:
        yield process
    finally:
        end_group(process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a server and what it started: asked first, then killed. It may have ended by itself."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until_ready(process: subprocess.Popen[bytes], url: str, seconds: float) -> None:
    """Ask for `url` until it is answered with 200. Raises NotReady."""
    until = time.monotonic() + seconds
    with httpx.Client(verify=False) as http:  # noqa: S501 - nothing is believed of the answer
        while not answers(http, url):
            if process.poll() is not None:
                raise NotReady(f"the server ended with {process.returncode}")
            if time.monotonic() > until:
                raise NotReady(f"{url} did not answer within {seconds:.0f} s")
            time.sleep(PAUSE_SECONDS)


def answers(http: httpx.Client, url: str) -> bool:
    """Whether there is a 200."""
    try:
        return http.get(url).status_code == 200
    except httpx.TransportError:
        return False


def announce(**settings: str) -> None:
    """Tell the parent that the provider listens, and what is to be known about it; then wait."""
    print(json.dumps(settings), flush=True)
    sys.stdin.read()
