"""Relying-party profiles: what an application asks of its provider, as data in `profiles/`."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An application's registration. `HOST` in a URL stands for the application's own URL.

    `id_token_claims` are the claims about the user that it needs in the ID Token itself.
    """

    name: str
    title: str
    callback: str
    logout: tuple[str, ...]
    scopes: tuple[str, ...]
    auth_methods: tuple[str, ...]
    id_token_claims: tuple[str, ...]
    source: str

    def redirect_uri(self, host: str) -> str:
        return self.callback.replace("HOST", host)

    def post_logout_redirect_uris(self, host: str) -> tuple[str, ...]:
        return tuple(url.replace("HOST", host) for url in self.logout)


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by name.

    Raises ValueError if a file lacks a key or has an unknown one.
    """
    return {path.stem: _load(path) for path in sorted(HERE.glob("*.toml"))}


def _load(path: Path) -> Profile:
    data = tomllib.loads(path.read_text("utf-8")) | {"name": path.stem}
    known = {field.name for field in fields(Profile)}
    if set(data) != known:
        odd = ", ".join(sorted(set(data) ^ known))
        raise ValueError(f"{path.name}: missing or unknown keys: {odd}; a profile has {known}")
    return Profile(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    )
