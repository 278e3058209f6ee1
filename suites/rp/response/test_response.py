"""Whether an authorization response belongs to the login that this browser began."""

from functools import partial
from urllib.parse import parse_qsl, urlsplit

from suites.application.application import Application
from suites.application.attacks import expect_nobody
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun

response_check = partial(
    check,
    spec=["rfc9700:2.1", "rfc6749:10.12"],
    level=MUST,
    severity=CRITICAL,
    remedy="Bind state to the browser that began the login, take it once, and refuse a response "
    "without it.",
)
ANOTHER = "a-state-that-nobody-sent"


def expect_refused_response(app: Application, **changes: str | None) -> None:
    """A response of an honest provider, brought with `changes`, signs nobody in."""
    app.presume_honest()
    app.play()
    expect_nobody(app.visit(**changes))
    app.honest()


def presume_state(app: Application) -> None:
    """Raises NotApplicable if the application sends none.

    Whether it is protected all the same (RFC 9700 section 2.1), `rp-response/another-browser` says.
    """
    if "state" not in app.honest().request:
        raise NotApplicable("The application sends no state.")


@response_check("rp-response/no-state", level=SHOULD, severity=MEDIUM)
def test_a_response_without_state_is_refused(app: Application) -> None:
    """A link signs its reader in as whoever wrote it."""
    presume_state(app)
    expect_refused_response(app, state=None)
    expect_refused_response(app, state="")


@response_check("rp-response/other-state", level=SHOULD, severity=MEDIUM)
def test_a_response_with_another_state_is_refused(app: Application) -> None:
    """As without one: nobody here asked for it."""
    presume_state(app)
    expect_refused_response(app, state=ANOTHER)


@response_check("rp-response/another-browser")
def test_a_response_to_another_browser_is_refused(app: Application) -> None:
    """An attacker's login that a victim's browser completes is the attacker's account."""
    app.presume_honest()
    app.play()
    begun = app.response(app.new_browser())
    expect_nobody(app.entered(app.new_browser(), begun))
    beginner = app.new_browser()
    app.response(beginner)
    begun = app.response(app.new_browser())
    expect_nobody(app.entered(beginner, begun))
    app.honest()


@response_check("rp-response/replayed", level=SHOULD, severity=HIGH)
def test_a_response_that_was_used_is_refused(app: Application) -> None:
    """The history of a browser signs in whoever finds it."""
    app.presume_honest()
    app.play()
    browser = app.new_browser()
    response = app.response(browser)
    first = app.entered(browser, response)
    app.forget_session(first.browser)
    if app.who(first.browser):
        raise NotRun(
            "More than one cookie signs this browser in, and one alone is forgotten.",
            judge="rp-session/fixation",
        )
    expect_nobody(app.entered(first.browser, response))
    app.honest()


@response_check("rp-response/code-of-another", spec=["rfc9700:2.1.1", "rfc9700:4.5"], needs="code")
def test_a_code_of_another_login_is_refused(app: Application) -> None:
    """A stolen code is brought into the attacker's own login."""
    app.presume_honest()
    app.play()
    victim = app.response(app.new_browser())
    browser = app.new_browser()
    response = app.response(browser)
    expect_nobody(app.entered(browser, response, {"code": victim.params["code"]}))
    app.honest()


@response_check(
    "rp-response/id-token-of-another", spec=["core:3.2.2.11", "core:15.5.2"], needs="front-channel"
)
def test_an_id_token_of_another_login_is_refused(app: Application) -> None:
    """A stolen ID Token is brought into the attacker's own login."""
    app.presume_honest()
    app.play()
    victim = app.response(app.new_browser())
    browser = app.new_browser()
    response = app.response(browser)
    expect_nobody(app.entered(browser, response, {"id_token": victim.params["id_token"]}))
    app.honest()


@response_check("rp-response/issuer", spec="rfc9207:2.4", level=SHOULD, severity=MEDIUM)
def test_a_response_of_another_issuer_is_refused(app: Application) -> None:
    """An application of two providers sends the code of the one to the other."""
    expect_refused_response(app, iss="https://attacker.example")


@response_check("rp-response/no-issuer", spec="rfc9207:2.4", level=SHOULD, severity=LOW)
def test_a_response_without_the_iss_that_was_promised_is_refused(app: Application) -> None:
    """The provider says that it always sends it: somebody took it out."""
    expect_refused_response(app, iss=None)


@response_check(
    "rp-response/error",
    spec=["rfc6749:4.1.2.1", "core:3.1.2.6"],
    level=SHOULD,
    severity=MEDIUM,
)
def test_an_error_signs_nobody_in(app: Application) -> None:
    """What the provider refused is refused, whatever comes along with it."""
    expect_refused_response(app, error="access_denied")


@response_check("rp-response/denied", spec="rfc6749:4.1.2.1", level=SHOULD, severity=MEDIUM)
def test_a_denied_login_ends_on_a_page_of_the_application(app: Application) -> None:
    """The user said no: that is no accident, and no end of the application."""
    app.presume_honest()
    app.play()
    credentials = dict.fromkeys(("code", "id_token", "access_token"))
    visit = app.visit(error="access_denied", **credentials)
    expect_nobody(visit)
    status = visit.landing.reply.status
    app.honest()
    if status >= 500:
        raise Mismatch("a page that tells the user", f"HTTP {status}", "after access_denied")


@response_check(
    "rp-response/unasked-id-token", spec=["rfc6749:4.1.2", "rfc9700:2.1.2"], needs="token-endpoint"
)
def test_an_id_token_that_nobody_asked_for_is_not_used(app: Application) -> None:
    """In a URL it may be anybody's; this application asked for a code."""
    app.presume_honest()
    app.play()
    browser = app.new_browser()
    response = app.response(browser)
    token = app.provider.forged_id_token()
    expect_nobody(app.entered(browser, response, {"code": None, "id_token": token}))
    app.honest()


@response_check(
    "rp-response/by-link", spec="form-post:2", level=SHOULD, severity=MEDIUM, needs="implicit"
)
def test_tokens_in_a_query_are_refused(app: Application) -> None:
    """It asked for a form: what stands in a URL stays in histories and logs."""
    app.presume_honest()
    app.play()
    browser = app.new_browser()
    response = app.response(browser)
    expect_nobody(app.entered(browser, app.as_link(response)))
    app.honest()


@response_check("rp-response/own-page", spec="rfc9700:4.2", level=SHOULD, severity=LOW)
def test_the_response_does_not_stay_in_the_address(app: Application) -> None:
    """Codes and tokens in the address of a page reach whoever that page loads something from."""
    visit = app.honest()
    query = dict(parse_qsl(urlsplit(visit.landing.reply.url).query))
    if query.keys() & {"code", "id_token", "access_token"}:
        raise Mismatch("an address without them", "the authorization response", "address")
