"""Where a login and a logout lead whoever began them with a wish (RFC 9700 section 4.11.1)."""

from functools import partial

from fakes.people import ALICE, ATTACKER
from fakes.relying_party.party import with_query
from fakes.user.addresses import origin
from fakes.user.browser import Browser, Landing
from fakes.wire.errors import Busy
from fakes.wire.purposes import Purpose
from suites.application.application import Application
from suites.application.returning import began, expect_no_way_out, places_elsewhere, presume_way_in
from suites.checks.check import check
from suites.checks.words import LOW, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import Mismatch, NotRun

returning_check = partial(
    check,
    spec="rfc9700:4.11.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Return users to addresses of the application alone: compare scheme, host and port of "
    "the URL as a browser reads it, or take paths only.",
)
BEGUN = 20
# What applications call the address that they return to.
WISHES = (
    "next", "rd", "return_to", "returnTo", "return_url", "returnUrl", "redirect", "redirect_to",
    "redirectTo", "redirect_url", "continue", "goto", "back", "target", "url", "from",
    "post_logout_redirect_uri",
)  # fmt: skip


@returning_check("rp-session/open-redirect")
def test_a_login_leads_to_no_other_site(app: Application) -> None:
    """A link to the application ends on a page that looks like it, right after a login."""
    app.presume_honest()
    own = (dict.fromkeys(WISHES, place) for place in (app.target.whoami_url, "/"))
    presume_way_in(app, app.target.login_url, *own)
    for place in places_elsewhere(app):
        app.play()
        browser = app.new_browser()
        begun = began(app, browser, app.target.login_url, dict.fromkeys(WISHES, place))
        expect_no_way_out(app, begun, browser, place)


@returning_check("rp-session/many-begun", spec="rfc6265:6.1", level=SHOULD, severity=LOW)
def test_a_browser_in_which_many_logins_began_signs_in(app: Application) -> None:
    """Each page that somebody left open keeps a cookie, until no request gets through."""
    app.presume_honest()
    app.play()
    browser, where = app.new_browser(), f"who is signed in, after {BEGUN} logins that began"
    try:
        for _ in range(BEGUN):
            app.response(browser)
        visit = app.entered(browser, app.response(browser))
    except Busy as busy:
        presume_others_served(app, busy)
        raise Mismatch(ALICE.username, f"nobody; {busy}", where) from None
    if visit.who != ALICE.username:
        told = visit.who or f"nobody; HTTP {visit.landing.reply.status}"
        raise Mismatch(ALICE.username, told, where)


def presume_others_served(app: Application, busy: Busy) -> None:
    """Raises Busy if it is so to as many browsers with one login each too: it throttles."""
    try:
        for _ in range(BEGUN):
            app.response(app.new_browser())
    except Busy:
        raise busy from None


@returning_check("rp-session/open-redirect-at-logout", needs="logout")
def test_a_logout_leads_to_no_other_site(app: Application) -> None:
    """A link to the application ends on a page of somebody else's."""
    app.presume_honest()
    for place in places_elsewhere(app):
        browser = app.honest().browser
        for one in (app.new_browser(), browser):
            led = logged_out_with(app, one, place)
            if led.left and ATTACKER in origin(led.url):
                own = origin(app.target.login_url)
                raise Mismatch(f"a page of {own}", led.url, f"where a logout leads with {place}")
        if app.who(browser):
            told = f"Nobody is signed out by {app.target.logout_url} with {place}"
            raise NotRun(f"{told}, so where it leads is not known.", judge="rp-session/logout")


def logged_out_with(app: Application, browser: Browser, place: str) -> Landing:
    """Where a logout leads that a link with `place` began; what it asks is confirmed."""
    asked = with_query(app.target.logout_url, dict.fromkeys(WISHES, place).items())
    led = browser.open(asked, purpose=Purpose.PAGE, watch=place)
    led = app.driver.show(browser, led, watch=place)
    confirmed = next((one for one in led.forms if one.method == "POST"), None)
    return browser.submit(confirmed, {}, watch=place) if confirmed else led
