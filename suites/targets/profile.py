"""Relying-party profiles: what an application asks of its provider, as data in `profiles/`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from fakes.vendors import products

HERE = Path(__file__).parent / "profiles"
TABLE = "collections.abc.Mapping"
WORD = re.compile(r"\{(\w+)\}")
# What `enter` may leave to a run.
WORDS = (
    "host", "issuer", "client_id", "client_secret", "auth_method", "scopes", "redirect_uri",
    "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri",
    "end_session_endpoint", "ca_out",
)  # fmt: skip


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
class Pages:
    """Where a person meets an application, for those who judge it (`pytest suites/rp`).

    A login starts at `login`, a logout at `logout`. `whoami` is a page or an API of signed-in
    users, in which `signed_in`, a regular expression or a JSON path, finds who it is; without one
    it is HTTP 200 with the user's sub, e-mail address or name. `driver` is `browser` where the
    pages need JavaScript.
    """

    login: str
    whoami: str
    signed_in: str = ""
    logout: str = ""
    driver: str = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An application's registration. `HOST` in a URL stands for the application's own URL.

    `id_token_claims` are the claims about the user that it needs in the ID Token itself, `claims`
    those that it takes from UserInfo too. `works` are the checks that tell whether sign-in works
    for it: those of `every` auth method, and of each. One named by its id has to be judged, what a
    pattern matches counts where it was.
    `restore` is the setting that replaces single sign-on by a password while it is broken, if there
    is one; `vendors` is what is documented for single products. `pages` are where a person meets
    it; `enter` is what to enter in it, by the name of the place, with words such as `{issuer}` for
    what is known in a run alone.
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
    pages: Pages | None = None
    enter: Mapping[str, str] = field(default_factory=dict)

    def redirect_uri(self, host: str) -> str:
        return self.callback.replace("HOST", host)

    def needs(self, auth_method: str) -> list[str]:
        """The checks, by id or pattern, that sign-in by `auth_method` needs."""
        return [*self.works.get("every", ()), *self.works.get(auth_method, ())]

    def post_logout_redirect_uris(self, host: str) -> tuple[str, ...]:
        return tuple(url.replace("HOST", host) for url in self.logout)


T = TypeVar("T", Advice, Pages, Profile)


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by name.

    Raises ValueError if a file lacks a key, has an unknown one, or advises on an unknown product.
    """
    return {path.stem: read_profile(path) for path in sorted(HERE.glob("*.toml"))}


def read_profile(path: Path) -> Profile:
    """The profile of a file. Raises OSError, and ValueError as `profiles`."""
    data = tomllib.loads(path.read_text("utf-8")) | {"name": path.stem}
    tables = data.get("vendors", {})
    advice = {
        vendor: _read(Advice, table, f"{path.name} [vendors.{vendor}]")
        for vendor, table in (tables.items() if isinstance(tables, dict) else ())
    }
    if unknown := set(advice) - set(products()):
        told = f"no such product: {', '.join(sorted(unknown))}; known: {', '.join(products())}"
        raise ValueError(f"{path.name} [vendors]: {told}")
    if advice:
        data["vendors"] = advice
    if "pages" in data:
        data["pages"] = _read(Pages, data["pages"], f"{path.name} [pages]")
    profile = _read(Profile, data, path.name)
    for place, text in profile.enter.items():
        for word in WORD.findall(text) if isinstance(text, str) else ("",):
            if word not in WORDS:
                known = ", ".join(WORDS)
                raise ValueError(f"{path.name} [enter], {place}: no word {word!r}; known: {known}")
    return profile


def _read(kind: type[T], data: Any, where: str) -> T:
    if wrong := _wrong_kind(data, TABLE):
        raise ValueError(f"{where}: {data!r} is no {wrong}")
    known = {one.name for one in fields(kind)}
    optional = {
        one.name
        for one in fields(kind)
        if one.default is not MISSING or one.default_factory is not MISSING
    }
    odd = (set(data) - known) | (known - optional - set(data))
    if odd:
        raise ValueError(
            f"{where}: missing or unknown keys: {', '.join(sorted(odd))}; known: "
            f"{', '.join(sorted(known))}"
        )
    for key, hint in get_type_hints(kind).items():
        if key in data and (wrong := _wrong_kind(data[key], str(hint))):
            raise ValueError(f"{where}, {key}: {data[key]!r} is no {wrong}")
    members: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
    }
    return kind(**members)


def _wrong_kind(value: object, hint: str) -> str:
    """What `value` should be and is not, in words; empty if it is."""
    if hint == "<class 'str'>":
        return "" if isinstance(value, str) else "text"
    if hint.startswith("tuple"):
        texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return "" if texts else "list of texts"
    if hint.startswith(TABLE):
        return "" if isinstance(value, dict) else "table"
    return ""
