"""Which applications a run judges: the environment's, a file's, or the one of the harness.

By `--provider` each has one target for every product, whose provider is like that product.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from fakes.attacks.provider import REFERENCE
from fakes.vendors import products, vendor_names
from suites.application.described import Listening, described_target, urls_of
from suites.application.description import ApplicationTarget
from suites.application.embedded import DEFAULT, EMBEDDED, played_by, started
from suites.application.settings import ApplicationSettings
from suites.application.told import tables_by_name, told_by_variables, told_in_file
from suites.targets.reading import APPLICATION, SettingsError, UnknownTarget
from suites.targets.sources import Source, Wanted, behind_proxies, proxies_named

ALL = "all"
# What a product may have of its own. Attacks are made of what every provider does.
AT_EVERY_PRODUCT = ("rp-login/honest", "rp-session/logout", "rp-product/*")


def applications(wanted: Wanted) -> list[Source]:
    """The applications to judge: those named, else all of the file that was, else that of the
    environment, else the embedded one in both flows.

    Raises SettingsError.
    """
    if wanted.named and not wanted.file.exists():
        raise SettingsError(f"--targets {wanted.file}: there is no such file")
    known = list(tables_by_name(wanted.file)) if wanted.file.exists() else []
    names = wanted.names
    if wanted.named and not names:
        names = known
        if not names:
            told = f"it has no application; add a table [[{APPLICATION}]]"
            raise SettingsError(f"--targets {wanted.file.name}: {told}")
    vendors = played(wanted)
    if names:
        return [
            one for name in dict.fromkeys(names) for one in _named(name, known, wanted, vendors)
        ]
    described = told_by_variables(wanted.environment, agreed_in(wanted))
    if described is not None:
        return of_somebody(described, "", wanted, vendors)
    return [one for name in DEFAULT for one in of_the_harness(name, wanted, vendors)]


def played(wanted: Wanted) -> list[str]:
    """The vendors whose provider is played. Raises SettingsError."""
    if ALL in wanted.providers:
        return list(products())
    for name in wanted.providers:
        if name not in vendor_names():
            known = ", ".join((ALL, *vendor_names()))
            raise SettingsError(f"--provider {name}: no such product; known: {known}")
    return list(dict.fromkeys(wanted.providers)) or [REFERENCE]


def agreed_in(wanted: Wanted) -> Collection[str] | None:
    """The hosts whose owners agreed to be attacked; None if nothing is sent."""
    return None if wanted.planned else wanted.permission.hosts


def _named(name: str, known: list[str], wanted: Wanted, vendors: list[str]) -> list[Source]:
    if name in known:
        file, agreed = wanted.file, agreed_in(wanted)
        found = told_in_file(file, wanted.environment, [name], agreed, spared=wanted.planned)
        return of_somebody(found[name], f"--target {name}", wanted, vendors)
    if name in EMBEDDED:
        return of_the_harness(name, wanted, vendors)
    missing = "" if wanted.file.exists() else wanted.file.name
    raise UnknownTarget(name, [*known, *EMBEDDED], missing=missing)


def of_the_harness(name: str, wanted: Wanted, vendors: list[str]) -> list[Source]:
    """The W&B-like application of the harness."""
    return [
        Source(
            name=played_by(name, vendor),
            rerun=with_vendor(f"--target {name}", vendor),
            open=partial(started, name, vendor=vendor),
            embedded=True,
            checks=checks_at(vendor),
        )
        for vendor in vendors
    ]


def of_somebody(
    settings: ApplicationSettings, rerun: str, wanted: Wanted, vendors: list[str]
) -> list[Source]:
    """An application that runs already. Raises SettingsError."""
    if len(vendors) > 1 and not settings.restart:
        raise SettingsError(
            f"--provider: {settings.name} has to forget one product to meet the next; write what "
            "restarts it (RP_RESTART, `restart`), or name one product"
        )
    proxies_named(wanted.environment)
    listening = Listening(settings)
    return [
        Source(
            name=played_by(settings.name, vendor),
            rerun=with_vendor(rerun, vendor),
            open=partial(opened, settings, listening, vendor, wanted),
            login=settings.driver,
            checks=checks_at(vendor),
            in_turn=len(vendors) > 1,
        )
        for vendor in vendors
    ]


def opened(
    settings: ApplicationSettings, listening: Listening, vendor: str, wanted: Wanted
) -> tuple[ApplicationTarget, Callable[[], None]]:
    """The target that an application is in this run, and what ends its provider."""
    target = behind_proxies(described_target(settings, listening, vendor), wanted.environment)
    if wanted.timeout_s is not None:
        target = replace(target, connection=replace(target.connection, timeout_s=wanted.timeout_s))
    granted = wanted.permission.granted(target, *urls_of(settings).values())
    return granted, target.provider.stop


def with_vendor(rerun: str, vendor: str) -> str:
    """The options that name a target, with those that name its provider."""
    return rerun if vendor == REFERENCE else f"{rerun} --provider {vendor}".strip()


def checks_at(vendor: str) -> tuple[str, ...]:
    """The checks that concern an application at a provider like that of `vendor`."""
    return ("*",) if vendor == REFERENCE else AT_EVERY_PRODUCT
