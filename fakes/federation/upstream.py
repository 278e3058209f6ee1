"""An identity provider behind a provider, of whatever kind: where users are sent, who came back."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from hmac import compare_digest
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.clock import Clock
from fakes.engine.model import User
from fakes.wire.request import Request

# How far two clocks may differ.
SKEW_S = 180


class Failure(Enum):
    """Why a user who was sent to the identity provider behind is not let in."""

    UNSOLICITED = auto()
    DESTINATION = auto()
    REFUSED_THERE = auto()
    UNSIGNED = auto()
    CERTIFICATE = auto()
    SIGNATURE = auto()
    EXPIRED = auto()
    AUDIENCE = auto()
    RECIPIENT = auto()
    CLIENT = auto()
    CHALLENGED = auto()
    ID_TOKEN = auto()
    NOT_A_USER = auto()


class UpstreamFailed(Exception):
    """The user is not let in; `facts` are what the words of a product may name."""

    def __init__(self, failure: Failure, **facts: str) -> None:
        super().__init__(failure.name)
        self.failure, self.facts = failure, facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An identity provider as it is entered at the provider before it.

    Users come back to `callback`; `called` is how it knows the provider before it: an entity ID or
    a client ID. Those of the e-mail `domains` are sent there unasked.
    """

    name: str
    callback: str
    called: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who came back: `key` is what they are known by there, `claims` what is told (Core 5.1)."""

    key: str
    claims: Mapping[str, Any] = field(default_factory=dict)


class Upstream:
    """One source of users behind, at `base`, as it is entered, with the users that it knows.

    `known_as` is the host where it is under its own name, with what its URLs have in common.
    """

    kind: str
    known_as = "idp.mycompany.com"

    def __init__(self, base: str, entry: Entry, users: tuple[User, ...], clock: Clock) -> None:
        self.base, self.entry, self.users, self.clock = base, entry, users, clock


class Elsewhere(Upstream, ABC):
    """An identity provider, where the user's browser is sent to."""

    @property
    def host(self) -> str:
        return urlsplit(self.base).hostname or ""

    def serves(self, url: str) -> bool:
        """Whether a URL is the identity provider's own."""
        return url.startswith(f"{self.base}/")

    @abstractmethod
    def answer(self, request: Request) -> Response:
        """What the identity provider itself answers."""

    @abstractmethod
    def lead(self, key: str, hint: str, *, anew: bool) -> Response:
        """Sends a user there; `key` comes back, `anew` asks for another login than an old one."""

    @abstractmethod
    def identity(self, request: Request, key: str) -> Identity:
        """Who came back with `key`. Raises UpstreamFailed."""


class Directory(Upstream):
    """A directory of a company, such as Active Directory: passwords are typed here and asked there.

    A connector in the company's network asks, as long as it is `online`.
    """

    kind = "ad"
    online = True

    def identity_of(self, name: str, password: str) -> Identity | None:
        """Whose name and password these are; None if either is wrong."""
        for user in self.users:
            if name in (user.username, user.username.partition("@")[0]):
                right = compare_digest(user.password.encode(), password.encode())
                return Identity(user.claims["sub"], user.claims) if right else None
        return None
