"""Values that are long, deep, or outside of what state may contain: RFC 6749 4.1.1 and A.5."""

import json

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import LOW, MAY, MEDIUM, MUST, NOISY
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.requests import presume_login_page
from suites.protocol.signatures.id_tokens import presume_nonce
from suites.verdicts.expect import NotApplicable, NotRun, expect, expect_equal, is_breakdown

WHERE = "authorization response"
LIMIT = "Take such a value, or refuse it with a clean error; let no part of the provider fail."
KB = 1024
PAUSE_S = 2.0


@check(
    "authorization/long-state",
    spec=["rfc6749:4.1.2", "rfc6749:A.5"],
    level=MAY,
    severity=LOW,
    remedy=LIMIT,
)
def test_a_state_of_2_kilobytes_comes_back_or_is_refused(op: Op) -> None:
    """Applications that keep signed data in the state see logins fail with no reason."""
    expect_state_or_refusal(op, "s" * 2 * KB)


@check(
    "authorization/huge-state",
    spec=["rfc6749:4.1.2", "rfc6749:A.5"],
    level=MAY,
    severity=LOW,
    remedy=LIMIT,
)
def test_a_state_of_16_kilobytes_comes_back_or_is_refused(op: Op) -> None:
    """What fails in the middle of a provider can be made to fail by anybody with a link."""
    expect_state_or_refusal(op, "s" * 16 * KB)


@check(
    "authorization/long-nonce",
    spec=["core:3.1.2.1", "core:2"],
    level=MAY,
    severity=LOW,
    remedy=LIMIT,
)
def test_a_nonce_of_2_kilobytes_comes_back_or_is_refused(op: Op) -> None:
    """Applications that keep signed data in the nonce see logins fail with no reason."""
    expect_nonce_or_refusal(op, "n" * 2 * KB)


@check(
    "authorization/huge-nonce",
    spec=["core:3.1.2.1", "core:2"],
    level=MAY,
    severity=LOW,
    remedy=LIMIT,
)
def test_a_nonce_of_16_kilobytes_comes_back_or_is_refused(op: Op) -> None:
    """What fails in the middle of a provider can be made to fail by anybody with a link."""
    expect_nonce_or_refusal(op, "n" * 16 * KB)


@check(
    "authorization/state-unicode",
    spec=["rfc6749:4.1.2", "rfc6749:B"],
    level=MAY,
    severity=LOW,
    remedy="Refuse a state outside of printable ASCII, or return it as UTF-8, unchanged.",
)
def test_a_state_in_other_letters_comes_back_or_is_refused(op: Op) -> None:
    """A state that comes back changed reads as a forged response, and the login fails."""
    expect_state_or_refusal(op, "\u00fc\u65e5\u672c \U0001f511")


@check(
    "authorization/state-null-byte",
    spec=["rfc6749:4.1.2", "rfc6749:A.5"],
    level=MUST,
    severity=MEDIUM,
    remedy="Refuse a state with a null byte, or return it unchanged.",
)
def test_a_state_with_a_null_byte_is_not_cut(op: Op) -> None:
    """Who can have the state cut off can have it match where it should not."""
    _, landing = op.authorize(state="before\x00after")
    expect_no_failure(landing)
    if "error" in landing.params or not landing.left:
        return
    came = landing.params.get("state", "no state")
    whole = came.startswith("before") and came.endswith("after")
    expect(whole, "the whole state, or a refusal", came, where=f"{WHERE}, state")


def expect_state_or_refusal(op: Op, state: str) -> None:
    """The state comes back as it was sent, or the request is refused in a clean way."""
    _, landing = asked(op, state=state)
    expect_no_failure(landing)
    if "error" in landing.params or not landing.left:
        return
    came = landing.params.get("state", "no state")
    expect_equal(shortened(came), shortened(state), where=f"{WHERE}, state")
    expect(came == state, "the state of the request", "another of the same length", where=WHERE)


def expect_nonce_or_refusal(op: Op, nonce: str) -> None:
    """The nonce reaches the ID Token as it was sent, or the request is refused in a clean way."""
    presume_nonce(op.login())
    request, landing = asked(op, nonce=nonce)
    expect_no_failure(landing)
    if "error" in landing.params or not landing.left:
        return
    came = op.read(request, landing).id_token.claims.get("nonce", "no nonce")
    expect_equal(shortened(str(came)), shortened(nonce), where="ID Token, nonce")


def shortened(text: str) -> str:
    """A short value as it is, of a long one the length."""
    return text if len(text) < KB else f"{len(text)} characters"


def asked(op: Op, **changes: str) -> tuple[AuthorizationRequest, Landing]:
    """Where an authorization request with `changes` leads. Raises NotRun if it is not that which
    the provider breaks at: later it answers the same one.
    """
    request, landing = op.authorize(browser=None, **changes)
    if fails(landing):
        op.target.clock.wait(PAUSE_S)
        if not fails(op.authorize(browser=None, **changes)[1]):
            raise NotRun(f"The provider broke down once: {outcome_in_words(landing)}.")
    return request, landing


def fails(landing: Landing) -> bool:
    """Whether the provider broke down."""
    return not landing.left and is_breakdown(landing.reply.status)


def expect_no_failure(landing: Landing) -> None:
    """The provider answers, or refuses with a status that blames the request."""
    fine = not fails(landing)
    expect(fine, "a success or a refusal", outcome_in_words(landing), where=WHERE)


@check(
    "authorization/huge-scope",
    spec="rfc6749:3.3",
    level=MAY,
    severity=LOW,
    run_class=NOISY,
    remedy="Bound the length of the scope, and refuse what is longer.",
)
def test_a_scope_of_100_kilobytes_does_no_harm(op: Op) -> None:
    """Whoever sends a few of these keeps the provider from its work."""
    scope = " ".join(["openid", *(f"ssoproof-{number:05}" for number in range(6400))])
    expect_no_failure(posted_request(op, scope=scope))


@check(
    "authorization/deep-claims",
    spec=["core:5.5", "rfc8259:9"],
    level=MAY,
    severity=LOW,
    run_class=NOISY,
    remedy="Bound the length and the depth of the claims parameter, and refuse what is beyond.",
)
def test_claims_that_are_nested_1000_deep_do_no_harm(op: Op) -> None:
    """A parser that follows every level runs out of memory, for all users at once."""
    expect_no_failure(posted_request(op, claims='{"id_token":' * 1000 + "{}" + "}" * 1000))


@check(
    "authorization/huge-claims",
    spec=["core:5.5", "rfc8259:9"],
    level=MAY,
    severity=LOW,
    run_class=NOISY,
    remedy="Bound the length and the depth of the claims parameter, and refuse what is beyond.",
)
def test_claims_of_100_kilobytes_do_no_harm(op: Op) -> None:
    """Whoever sends a few of these keeps the provider from its work."""
    wishes = {f"ssoproof-{number:05}": {"essential": False} for number in range(2500)}
    expect_no_failure(posted_request(op, claims=json.dumps({"userinfo": wishes})))


def posted_request(op: Op, **changes: str | None) -> Landing:
    """The first that a stranger sees after a request by POST. Raises NotRun without a login."""
    presume_login_page(op)
    request = op.rp.authorization_request(op.target.auth_method, **changes)
    landing = op.send(request, op.new_browser(), post=True)
    if landing.reply.status == 405:
        raise NotApplicable("The authorization endpoint takes no POST (see authorization/post).")
    return landing
