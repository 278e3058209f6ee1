"""What goes wrong with the settings of one product, told with the value that is right there."""

import re
from urllib.parse import urlencode, urlsplit

from fakes.wire.errors import ExchangeError
from fakes.wire.loopback import is_loopback
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import CRITICAL, MUST
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect, expect_equal, presuming

CONFIGURED = "OIDC_ISSUER"
COGNITO_DOMAIN = re.compile(r"[^.]+\.auth\.([a-z0-9-]+)\.amazoncognito\.com(\.cn)?")
COGNITO_ISSUER = re.compile(
    r"https?://(issuer-)?cognito-idp\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/"
    r"(?P=region)_[0-9A-Za-z]+"
)
OKTA_PATH = re.compile(r"(/oauth2/(?!v1\b)[^/]+)?/?")
OKTA_ADMIN = re.compile(r"(.+)-admin(\.(okta|oktapreview|okta-emea|okta-gov)\.com)")
COGNITO_REGION = re.compile(r"cognito-idp\.([a-z0-9-]+)\.")


@check(
    "issuer/cognito-domain",
    spec=["cognito", "wandb", "discovery:4"],
    level=MUST,
    severity=CRITICAL,
    needs="vendor-cognito",
    remedy="Set OIDC_ISSUER to the issuer of the user pool, not to its domain. POOL_ID stands for "
    "the User pool ID on the pool's overview page.",
)
def test_the_issuer_is_the_user_pool_and_not_the_domain_of_its_pages(op: Op) -> None:
    """The domain shows the login pages but has no discovery document: no login can start."""
    domain = COGNITO_DOMAIN.fullmatch(issuer_host(op))
    if domain:
        found = f"{op.target.issuer}, whose discovery URL answered {found_in_words(op)}"
        raise Mismatch(issuer_of_the_pool(op, domain), found, CONFIGURED)


@check(
    "issuer/cognito-form",
    spec=["cognito", "wandb"],
    level=MUST,
    severity=CRITICAL,
    needs="vendor-cognito",
    remedy="Copy region and pool ID from the user pool's overview page.",
)
def test_the_issuer_names_a_region_and_a_pool_of_that_region(op: Op) -> None:
    """With a wrong region or a pool ID that is cut off there is no such issuer."""
    if COGNITO_DOMAIN.fullmatch(issuer_host(op)):
        raise NotRun(
            "The issuer is a Cognito domain (see issuer/cognito-domain).",
            judge="issuer/cognito-domain",
        )
    if is_loopback(issuer_host(op)):
        raise NotApplicable("The provider imitates Cognito on loopback.")
    named = COGNITO_REGION.search(issuer_host(op))
    region = named[1] if named else "REGION"
    expected = f"https://cognito-idp.{region}.amazonaws.com/{region}_…, or the same on issuer-…"
    matches = COGNITO_ISSUER.fullmatch(op.target.issuer.rstrip("/"))
    expect(bool(matches), expected, op.target.issuer, where=CONFIGURED)


@check(
    "flow/cognito-needs-pkce",
    spec=["cognito", "wandb"],
    level=MUST,
    severity=CRITICAL,
    needs="vendor-cognito",
    remedy="Set OIDC_AUTH_METHOD to 'pkce', and enable the authorization code grant of the app "
    "client.",
)
def test_the_application_uses_pkce_with_cognito(op: Op) -> None:
    """Cognito has no form_post and no response type id_token: implicit never works with it."""
    expect_equal(op.target.auth_method, "pkce", where="OIDC_AUTH_METHOD")


@check(
    "issuer/okta-admin",
    spec=["okta", "discovery:4.3"],
    level=MUST,
    severity=CRITICAL,
    needs="vendor-okta",
    remedy="Take '-admin' out of OIDC_ISSUER: that host is the administrators' console.",
)
def test_the_issuer_is_not_the_host_of_the_admin_console_of_okta(op: Op) -> None:
    """The console's host shows the document, but no ID Token ever names it as issuer."""
    admin = OKTA_ADMIN.fullmatch(issuer_host(op))
    if admin:
        path = urlsplit(op.target.issuer).path
        raise Mismatch(f"https://{admin[1]}{admin[2]}{path}", op.target.issuer, CONFIGURED)


@check(
    "issuer/okta-server-path",
    spec="okta",
    level=MUST,
    severity=CRITICAL,
    needs="vendor-okta",
    remedy="Use the org itself as issuer (no path), or a custom authorization server with its ID.",
)
def test_the_issuer_is_an_okta_org_or_one_of_its_authorization_servers(op: Op) -> None:
    """`/oauth2` alone is the place of the endpoints; no ID Token names it as issuer."""
    sound = OKTA_PATH.fullmatch(urlsplit(op.target.issuer).path)
    expect(bool(sound), okta_issuers(op), op.target.issuer, where=CONFIGURED)


