"""The provider that the harness plays for an application: an honest one, or one that attacks."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from jwt import api_jws
from starlette.responses import Response

from fakes.attacks.port import Port
from fakes.clock import RealClock
from fakes.engine.model import ALL_RESPONSE_TYPES, Authorization, Client, Session, User
from fakes.engine.provider import Provider
from fakes.features.flows.hybrid import HYBRID
from fakes.keys import Key
from fakes.people import ALICE, BOB
from fakes.vendors import vendors
from fakes.wire.journal import Journal
from fakes.wire.purposes import Purpose
from fakes.wire.request import Request
from fakes.wire.server import Serving

PURPOSES = {
    "discovery": Purpose.DISCOVERY,
    "jwks": Purpose.JWK_SET,
    "token": Purpose.TOKEN_REQUEST,
    "userinfo": Purpose.USERINFO_REQUEST,
}
REFERENCE = "reference"
FRONT = ("authorization", "login", "end_session")
# An attack is a seam of a provider overridden: the same that a fault is for those who judge one.
Attack = type


def says(attack: Attack) -> str:
    """What an attack is, in its own sentence."""
    return (attack.__doc__ or attack.__name__).strip().split("\n")[0].rstrip(".")


class Unanswered(Response):
    """A response that the application does not get."""


@dataclass(frozen=True, slots=True)
class Call:
    """What the application asked the provider for itself, and what it was answered."""

    endpoint: str
    request: Request
    response: Response

    def entry(self, journal: Journal) -> dict[str, Any]:
        """It as `journal` keeps exchanges."""
        asked, answered = self.request, self.response
        query = f"?{urlencode(asked.query)}" if asked.query else ""
        headers, sent = list(asked.headers.items()), asked.body.decode("utf-8", "replace")
        body = bytes(answered.body)
        shown = list(answered.headers.items())
        silent = isinstance(answered, Unanswered)
        return {
            **PURPOSES.get(self.endpoint, Purpose.CALL).told(),
            "started_s": 0.0,
            "elapsed_ms": 0.0,
            "request": journal.request(asked.method, asked.url + query, headers, sent),
            "response": None if silent else journal.response(answered.status_code, "", shown, body),
            "error": "The provider held its answer back." if silent else "",
            "jwts": journal.jwts(("response", body.decode("utf-8", "replace"))),
        }


class Visited:
    """A provider whose user is signed in already; nobody has to type a password."""

    visitor: User = ALICE
    random: Callable[[], str]
    clock: Any

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        """A JWS of whatever claims: those that no provider would sign, too."""
        text = json.dumps(claims).encode()
        headers = {"typ": ""} | header
        return api_jws.encode(text, key.private, algorithm=header["alg"], headers=headers)

    def session_of(self, request: Request) -> Session | None:
        """The session of whoever comes."""
        return Session(f"session-of-{self.visitor.username}", self.visitor, self.clock.now())


def origin_of(url: str) -> str:
    """What stands before the path of `url`, as it is written there."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def base_of(issuer: str, vendor: str) -> str:
    """What the endpoints stand below; those of a product are never at the issuer itself."""
    return issuer if vendor == REFERENCE else f"{origin_of(issuer)}/{vendor}"


def published(issuer: str, vendor: str = REFERENCE) -> dict[str, Any]:
    """The discovery document of a provider like that of `vendor`, as it is called `issuer`."""
    kind = vendors()[vendor]
    named = type("Named", (kind,), {"issuer": issuer})
    assert issubclass(named, Provider)
    clients = kind.registered(issuer)
    provider = named(
        base=base_of(issuer, vendor), clients=clients, users=(ALICE, BOB), clock=RealClock()
    )
    return provider.document()


