"""What the settings of an application may say: each rule returns the value, or says what to write.

Those of any setting are in `fakes.settings.rules`.
"""

import re
from pathlib import Path

from fakes.wire.certificates import own_context
from suites.targets.profile import Profile, profiles, read_profile

AUTH_METHODS = ("pkce", "implicit", "hybrid")
LISTEN = re.compile(r"(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})")
OTHER = Profile(
    name="other",
    title="Any application",
    callback="",
    logout=(),
    scopes=("openid", "profile", "email"),
    auth_methods=AUTH_METHODS,
    id_token_claims=(),
    source="",
)


def host_and_port(value: str) -> str:
    """Where to listen. Raises ValueError."""
    found = LISTEN.fullmatch(value)
    if found is None or not 0 < int(found[2]) < 65536:
        raise ValueError("must be an address of this machine and a port, as in '127.0.0.1:9400'")
    return value


def own_certificate(value: str) -> str:
    """A PEM file of a certificate, its chain and its key. Raises ValueError."""
    try:
        own_context(value)
    except OSError as error:
        told = f"must be a PEM file with a certificate and its key, no password on it ({error})"
        raise ValueError(told) from None
    return value


def known_profile(value: str) -> str:
    """The name of a profile, or the path of a file like one. Raises ValueError."""
    profile_called(value)
    return value


def profile_called(value: str) -> Profile:
    """The profile of that name, or of that file. Raises ValueError."""
    if value in profiles():
        return profiles()[value]
    path = Path(value)
    if path.suffix != ".toml":
        told = ", ".join(profiles())
        raise ValueError(f"is unknown; known: {told}; or the path of a file that ends with .toml")
    try:
        return read_profile(path)
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
