"""What is judged: an issuer, a client's registration, an application, and a way to log in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from fakes.clock import Clock, RealClock
from fakes.relying_party.listener import Listener
from fakes.user.login import Credentials
from fakes.vendors import Deviation
from fakes.wire.loopback import is_loopback
from fakes.wire.network import Connection
from suites.targets.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An unmet requirement that `owner` accepts until a date."""

    check: str
    owner: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherClient:
    """A second client of the provider, as far as it is known."""

    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    redirect_uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target of a run. `host` is the application's URL; `login` is `form` or `browser`.

    Where `vendor` is empty its discovery document may tell it, unless it is not `recognisable`.
    `callback` replaces the redirect URI of the profile; without `token_endpoint_auth_method` the
    client has the usual one, `client_secret_basic` with a secret and `none` without. With
    `local_restore` the application lets nobody in but by its own password. `other` is a
    second client of the provider, `other_credentials` a second user, `initial_access_token` what
    lets clients register themselves, `other_issuer` another tenant of the provider. `admin_token`
    opens the provider's admin API, which is at `admin_url` where the issuer does not tell it.
    `allowed` are the run classes that may be run, `allow_hosts` the hosts whose owner agreed to
    more than safe ones, `allowed_hosts` all of these in a run; None is no restriction.
    `listener_url` is where the provider reaches `listener_port` of this machine, `listen` another
    way to be reached.
    """

    name: str
    issuer: str
    client_id: str
    host: str
    profile: Profile
    auth_method: str
    vendor: str = ""
    recognisable: bool = True
    client_secret: str = field(default="", repr=False)
    token_endpoint_auth_method: str = ""
    credentials: Credentials | None = field(default=None, repr=False)
    login: str = "form"
    callback: str = ""
    local_restore: bool = False
    other: OtherClient = field(default_factory=OtherClient)
    other_credentials: Credentials | None = field(default=None, repr=False)
    initial_access_token: str = field(default="", repr=False)
    other_issuer: str = ""
    admin_token: str = field(default="", repr=False)
    admin_url: str = ""
    allowed: frozenset[str] = frozenset({"safe", "stateful", "noisy"})
    allow_hosts: frozenset[str] = frozenset()
    allowed_hosts: frozenset[str] | None = None
    listener_url: str = ""
    listener_port: int = 0
    listen: Callable[[], Listener] | None = field(default=None, repr=False)
    connection: Connection = field(default_factory=Connection, repr=False)
    clock: Clock = field(default_factory=RealClock, repr=False)
    known: tuple[Deviation, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must reach no file."""
        people = [one for one in (self.credentials, self.other_credentials) if one is not None]
        clients = (self.client_secret, self.other.client_secret)
        tokens = (self.initial_access_token, self.admin_token)
        passwords = (one.password for one in people)
        return (*clients, *tokens, *passwords, *self.connection.proxies.secrets)

    @property
    def settings(self) -> dict[str, str]:
        """What its operator set, by the names that operators use; of a secret only whether."""
        return {
            "OIDC_ISSUER": self.issuer,
            "OIDC_CLIENT_ID": self.client_id,
            "OIDC_CLIENT_SECRET": "set" if self.client_secret else "not set",
            "OIDC_AUTH_METHOD": self.auth_method,
            "HOST": self.host,
            "redirect_uri": self.redirect_uri,
            "scope": " ".join(self.profile.scopes),
        }

    @property
    def redirect_uri(self) -> str:
        """Where the application takes the authorization response."""
        return self.callback or self.profile.redirect_uri(self.host)

    @property
    def post_logout_redirect_uris(self) -> tuple[str, ...]:
        """Where the application takes the user after logout."""
        return self.profile.post_logout_redirect_uris(self.host)

    @property
    def is_local_http(self) -> bool:
        """Whether the issuer is plain http on loopback, as in development."""
        parts = urlsplit(self.issuer)
        return parts.scheme == "http" and is_loopback(parts.hostname or "")
