"""Okta: an app integration with its assignments, as `GET /api/v1/apps/{appId}` and its like tell.

OIDC_ISSUER names the org, and a custom authorization server if it is not the org's own.
"""

import re
from typing import Any
from urllib.parse import quote, urlsplit

from suites.admin.answer import Answer
from suites.admin.matching import BY_BYTES, Subdomains
from suites.admin.model import RegisteredClient, Setting, Switch
from suites.admin.okta_servers import access_policy, server_of
from suites.admin.reading import among, has, lacks, names, off, on, readable
from suites.admin.rest import AdminApi, origin_of
from suites.op.op import Op
from suites.targets.target import Target
from suites.verdicts.expect import Mismatch, NotRun

ISSUER = re.compile(r"https?://[^/]+(/oauth2/(?P<server>[^/]+))?/?")
# The domains that are Okta's own; any other is a custom domain of the org.
OKTA = re.compile(r"[^.]+\.(okta|oktapreview|okta-emea|okta-gov)\.com")
GRANT = (
    "Set OIDC_ADMIN_TOKEN (admin_token_env in targets.toml) to the API token of a read-only "
    "administrator, or to `Bearer TOKEN` with the scopes okta.apps.read and, for a custom "
    "authorization server, okta.authorizationServers.read."
)
PAGE = 200


def read(op: Op) -> RegisteredClient:
    """Raises Mismatch if there is no such application, NotRun without access, Busy."""
    found = ISSUER.fullmatch(op.target.issuer)
    if found is None:
        raise NotRun(
            "OIDC_ISSUER does not name an org of Okta, so there is nothing to look up: write "
            "https://ORG.okta.com, or https://ORG.okta.com/oauth2/SERVER_ID."
        )
    api = org_api(op)
    app = application(api, op.target)
    server = found["server"] or ""
    return RegisteredClient(
        place=name_of_application(op.target),
        enabled=(among(app, "status", "ACTIVE"),),
        assigned=readable("assignments", lambda: assigned(api, app)),
        access_policy=readable("policies", lambda: access_policy(api, op.target, server))
        if server
        else None,
        issuer=readable("issuer_mode", lambda: issuer(op.target, mode_of(api, app, server))),
        **of_credentials(client_of(app, "credentials")),
        **of_settings(client_of(app, "settings"), op.target),
    )


def org_api(op: Op) -> AdminApi:
    """The API of the org; a token without a scheme is an API token, whose scheme is SSWS."""
    token = op.target.admin.token
    scheme = "" if not token or token.startswith(("SSWS ", "Bearer ")) else "SSWS "
    return AdminApi(
        op=op,
        product="Okta",
        origin=op.target.admin.url.rstrip("/") or origin_of(op.target.issuer),
        authorization=scheme + token,
        grant=GRANT,
        missing="E0000007",
    )


def name_of_application(target: Target) -> str:
    return f"Okta application {target.client_id}"


def application(api: AdminApi, target: Target) -> Answer:
    """The application with this client ID, which is its own id unless somebody chose another.

    Raises Mismatch if there is none for OpenID Connect, NotRun, Busy.
    """
    client_id, name = target.client_id, name_of_application(target)
    app = api.read(f"/api/v1/apps/{quote(client_id, safe='')}", name)
    if app is None:
        app = among_all(api, client_id, name)
    mode = app.text("signOnMode")
    if mode != "OPENID_CONNECT":
        raise Mismatch("an application for OpenID Connect", mode, f"signOnMode of {name}")
    if client_id_of(app) != client_id:
        raise Mismatch(client_id_of(app), client_id, "OIDC_CLIENT_ID")
    return app


def among_all(api: AdminApi, client_id: str, name: str) -> Answer:
    """The application of another id, on the first page of all. Raises Mismatch, NotRun, Busy."""
    apps = api.read_all(f"/api/v1/apps?limit={PAGE}", "list of applications")
    found = next((app for app in apps if client_id_of(app) == client_id), None)
    if found is not None:
        return found
    if len(apps) >= PAGE:
        raise NotRun(
            f"No application has the id {client_id}, and none of the first {PAGE} of the org has "
            "it as a client ID of its own choice: compare OIDC_CLIENT_ID with the console."
        )
    raise Mismatch("an application of the org", "there is none", name)


def client_of(app: Answer, kind: str) -> Answer:
    """The credentials, or the settings, that an application has as an OAuth client."""
    return app.part_if_any(kind).part_if_any("oauthClient")


def client_id_of(app: Answer) -> str:
    return client_of(app, "credentials").text("client_id")


def assigned(api: AdminApi, app: Answer) -> Switch:
    """Whether there is anybody whom the application is for. Raises NotRun, Busy."""
    if app.part_if_any("settings").flag("implicitAssignment"):
        return Setting(name="implicitAssignment", value=True)
    path = f"/api/v1/apps/{quote(app.text('id'), safe='')}"
    somebody = any(
        api.read_all(f"{path}/{kind}?limit=1", f"{kind} of {app.name}")
        for kind in ("groups", "users")
    )
    told = "somebody" if somebody else "nobody"
    return Setting(name="assignments", value=somebody, told=told, right="a group or a user")


def mode_of(api: AdminApi, app: Answer, server: str) -> str:
    """By which domain the tokens name their issuer: the server's own setting, or the app's."""
    if server:
        found = server_of(api, server)
        return found.text("issuerMode") if found is not None else ""
    return client_of(app, "settings").text("issuer_mode")


def issuer(target: Target, mode: str) -> Switch:
    """Whether OIDC_ISSUER has the domain that the tokens name. Raises NotRun."""
    if not mode:
        raise NotRun("Okta does not tell by which domain the tokens name their issuer.")
    host = urlsplit(target.issuer).hostname or ""
    own = OKTA.fullmatch(host) is not None
    if own and host.partition(".")[0].endswith("-admin"):
        return Setting(name="host of OIDC_ISSUER", value=False, told=host, right="without -admin")
    return Setting(
        name=f"issuer mode (OIDC_ISSUER is {target.issuer})",
        value=mode != ("CUSTOM_URL" if own else "ORG_URL"),
        told=mode,
        right=f"{'ORG_URL' if own else 'CUSTOM_URL'} or DYNAMIC",
    )


def of_credentials(client: Answer) -> dict[str, Any]:
    """How the client proves itself."""
    method = client.text("token_endpoint_auth_method", "client_secret_basic")
    name = "token_endpoint_auth_method"
    return {
        "has_secret": Setting(name=name, value=method != "none", told=method),
        "pkce_required": on(client, "pkce_required") if "pkce_required" in client else None,
    }


def of_settings(client: Answer, target: Target) -> dict[str, Any]:
    """What the client may do, and where it may be led."""
    wildcards = client.text("wildcard_redirect", "DISABLED")
    fitting = ("web", "native") if target.client_secret else ("browser", "native")
    return {
        "redirect_uris": names(client, "redirect_uris"),
        "post_logout_redirect_uris": names(client, "post_logout_redirect_uris"),
        "flows": {
            "pkce": (
                has(client, "grant_types", "authorization_code"),
                has(client, "response_types", "code"),
            ),
            "implicit": (
                has(client, "grant_types", "implicit"),
                has(client, "response_types", "id_token"),
            ),
        },
        "matching": BY_BYTES if wildcards == "DISABLED" else Subdomains(),
        "password_grant": lacks(client, "grant_types", "password"),
        "application_type": among(client, "application_type", *fitting),
        "bearer_tokens": off(client, "dpop_bound_access_tokens"),
    }
