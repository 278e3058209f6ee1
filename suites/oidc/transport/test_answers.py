"""Headers of the answers that are no pages: caches, and the guessing of types."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import INFO, LOW, MAY
from suites.op.op import Op
from suites.protocol.session.page_headers import expect_no_store
from suites.protocol.tokens.bearer import with_garbage
from suites.protocol.tokens.exchanges import exchanged, failed_exchange
from suites.verdicts.expect import expect_equal

NO_STORE = "Send Cache-Control: no-store with every answer of the endpoint, errors too."
NOSNIFF = "Send X-Content-Type-Options: nosniff with every answer."


def expect_nosniff(reply: Reply, *, where: str) -> None:
    """No browser may take the answer for something else than it says."""
    told = reply.header("x-content-type-options").strip().lower()
    expect_equal(told or "none", "nosniff", where=f"{where}, X-Content-Type-Options")


@check(
    "token/error-no-store",
    spec=["rfc6749:5.2", "rfc9111:5.2.2.5"],
    level=MAY,
    severity=LOW,
    needs="code",
    remedy=NO_STORE,
)
def test_token_errors_are_not_kept_in_caches(op: Op) -> None:
    """An error that a proxy kept is given to the next client, which then cannot log in."""
    expect_no_store(failed_exchange(op), where="token error response")


@check(
    "userinfo/error-no-store",
    spec=["rfc6750:5.3", "rfc9111:5.2.2.5"],
    level=MAY,
    severity=LOW,
    needs="userinfo",
    remedy=NO_STORE,
)
def test_userinfo_errors_are_not_kept_in_caches(op: Op) -> None:
    """An error that a proxy kept is given to the next client, whose token is good."""
    expect_no_store(with_garbage(op), where="UserInfo error response")


@check(
    "token/nosniff",
    spec=["fetch", "wstg:4.2.14"],
    level=MAY,
    severity=INFO,
    needs="code",
    remedy=NOSNIFF,
)
def test_browsers_are_told_not_to_guess_the_type_of_a_token_response(op: Op) -> None:
    """A browser that guesses runs as a page what somebody smuggled into a JSON text."""
    expect_nosniff(exchanged(op)[1], where="token response")


@check(
    "userinfo/nosniff",
    spec=["fetch", "wstg:4.2.14"],
    level=MAY,
    severity=INFO,
    needs="userinfo",
    remedy=NOSNIFF,
)
def test_browsers_are_told_not_to_guess_the_type_of_userinfo(op: Op) -> None:
    """A user who writes markup into a name has it run as a page of the provider."""
    expect_nosniff(op.userinfo_reply(), where="UserInfo response")
