"""Ways to set a target up wrongly: its settings, its registration, what is in between."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.responses import Response

from fakes.faults import Fault, faults
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.wire.client import HttpClient
from fakes.wire.journal import Journal
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.request import Request
from suites.targets.target import Target

COGNITO_API = "AWSCognitoIdentityProviderService"
Change = Callable[[RunningFake, Target], Target]


@dataclass(frozen=True, slots=True)
class Misconfiguration:
    """One wrong setup of the embedded target `on`, and the diagnosis that must come first."""

    name: str
    diagnosis: str
    on: str
    change: Change = lambda fake, target: target
    faults: tuple[Fault, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    suites: tuple[str, ...] = ("oidc",)


def setting(**members: Any) -> Change:
    """The operator enters other values."""
    return lambda fake, target: target.changed(**members)


def issuer(old: str, new: str) -> Change:
    """The operator enters the issuer with a part replaced."""
    return lambda fake, target: replace(target, issuer=target.issuer.replace(old, new))


def many_tenants(name: str) -> Change:
    """The operator enters Entra's address for all tenants in place of the directory's own."""
    return lambda fake, target: issuer(target.issuer.split("/")[3], name)(fake, target)


def client(**members: Any) -> Change:
    """The administrator registers the client in another way."""

    def change(fake: RunningFake, target: Target) -> Target:
        registered = fake.provider.clients[target.client_id]
        fake.provider.clients[target.client_id] = replace(registered, **members)
        return target

    return change


def app_client(**settings: Any) -> Change:
    """The administrator updates Cognito's app client by AWS's own API."""
    return api_call(
        "UpdateUserPoolClient", lambda target: {"ClientId": target.client_id, **settings}
    )


def mfa(configuration: str) -> Change:
    """The administrator sets the MfaConfiguration of Cognito's user pool."""
    settings = {
        "MfaConfiguration": configuration,
        "SoftwareTokenMfaConfiguration": {"Enabled": True},
    }
    return api_call("SetUserPoolMfaConfig", lambda target: settings)


def api_call(operation: str, settings: Callable[[Target], dict[str, Any]]) -> Change:
    """The administrator calls an operation of AWS's own API on the user pool."""

    def change(fake: RunningFake, target: Target) -> Target:
        update = {"UserPoolId": target.issuer.rpartition("/")[2], **settings(target)}
        with closing(HttpClient(fake.connection, Journal("set up", Redactor()))) as http:
            reply = http.send(
                "POST",
                f"{target.admin.url}/",
                purpose=Purpose.ADMIN_API,
                headers=[("x-amz-target", f"{COGNITO_API}.{operation}")],
                body=json.dumps(update),
            )
        assert reply.status == 200, reply.text
        return target

    return change


def at_host(host: str, suffix: str = "") -> Change:
    """HOST is another one, and registered so, with something behind the callback."""

    def change(fake: RunningFake, target: Target) -> Target:
        there = replace(target, host=host)
        uris = there.post_logout_redirect_uris
        callbacks = (there.redirect_uri + suffix,)
        return client(redirect_uris=callbacks, post_logout_redirect_uris=uris)(fake, there)

    return change


def callback(suffix: str) -> Change:
    """The administrator registers the callback with something behind it."""
    return lambda fake, target: client(redirect_uris=(target.redirect_uri + suffix,))(fake, target)


def without_trust(fake: RunningFake, target: Target) -> Target:
    """The machine does not know the provider's authority."""
    return replace(target, connection=replace(target.connection, ca_pem=""))


def existing(*names: str) -> tuple[Fault, ...]:
    """Faults by name: misconfigurations that are defects of the provider as well."""
    return tuple(faults()[name] for name in names)


def gateway(name: str, member: str, value: str = "", *, at: str = "token") -> tuple[Fault, ...]:
    """Something between the application and the provider changes a parameter, or loses it."""

    def changed(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        kept = [pair for pair in pairs if pair[0] != member]
        return [*kept, (member, value)] if value and kept != pairs else kept

    class AtTheTokenEndpoint(Reference):
        def token(self, request: Request) -> Response:
            return super().token(replace(request, form=changed(request.form)))

    class AtTheAuthorizationEndpoint(Reference):
        def authorize(self, request: Request) -> Response:
            return super().authorize(replace(request, query=changed(request.query)))

    mixin: type = AtTheTokenEndpoint if at == "token" else AtTheAuthorizationEndpoint
    return (Fault(name, name, frozenset(), "reference", mixin),)
