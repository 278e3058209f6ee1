"""The pages of the application while its provider says what no provider should."""

from functools import partial

from fakes.attacks.forging import claims, userinfo
from fakes.wire.client import Reply
from suites.application.application import HONEST, Application
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import Mismatch, NotRun, OutOfReach

answers_check = partial(
    check,
    spec="rfc6749:10.14",
    level=MUST,
    severity=HIGH,
    remedy="Escape everything that comes from the provider or the browser, and answer what is "
    "wrong with a page of your own.",
)
MARK = "called-so"
MARKUP = "<script>ssoproof()</script>"
BROKE = 500
# In whose names it is said that a browser runs what is in it: HTML, XHTML, SVG, XML.
RUN = ("html", "xml")


def is_a_page(reply: Reply) -> bool:
    """Whether a browser would run a script that is in it."""
    return not reply.media_type or any(one in reply.media_type for one in RUN)


@answers_check("rp-answers/claims-escaped", severity=CRITICAL)
def test_claims_are_shown_as_text(app: Application) -> None:
    """A user of the provider who calls himself a script runs it in the browsers of the others."""
    app.presume_honest()
    named = dict.fromkeys(("name", "preferred_username", "nickname"), f"{MARK} {MARKUP}")
    shown = [
        app.whoami(app.attempt(claims(**told), userinfo(**told)).browser)
        for told in (named, named | {"email": f"{MARK}{MARKUP}@example.com"})
    ]
    app.honest()
    if any(MARKUP in one.text and is_a_page(one) for one in shown):
        raise Mismatch("text", MARKUP, f"{app.target.whoami_url}, name or e-mail address")
    if not any(MARK in one.text for one in shown):
        raise OutOfReach(f"What a user is called does not appear at {app.target.whoami_url}.")


@answers_check("rp-answers/errors-escaped")
def test_errors_of_the_response_are_shown_as_text(app: Application) -> None:
    """A link to the callback runs a script in the application's pages."""
    app.presume_honest()
    app.play()
    gone = dict.fromkeys(("code", "id_token", "access_token"))
    more = {"error_description": MARKUP, "error_uri": f"javascript:{MARKUP}", "iss": MARKUP}
    for changes in ({}, {"state": MARKUP}, {"iss": app.target.issuer}):
        visit = app.visit(**gone, error=MARKUP, **(more | changes))
        if MARKUP in visit.landing.reply.text and is_a_page(visit.landing.reply):
            raise Mismatch("text", MARKUP, f"{visit.landing.reply.url.partition('?')[0]}")


@answers_check("rp-answers/no-crash", spec="rfc9110:15.6.1", level=SHOULD, severity=MEDIUM)
def test_nothing_that_the_provider_says_breaks_the_application(app: Application) -> None:
    """HTTP 500 tells a user nothing, and often an attacker a lot."""
    app.play()
    for visit in (*app.visits, app.visit(state=None)):
        status = visit.landing.reply.status
        if status == BROKE:
            where = visit.landing.reply.url.partition("?")[0]
            raise Mismatch("an error page", f"HTTP {status}", f"{where}, after {visit.after}")
    if not any(visit.request for visit in app.visits):
        raise NotRun("No login got as far as the provider.", judge=HONEST)


@answers_check("rp-answers/no-credentials", spec="rfc9700:4.2", level=SHOULD)
def test_no_page_shows_code_or_tokens(app: Application) -> None:
    """What stands in a page, every script and every screenshot has."""
    visit = app.honest()
    shown = app.page_of(visit.browser) + visit.landing.reply.text
    for name in ("code", "access_token", "id_token"):
        value = visit.response.params.get(name, "")
        if value and value in shown:
            raise Mismatch(f"no {name}", name, app.target.whoami_url)
    for request in app.provider.asked("userinfo"):
        token = request.headers.get("authorization", "").partition(" ")[2]
        if token and token in shown:
            raise Mismatch("no access token", "the access token", app.target.whoami_url)


@answers_check("rp-answers/not-cached", spec="rfc9700:4.2.4", level=SHOULD, severity=MEDIUM)
def test_the_page_of_a_signed_in_user_is_not_cached(app: Application) -> None:
    """The next person at the machine goes back, and reads it."""
    visit = app.honest()
    reply = app.whoami(visit.browser)
    control = reply.header("cache-control").lower()
    if "no-store" not in control and "private" not in control and "no-cache" not in control:
        raise Mismatch("no-store or private", control or "nothing", "Cache-Control")
