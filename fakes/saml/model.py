"""What the identity provider knows: the service provider, who is signed in, and what was asked."""

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from fakes.people import User

# lxml ships no types of its own, and names no class for an element.
Element = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceProvider:
    """A service provider as it is registered; `key` is what its messages are signed with."""

    entity_id: str
    acs_url: str
    slo_url: str
    key: RSAPublicKey


@dataclass(frozen=True, slots=True)
class Session:
    """A user who is signed in in one browser since `at`, in seconds since the epoch."""

    index: str
    user: User
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A message as it arrived at `endpoint`: read, with the parameters that came with it."""

    root: Element
    binding: str
    endpoint: str
    relay_state: str | None
    pairs: list[tuple[str, str]] = field(repr=False)

    @property
    def id(self) -> str:
        return str(self.root.get("ID", ""))

    def text(self, path: str) -> str:
        """The text of a descendant, empty if there is none."""
        found = self.root.find(path)
        return "" if found is None else "".join(found.itertext())

    def texts(self, name: str) -> list[str]:
        """The texts of all descendants of that name."""
        return ["".join(one.itertext()) for one in self.root.iter(name)]

    def says(self, attribute: str) -> bool:
        """Whether a boolean attribute is true (XML Schema has two words for it)."""
        return self.root.get(attribute, "") in ("true", "1")


class Refused(Exception):
    """Nothing is sent to anybody: the user is told on a page."""


class Denied(Exception):
    """The service provider is answered by an error: a status code, and one below it."""

    def __init__(self, top: str, below: str) -> None:
        super().__init__(f"{top}/{below}")
        self.top, self.below = top, below
