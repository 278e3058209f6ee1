"""What a provider knows: clients, users, sessions, and what it granted to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fakes.wire.request import Pairs

ALL_RESPONSE_TYPES = ("code", "id_token", "id_token token")


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A registered relying party; without `secret` it is a public client.

    `id_token_claims` are claims that its ID Tokens have even where UserInfo has them too.
    `metadata` are further members of its registration, named as in RFC 7591 section 2, for the
    features that read them.
    """

    client_id: str
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...] = ()
    response_types: tuple[str, ...] = ALL_RESPONSE_TYPES
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    secret: str = ""
    id_token_claims: tuple[str, ...] = ("email",)
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who can log in; `claims` are the standard claims of Core section 5.1.

    `totp_secret` is that of their authenticator app in base32, where a provider asks for a code.
    """

    username: str
    password: str
    claims: dict[str, Any]
    totp_secret: str = ""


@dataclass(slots=True)
class Session:
    """A user's login at the provider; `auth_time` in seconds since the epoch."""

    sid: str
    user: User
    auth_time: float


@dataclass(slots=True, kw_only=True)
class Authorization:
    """An authorization request whose client and redirect_uri were found to be right.

    `agreed` is whether the user was asked because of its prompt=consent, and said yes.
    """

    client: Client
    redirect_uri: str
    params: dict[str, str]
    pairs: Pairs
    agreed: bool = False

    @property
    def response_type(self) -> str:
        return " ".join(sorted(self.params.get("response_type", "").split()))

    @property
    def default_mode(self) -> str:
        """How a response of this type travels if nothing is said (Multiple Types 2.1 and 3)."""
        return "query" if self.response_type in ("code", "", "none") else "fragment"

    @property
    def response_mode(self) -> str:
        """The mode asked for, else the default one."""
        return self.params.get("response_mode", self.default_mode)

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(self.params.get("scope", "").split())

    @property
    def prompts(self) -> tuple[str, ...]:
        return tuple(self.params.get("prompt", "").split())


@dataclass(slots=True, kw_only=True)
class Grant:
    """What a user granted to a client by one authorization request."""

    authorization: Authorization
    session: Session
    scopes: tuple[str, ...]
    issued_at: float
    code: str = ""
    access_token: str = ""
    used: bool = False
    guesses: int = 0
    refreshed: bool = False
    access_tokens: list[str] = field(default_factory=list)

    @property
    def client(self) -> Client:
        return self.authorization.client

    @property
    def user(self) -> User:
        return self.session.user


@dataclass(frozen=True, slots=True)
class AccessToken:
    """An access token that the provider gave out; `expires_at` in seconds since the epoch."""

    value: str
    grant: Grant
    expires_at: float
