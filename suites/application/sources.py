"""Which applications a run judges: the environment's, or the one that comes with the harness."""

from collections.abc import Callable
from functools import partial
from typing import Any

from fakes.applications.full import FullApplication
from fakes.applications.running import RunningApplication
from fakes.applications.wandb_server import WandbServer
from fakes.attacks.provider import OwnProvider
from fakes.faults import Fault
from suites.application.description import ApplicationTarget
from suites.targets.profile import profiles
from suites.targets.reading import UnknownTarget
from suites.targets.sources import Source, Wanted

SECRET = "the-secret-of-an-embedded-application"  # noqa: S105 - of a fake
DEFAULT = ("wandb-implicit", "wandb-pkce")
EMBEDDED = {"wandb-implicit": "implicit", "wandb-pkce": "pkce", "full-pkce": "pkce"}
# Of the application that has everything: where its endpoints are, and how a page tells accounts.
FULL = {
    "backchannel_url": "{host}/backchannel-logout",
    "frontchannel_url": "{host}/frontchannel-logout",
    "initiate_url": "{host}/initiate-login",
    "second_login_url": "{host}/login-at-second",
    "account": r"Account number (\d+)",
}


def applications(wanted: Wanted) -> list[Source]:
    """The applications to judge. Raises SettingsError."""
    names = wanted.names or list(DEFAULT)
    for name in names:
        if name not in EMBEDDED:
            raise UnknownTarget(name, list(EMBEDDED))
    return [
        Source(
            name=name,
            rerun=f"--target {name}",
            open=partial(started, name),
            embedded=True,
        )
        for name in names
    ]


def started(
    name: str, faults: tuple[Fault, ...] = ()
) -> tuple[ApplicationTarget, Callable[[], None]]:
    """The W&B-like application, running, as a target, and what stops it and its provider."""
    full = name.startswith("full")
    kind = FullApplication if full else WandbServer
    provider, application = OwnProvider().start(), RunningApplication(faults, kind).start()
    method, host = EMBEDDED[name], application.host
    secret = SECRET if method == "pkce" else ""
    provider.register(host, secret=secret)
    features: dict[str, Any] = {
        key: text.replace("{host}", host) for key, text in FULL.items() if full
    }
    second = OwnProvider().start() if full else None
    if second is not None:
        second.register(host, secret=secret)
    client_id = provider.client.client_id
    variables = {
        "OIDC_SECOND_ISSUER": second.issuer if second else "",
        "OIDC_SECOND_CLIENT_ID": client_id,
        "OIDC_CLIENT_ID": client_id,
        "OIDC_AUTH_METHOD": method,
        "OIDC_SECRET": secret,
    }
    application.configure({"OIDC_ISSUER": provider.issuer, **variables})
    target = ApplicationTarget(
        name=name,
        profile=profiles()["wandb-server"],
        login_url=f"{host}/login",
        whoami_url=host,
        logout_url=f"{host}/logout",
        provider=provider,
        restart=application.restart,
        second=second,
        **features,
    ).changed(
        issuer=provider.issuer,
        client_id=client_id,
        client_secret=secret,
        auth_method=method,
        host=host,
    )

    def stop() -> None:
        application.stop()
        provider.stop()
        if second is not None:
            second.stop()

    return target, stop
