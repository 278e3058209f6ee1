"""What the application remembers: sign-ins that began, and users who are signed in."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from fakes.relying_party.party import AuthorizationRequest

SECONDS_OF_A_SIGN_IN = 600
SECONDS_OF_A_SESSION = 8 * 3600
MOST_KEPT = 1000

T = TypeVar("T", bound="Remembered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """Something that began at a moment, in seconds of a clock that never goes back."""

    began: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Remembered):
    """A user who was sent to the provider: from which browser, with what, by which metadata."""

    browser: str
    request: AuthorizationRequest
    metadata: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Remembered):
    """A signed-in user: the claims about her, and the ID Token that vouches for her logout.

    `how` says in words how she signed in; without `id_token` it was by the temporary password.
    """

    claims: dict[str, Any]
    how: str
    id_token: str = field(default="", repr=False)


class Memory(Generic[T]):
    """Things by a name that nobody can guess. Each ends after `seconds`, or for newer ones.

    Several threads may use it: each step is one that Python does not divide.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._kept: dict[str, T] = {}

    def keep(self, name: str, thing: T) -> None:
        self._kept[name] = thing
        for oldest in list(self._kept)[:-MOST_KEPT]:
            self._kept.pop(oldest, None)

    def get(self, name: str) -> T | None:
        """What is called `name`, unless its time is over."""
        return self._unless_over(self._kept.get(name))

    def named(self) -> list[tuple[str, T]]:
        """Everything that is kept, with its name."""
        return list(self._kept.items())

    def newest(self) -> list[T]:
        """Everything that is kept, the newest first."""
        return list(self._kept.values())[::-1]

    def take(self, name: str) -> T | None:
        """As `get`, once and never again."""
        return self._unless_over(self._kept.pop(name, None))

    def _unless_over(self, thing: T | None) -> T | None:
        if thing is None or time.monotonic() - thing.began > self._seconds:
            return None
        return thing


def unguessable() -> str:
    """256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)
