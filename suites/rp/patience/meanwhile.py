"""Who is served while another user's login waits for what the provider holds back."""

import time
from dataclasses import dataclass

from fakes.people import BOB
from fakes.user.browser import Browser
from fakes.wire.errors import ExchangeError
from suites.application.application import Application
from suites.application.held_back import KEYS, TOKEN, Pending, held, ways_to_hold
from suites.verdicts.expect import NotApplicable, NotRun

# A page that takes no more than this part of the time that the login waited had time to come.
PART = 0.2
TOO_LATE = "her page, when that login had ended"


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What another user `got` while a login waited, empty if her page; `after` is the attack."""

    got: str
    after: str


def seen_meanwhile(app: Application) -> Meanwhile:
    """What a user gets who is signed in, while the login of another one waits.

    The application is not hurried: the login waits until it was seen. Raises NotApplicable if
    nobody asked for what was held back, NotRun if no login waited for it.
    """
    somebody = app.honest().browser
    hold, attacks = ways_to_hold(app)[KEYS if app.target.auth_method == "implicit" else TOKEN]
    with held(app, hold, attacks) as pending:
        presume_waiting(pending)
        since = time.monotonic()
        got = got_by(app, somebody)
        in_time = pending.waits
    if not got and not in_time:
        presume_time_enough(app, somebody, pending.ends[0] - since)
    app.honest()
    return Meanwhile(got or ("" if in_time else TOO_LATE), pending.after)


def presume_waiting(pending: Pending) -> None:
    """Raises NotApplicable, or NotRun, if that login does not wait for what is held back."""
    what = pending.hold.what
    if pending.waits:
        return
    if pending.hold.asked:
        raise NotRun(f"The login that asked for {what} had ended before anybody else looked.")
    if pending.landing.done():
        raise NotApplicable(f"The application did not ask for {what}.")
    raise NotRun(f"The login did not come as far as {what} in the time of RP_PATIENCE.")


def got_by(app: Application, somebody: Browser) -> str:
    """What that user gets for the page that shows who is signed in; empty if it is hers."""
    browser = app.patient_browser()
    browser.jar = somebody.jar
    try:
        who = app.who(browser)
    except ExchangeError as failure:
        return str(failure)
    return "" if who == BOB.username else who or "a page where nobody is signed in"


def presume_time_enough(app: Application, somebody: Browser, waited_s: float) -> None:
    """Raises NotRun if a page that nobody holds up takes about as long as that login waited."""
    since = time.monotonic()
    got_by(app, somebody)
    alone_s = time.monotonic() - since
    if alone_s > waited_s * PART:
        raise NotRun(
            f"The login ended {waited_s:.1f} s after another user had asked for her page, which "
            f"takes {alone_s:.1f} s by itself: nobody can tell what it waited for."
        )
