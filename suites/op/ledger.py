"""What a run created at a provider: tokens, sessions and clients, to be removed at its end."""

from dataclasses import dataclass, field

from fakes.settings.users import UserSettings
from fakes.user.browser import Browser
from fakes.wire.client_certificates import ClientCertificate
from suites.targets.target import Target
from suites.verdicts.expect import Document


@dataclass(frozen=True, slots=True)
class TokenMade:
    """A token of the client that `target` describes, which showed `certificate` or none."""

    token: str = field(repr=False)
    target: Target
    certificate: ClientCertificate | None
    what = "the tokens of a login"


@dataclass(frozen=True, slots=True)
class SessionMade:
    """The session of a user in a browser."""

    user: UserSettings
    browser: Browser
    what = "a session of the test user"


@dataclass(frozen=True, slots=True)
class ClientMade:
    """A client, by the members of the answer to its registration (RFC 7591 section 3.2.1)."""

    members: Document = field(repr=False)

    @property
    def what(self) -> str:
        return f"the client {self.members.get('client_id')}"


Made = TokenMade | SessionMade | ClientMade


class Ledger:
    """What was made, in the order in which it came to be."""

    def __init__(self) -> None:
        self._made: list[Made] = []

    def note(self, made: Made) -> None:
        self._made.append(made)

    def forget(self, made: Made) -> None:
        """It did not come to be after all."""
        self._made.remove(made)

    def take(self) -> Made | None:
        """The newest that nobody took; None if nothing is left."""
        return self._made.pop() if self._made else None
