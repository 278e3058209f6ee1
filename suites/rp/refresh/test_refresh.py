"""Refreshed ID Tokens (Core section 12.2): about the same user, or of no use."""

from functools import partial

from fakes.attacks.provider import Attack, says
from fakes.attacks.refreshed import RefreshedByOtherKey, RefreshRefused, ShortLived, refreshed
from fakes.people import ALICE
from fakes.wire.client import Reply
from fakes.wire.request import Request
from suites.application.application import HONEST, Application
from suites.application.forgeries import by_tls
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.op.memory import remembered
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, OutOfReach, is_breakdown

refresh_check = partial(
    check,
    spec="core:12.2",
    level=MUST,
    severity=HIGH,
    needs="code",
    remedy="Validate a refreshed ID Token as the first one, and compare its iss, sub and aud with "
    "those of the session.",
)
# Who a page shows that believes what it must not.
MARK = "somebody-else"
MARKED = refreshed(name=MARK, preferred_username=MARK, email=f"{MARK}@example.com")


def after_refresh(app: Application, *attacks: Attack) -> tuple[Reply, list[Request]]:
    """What a signed-in user sees after new tokens were asked for, and the requests for them.

    Raises NotApplicable if the application asks for none, NotRun if a login does not work.
    """
    visit = app.attempt(*attacks, ShortLived)
    if not app.provider.asked("token"):
        raise NotRun("A login does not work.", judge=HONEST)
    shown = app.whoami(visit.browser)
    asked = [
        one
        for one in app.provider.asked("token")
        if dict(one.form).get("grant_type") == "refresh_token"
    ]
    if not asked:
        raise NotApplicable("The application asks for no new tokens when its access token ends.")
    return shown, asked


@remembered
def presume_shown(app: Application) -> None:
    """Raises OutOfReach if nobody sees what the application takes of a refreshed ID Token."""
    shown, _ = after_refresh(app, MARKED)
    if MARK not in shown.text:
        told = "What a refreshed ID Token says does not appear"
        raise OutOfReach(f"{told} at {app.target.whoami_url}.")


def expect_nothing_taken(app: Application, attack: Attack) -> None:
    """Nothing of a refreshed ID Token is used that is as `attack` has it. Raises Mismatch."""
    presume_shown(app)
    shown, _ = after_refresh(app, MARKED, attack)
    if MARK in shown.text:
        where = f"who is signed in, after {says(attack)}"
        raise Mismatch(f"{ALICE.username}, or nobody", MARK, where)


@refresh_check("rp-refresh/subject", severity=CRITICAL)
def test_a_refreshed_id_token_of_another_user_is_not_used(app: Application) -> None:
    """Tokens that were swapped make one user of two, in the middle of a session."""
    expect_nothing_taken(app, refreshed(sub=MARK))


@refresh_check("rp-refresh/issuer")
def test_a_refreshed_id_token_of_another_issuer_is_not_used(app: Application) -> None:
    """Somebody else says who is signed in here."""
    expect_nothing_taken(app, refreshed(iss="https://attacker.example"))


@refresh_check("rp-refresh/audience")
def test_a_refreshed_id_token_for_another_client_is_not_used(app: Application) -> None:
    """It was made for somebody else's application."""
    expect_nothing_taken(app, refreshed(aud="other-app"))


@refresh_check("rp-refresh/signature", spec=["core:12.2", "core:3.1.3.7"])
def test_a_refreshed_id_token_that_another_key_signed_is_not_used(app: Application) -> None:
    """An application that verifies at the login alone believes anything after it."""
    try:
        expect_nothing_taken(app, RefreshedByOtherKey)
    except Mismatch as found:
        raise by_tls(found) from None


@refresh_check("rp-refresh/refused", spec="rfc6749:5.2", level=SHOULD, severity=MEDIUM)
def test_a_refresh_token_that_was_revoked_breaks_nothing(app: Application) -> None:
    """The user sees an error of the server until the cookies are gone."""
    shown, _ = after_refresh(app, RefreshRefused)
    if is_breakdown(shown.status):
        raise Mismatch("a page", f"HTTP {shown.status}", "after invalid_grant for a refresh token")


@refresh_check("rp-refresh/in-body", spec="rfc6749:6", severity=MEDIUM)
def test_the_refresh_token_travels_in_no_url(app: Application) -> None:
    """URLs are logged on the way."""
    _, asked = after_refresh(app)
    if any("refresh_token" in dict(one.query) for one in asked):
        raise Mismatch("no refresh_token", "refresh_token", "refresh request, query")
