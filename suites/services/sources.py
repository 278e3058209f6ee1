"""Which deployments a run judges: a file's, the environment's, or the one of the harness."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from suites.services.described import DeploymentTarget
from suites.services.embedded import EMBEDDED, EMBEDDED_DEPLOYMENT, running_deployment
from suites.services.told import (
    WEBHOOK,
    DescribedDeployment,
    deployment_in_files,
    deployment_in_table,
    deployment_of_environment,
    deployments_of,
)
from suites.targets.profile import profiles
from suites.targets.reading import DEPLOYMENT, SettingsError, UnknownTarget
from suites.targets.sources import Source, Wanted, behind_proxies

PROFILE = "wandb-server"
# A cloud is nowhere near, so the pace is that for systems of other people.
OUTSIDE = "https://s3.amazonaws.com"


def deployments(wanted: Wanted) -> list[Source]:
    """The deployments to judge: those named, else all of the file that was, else that of a file of
    variables or of a manifest, else that of the environment, else the one of the harness.

    Raises SettingsError.
    """
    if wanted.named and not wanted.file.exists():
        raise SettingsError(f"--targets {wanted.file}: there is no such file")
    known = deployments_of(wanted.file) if wanted.file.exists() else {}
    names = wanted.names
    if wanted.named and not names:
        names = list(known)
        if not names:
            told = f"it has no deployment; add a table [[{DEPLOYMENT}]]"
            raise SettingsError(f"--targets {wanted.file.name}: {told}")
    if names:
        return [_called(name, known, wanted) for name in dict.fromkeys(names)]
    described = _by_options(wanted)
    if described is not None:
        return [of_an_operator(described, "", wanted)]
    return [of_ours()]


def _by_options(wanted: Wanted) -> DescribedDeployment | None:
    """That of the files which options name, else that of the environment. Raises SettingsError."""
    file, manifest, environment = wanted.env_file, wanted.manifest, wanted.environment
    values = deployment_in_files(file, manifest, wanted.container, environment)
    named = manifest or file
    if named is None:
        return deployment_of_environment(environment, wanted.role)
    return DescribedDeployment(
        name=named.stem or named.name,
        values=values,
        role=wanted.role,
        webhook=environment.get(WEBHOOK, ""),
    )


def _called(name: str, known: dict[str, dict[str, object]], wanted: Wanted) -> Source:
    if name in known:
        table = deployment_in_table(name, known[name], wanted.file, wanted.environment)
        described = replace(table, role=wanted.role or table.role)
        return of_an_operator(described, f"--target {name}", wanted)
    if name in EMBEDDED:
        return of_ours(name)
    missing = "" if wanted.file.exists() else wanted.file.name
    raise UnknownTarget(name, [*known, *EMBEDDED], missing=missing)


def of_ours(name: str = EMBEDDED_DEPLOYMENT) -> Source:
    """A deployment of the harness, which is right in everything."""
    return Source(
        name=name,
        rerun=f"--target {name}",
        open=partial(running_deployment, name=name),
        embedded=True,
    )


def of_an_operator(described: DescribedDeployment, rerun: str, wanted: Wanted) -> Source:
    """A deployment that somebody described. Raises SettingsError."""
    target = behind_proxies(described_deployment(described), wanted.environment)
    if wanted.timeout_s is not None:
        target = replace(target, connection=replace(target.connection, timeout_s=wanted.timeout_s))
    # Whatever is changed there is somebody's, wherever it is served.
    allowed = frozenset({"safe", *map(str, wanted.permission.classes)})
    granted = replace(wanted.permission.granted(target, OUTSIDE), allowed=allowed)
    return Source(name=described.name, rerun=rerun, open=partial(_as_it_is, granted))


def _as_it_is(target: DeploymentTarget) -> tuple[DeploymentTarget, Callable[[], None]]:
    return target, lambda: None


def described_deployment(described: DescribedDeployment) -> DeploymentTarget:
    """The target that a deployment is."""
    found = {name: one.text for name, one in described.values.items() if not one.unread}
    return DeploymentTarget(
        name=described.name,
        profile=profiles()[PROFILE],
        values_read=described.values,
        role=described.role,
        webhook=described.webhook,
        known=described.exceptions.deviations,
        waivers=described.exceptions.waivers,
    ).changed(
        issuer=found.get("OIDC_ISSUER", ""),
        client_id=found.get("OIDC_CLIENT_ID", ""),
        auth_method=found.get("OIDC_AUTH_METHOD", "implicit"),
        host=found.get("HOST", ""),
    )
