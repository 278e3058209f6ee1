"""The page that a provider frames to end a session (Front-Channel Logout 1.0 section 2)."""

from functools import partial

from fakes.attacks.forging import claims
from fakes.people import ALICE
from fakes.relying_party.party import with_query
from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.application.application import HONEST, Application, Visit
from suites.checks.check import check
from suites.checks.words import LOW, MAY, MEDIUM, MUST, SHOULD
from suites.protocol.session.cookies import sent_from_elsewhere
from suites.verdicts.expect import Mismatch, NotRun, Tolerated

frame_check = partial(
    check,
    spec="frontchannel:2",
    level=MUST,
    severity=MEDIUM,
    needs="frontchannel",
    remedy="End the session of the browser that loads the front-channel logout page, if iss and "
    "sid are those of its ID Token, and send its cookie to frames (SameSite=None).",
)
SID = "a-session-of-alice"
ENDS = "rp-frontchannel/ends-session"
WITHHELD = (
    "Where the provider is another site, browsers send to a frame only cookies with SameSite=None "
    "and Secure: that of the session is not one."
)


def in_named_session(app: Application) -> Visit:
    """A login whose session is called SID. Raises NotRun if it does not work."""
    visit = app.attempt(claims(sid=SID))
    if visit.who != ALICE.username:
        raise NotRun("An honest login does not work.", judge=HONEST)
    return visit


def framed(app: Application, visit: Visit, **params: str) -> Reply:
    """What the browser gets that loads the page in a frame."""
    named = {"iss": app.target.issuer, "sid": SID} | params
    url = with_query(app.target.frontchannel_url, named.items())
    headers = [("sec-fetch-dest", "iframe"), ("sec-fetch-site", "cross-site")]
    jar = visit.browser.jar
    return app.http.send("GET", url, purpose=Purpose.PAGE, headers=headers, jar=jar)


@frame_check(ENDS)
def test_the_logout_page_ends_the_session_of_the_browser(app: Application) -> None:
    """Whoever signs out at the provider stays signed in here, for the next one at the machine."""
    visit = in_named_session(app)
    other = app.new_browser()
    other.jar = sent_from_elsewhere(visit.browser, "frame")
    is_sent = bool(app.who(other))
    framed(app, visit)
    who, where = app.who(visit.browser), "who is signed in, after the front-channel logout"
    if who:
        raise Mismatch("nobody", who, where)
    if not is_sent:
        raise Tolerated("nobody", ALICE.username, f"{where} at another site", WITHHELD)


@frame_check("rp-frontchannel/another-session", level=MAY, severity=LOW)
def test_the_logout_page_ends_no_session_of_another_issuer_or_sid(app: Application) -> None:
    """Any page on the web signs the users of the application out by a frame."""
    visit = in_named_session(app)
    for name, value in (("sid", "another"), ("iss", "https://attacker.example")):
        framed(app, visit, **{name: value})
        if app.who(visit.browser) != ALICE.username:
            where = f"who is signed in, after a front-channel logout with {name} {value}"
            raise Mismatch(ALICE.username, "nobody", where)
    framed(app, visit)
    if app.who(visit.browser):
        raise NotRun("The right iss and sid end no session, so no others count.", judge=ENDS)


@frame_check("rp-frontchannel/not-cached", level=SHOULD, severity=LOW)
def test_the_logout_page_is_not_stored(app: Application) -> None:
    """A browser that has it does not ask again, and the next session goes on."""
    page = framed(app, in_named_session(app))
    if page.status >= 400:
        raise NotRun(f"There is no logout page: HTTP {page.status}.", judge=ENDS)
    control = page.header("cache-control").lower()
    if "no-store" not in control:
        raise Mismatch("no-store", control or "nothing", "Cache-Control")
