"""What an administrator registered, in words that no vendor owns.

Each setting keeps the name under which its vendor shows it, so that a finding names what the
administrator has to look for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from suites.admin.matching import BY_BYTES, Matching

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[T]):
    """One setting: the vendor's `name` for it, and its `value` as we read it.

    `told` is what the admin API itself says where that is not the value; `right` is how a setting
    reads that is as it must be, for those whose value is only whether it is. `place` is where it
    is found, if not at the client; `unread` is why it could not be read, though the rest could;
    `doubt` is why it may be right although it seems wrong.
    """

    name: str
    value: T
    told: Any = None
    right: str = "true"
    place: str = ""
    unread: str = ""
    doubt: str = ""

    @property
    def shown(self) -> Any:
        """What a finding shows."""
        return self.value if self.told is None else self.told


Names = Setting[tuple[str, ...]]
Switch = Setting[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredClient:
    """The registration of one client. None is a setting that the product does not have.

    `place` is where an administrator finds it. `flows` has, by auth method, the switches that must
    all be on for it; a method that is missing is one that the product cannot do. `enabled` are the
    switches without which the client does nothing at all.

    Of `readable_claims` an empty value means all of them. `application_type` fits an application
    that keeps a secret, or that keeps none; `issuer` is the application's OIDC_ISSUER;
    `bearer_tokens` and `plain_requests` are good without a proof of possession, and without being
    pushed first; `access_policy` lets the client have tokens by the flow it uses. `matching` is how
    the product compares URLs with those that are registered; an empty `pkce_method` is any.
    `password_grant` has that grant switched off. `callback_platform` lets a server redeem codes
    that were sent to the callback, with or without a secret as the application does; `audience` has
    the accounts of OIDC_ISSUER in it; one secret at least is `secret_in_time`; `email_claim` is in
    ID Tokens; `frontchannel_logout` is the URL that is called when a session ends.
    """

    place: str
    redirect_uris: Names
    has_secret: Switch
    flows: Mapping[str, tuple[Switch, ...]]
    enabled: tuple[Switch, ...] | None = None
    post_logout_redirect_uris: Names | None = None
    scopes: Names | None = None
    identity_providers: Names | None = None
    readable_claims: Names | None = None
    token_revocation: Switch | None = None
    hides_users: Switch | None = None
    login_pages: Switch | None = None
    application_type: Switch | None = None
    assigned: Switch | None = None
    access_policy: Switch | None = None
    issuer: Switch | None = None
    id_token_algorithm: Setting[str] | None = None
    pkce_required: Switch | None = None
    bearer_tokens: Switch | None = None
    plain_requests: Switch | None = None
    conformant: Switch | None = None
    matching: Matching = BY_BYTES
    pkce_method: Setting[str] | None = None
    password_grant: Switch | None = None
    callback_platform: Switch | None = None
    audience: Switch | None = None
    secret_in_time: Switch | None = None
    email_claim: Switch | None = None
    frontchannel_logout: Setting[str] | None = None
