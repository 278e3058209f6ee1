"""Runs an application below a program of ours, which starts it anew whenever it is asked to.

The application ends with the program, and the program when its standard input ends.
"""

import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from suites.real.serving import served

PAUSE_SECONDS = 0.02
LISTENS, ENDED = b"1", b"0"
MOST_SECONDS = 60.0


def serve(command: list[str], environment: Mapping[str, str]) -> None:
    """Run `command` until standard input ends; whoever connects to its control has it restarted.

    They are told when it is done: that it listens, or that it ended.

    One JSON line is printed when it listened first, or ended: some applications do without a
    provider only for so long.
    """
    told = os.environ
    with socket.socket(socket.AF_UNIX) as control:
        control.bind(str(Path(told["FOLDER"]) / "control"))
        control.listen()
        asking: socket.socket | None = None
        while True:
            with served(command, environment, Path(told["FOLDER"])) as process:
                listening = wait_until_listening(process, told["HOST"])
                if asking is None:
                    print(json.dumps({"listening": str(listening)}), flush=True)
                else:
                    # Who asked may have gone: what does without its provider only waits for it.
                    with asking, suppress(OSError):
                        asking.sendall(LISTENS if listening else ENDED)
                ready, _, _ = select.select([sys.stdin, control], [], [])
                if sys.stdin in ready:
                    return
                asking, _ = control.accept()


def wait_until_listening(process: subprocess.Popen[bytes], url: str) -> bool:
    """Whether a connection to `url` can be made, before the process ends or takes too long."""
    parts, until = urlsplit(url), time.monotonic() + MOST_SECONDS
    place = (parts.hostname or "", parts.port or 0)
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection(place, 1):
            return True
        time.sleep(PAUSE_SECONDS)
    return False
