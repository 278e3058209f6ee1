"""The provider that the harness plays for an application: an honest one, or one that attacks."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from jwt import api_jws
from starlette.responses import Response

from fakes.clock import RealClock
from fakes.engine.model import Authorization, Client, Session, User
from fakes.engine.provider import Provider
from fakes.keys import Key
from fakes.people import ALICE, BOB
from fakes.vendors import vendors
from fakes.wire.journal import Journal
from fakes.wire.purposes import Purpose
from fakes.wire.request import Request
from fakes.wire.server import Server, Serving, listening_socket

PURPOSES = {
    "discovery": Purpose.DISCOVERY,
    "jwks": Purpose.JWK_SET,
    "token": Purpose.TOKEN_REQUEST,
    "userinfo": Purpose.USERINFO_REQUEST,
}
FRONT = ("authorization", "login", "end_session")
# An attack is a seam of a provider overridden: the same that a fault is for those who judge one.
Attack = type


def says(attack: Attack) -> str:
    """What an attack is, in its own sentence."""
    return (attack.__doc__ or attack.__name__).strip().split("\n")[0].rstrip(".")


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
        return {
            **PURPOSES.get(self.endpoint, Purpose.CALL).told(),
            "started_s": 0.0,
            "elapsed_ms": 0.0,
            "request": journal.request(asked.method, asked.url + query, headers, sent),
            "response": journal.response(answered.status_code, "", shown, body),
            "error": "",
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


class OwnProvider(Serving):
    """Listens under one issuer all the time, and plays whatever provider a check wants.

    `calls` is what the application asked it for since it plays this one; `on_call` is told of each.
    `requested` are the parameters of the last authorization request.
    """

    def __init__(self, issuer: str = "", *, port: int = 0, vendor: str = "reference") -> None:
        """Without `issuer` it is the loopback address. Raises OSError."""
        self._socket = listening_socket(port)
        self.issuer = issuer or f"http://localhost:{self._socket.getsockname()[1]}"
        self.calls: list[Call] = []
        self.requested: dict[str, str] = {}
        self.on_call: Callable[[Call], None] = lambda call: None
        self._kind = vendors()[vendor]
        self._clients: tuple[Client, ...] = ()
        self._server = Server(self._answer, self._socket, None)

    def register(self, application_url: str, **members: Any) -> None:
        """The application's client, which differs from the vendor's own in `members`."""
        first, *others = self._kind.registered(application_url)
        self._clients = (replace(first, **members), *others)
        self.play()

    @property
    def client(self) -> Client:
        """The application's own."""
        return self._clients[0]

    def play(self, *attacks: Attack, user: User = ALICE) -> Provider:
        """From now on it is a new provider with the same keys and clients, where `user` comes."""
        mixed = type("Own", (*attacks, Visited, self._kind), {"visitor": user})
        self.calls, self.requested = [], {}
        assert issubclass(mixed, Provider)
        self.provider = mixed(
            base=self.issuer,
            clients=self._clients,
            users=(ALICE, BOB),
            clock=RealClock(),
        )
        names = self.provider.endpoints
        self._names = {url: name for name, url in names.items()}
        self._names[self.provider.discovery_url()] = "discovery"
        return self.provider

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

    def _answer(self, request: Request) -> Response:
        path = urlsplit(request.url).path
        own = urlsplit(self.issuer)
        asked = replace(request, url=f"{own.scheme}://{own.netloc}{path}")
        response = self.provider.answer(asked)
        call = Call(self._names.get(asked.url, ""), asked, response)
        if call.endpoint == "authorization":
            self.requested = dict(asked.pairs)
        if call.endpoint not in FRONT:
            self.calls.append(call)
            self.on_call(call)
        return response

    def start(self) -> Self:
        self._server.start()
        return self

    def stop(self) -> None:
        self._server.stop()
