"""The application that comes with the harness, in each of its flows, with weaknesses put on it."""

from collections.abc import Callable
from tempfile import NamedTemporaryFile
from typing import IO, Any

from fakes.applications.full import FullApplication
from fakes.applications.running import RunningApplication
from fakes.applications.wandb_server import WandbServer
from fakes.attacks.port import Port
from fakes.attacks.provider import OwnProvider
from fakes.faults import Fault
from fakes.wire.certificates import ServerTls, authority_pem, server_context
from fakes.wire.network import Connection
from fakes.wire.shown import Shown
from suites.application.description import ApplicationTarget
from suites.targets.profile import profiles

SECRET = "the-secret-of-an-embedded-application"  # noqa: S105 - of a fake
DEFAULT = ("wandb-implicit", "wandb-pkce")
EMBEDDED = {
    "wandb-implicit": "implicit",
    "wandb-pkce": "pkce",
    "full-pkce": "pkce",
    "full-hybrid": "hybrid",
}
PATIENCE_S = 3.0
# Of the application that has everything, a provider with TLS among it: where its endpoints are, and
# how a page tells accounts.
FULL = {
    "backchannel_url": "{host}/backchannel-logout",
    "frontchannel_url": "{host}/frontchannel-logout",
    "initiate_url": "{host}/initiate-login",
    "second_login_url": "{host}/login-at-second",
    "account": r"Account number (\d+)",
}


def started(
    name: str, faults: tuple[Fault, ...] = (), vendor: str = "reference"
) -> tuple[ApplicationTarget, Callable[[], None]]:
    """The W&B-like application, running, as a target, and what stops it and its provider.

    That is called by its `vendor` after an `@`, unless it is the reference.
    """
    full = name.startswith("full")
    kind = FullApplication if full else WandbServer
    trusted = authority_file() if full else None
    provider = OwnProvider(vendor=vendor, port=port_with(trusted)).start()
    application = RunningApplication(faults, kind).start()
    method, host = EMBEDDED[name], application.host
    secret = "" if method == "implicit" else SECRET
    provider.register(host, secret=secret)
    features: dict[str, Any] = {
        key: text.replace("{host}", host) for key, text in FULL.items() if full
    }
    second = OwnProvider(vendor=vendor, port=port_with(trusted)).start() if full else None
    if second is not None:
        second.register(host, secret=secret)
    client_id = provider.client.client_id
    variables = {
        "OIDC_SECOND_ISSUER": second.issuer if second else "",
        "OIDC_SECOND_CLIENT_ID": client_id,
        "OIDC_CLIENT_ID": client_id,
        "OIDC_AUTH_METHOD": method,
        "OIDC_SECRET": secret,
        "OIDC_CA_BUNDLE": trusted.name if trusted else "",
    }
    application.configure({"OIDC_ISSUER": provider.issuer, **variables})
    target = ApplicationTarget(
        name=played_by(name, vendor),
        profile=profiles()["wandb-server"],
        login_url=f"{host}/login",
        whoami_url=host,
        logout_url=f"{host}/logout",
        provider=provider,
        restart=application.restart,
        second=second,
        patience_s=PATIENCE_S,
        hurried=application.hurried,
        connection=Connection(ca_pem=authority_pem() if trusted else ""),
        lasts=False,
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
        if trusted is not None:
            trusted.close()

    return target, stop


def authority_file() -> IO[str]:
    """The certificate of the harness's authority, in a file that is gone when it is closed."""
    file = NamedTemporaryFile("w", encoding="ascii", suffix=".pem")  # noqa: SIM115 - as said
    file.write(authority_pem())
    file.flush()
    return file


def port_with(trusted: IO[str] | None) -> Port:
    """A port of a provider, with TLS where its authority is trusted."""
    names = ServerTls(names=("localhost",))
    return Port(tls=Shown(server_context(names)) if trusted else None)


def played_by(name: str, vendor: str) -> str:
    """What an application is called where its provider is like that of `vendor`."""
    return name if vendor == "reference" else f"{name}@{vendor}"
