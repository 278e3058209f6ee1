"""The session of the application, once somebody is in (RFC 9700, OWASP WSTG)."""

from functools import partial
from urllib.parse import urlsplit

from fakes.people import ALICE
from fakes.user.browser import Browser
from fakes.wire.cookies import CookieJar
from fakes.wire.loopback import is_loopback
from suites.application.application import HONEST, Application
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.op.memory import remembered
from suites.protocol.session.cookies import Cookie, cookies_of, sent_from_elsewhere
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, Tolerated

session_check = partial(
    check,
    spec="wstg:SESS-03",
    level=MUST,
    severity=HIGH,
    remedy="Give the browser a new session ID at each login, and end the session at logout on the "
    "server.",
)


@session_check("rp-session/fixation")
def test_a_login_changes_the_session_id(app: Application) -> None:
    """Whoever planted the old ID in the browser is in with its user."""
    browser = app.new_browser()
    app.play()
    response = app.response(browser)
    thief = app.new_browser()
    thief.jar = browser.jar.copied()
    if not app.entered(browser, response).who:
        raise NotRun("An honest login does not work.", judge=HONEST)
    who = app.who(thief)
    if who:
        raise Mismatch("nobody", who, "who is signed in, by the cookies from before the login")
    presume_by_cookies(app, browser)


@session_check(
    "rp-session/from-another-site",
    spec=["rfc6265bis:5.7", "form-post:2"],
    level=SHOULD,
    remedy="Set the cookie of a login that begins with SameSite=None and Secure where the response "
    "is posted (form_post), else with SameSite=Lax; Strict keeps it from the callback.",
)
def test_a_login_works_where_the_provider_is_another_site(app: Application) -> None:
    """On one machine it does; for users, whose provider is elsewhere, the cookie is not sent."""
    app.presume_honest()
    app.play()
    browser = app.new_browser()
    response = app.response(browser)
    posted = response.mode == "form_post"
    browser.jar = sent_from_elsewhere(browser, "form" if posted else "link")
    visit = app.entered(browser, response)
    if visit.who != ALICE.username:
        how = "is posted" if posted else "comes by a link"
        where = f"who is signed in, if the response {how} from another site"
        raise Mismatch(ALICE.username, visit.who or "nobody", where)


@session_check("rp-session/logout", spec="wstg:SESS-06", level=SHOULD, needs=("offered", "logout"))
def test_a_logout_ends_the_session_on_the_server(app: Application) -> None:
    """A cookie that somebody copied works on, whatever its owner does."""
    visit = app.honest()
    thief = presume_by_cookies(app, visit.browser)
    app.log_out(visit.browser)
    who = app.who(thief)
    if who:
        raise Mismatch("nobody", who, "who is signed in, by the cookies from before the logout")


@session_check("rp-session/http-only", spec="wstg:SESS-02", level=SHOULD, severity=MEDIUM)
def test_scripts_do_not_read_the_session_cookie(app: Application) -> None:
    """One injected script sends the sessions of all who read the page to somebody else."""
    for cookie in session_cookies(app):
        if "httponly" not in cookie.attributes:
            raise Mismatch("HttpOnly", "not", f"Set-Cookie, {cookie.name}")


@session_check("rp-session/same-site", spec="wstg:SESS-02", level=SHOULD, severity=LOW)
def test_the_session_cookie_says_which_sites_may_send_it(app: Application) -> None:
    """Browsers differ where nothing is said."""
    for cookie in session_cookies(app):
        if "samesite" not in cookie.attributes:
            raise Mismatch("SameSite", "none said", f"Set-Cookie, {cookie.name}")


@session_check("rp-session/secure", spec="wstg:SESS-02", level=SHOULD, severity=MEDIUM)
def test_the_session_cookie_does_not_travel_without_tls(app: Application) -> None:
    """One request by plain http shows it to everybody on the way."""
    parts = urlsplit(app.target.whoami_url)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise NotApplicable("The application is plain http, where a Secure cookie cannot be set.")
    bare = next((one for one in session_cookies(app) if "secure" not in one.attributes), None)
    if bare is None:
        return
    where = f"Set-Cookie, {bare.name}"
    if parts.scheme == "http":
        why = "It is plain http on this machine here: many set Secure where they are https."
        raise Tolerated("Secure", "not", where, why)
    raise Mismatch("Secure", "not", where)


def presume_by_cookies(app: Application, browser: Browser) -> Browser:
    """A browser that has nothing but the cookies of `browser`, and by them is signed in.

    Raises NotApplicable if nobody is by cookies alone.
    """
    other = app.new_browser()
    other.jar = browser.jar.copied()
    if not app.who(other):
        raise NotApplicable("Cookies alone sign nobody in: who copies them gains nothing.")
    return other


@remembered
def session_cookies(app: Application) -> list[Cookie]:
    """Those without which the user is not signed in, as they were set. Raises NotApplicable."""
    visit = app.honest()
    held = visit.browser.jar
    needed = {name for name in set(held.names) if not _is_in(app, held.copied(name))}
    found = [one for one in cookies_of(visit.browser) if one.name in needed]
    if not found:
        raise NotApplicable("The session is kept by no cookie that nobody could do without.")
    return found


def _is_in(app: Application, jar: CookieJar) -> bool:
    browser = app.new_browser()
    browser.jar = jar
    return bool(app.who(browser))