@check(
    "issuer/okta-server-exists",
    spec="okta",
    level=MUST,
    severity=CRITICAL,
    needs="vendor-okta",
    remedy="Copy the issuer from Security > API > Authorization Servers; an org without API "
    "Access Management has its own server only, which is the org's URL without a path.",
)
def test_the_org_has_the_authorization_server_that_the_issuer_names(op: Op) -> None:
    """An org without API Access Management has no server called 'default'."""
    if not OKTA_PATH.fullmatch(urlsplit(op.target.issuer).path):
        raise NotRun("The issuer has no path of an authorization server (see okta-server-path).")
    with presuming():
        reply = op.discovery_reply()
    missing = reply.status == 404 and "E0000007" in reply.text
    found = f"{op.target.issuer}, which Okta does not know (HTTP 404, E0000007)"
    expect(not missing, okta_issuers(op), found, where=CONFIGURED)


@check(
    "issuer/keycloak-path",
    spec=["keycloak", "discovery:4"],
    level=MUST,
    severity=CRITICAL,
    needs="vendor-keycloak",
    remedy="Set OIDC_ISSUER to the realm's URL. Before version 17, and where http-relative-path "
    "says so, the server has its realms below /auth, otherwise at its root.",
)
def test_the_issuer_is_a_realm_where_the_keycloak_server_has_its_realms(op: Op) -> None:
    """Below another path than the server's there is no realm, and no login can start."""
    issuer = op.target.issuer
    expect("/realms/" in issuer, f"{issuer.rstrip('/')}/realms/REALM", issuer, where=CONFIGURED)
    with presuming():
        reply = op.discovery_reply()
    if reply.status == 200:
        return
    below = "/auth/realms/" in issuer
    paths = ("/auth/realms/", "/realms/") if below else ("/realms/", "/auth/realms/")
    other = issuer.replace(*paths, 1)
    url = op.discovery_url.replace(*paths, 1)
    with presuming():
        there = op.fetch(url, purpose=Purpose.DISCOVERY_ELSEWHERE)
    expect(there.status != 200, other, issuer, where=CONFIGURED)
    raise NotRun(
        f"Neither {issuer} nor {other} is a realm of the server (see discovery/status).",
        judge="discovery/status",
    )


def issuer_host(op: Op) -> str:
    return urlsplit(op.target.issuer).hostname or ""


def okta_issuers(op: Op) -> str:
    """The two kinds of issuer that an Okta org has."""
    org = "https://" + OKTA_ADMIN.sub(r"\1\2", issuer_host(op))
    return f"{org} (the org's server), or {org}/oauth2/ID (a custom one, such as 'default')"


def found_in_words(op: Op) -> str:
    """What came from the discovery URL: status, type, and the title if it was a page."""
    try:
        reply = op.discovery_reply()
    except ExchangeError as error:
        return str(error)
    title = re.search(r"<title[^>]*>([^<]{1,80})", reply.text, re.IGNORECASE)
    page = f", a page called {title[1].strip()!r}" if title else ""
    return f"HTTP {reply.status}, {reply.media_type or 'no Content-Type'}{page}"


def issuer_of_the_pool(op: Op, domain: re.Match[str]) -> str:
    """The issuer for a Cognito domain, complete if an answer of the domain names the pool."""
    region, partition = domain[1], domain[2] or ""
    pool = re.search(rf"\b{region}_[0-9A-Za-z]{{1,55}}\b", answers_of_the_domain(op))
    named = pool[0] if pool else "POOL_ID"
    return f"https://cognito-idp.{region}.amazonaws.com{partition}/{named}"


def answers_of_the_domain(op: Op) -> str:
    """What the domain says at the discovery URL and on its login page."""
    asked = {
        "client_id": op.target.client_id,
        "response_type": "code",
        "scope": "openid",
        "redirect_uri": op.target.redirect_uri,
    }
    login = f"https://{issuer_host(op)}/login?{urlencode(asked)}"
    told = ""
    for url, purpose in ((op.discovery_url, Purpose.DISCOVERY), (login, Purpose.LOGIN_PAGE)):
        try:
            reply = op.fetch(url, purpose=purpose)
        except ExchangeError:
            continue
        told += f"{reply.header('location')}\n{reply.text}\n"
    return told
