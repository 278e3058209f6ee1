"""The application is restarted by a command of its operator, where it has to forget something."""

import os
import signal
import subprocess
import time
from dataclasses import replace

from fakes.wire.client import HttpClient
from fakes.wire.errors import ExchangeError
from fakes.wire.journal import Journal
from fakes.wire.limits.pace import Pace
from fakes.wire.limits.patience import Patience
from fakes.wire.limits.presence import Presence
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from suites.verdicts.expect import NotRun

LONGEST_S = 60.0
# The command ends when the application answers again; so much later it has to.
SILENT_S = 10.0
# An application may refuse to start beside an attack; after that it has to start beside none.
TRIES = 2
POLL_S = 0.1
# Of a proxy, before the application is there again.
NOBODY_THERE = (502, 504)
NOT_KEPT = "Its output is not kept, as it may hold secrets: run it by hand to see what it says."


class Restart:
    """Runs the command, and waits until the application answers at `url`.

    After two failures in a row it is not tried again: whatever is left, it takes a person.
    """

    def __init__(
        self, command: str, url: str, connection: Connection, longest_s: float = LONGEST_S
    ) -> None:
        self._command = command
        self._url = url
        self._connection = connection
        self._longest_s = longest_s
        self._failures: list[str] = []

    def __call__(self) -> None:
        """Raises NotRun if the command fails, or is not done in time."""
        if len(self._failures) < TRIES:
            failure = self._why_it_fails() or self._why_it_is_silent()
            self._failures = [*self._failures, failure] if failure else []
        if self._failures:
            told = self._failures[-1]
            raise NotRun(f"The application was not restarted (RP_RESTART): {told}")

    def _why_it_fails(self) -> str:
        """What is wrong with the command; empty if nothing is. All that it began ends with it."""
        try:
            process = subprocess.Popen(  # noqa: S603 - the command of whoever runs us
                ["/bin/sh", "-c", self._command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            return f"the command cannot be run: {error.strerror}."
        try:
            status = process.wait(self._longest_s)
        except subprocess.TimeoutExpired:
            return f"the command was not done after {self._longest_s:.0f} s. {NOT_KEPT}"
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return f"the command ended with exit status {status}. {NOT_KEPT}" if status else ""

    def _why_it_is_silent(self) -> str:
        """What keeps the application from answering after the command; empty if nothing does."""
        end = time.monotonic() + min(SILENT_S, self._longest_s)
        connection = replace(
            self._connection,
            pace=Pace(),
            patience=Patience(),
            presence=Presence(),
            timeout_s=min(self._connection.timeout_s, self._longest_s),
        )
        http = HttpClient(connection, Journal("restart", Redactor()))
        try:
            while True:
                why = _no_answer(http, self._url)
                if not why:
                    return ""
                if time.monotonic() > end:
                    return f"it does not answer after the command: {why}."
                time.sleep(POLL_S)
        finally:
            http.close()


def _no_answer(http: HttpClient, url: str) -> str:
    """Why nobody answers at `url`; empty if somebody does."""
    try:
        reply = http.send("GET", url, purpose=Purpose.PAGE)
    except ExchangeError as error:
        return str(error)
    return f"HTTP {reply.status}" if reply.status in NOBODY_THERE else ""
