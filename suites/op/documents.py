"""What a provider publishes about itself: each document is fetched once and remembered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from fakes.user.forms import visible_text
from fakes.wire.client import Form, Headers, HttpClient, Reply
from fakes.wire.errors import Broken, ExchangeError
from fakes.wire.journal import Journal
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from suites.op.memory import Memory
from suites.targets.permission import within_bounds, wrong_password
from suites.targets.recognition import recognise_by_metadata
from suites.targets.target import Target
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotChosen,
    Verdict,
    expect_json_object,
    is_breakdown,
    presuming,
)

MOST_SAID = 200
# Before the provider is asked once more, where it broke down.
PAUSE_S = 2.0


def expect_found(reply: Reply, *, where: str) -> None:
    """The HTTP status must be 200; a page in place of a document says whose it is."""
    if reply.status != 200:
        said = visible_text(reply.text)[:MOST_SAID] if "html" in reply.media_type else ""
        raise Mismatch("HTTP 200", f"HTTP {reply.status}" + (f": {said}" if said else ""), where)


class Documents:
    """The documents of one target during one run, and the exchanges with it."""

    def __init__(self, target: Target) -> None:
        self.target = target = within_bounds(target)
        self.journal = Journal(target.name, Redactor(*target.secrets))
        self.http = HttpClient(target.connection, self.journal, self._guard)
        memory = Memory(self.journal)
        self.recall = memory.recall
        self.forget = memory.forget
        self._read: dict[tuple[str, str], Document] = {}

    def _guard(self, form: Form, passwords: Sequence[str] | None) -> None:
        """Raises NotRun if `form` must not be sent."""
        why = wrong_password(self.target, form, passwords)
        if why:
            raise NotChosen(why)

    def recognise(self) -> None:
        """Learns from the discovery document which product it is, where nothing else told.

        The document is remembered for the checks; one that cannot be read tells nothing.
        """
        if self.target.vendor or not self.target.recognisable:
            return
        try:
            vendor = recognise_by_metadata(self.discovery())
        except (Verdict, ExchangeError):
            return
        self.target = replace(self.target, vendor=vendor)

    def today(self) -> date:
        """The date by the target's clock, in UTC."""
        return datetime.fromtimestamp(self.target.clock.now(), UTC).date()

    @property
    def discovery_url(self) -> str:
        """Discovery section 4: the issuer, a terminating slash removed, and the suffix."""
        return self.target.issuer.rstrip("/") + "/.well-known/openid-configuration"

    def discovery_reply(self) -> Reply:
        """The response at the discovery URL, whatever it is. Raises ExchangeError."""
        return self._fetch_anyway(self.discovery_url, Purpose.DISCOVERY)

    def discovery(self) -> Document:
        """The discovery document. Raises NotRun if it cannot be read."""
        with presuming():
            return self.json_of(self.discovery_reply(), "discovery document")

    def listed(self, member: str) -> list[str]:
        """The strings of a list in the discovery document; none if it is missing or malformed."""
        value = self.discovery().get(member)
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def endpoint(self, member: str) -> str:
        """An endpoint of the discovery document. Raises NotRun if it is missing or no string."""
        with presuming():
            return self.discovery().string(member)

    def jwks_reply(self) -> Reply:
        """The response at jwks_uri, whatever it is. Raises NotRun, ExchangeError."""
        return self._fetch_anyway(self.endpoint("jwks_uri"), Purpose.JWK_SET)

    def jwks(self) -> Document:
        """The JWK Set. Raises NotRun if it cannot be read."""
        with presuming():
            return self.json_of(self.jwks_reply(), "JWK Set")

    def json_of(self, reply: Reply, name: str) -> Document:
        """The JSON object of a response with status 200. Raises Mismatch."""
        expect_found(reply, where=name)
        key = (reply.exchange, name)
        if key not in self._read:
            self._read[key] = expect_json_object(reply, where=name)
        return self._read[key]

    def fetch(self, url: str, *, purpose: Purpose, headers: Headers = ()) -> Reply:
        """A GET whose response is remembered, whatever it was for. Raises ExchangeError."""
        return self.recall(
            ("GET", url, tuple(headers)),
            lambda: self.http.send("GET", url, purpose=purpose, headers=headers),
        )

    def _fetch_anyway(self, url: str, purpose: Purpose) -> Reply:
        """As `fetch`, and asked once more where the provider breaks down: much hangs on it."""
        return self.recall(("GET", url, ()), lambda: self._sent_anyway(url, purpose))

    def _sent_anyway(self, url: str, purpose: Purpose) -> Reply:
        try:
            reply = self.http.send("GET", url, purpose=purpose)
            if not is_breakdown(reply.status):
                return reply
        except Broken:
            pass
        self.target.clock.wait(PAUSE_S)
        return self.http.send("GET", url, purpose=purpose)
