"""What the settings of an application may say: each rule returns the value, or says what to write.

Those of any setting are in `fakes.settings.rules`.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

from fakes.wire.certificates import own_context
from fakes.wire.loopback import is_loopback
from suites.targets.profile import Profile, profiles, read_profile

AUTH_METHODS = ("pkce", "implicit", "hybrid")
LISTEN = re.compile(r"(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})")
LONGEST_PATIENCE_S = 600
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


def seconds_to_wait(value: int) -> int:
    """How long an application may wait for its provider. Raises ValueError."""
    if not 0 < value <= LONGEST_PATIENCE_S:
        raise ValueError(f"must be seconds, from 1 to {LONGEST_PATIENCE_S}")
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


def presume_place(issuer: str, listen: str, certificate: str, ca_out: str) -> None:
    """Raises ValueError if the harness could not be the issuer as it is described."""
    parts = urlsplit(issuer)
    if not listen and not is_loopback(parts.hostname or ""):
        raise ValueError(
            f"issuer: {issuer!r} is not on this machine; say where to listen for it "
            "(RP_LISTEN, `listen`), as in '127.0.0.1:9400'"
        )
    if parts.scheme == "https" and not listen and not certificate and not ca_out:
        raise ValueError(
            f"ca_out: is missing; {issuer!r} is signed by an authority of the harness, "
            "which the application has to trust: name a file for its certificate, or bring a "
            "certificate (RP_CERTIFICATE, `certificate`)"
        )
    if parts.scheme == "http" and (certificate or ca_out):
        key = "certificate" if certificate else "ca_out"
        raise ValueError(f"{key}: is for an https issuer, and {issuer!r} is none")
