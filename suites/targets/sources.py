"""Which targets a run judges: those named, the environment's, or the embedded fakes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from fakes.vendors import Deviation
from fakes.wire.network import Connection
from fakes.wire.proxying.proxies import Proxies, WrongProxy, proxies_of
from suites.targets.embedded import DEFAULT, EMBEDDED
from suites.targets.permission import Permission
from suites.targets.reading import (
    SettingsError,
    UnknownTarget,
    from_environment,
    from_file,
    tables_of,
)
from suites.targets.target import Target, Waiver

T = TypeVar("T", bound=Target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A target by name: `open` makes it reachable, and returns it with what closes it again.

    `rerun` is the option that names it to pytest, empty for the target of the environment;
    `embedded` says that it is a fake of the harness. `checks` are patterns of those that concern
    it; a target that is judged `in_turn` shares something with the next one.
    """

    name: str
    rerun: str
    open: Callable[[], tuple[Target, Callable[[], None]]]
    known: tuple[Deviation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    login: str = "form"
    embedded: bool = False
    checks: tuple[str, ...] = ("*",)
    in_turn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user of the harness asked for, by command line and environment.

    `names` are those of targets, `file` is the targets.toml, `named` whether the user named it;
    `timeout_s` bounds one exchange, `permission` is what may be done to providers that are not
    embedded. What is only `planned` takes no secret. `providers` are the products like which an
    application's provider is played. A deployment is read from `env_file`, or from the `container`
    of a `manifest`; `role` is the one that its node has.
    """

    names: list[str]
    environment: Mapping[str, str]
    file: Path
    timeout_s: float | None
    permission: Permission
    named: bool = False
    planned: bool = False
    providers: tuple[str, ...] = ()
    env_file: Path | None = None
    manifest: Path | None = None
    container: str = ""
    role: str = ""


def sources(wanted: Wanted) -> list[Source]:
    """The targets to judge: those named, else all of the file that was, else OIDC_ISSUER's, else
    the fakes.

    Raises SettingsError.
    """
    if wanted.providers:
        raise SettingsError(
            "--provider: is for applications (pytest suites/rp); a provider like that of a product "
            "is judged by --target NAME"
        )
    names, environment, file = wanted.names, wanted.environment, wanted.file
    if wanted.named and not file.exists():
        raise SettingsError(f"--targets {file}: there is no such file")
    if wanted.named and not names:
        names = list(tables_of(file))
        if not names:
            raise SettingsError(f"--targets {file.name}: it has no target; add a table [NAME]")
    if names:
        return _of_file(names, wanted)
    target = from_environment(environment, spared=wanted.planned)
    if target is not None:
        target = behind_proxies(target, environment)
        return [real(target, "", wanted.timeout_s, wanted.permission)]
    return [embedded(name, wanted.timeout_s) for name in DEFAULT]


def _of_file(names: list[str], wanted: Wanted) -> list[Source]:
    """The targets called `names`, of the file or of the harness."""
    file, environment = wanted.file, wanted.environment
    known = list(tables_of(file)) if file.exists() else []
    in_file = [name for name in names if name in known]
    described = from_file(file, environment, in_file, spared=wanted.planned) if in_file else {}
    found = {name: behind_proxies(one, environment) for name, one in described.items()}
    return [_named(name, found, known, wanted) for name in dict.fromkeys(names)]


def _named(name: str, described: dict[str, Target], known: list[str], wanted: Wanted) -> Source:
    if name in described:
        return real(described[name], f"--target {name}", wanted.timeout_s, wanted.permission)
    if name in EMBEDDED:
        return embedded(name, wanted.timeout_s)
    missing = "" if wanted.file.exists() else wanted.file.name
    raise UnknownTarget(name, [*known, *EMBEDDED], missing=missing)


def embedded(name: str, timeout_s: float | None) -> Source:
    """The embedded fake called `name`."""

    def start() -> tuple[Target, Callable[[], None]]:
        fake, target = EMBEDDED[name].start(name)
        return _bounded(target, timeout_s), fake.stop

    return Source(
        name=name,
        rerun=f"--target {name}",
        open=start,
        embedded=True,
    )


def real(target: Target, rerun: str, timeout_s: float | None, permission: Permission) -> Source:
    """A provider that runs already."""
    bounded = permission.granted(_bounded(target, timeout_s))
    return Source(
        name=target.name,
        rerun=rerun,
        open=lambda: (bounded, lambda: None),
        known=target.known,
        waivers=target.waivers,
        login=target.login,
    )


def behind_proxies(target: T, environment: Mapping[str, str]) -> T:
    """`target`, reached through the proxies that the environment names. Raises SettingsError."""
    proxies = proxies_named(environment)
    return replace(target, connection=replace(target.connection, proxies=proxies))


def proxies_named(environment: Mapping[str, str]) -> Proxies:
    """The proxies that the environment names. Raises SettingsError."""
    try:
        return proxies_of(environment)
    except WrongProxy as error:
        raise SettingsError(str(error)) from None


def _bounded(target: Target, timeout_s: float | None) -> Target:
    if timeout_s is None:
        return target
    connection: Connection = replace(target.connection, timeout_s=timeout_s)
    return replace(target, connection=connection)
