"""Why Cognito shows its error page: the page says little, and a second question tells more.

Cognito looks at client and redirect_uri first: a redirect_uri that is not registered is a mismatch
only to a client that it knows.
"""

from urllib.parse import parse_qs, urlsplit

from fakes.user.browser import Landing
from fakes.user.forms import visible_text
from suites.checks.check import check
from suites.checks.words import CRITICAL, MUST
from suites.op.memory import remembered
from suites.op.op import Op
from suites.verdicts.expect import NotRun, expect

NO_OPTION = "Login option is not available"
# Another cause, which flow/login tells in Cognito's own words.
NOT_ENABLED = "not enabled for OAuth2.0"
SAME_PAGE = "the same error page whatever the redirect_uri is"


@check(
    "flow/cognito-client",
    spec=["cognito", "core:3.1.2.1"],
    level=MUST,
    severity=CRITICAL,
    needs="vendor-cognito",
    remedy="Set OIDC_CLIENT_ID to the Client ID of an app client of the user pool of OIDC_ISSUER.",
)
def test_the_client_is_an_app_client_of_the_user_pool(op: Op) -> None:
    """Cognito's page for a client that it does not know says invalid_request and no more."""
    known = not refusing_page(op) or knows_client(op)
    expect(known, "an app client of the user pool", SAME_PAGE, where="OIDC_CLIENT_ID")


@check(
    "flow/cognito-identity-provider",
    spec="cognito",
    level=MUST,
    severity=CRITICAL,
    needs="vendor-cognito",
    remedy="Enable an identity provider for the app client, COGNITO for the pool's own users.",
)
def test_an_identity_provider_is_enabled_for_the_app_client(op: Op) -> None:
    """Without one there is nothing to log in with, and the page does not say so."""
    page = refusing_page(op)
    if page and not knows_client(op):
        raise NotRun(
            "The client is not known (see flow/cognito-client).", judge="flow/cognito-client"
        )
    found = f"none, as it seems from the error page: {page}"
    expect(not page, "an identity provider", found, where="SupportedIdentityProviders")


def refusing_page(op: Op) -> str:
    """What the error page shows that neither names the redirect_uri nor another cause.

    Raises NotRun if the request itself is one that Cognito does not take.
    """
    if op.target.auth_method != "pkce":
        raise NotRun(
            "Cognito takes no other auth method than pkce (see flow/cognito-needs-pkce).",
            judge="flow/cognito-needs-pkce",
        )
    landing = first_landing(op, op.target.redirect_uri)
    shown = visible_text(landing.reply.text)
    if NOT_ENABLED in shown:
        return ""
    return shown if error_on_page(landing) == "invalid_request" or NO_OPTION in shown else ""


def knows_client(op: Op) -> bool:
    """Whether a redirect_uri that nobody registered is what Cognito takes offence at."""
    landing = first_landing(op, f"{op.target.host}/ssoproof-elsewhere")
    return error_on_page(landing) == "redirect_mismatch"


@remembered
def first_landing(op: Op, redirect_uri: str) -> Landing:
    """What somebody sees first who has not logged in."""
    return op.ask(browser=op.new_browser(), redirect_uri=redirect_uri)[1]


def error_on_page(landing: Landing) -> str:
    """The error in the URL of Cognito's own error page; empty on any other page."""
    return "" if landing.left else parse_qs(urlsplit(landing.url).query).get("error", [""])[0]
