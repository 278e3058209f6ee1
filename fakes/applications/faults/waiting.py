"""A provider that is waited for without end, by everybody, or done without."""

from dataclasses import replace
from threading import Lock
from typing import Any

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.faults.signatures import Lenient
from fakes.applications.homes import Application
from fakes.faults import fault, ids
from fakes.wire.client import Form, Headers, HttpClient, Reply
from fakes.wire.errors import ExchangeError, TooLarge
from fakes.wire.journal import NoJournal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.request import Request

LONGER_THAN_ANYBODY_S = 60.0
SOON_S, TIMES = 0.3, 60


@fault(caught_by=ids("rp-patience", "token keys userinfo slow discovery"))
class WaitsForEver(Application):
    """Whatever the provider is asked for is waited for."""

    def _unbiased(self) -> Connection:
        return replace(super()._unbiased(), timeout_s=LONGER_THAN_ANYBODY_S)


@fault(caught_by=["rp-patience/slow"])
class AskedForAgain(Application):
    """Keys that began to come, and did not end, are asked for again and again."""

    def _send(
        self, method: str, url: str, where: str, *, headers: Headers = (), form: Form | None = None
    ) -> Reply:
        for _ in range(TIMES):
            try:
                return super()._send(method, url, where, headers=headers, form=form)
            except SignInFailed as failure:
                # Of what is asked for with a token, a key is none.
                if method != "GET" or headers or not self.begins(url):
                    raise
                last = failure
        raise last

    def begins(self, url: str) -> bool:
        """Whether something comes from there."""
        any_byte = replace(self._unbiased(), max_bytes=0, timeout_s=SOON_S)
        http = HttpClient(any_byte, NoJournal("application", Redactor()))
        try:
            http.send("GET", url, purpose=Purpose.SIGN_IN)
        except TooLarge:
            return True
        except ExchangeError:
            pass
        finally:
            http.close()
        return False


@fault(caught_by=["rp-patience/others"])
class OneAtATime(Application):
    """One request is answered after the other."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self.turn = Lock()

    def answer(self, request: Request) -> Response:
        with self.turn:
            return super().answer(request)


@fault(caught_by=["rp-patience/fails-closed"])
class KeysDoneWithout(Lenient):
    """A signature is verified where there are keys to do so."""

    def passes(self, raw: str, header: dict[str, Any]) -> bool:
        try:
            self.keys(self.metadata(), header.get("kid"))
        except SignInFailed:
            return True
        return False
