"""Entra ID: an application of a tenant, as Microsoft Graph tells it.

Who may log in is a setting of its service principal, which is the application in a tenant.
"""

import re
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote, urlsplit

from suites.admin.answer import Answer
from suites.admin.model import RegisteredClient, Setting, Switch
from suites.admin.reading import on, readable
from suites.admin.rest import AdminApi
from suites.op.jwt import Jwt
from suites.op.op import Op
from suites.targets.target import Target
from suites.verdicts.expect import Mismatch, NotRun

# A national cloud has a Graph of its own (OIDC_ADMIN_URL says any other).
GRAPHS = {
    "login.microsoftonline.us": "https://graph.microsoft.us",
    "login.partner.microsoftonline.cn": "https://microsoftgraph.chinacloudapi.cn",
}
GRAPH = "https://graph.microsoft.com"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
GRANT = (
    "Set OIDC_ADMIN_TOKEN (admin_token_env in targets.toml) to a fresh access token for Microsoft "
    "Graph with the permission Application.Read.All."
)
PLATFORMS = ("web", "spa", "publicClient")
PERSONAL_TENANTS = ("consumers", "9188040d-6c67-4c5b-b112-36a304b66dad")
ENTERPRISE = "enterprise application"
ALL_ACCOUNTS = "AzureADandPersonalMicrosoftAccount"

IN_THE_BROWSER = (
    "It is right for an application that redeems its codes in the browser; a server gets "
    "AADSTS9002327 for them."
)


def read(op: Op) -> RegisteredClient:
    """Raises Mismatch if there is no such application, NotRun without access, Busy."""
    target = op.target
    if not GUID.fullmatch(target.client_id):
        raise Mismatch("an application (client) ID, a GUID", target.client_id, "OIDC_CLIENT_ID")
    host = urlsplit(target.issuer).hostname or ""
    api = AdminApi(
        op=op,
        product="Microsoft Graph",
        origin=target.admin.url.rstrip("/") or GRAPHS.get(host, GRAPH),
        authorization=f"Bearer {target.admin.token}" if target.admin.token else "",
        grant=GRANT,
        missing="Request_ResourceNotFound",
    )
    name = f"application {target.client_id}"
    found = api.read(f"/v1.0/applications({by_id(target)})", name)
    if found is None:
        raise missing_application(api, target, name)
    return app_registration(found, name, target, api)


def missing_application(api: AdminApi, target: Target, name: str) -> Mismatch | NotRun:
    """The tenant of the token has no such application: nobody has, or another tenant."""
    told, wanted = tenant_of_token(target.admin.token), tenant_of(target)
    if GUID.fullmatch(told) and GUID.fullmatch(wanted) and told != wanted:
        return NotRun(
            f"The token is for tenant {told}, which has no such application; OIDC_ISSUER names "
            f"tenant {wanted}. {GRANT}"
        )
    principal = api.read(f"/v1.0/servicePrincipals({by_id(target)})", ENTERPRISE)
    if principal is None:
        return Mismatch("an application of the tenant", "there is none", name)
    owner = principal.text("appOwnerOrganizationId", "another one")
    return NotRun(
        f"The {name} is used in this tenant, but registered in tenant {owner}: only a token of "
        f"that one lets see how. {GRANT}"
    )


def tenant_of_token(token: str) -> str:
    """The tenant that a token is for; empty if it does not say so."""
    try:
        told = Jwt.parse(token, "token of the admin API").claims.get("tid")
    except Mismatch:
        return ""
    return told.lower() if isinstance(told, str) else ""


def tenant_of(target: Target) -> str:
    """The tenant of OIDC_ISSUER: an ID, a domain, or a word for many."""
    return urlsplit(target.issuer).path.strip("/").partition("/")[0].lower()


def by_id(target: Target) -> str:
    return quote(f"appId='{target.client_id}'", safe="='")


def app_registration(app: Answer, place: str, target: Target, api: AdminApi) -> RegisteredClient:
    """An application in our words. Raises NotRun, Busy."""
    callbacks = {one: app.part_if_any(one).texts("redirectUris") for one in PLATFORMS}
    path = f"/v1.0/servicePrincipals({by_id(target)})"
    principal = cache(lambda: api.read(path, ENTERPRISE))
    web = app.part_if_any("web")
    return RegisteredClient(
        place=place,
        redirect_uris=Setting(
            name="redirectUris",
            value=tuple(url for urls in callbacks.values() for url in urls),
        ),
        callback_platform=platform(callbacks, target),
        has_secret=secret(app, callbacks, target),
        secret_in_time=in_time(app, target),
        flows={
            # Codes need no switch.
            "pkce": (),
            "implicit": (on(web.part_if_any("implicitGrantSettings"), "enableIdTokenIssuance"),),
        },
        enabled=(not_disabled(app), readable("accountEnabled", lambda: enabled(principal()))),
        assigned=readable("assignments", lambda: assigned_principal(api, path, principal())),
        audience=audience(app, target),
        email_claim=email_claim(app, target),
        frontchannel_logout=Setting(name="web.logoutUrl", value=web.text("logoutUrl")),
    )


