"""Which targets a run judges: from the environment, from targets.toml, or the embedded fakes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fakes.login import Credentials
from fakes.network import Connection
from fakes.vendors import Deviation
from suites.embedded import DEFAULT, EMBEDDED
from suites.profile import profiles
from suites.target import Target


class SettingsError(Exception):
    """A setting is wrong; the message names it, where it came from, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Source:
    """A target by name: `open` makes it reachable, and returns it with what closes it again."""

    name: str
    vendor: str
    rerun: str
    known: tuple[Deviation, ...]
    open: Callable[[], tuple[Target, Callable[[], None]]]


def sources(names: list[str], environment: Mapping[str, str], root: Path) -> list[Source]:
    """The targets to judge: `names` if there are any, else OIDC_ISSUER's, else the fakes.

    Raises SettingsError.
    """
    if names:
        return [_named(name) for name in names]
    if environment.get("OIDC_ISSUER"):
        return [_real(_from_environment(environment), rerun="pytest suites/oidc")]
    return [_embedded(name) for name in DEFAULT]


def _named(name: str) -> Source:
    if name not in EMBEDDED:
        raise SettingsError(f"--target {name}: unknown; known: {', '.join(EMBEDDED)}")
    return _embedded(name)


def _embedded(name: str) -> Source:
    def start() -> tuple[Target, Callable[[], None]]:
        fake, target = EMBEDDED[name].start(name)
        return target, fake.server.stop

    return Source(name, EMBEDDED[name].vendor, f"pytest suites/oidc --target {name}", (), start)


def _real(target: Target, rerun: str) -> Source:
    return Source(target.name, target.vendor, rerun, target.known, lambda: (target, lambda: None))


def _from_environment(environment: Mapping[str, str]) -> Target:
    username = environment.get("OIDC_USERNAME", "")
    password = environment.get("OIDC_PASSWORD", "")
    return Target(
        name="environment",
        issuer=environment["OIDC_ISSUER"],
        client_id=environment["OIDC_CLIENT_ID"],
        host=environment["HOST"],
        profile=profiles()["wandb-server"],
        auth_method=environment.get("OIDC_AUTH_METHOD", "implicit"),
        client_secret=environment.get("OIDC_CLIENT_SECRET", ""),
        credentials=Credentials(username, password) if username else None,
        connection=Connection(ca_bundle=environment.get("OIDC_CA_BUNDLE", "")),
    )
