"""A login that the service provider begins, by each binding, from the request to the response."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MUST, SHOULD
from suites.idp.names import POST, REDIRECT
from suites.idp.provider import IdentityProvider
from suites.verdicts.expect import expect, expect_equal

# As long as it may be (Bindings 3.4.3), with all that a page or a URL has to escape.
RELAY_STATE = "".join(("ss&o=pro of+'\"<>%2F?#", "0123456789" * 8))[:80]
NOT_REGISTERED = (
    "Register the service provider (SAML_SP_ENTITY_ID, SAML_ACS_URL), and see that the test user "
    "may use it."
)


@check(
    "saml-login/redirect",
    spec=["saml-profiles:4.1.3", "saml-bindings:3.4"],
    level=MUST,
    severity=CRITICAL,
    needs="redirect",
    remedy=NOT_REGISTERED,
)
def test_a_user_signs_in_by_a_request_by_redirect(idp: IdentityProvider) -> None:
    """If this does not work, nobody gets in."""
    idp.attempt(REDIRECT)


@check(
    "saml-login/post",
    spec=["saml-profiles:4.1.3", "saml-bindings:3.5"],
    level=MUST,
    severity=HIGH,
    needs="post",
    remedy="Take requests by the HTTP-POST binding too, as the metadata say, or do not publish it.",
)
def test_a_user_signs_in_by_a_request_by_post(idp: IdentityProvider) -> None:
    """A service provider may choose any binding that the metadata offer."""
    idp.attempt(POST)


@check(
    "saml-login/response-by-post",
    spec="saml-profiles:4.1.2",
    level=MUST,
    severity=HIGH,
    remedy="Deliver responses by the HTTP-POST binding: URLs are too short, and stay in logs.",
)
def test_the_response_is_not_sent_by_redirect(idp: IdentityProvider) -> None:
    """What is in a URL is kept by histories, logs and Referer headers; who reads it is in."""
    landing = idp.login().answer.landing
    expect_equal(landing.mode, "form_post", where="delivery of the response")


@check(
    "saml-login/relay-state",
    spec=["saml-bindings:3.4.3", "saml-bindings:3.5.3"],
    level=MUST,
    severity=HIGH,
    remedy="Return the RelayState byte by byte as it came, escaped for the page that carries it.",
)
def test_relay_state_comes_back_whole(idp: IdentityProvider) -> None:
    """It leads the user to the page that was wanted; what is not escaped there runs as a script."""
    answer = idp.again(relay_state=RELAY_STATE).answer
    expect_equal(answer.relay_state, RELAY_STATE, where="response, RelayState")


@check(
    "saml-login/not-cached",
    spec="saml-bindings:3.5.5.1",
    level=SHOULD,
    severity=LOW,
    remedy="Send Cache-Control: no-cache, no-store with every page that carries a message.",
)
def test_the_page_with_the_response_is_not_kept(idp: IdentityProvider) -> None:
    """From the cache of a shared computer the next user could take the login."""
    control = idp.login().answer.landing.reply.header("cache-control").lower()
    expect("no-store" in control, "no-store", control or "none", where="Cache-Control")