def platform(callbacks: dict[str, tuple[str, ...]], target: Target) -> Switch:
    """Whether a server may redeem codes that were sent to the application's callback.

    A web application needs a secret for it, an installed one may not have any, and codes of a
    single page are for its browser alone.
    """
    name = "platform of the callback"
    found = [one for one, urls in callbacks.items() if target.redirect_uri in urls]
    if not found:
        missing = f"Another check judges this first: {target.redirect_uri} is not registered."
        return Setting(name=name, value=False, unread=missing)
    right = "web" if target.client_secret else "publicClient, or web with a secret"
    fitting = "web" if target.client_secret else "publicClient"
    secret = "with" if target.client_secret else "without"
    told = f"{' and '.join(found)}, {secret} a secret"
    doubt = IN_THE_BROWSER if "spa" in found and not target.client_secret else ""
    return Setting(name=name, value=fitting in found, told=told, right=right, doubt=doubt)


def secret(app: Answer, callbacks: dict[str, tuple[str, ...]], target: Target) -> Switch:
    """Whether the application has to prove itself, which the platform of its callback may spare."""
    proofs = [*app.parts("passwordCredentials"), *app.parts("keyCredentials")]
    platforms = {one for one, urls in callbacks.items() if target.redirect_uri in urls}
    spared = bool(platforms) and "web" not in platforms and not target.client_secret
    return Setting(name="passwordCredentials", value=bool(proofs) and not spared)


def in_time(app: Answer, target: Target) -> Switch | None:
    """Whether one of the secrets is good still; they all have an end. Raises NotRun."""
    ends = [one.text("endDateTime") for one in app.parts("passwordCredentials")]
    if not ends:
        return None
    now = datetime.fromtimestamp(target.clock.now(), UTC)
    last = max(ends, key=moment)
    return Setting(
        name="passwordCredentials, endDateTime",
        value=moment(last) > now,
        told=last,
        right="a moment that is to come",
    )


def moment(text: str) -> datetime:
    """A moment as Graph writes it. Raises NotRun."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise NotRun(f"passwordCredentials, endDateTime: {text[:50]!r} is no moment.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def not_disabled(app: Answer) -> Switch:
    """Microsoft itself can switch an application off."""
    name, told = "disabledByMicrosoftStatus", app.text("disabledByMicrosoftStatus", "null")
    return Setting(name=name, value=told in ("null", "NotDisabled"), told=told, right="null")


def enabled(principal: Answer | None) -> Switch:
    """Whether users may log in. A tenant where nobody ever did may have no principal yet."""
    value = principal is None or principal.flag("accountEnabled", True)
    return Setting(name="accountEnabled", value=value, place=f"the {ENTERPRISE}")


def assigned_principal(api: AdminApi, path: str, principal: Answer | None) -> Switch:
    """Whether somebody is assigned where that is required. Raises NotRun, Busy."""
    place, required = f"the {ENTERPRISE}", "appRoleAssignmentRequired"
    if principal is None or not principal.flag(required):
        return Setting(name=required, value=True, told=False, place=place)
    listed = api.read(f"{path}/appRoleAssignedTo", "assignments")
    kinds = {one.text("principalType") for one in listed.parts("value")} if listed else set()
    somebody = not kinds.isdisjoint(("User", "Group"))
    if not somebody and listed and "@odata.nextLink" in listed:
        raise NotRun("The first page of assignments has neither a user nor a group: look at all.")
    told = "somebody" if somebody else "nobody, though assignment is required"
    name, right = "appRoleAssignedTo", "a group or a user"
    return Setting(name=name, value=somebody, told=told, right=right, place=place)


def audience(app: Answer, target: Target) -> Switch:
    """Whether the accounts that OIDC_ISSUER lets in are those of the application."""
    told = app.text("signInAudience")
    tenant = tenant_of(target)
    right: tuple[str, ...]
    if tenant in PERSONAL_TENANTS:
        right = ("PersonalMicrosoftAccount", ALL_ACCOUNTS)
    elif tenant in ("common", "organizations"):
        right = ("AzureADMultipleOrgs", ALL_ACCOUNTS)
    else:
        right = ("AzureADMyOrg", "AzureADMultipleOrgs", ALL_ACCOUNTS)
    return Setting(
        name="signInAudience",
        value=told in right,
        told=told,
        right=f"{' or '.join(right)}, as OIDC_ISSUER is for {tenant}",
    )


def email_claim(app: Answer, target: Target) -> Switch:
    """Whether ID Tokens have `email`: by the scope in version 2.0, else as an optional claim."""
    by_scope = target.issuer.rstrip("/").endswith("/v2.0") and "email" in target.profile.scopes
    asked = app.part_if_any("optionalClaims").parts("idToken")
    names = [one.text("name") for one in asked]
    return Setting(
        name="optionalClaims.idToken",
        value=by_scope or "email" in names,
        told=names or "not set",
        right="contains email",
    )
