"""A login at a provider that does everything right."""

from fakes.people import BOB
from suites.application.application import HONEST, Application, Visit
from suites.checks.check import check
from suites.checks.words import HIGH, MUST
from suites.rp.login.came_with import came_with
from suites.verdicts.expect import Mismatch

BAD_REQUEST = 400


@check(
    HONEST,
    spec=["core:3.1.3.7", "core:3.2.2.11"],
    level=MUST,
    severity=HIGH,
    needs="offered",
    remedy="Compare the settings of the application with those of `ssoproof rp --print-settings`.",
)
def test_an_honest_login_signs_the_user_in(app: Application) -> None:
    """Nothing that the application refuses means anything while it lets nobody in."""
    visit = app.attempt(user=BOB)
    if visit.who != BOB.username:
        told = visit.who or f"nobody; {how_far(app, visit)}"
        with_what = came_with(app, visit)
        told += f"; {with_what}" if with_what else ""
        raise Mismatch(BOB.username, told, f"who is signed in, {app.target.whoami_url}")


def how_far(app: Application, visit: Visit) -> str:
    """Where a login ended that signed nobody in, and what the application did not come to."""
    reply = visit.landing.reply
    ended = f"HTTP {reply.status} at {reply.url.partition('?')[0]}"
    if "authorization" not in app.provider.visited:
        return f"{ended}; nobody was sent to the provider from {app.target.login_url}"
    callback = app.provider.requested.get("redirect_uri", "")
    if callback != app.target.redirect_uri:
        return f"{ended}; it asks for a response at {callback or 'no address'}"
    answered = [one.response.status_code for one in app.provider.calls if one.endpoint == "token"]
    if answered and answered[-1] >= BAD_REQUEST:
        return f"{ended}; the token endpoint refused what it sent: HTTP {answered[-1]}"
    return f"{ended}, where the login came to its end"
