"""What is judged: an issuer, a client's registration, an application, and a way to log in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from fakes.clock import Clock, RealClock
from fakes.relying_party.listener import Listener
from fakes.settings.setup import SETTINGS, Setup
from fakes.user.attempts import is_quoted
from fakes.user.login import Credentials
from fakes.vendors import Deviation
from fakes.wire.loopback import is_loopback
from fakes.wire.network import Connection
from suites.targets.profile import Profile

SHOWN = ("issuer", "client_id", "client_secret", "auth_method", "host")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An unmet requirement that `owner` accepts until a date."""

    check: str
    owner: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Setup):
    """One target of a run: what its operator set, and what a run knows about it.

    Where `vendor` is empty its discovery document may tell it, unless it is not `recognisable`.
    `allowed` are the run classes that may be run, `allow_hosts` the hosts whose owner agreed to
    more than safe ones, `allowed_hosts` all of these in a run; None is no restriction. `listen` is
    another way to be reached by the provider than the listener that an operator sets up. `unset`
    are the variables of secrets, by setting, that a run takes and that are not set: a plan goes
    without.
    """

    name: str
    profile: Profile
    recognisable: bool = True
    allowed: frozenset[str] = frozenset({"safe", "stateful", "noisy"})
    allow_hosts: frozenset[str] = frozenset()
    allowed_hosts: frozenset[str] | None = None
    listen: Callable[[], Listener] | None = field(default=None, repr=False)
    connection: Connection = field(default_factory=Connection, repr=False)
    clock: Clock = field(default_factory=RealClock, repr=False)
    known: tuple[Deviation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    unset: Mapping[str, str] = field(default_factory=dict)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must reach no file."""
        return (*self.secrets_by_name.values(), *self.connection.proxies.secrets)

    @property
    def credentials(self) -> Credentials | None:
        """What the test user logs in with, if there is one."""
        known = self.user.credentials
        return replace(known, clock=self.clock) if known else None

    @property
    def settings(self) -> dict[str, str]:
        """What a report shows of its settings, by name; of a secret only how it is set."""
        shown = {
            one.name: how_set(value) if one.secret else value
            for one, value in ((one, self.value(one)) for one in map(SETTINGS.__getitem__, SHOWN))
        }
        scope = " ".join(self.profile.scopes)
        return shown | {"redirect_uri": self.redirect_uri, "scope": scope}

    @property
    def redirect_uri(self) -> str:
        """Where the application takes the authorization response."""
        return self.client.callback or self.profile.redirect_uri(self.host)

    @property
    def post_logout_redirect_uris(self) -> tuple[str, ...]:
        """Where the application takes the user after logout."""
        return self.profile.post_logout_redirect_uris(self.host)

    @property
    def is_local_http(self) -> bool:
        """Whether the issuer is plain http on loopback, as in development."""
        parts = urlsplit(self.issuer)
        return parts.scheme == "http" and is_loopback(parts.hostname or "")


def how_set(secret: str) -> str:
    """How a secret is set, without a word of it; quotes around it may be part of it, or not."""
    if not secret:
        return "not set"
    return "set, in quotes" if is_quoted(secret) else "set"
