"""How the provider under judgement reaches endpoints of ours, if it can."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from fakes.relying_party.listener import Listener, Published
from fakes.wire.journal import Journal
from fakes.wire.loopback import is_loopback
from fakes.wire.purposes import Purpose
from suites.targets.target import Target
from suites.verdicts.expect import NotChosen, NotRun

UNREACHABLE = (
    "The provider has no way to call the harness: forward a public https URL to a port of this "
    "machine, and name both in OIDC_LISTENER_URL and OIDC_LISTENER_PORT."
)


def listener_for(target: Target, journal: Journal) -> Listener:
    """Endpoints that `target` can call, started; whoever asks for them stops them.

    An embedded fake knows them by a name, a provider on loopback by their address there, any other
    by a public URL that somebody forwards. What arrives, and is read, is kept in `journal`.

    Raises NotRun if there is no way.
    """
    listener = _listener(target)
    listener.on_read = Evidence(journal).note
    return listener.start()


def _listener(target: Target) -> Listener:
    if target.listen is not None:
        return target.listen()
    local = is_loopback(urlsplit(target.issuer).hostname or "")
    if not target.listener.url and not local:
        raise NotChosen(UNREACHABLE)
    try:
        return Listener(target.listener.url, port=target.listener.port)
    except OSError as error:
        port = target.listener.port
        raise NotRun(f"OIDC_LISTENER_PORT={port} cannot be listened on: {error}.") from error


class Evidence:
    """Keeps each call of the provider once, by whoever reads it first."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._kept: dict[int, tuple[Any, str]] = {}

    def note(self, request: Any, answer: Published) -> None:
        """The call, and what it was answered, are evidence of who reads it now."""
        if id(request) not in self._kept:
            # With the request itself, or another could come to have its id.
            self._kept[id(request)] = (request, self._record(request, answer))
        self._journal.touch([self._kept[id(request)][1]])

    def _record(self, request: Any, answer: Published) -> str:
        body = request.body.decode("utf-8", "replace")
        query = f"?{urlencode(request.query)}" if request.query else ""
        headers = list(request.headers.items())
        told = [("content-type", answer.media_type), *answer.headers.items()]
        return self._journal.record(
            {
                **Purpose.CALL.told(),
                "started_s": 0.0,
                "elapsed_ms": 0.0,
                "request": self._journal.request(
                    request.method, request.url + query, headers, body
                ),
                "response": self._journal.response(answer.status, "", told, answer.body),
                "error": "",
                "jwts": self._journal.jwts(("request", body)),
            }
        )
