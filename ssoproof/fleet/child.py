"""`python -m ssoproof.fleet.child LOCKS SUITE… OPTION…`: one run, which ends with its worker.

Standard input is a pipe that the worker holds open: when the worker is gone, however it ended, the
pipe is closed, and the run ends as by SIGTERM, with what it made at the provider removed.
"""

import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from ssoproof.command import judge

# The file in its folder that says that it waits for no other fleet any more.
ASKING = "asking"
# A run that was told to end has so long to tell what it found and to clean up.
GRACE_S = 45.0


def main(arguments: Sequence[str]) -> int:
    """Runs the suites, once nobody else on this machine asks at the same hosts."""
    locks, *asked = arguments
    follow(os.dup(0))
    with ExitStack() as held:
        for path in sorted(locks.split(os.pathsep)):
            held.enter_context(locked(Path(path)))
        Path(ASKING).touch()
        return judge(asked)


def follow(pipe: int) -> None:
    """Ends this process when the pipe is closed at its other end."""

    def wait() -> None:
        while os.read(pipe, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_S)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def locked(path: Path) -> IO[bytes]:
    """The file of a host, held by this process until it is closed: others wait for it."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.fdopen(os.open(path, flags, 0o600), "rb")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