class OwnProvider(Serving):
    """Is one issuer all the time, and plays whatever provider a check wants.

    `calls` is what the application asked it for since it plays this one; `on_call` is told of each.
    `visited` are the endpoints that the user's browser was led to since then.
    `requested` are the parameters of the last authorization request, `in_the_clear` the endpoints
    that were asked without TLS, though the issuer has it.
    """

    def __init__(
        self, issuer: str = "", *, vendor: str = REFERENCE, port: Port | None = None
    ) -> None:
        """Without `issuer` it is called by its port, with the vendor's own path. Raises OSError.

        With one, that is what every vendor is called.
        """
        self.port = port or Port()
        self._named = issuer
        here = f"{self.port.scheme}://localhost:{self.port.place[1]}"
        self._base = base_of(issuer, vendor) if issuer else here
        self.calls: list[Call] = []
        self.visited: list[str] = []
        self.requested: dict[str, str] = {}
        self.in_the_clear: list[str] = []
        self.on_call: Callable[[Call], None] = lambda call: None
        self.vendor = vendor
        self._kind = vendors()[vendor]
        # What an administrator has to switch on.
        self._options = {"implicit": "on"} if "implicit" in self._kind.choices else {}
        self._clients: tuple[Client, ...] = ()
        self.wants_secret = False

    @property
    def issuer(self) -> str:
        """The issuer that the application knows."""
        return self._named or self.provider.issuer

    def without_tls(self, endpoint: str) -> str:
        """Where an endpoint is, asked without TLS; its port has to have TLS."""
        parts = urlsplit(self.provider.endpoints[endpoint])
        return f"http://{parts.hostname}:{self.port.clear_port}{parts.path}"

    @property
    def speaks(self) -> bool:
        """Whether it is the one that answers now."""
        return self.port.speaks is self

    def register(self, application_url: str, **members: Any) -> None:
        """The application's client, which differs from the vendor's own in `members`.

        It may use every response type that there is.
        """
        first, *others = self._kind.registered(application_url)
        self.wants_secret = bool(first.secret)
        every = dict.fromkeys((*first.response_types, *ALL_RESPONSE_TYPES, *HYBRID))
        self._clients = (replace(first, **{"response_types": tuple(every)} | members), *others)
        self._prepare((), ALICE)

    def offers(self, response_type: str) -> bool:
        """Whether the product has such a flow at all."""
        return " ".join(sorted(response_type.split())) in self.provider.response_types()

    @property
    def client(self) -> Client:
        """The application's own."""
        return self._clients[0]

    def play(self, *attacks: Attack, user: User = ALICE) -> Provider:
        """From now on it is a new provider with the same keys and clients, where `user` comes.

        It has the word at its port, whoever had it.
        """
        self._prepare(attacks, user)
        self.port.speaks = self
        return self.provider

    def _prepare(self, attacks: tuple[Attack, ...], user: User) -> None:
        named = {"issuer": self._named} if self._named else {}
        mixed = type("Own", (*attacks, Visited, self._kind), {"visitor": user} | named)
        self.calls, self.visited, self.requested, self.in_the_clear = [], [], {}, []
        assert issubclass(mixed, Provider)
        self.provider = mixed(
            base=self._base,
            clients=self._clients,
            users=(ALICE, BOB),
            clock=RealClock(),
            **self._options,
        )
        names = self.provider.endpoints
        self._names = {url: name for name, url in names.items()}
        self._names[self.provider.discovery_url()] = "discovery"

    def asked(self, endpoint: str) -> list[Request]:
        """What the application asked for at an endpoint, since it plays what it plays."""
        return [one.request for one in self.calls if one.endpoint == endpoint]

    def forged_id_token(self) -> str:
        """A right ID Token for the last authorization request, which asked for none."""
        wanted = self.requested | {"response_type": "id_token"}
        authorization = Authorization(
            client=self.client,
            redirect_uri=wanted["redirect_uri"],
            params=wanted,
            pairs=list(wanted.items()),
        )
        session = Session("", self.provider.users[ALICE.username], self.provider.clock.now())
        return self.provider.id_token(self.provider.new_grant(authorization, session))

    def answer(self, request: Request) -> Response:
        """The answer to a request, however it came here."""
        asked = replace(request, url=origin_of(self._base) + urlsplit(request.url).path)
        response = self.provider.answer(asked)
        call = Call(self._names.get(asked.url, ""), asked, response)
        if self.port.scheme == "https" and request.url.startswith("http:"):
            self.in_the_clear.append(call.endpoint)
        if call.endpoint == "authorization":
            self.requested = dict(asked.pairs)
        if call.endpoint in FRONT:
            self.visited.append(call.endpoint)
        else:
            self.calls.append(call)
            self.on_call(call)
        return response

    def start(self) -> Self:
        self.port.start()
        return self

    def stop(self) -> None:
        self.port.stop()
