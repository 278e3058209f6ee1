"""The provider tells the application that a session is over, rightly or not."""

from collections.abc import Mapping
from typing import Any

from fakes.attacks.forging import claims
from fakes.attacks.logout_tokens import SID, logout_token
from fakes.people import ALICE, User
from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.application.application import HONEST, Application, Visit
from suites.verdicts.expect import Mismatch, NotRun

ENDS = "rp-backchannel/ends-session"
BY_SESSION = "rp-backchannel/by-session"
SUCCESS = "rp-backchannel/success"
DONE = (200, 204)


def signed_in(app: Application, user: User = ALICE, sid: str = SID) -> Visit:
    """A login whose session is called `sid`. Raises NotRun if it does not work."""
    visit = app.attempt(claims(sid=sid), user=user)
    if visit.who != user.username:
        raise NotRun("An honest login does not work.", judge=HONEST)
    return visit


def answer_to(app: Application, token: str, *more: tuple[str, str]) -> Reply:
    """What the application answers to a Logout Token, and to `more` fields beside it."""
    form = [("logout_token", token), *more]
    return app.http.send("POST", app.target.backchannel_url, purpose=Purpose.CALL, form=form)


def tell(app: Application, **changes: Any) -> Reply:
    """What it answers to one that is right but for `changes`."""
    return answer_to(app, logout_token(app.provider.provider, **changes))


def expect_over(app: Application, visit: Visit, how: str) -> None:
    """Raises Mismatch if somebody is signed in still."""
    who = app.who(visit.browser)
    if who:
        raise Mismatch("nobody", who, f"who is signed in, after {how}")


def presume_over(app: Application, visit: Visit, judge: str) -> None:
    """Raises NotRun if a right Logout Token ended nothing: then what it spares means nothing."""
    if app.who(visit.browser):
        raise NotRun("A right Logout Token ends no session, so no refusal counts.", judge=judge)


def expect_kept(app: Application, tokens: Mapping[str, str]) -> None:
    """None of these ends the session, and a right one does. Raises Mismatch, NotRun."""
    visit = signed_in(app)
    for says, token in tokens.items():
        answer_to(app, token)
        if app.who(visit.browser) != visit.who:
            where = f"who is signed in, after a Logout Token {says}"
            raise Mismatch(visit.who, "nobody", where)
    tell(app)
    presume_over(app, visit, ENDS)
