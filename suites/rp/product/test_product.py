"""What each product does in its own way: how it refuses a login, and how it is logged out of.

By `--provider NAME` the provider is like that product, else it is the reference.
"""

from functools import partial
from urllib.parse import parse_qsl

from fakes.attacks.answers import UserDenied
from fakes.people import BOB
from fakes.user.forms import visible_text
from suites.application.application import HONEST, Application, Visit
from suites.application.attacks import expect_nobody
from suites.application.features import why_not_offered
from suites.checks.check import check
from suites.checks.words import MEDIUM, SHOULD
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun

product_check = partial(
    check,
    level=SHOULD,
    severity=MEDIUM,
    needs="offered",
)


@product_check(
    "rp-product/flow",
    spec="discovery:3",
    needs=(),
    remedy="Choose a flow that the product has (RP_AUTH_METHOD), and give the application the "
    "client secret that it wants (RP_CLIENT_SECRET).",
)
def test_the_product_has_the_flow_of_the_application(app: Application) -> None:
    """Whoever changes to this product finds out on the day when nobody can sign in."""
    asked = app.attempt(user=BOB).request.get("response_type", "")
    missing = why_not_offered(app, asked)
    if missing:
        raise Mismatch("a flow that it has", missing, "discovery document, and registration")
    if not asked:
        raise NotRun("The application sends its user to no provider.", judge=HONEST)


@product_check(
    "rp-product/refusal",
    spec=["rfc6749:4.1.2.1", "core:3.1.2.6"],
    remedy="Read `error` of an authorization response, and tell the user what to do about it.",
)
def test_a_login_that_the_product_refuses_ends_on_a_page(app: Application) -> None:
    """The user said no at the product, which tells that in words of its own."""
    app.presume_honest()
    visit = app.attempt(UserDenied)
    expect_nobody(visit, UserDenied)
    app.honest()
    status = visit.landing.reply.status
    if status >= 500:
        where = visit.landing.reply.url.partition("?")[0]
        answer = ", ".join(f"{key}={visit.response.params[key]}" for key in told_of(visit))
        raise Mismatch("a page that tells the user", f"HTTP {status}, by {answer}", where)


def told_of(visit: Visit) -> list[str]:
    """The parameters by which a product tells why it refuses."""
    return [key for key in visit.response.params if key.startswith("error")]


@product_check(
    "rp-product/logout",
    spec="rp-logout:2",
    needs=("offered", "logout"),
    remedy="Send the logout request that this product asks for: `id_token_hint` and a registered "
    "`post_logout_redirect_uri`; at Amazon Cognito `client_id` and `logout_uri`.",
)
def test_the_product_accepts_the_logout_request_of_the_application(app: Application) -> None:
    """A user who stays logged in at the product is in again by the next click."""
    visit = app.honest()
    landing = app.log_out(visit.browser)
    if "end_session" not in app.provider.visited:
        raise NotApplicable("The application asks no logout of its provider.")
    status = landing.reply.status
    if status >= 400:
        where, _, query = landing.reply.url.partition("?")
        sent = ", ".join(dict(parse_qsl(query))) or "nothing"
        told = f"HTTP {status}: {visible_text(landing.text)}"
        raise Mismatch("a logout", told, f"{where}, the logout request, which had {sent}")
