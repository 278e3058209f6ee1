"""Endpoints without TLS, in the discovery document of an issuer that has it (Core 16.17)."""

from functools import partial

from fakes.attacks.forging import document
from fakes.wire.purposes import Purpose
from suites.application.application import Application
from suites.application.attacks import started_anew
from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import Mismatch, NotApplicable

CLEAR = ("tls", "clear-port", "restart")
clear_check = partial(
    check,
    spec=["core:3.1.3", "core:16.17"],
    level=MUST,
    severity=HIGH,
    needs=CLEAR,
    remedy="Refuse metadata with an endpoint that is no https URL, if the issuer is one.",
)
WHERE = "what was asked without TLS, as the discovery document has it"


@clear_check("rp-tls/token-endpoint", needs=("code", *CLEAR))
def test_no_code_is_sent_to_a_token_endpoint_without_tls(app: Application) -> None:
    """Code, secret and tokens are there for everybody on the way."""
    expect_unasked(app, "token", "token_endpoint")


@clear_check("rp-tls/userinfo-endpoint", spec=["rfc6750:5.3", "core:5.3"], needs=("code", *CLEAR))
def test_no_access_token_is_sent_without_tls(app: Application) -> None:
    """Whoever reads it on the way is the user from then on."""
    app.honest()
    if not app.provider.asked("userinfo"):
        raise NotApplicable("The application does not ask UserInfo.")
    expect_unasked(app, "userinfo", "userinfo_endpoint")


@clear_check("rp-tls/jwks-uri", spec=["discovery:3", "core:16.17"], level=SHOULD)
def test_no_key_is_read_without_tls(app: Application) -> None:
    """Whoever is on the way puts a key of his own there, and signs."""
    expect_unasked(app, "jwks", "jwks_uri")


def expect_unasked(app: Application, endpoint: str, member: str) -> None:
    """An endpoint that is announced without TLS is not asked. Raises Mismatch, NotRun."""
    with started_anew(app, document(**{member: app.provider.without_tls(endpoint)})) as is_up:
        if is_up:
            app.visit()
        asked = endpoint in app.provider.in_the_clear
    if asked:
        raise Mismatch("no request", f"a request to {member}", WHERE)
    app.honest()


@clear_check(
    "rp-tls/authorization-endpoint",
    spec=["core:3.1.2", "core:16.17"],
    level=SHOULD,
    severity=MEDIUM,
)
def test_no_user_is_sent_to_an_authorization_endpoint_without_tls(app: Application) -> None:
    """Whoever is on the way shows her the login page."""
    place = app.provider.without_tls("authorization")
    browser = app.new_browser()
    with started_anew(app, document(authorization_endpoint=place)) as is_up:
        if is_up:
            landing = browser.open(app.target.login_url, purpose=Purpose.PAGE, watch=place)
            landing = app.driver.show(browser, landing, watch=place)
    if is_up and landing.url.startswith(place):
        raise Mismatch("an https URL, or an error page", place, "where a login leads")
    app.honest()
