"""Parameters of a logout request that an application may add or leave out (RP-Initiated Logout 2).

Each is tried after the session is over, which is no error (section 4).
"""

from functools import partial

from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import LOW, MAY, SHOULD, STATEFUL
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.session.login_pages import credentials_of
from suites.protocol.session.logout import (
    LogoutOutcome,
    ask_to_log_out,
    log_out,
    rp_initiated_logout,
)
from suites.verdicts.expect import Mismatch, NotRun

# A language that nobody speaks.
NO_LANGUAGE = "x-ssoproof"

logout_check = partial(
    check,
    spec="rp-logout:2",
    severity=LOW,
    run_class=STATEFUL,
    needs="rp-initiated-logout",
    remedy=VENDOR,
)


@remembered
def _logged_out_with(op: Op, /, **added: str) -> LogoutOutcome:
    """A logout like the one that worked, with what is `added`; remembered."""
    left = rp_initiated_logout(op)
    params = {"id_token_hint": left.hint.raw, "post_logout_redirect_uri": left.url} | added
    return log_out(op, left.browser, post=False, **params)


def _expect_no_harm(op: Op, **added: str) -> None:
    """It leads where it leads without what is `added`. Raises NotRun if that is not back."""
    url = rp_initiated_logout(op).url
    if not _logged_out_with(op).returned_to(url):
        raise NotRun("A second logout, without a session, does not return to the application.")
    end = _logged_out_with(op, **added)
    if not end.returned_to(url):
        where = f"logout request with {', '.join(added)}"
        raise Mismatch("a redirect to the application", outcome_in_words(end.last), where)


@logout_check("logout/ui-locales", level=SHOULD)
def test_ui_locales_do_not_break_a_logout(op: Op) -> None:
    """A user with a language that the provider does not speak cannot leave."""
    _expect_no_harm(op, ui_locales=NO_LANGUAGE)


@logout_check("logout/logout-hint", level=MAY)
def test_logout_hint_does_not_break_a_logout(op: Op) -> None:
    """An application that says whom it means, beside the token, gets an error."""
    _expect_no_harm(op, logout_hint=credentials_of(op).username)


@logout_check("logout/client-id-without-hint", level=MAY)
def test_a_logout_by_client_id_and_url_is_no_error(op: Op) -> None:
    """Applications that keep no ID Token have nothing else: their users meet an error."""
    left = rp_initiated_logout(op)
    params = {"client_id": op.target.client_id, "post_logout_redirect_uri": left.url}
    landing = ask_to_log_out(op, left.browser, left.url, post=False, **params)
    if not landing.left and landing.reply.status >= 400:
        where = "logout request with client_id and post_logout_redirect_uri"
        raise Mismatch("a page, or a redirect", outcome_in_words(landing), where)
