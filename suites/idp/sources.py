"""Which SAML identity providers a run judges: a file's, the environment's, or those of ours."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from suites.idp.embedded import EMBEDDED, running_saml
from suites.idp.settings import of_environment, of_table
from suites.idp.target import SamlTarget
from suites.targets.reading import SAML, SettingsError, UnknownTarget, tables_called
from suites.targets.sources import Source, Wanted, behind_proxies


def identity_providers(wanted: Wanted) -> list[Source]:
    """Those to judge: those named, else all of the file that was, else that of the environment,
    else the ones of the harness.

    Raises SettingsError.
    """
    if wanted.named and not wanted.file.exists():
        raise SettingsError(f"--targets {wanted.file}: there is no such file")
    known = list(tables_called(wanted.file, SAML)) if wanted.file.exists() else []
    names = wanted.names
    if wanted.named and not names:
        names = known
        if not names:
            told = f"it has no SAML identity provider; add a table [[{SAML}]]"
            raise SettingsError(f"--targets {wanted.file.name}: {told}")
    if names:
        return [_called(name, known, wanted) for name in dict.fromkeys(names)]
    target = of_environment(wanted.environment)
    if target is not None:
        return [somebodys_provider(target, "", wanted)]
    return [provider_of_ours(name) for name in EMBEDDED]


def _called(name: str, known: list[str], wanted: Wanted) -> Source:
    if name in known:
        table = tables_called(wanted.file, SAML)[name]
        target = of_table(name, table, wanted.file, wanted.environment)
        return somebodys_provider(target, f"--target {name}", wanted)
    if name in EMBEDDED:
        return provider_of_ours(name)
    missing = "" if wanted.file.exists() else wanted.file.name
    raise UnknownTarget(name, [*known, *EMBEDDED], missing=missing)


def provider_of_ours(name: str) -> Source:
    """An identity provider of the harness, which is right in everything."""
    return Source(
        name=name,
        rerun=f"--target {name}",
        open=partial(running_saml, name),
        embedded=True,
    )


def somebodys_provider(target: SamlTarget, rerun: str, wanted: Wanted) -> Source:
    """An identity provider that runs already. Raises SettingsError."""
    target = behind_proxies(target, wanted.environment)
    connection = replace(target.connection, ca_bundle=target.ca_bundle)
    if wanted.timeout_s is not None:
        connection = replace(connection, timeout_s=wanted.timeout_s)
    granted = wanted.permission.granted(replace(target, connection=connection))
    return Source(
        name=target.name, rerun=rerun, open=partial(_as_it_is, granted), login=target.login
    )


def _as_it_is(target: SamlTarget) -> tuple[SamlTarget, Callable[[], None]]:
    return target, lambda: None
