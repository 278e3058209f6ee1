"""Relying-party profiles: what an application asks of its provider, as data in `profiles/`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from fakes.vendors import products

HERE = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What an application's documentation says for one product of a provider.

    `auth_methods` are those to set, `secret_with` those by which the product wants a client secret.
    `logout` is the logout URL to register; `frontchannel_logout` is one that the product calls.
    """

    auth_methods: tuple[str, ...]
    secret_with: tuple[str, ...] = ()
    logout: str = ""
    frontchannel_logout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An application's registration. `HOST` in a URL stands for the application's own URL.

    `id_token_claims` are the claims about the user that it needs in the ID Token itself, `claims`
    those that it takes from UserInfo too. `works`
    are the checks that tell whether sign-in works for it: those of `every` auth method, and of
    each. One named by its id has to be judged, what a pattern matches counts where it was.
    `restore` is the setting that replaces single sign-on by a password while it is broken, if there
    is one; `vendors` is what is documented for single products.
    """

    name: str
    title: str
    callback: str
    logout: tuple[str, ...]
    scopes: tuple[str, ...]
    auth_methods: tuple[str, ...]
    id_token_claims: tuple[str, ...]
    source: str
    works: Mapping[str, Sequence[str]] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    restore: str = ""
    vendors: Mapping[str, Advice] = field(default_factory=dict)

    def redirect_uri(self, host: str) -> str:
        return self.callback.replace("HOST", host)

    def needs(self, auth_method: str) -> list[str]:
        """The checks, by id or pattern, that sign-in by `auth_method` needs."""
        return [*self.works.get("every", ()), *self.works.get(auth_method, ())]

    def post_logout_redirect_uris(self, host: str) -> tuple[str, ...]:
        return tuple(url.replace("HOST", host) for url in self.logout)


T = TypeVar("T", Advice, Profile)


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by name.

    Raises ValueError if a file lacks a key, has an unknown one, or advises on an unknown product.
    """
    return {path.stem: read_profile(path) for path in sorted(HERE.glob("*.toml"))}


def read_profile(path: Path) -> Profile:
    """The profile of a file. Raises ValueError as `profiles`."""
    data = tomllib.loads(path.read_text("utf-8")) | {"name": path.stem}
    advice = {
        vendor: _read(Advice, table, f"{path.name} [vendors.{vendor}]")
        for vendor, table in data.pop("vendors", {}).items()
    }
    if unknown := set(advice) - set(products()):
        told = f"no such product: {', '.join(sorted(unknown))}; known: {', '.join(products())}"
        raise ValueError(f"{path.name} [vendors]: {told}")
    return _read(Profile, data | {"vendors": advice}, path.name)


def _read(kind: type[T], data: dict[str, Any], where: str) -> T:
    known = {one.name for one in fields(kind)}
    optional = {
        one.name
        for one in fields(kind)
        if one.default is not MISSING or one.default_factory is not MISSING
    }
    odd = (set(data) - known) | (known - optional - set(data))
    if odd:
        raise ValueError(
            f"{where}: missing or unknown keys: {', '.join(sorted(odd))}; known: {known}"
        )
    members: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
    }
    return kind(**members)
