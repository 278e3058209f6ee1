"""Auth0: an application, as `GET /api/v2/clients/{id}` of the Management API tells it."""

from typing import Any
from urllib.parse import quote

from suites.admin.answer import Answer
from suites.admin.matching import Subdomains
from suites.admin.model import RegisteredClient, Setting
from suites.admin.reading import has, lacks, names, off, on
from suites.admin.rest import AdminApi, origin_of
from suites.op.op import Op
from suites.targets.target import Target
from suites.verdicts.expect import Mismatch, NotRun

# No more than what is read here: neither the secret nor a key is asked for.
FIELDS = (
    "client_id", "app_type", "callbacks", "allowed_logout_urls", "grant_types",
    "token_endpoint_auth_method", "oidc_conformant", "jwt_configuration",
    "require_proof_of_possession", "require_pushed_authorization_requests",
)  # fmt: skip
PASSWORD_GRANTS = ("password", "http://auth0.com/oauth/grant-type/password-realm")
GRANT = (
    "Set OIDC_ADMIN_TOKEN (admin_token_env in targets.toml) to a token of the Management API with "
    "the scope read:clients; behind a custom domain, set OIDC_ADMIN_URL to "
    "https://TENANT.REGION.auth0.com too."
)


def read(op: Op) -> RegisteredClient:
    """Raises Mismatch if there is no such application, NotRun without access, Busy."""
    api, name = management_api(op), f"Auth0 application {op.target.client_id}"
    asked = f"fields={','.join(FIELDS)}&include_fields=true"
    client = api.read(f"/api/v2/clients/{quote(op.target.client_id, safe='')}?{asked}", name)
    if client is None:
        raise Mismatch("an application of the tenant", "there is none", name)
    if "grant_types" not in client:
        raise NotRun(f"Auth0 told no grant types of {name}, so the token may see little. {GRANT}")
    return RegisteredClient(
        place=name,
        redirect_uris=names(client, "callbacks"),
        post_logout_redirect_uris=names(client, "allowed_logout_urls"),
        matching=Subdomains(),
        flows={
            "pkce": (has(client, "grant_types", "authorization_code"),),
            "implicit": (has(client, "grant_types", "implicit"),),
        },
        password_grant=lacks(client, "grant_types", *PASSWORD_GRANTS),
        conformant=on(client, "oidc_conformant"),
        bearer_tokens=off(client, "require_proof_of_possession"),
        plain_requests=off(client, "require_pushed_authorization_requests"),
        **of_kind(client, op.target),
    )


def management_api(op: Op) -> AdminApi:
    token = op.target.admin.token.removeprefix("Bearer ")
    return AdminApi(
        op=op,
        product="Auth0",
        origin=op.target.admin.url.rstrip("/") or origin_of(op.target.issuer),
        authorization=f"Bearer {token}" if token else "",
        grant=GRANT,
        missing="inexistent_client",
    )


def of_kind(client: Answer, target: Target) -> dict[str, Any]:
    """What depends on the kind of the application. An old one lacks some of it."""
    kind = client.text("app_type")
    fitting = ("regular_web", "native") if target.client_secret else ("spa", "native")
    method = client.text("token_endpoint_auth_method")
    algorithm = client.part_if_any("jwt_configuration").text("alg")
    return {
        "application_type": Setting(
            name="app_type",
            value=kind in fitting,
            told=kind,
            right=" or ".join(fitting),
            unread=untold("app_type", kind),
        ),
        "has_secret": Setting(
            name="token_endpoint_auth_method",
            value=method != "none",
            told=method,
            unread=untold("token_endpoint_auth_method", method),
        ),
        "id_token_algorithm": Setting(
            name="jwt_configuration.alg",
            value=algorithm,
            unread=untold("jwt_configuration.alg", algorithm),
        ),
    }


def untold(name: str, value: str) -> str:
    """Why a setting could not be read, if it was not told."""
    return "" if value else f"Auth0 told no {name} of the application; set it once in its settings."
