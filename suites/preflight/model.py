"""What an administrator registered, in words that no vendor owns.

Each setting keeps the name under which its vendor shows it, so that a finding names what the
administrator has to look for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[T]):
    """One setting: the vendor's `name` for it, and its `value` as we read it.

    `told` is what the admin API itself says where that is not the value; `right` is how a setting
    reads that is as it must be, for those whose value is only whether it is. `place` is where it
    is found, if not at the client.
    """

    name: str
    value: T
    told: Any = None
    right: str = "true"
    place: str = ""

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

    Of `readable_claims` an empty value means all of them.
    """

    place: str
    redirect_uris: Names
    has_secret: Switch
    flows: Mapping[str, tuple[Switch, ...]]
    enabled: tuple[Switch, ...] = ()
    post_logout_redirect_uris: Names | None = None
    scopes: Names | None = None
    identity_providers: Names | None = None
    readable_claims: Names | None = None
    token_revocation: Switch | None = None
    hides_users: Switch | None = None
    login_pages: Switch | None = None
