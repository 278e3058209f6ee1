"""A login at a provider that does everything right."""

from fakes.people import BOB
from suites.application.application import HONEST, Application
from suites.checks.check import check
from suites.checks.words import HIGH, MUST
from suites.rp.login.came_with import came_with
from suites.verdicts.expect import Mismatch


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
        told = visit.who or f"nobody; HTTP {visit.landing.reply.status}"
        with_what = came_with(app, visit)
        told += f"; {with_what}" if with_what else ""
        raise Mismatch(BOB.username, told, f"who is signed in, {app.target.whoami_url}")
