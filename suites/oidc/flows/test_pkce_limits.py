"""What PKCE must not be talked into: odd challenges, and many tries (RFC 7636 4.1 to 4.6)."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MAY, MUST, NOISY, SHOULD, STATEFUL
from suites.oidc.flows.test_pkce import WRONG, presume_pkce
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_refusal
from suites.protocol.tokens.refusals import expect_refused_exchange

GUESSES = 5


@check(
    "pkce/method-in-other-case",
    spec=["rfc7636:4.3", "rfc7636:4.4.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="code",
    remedy="Refuse a code_challenge_method that is not spelled like S256.",
)
def test_a_code_challenge_method_in_other_case_is_not_forgotten(op: Op) -> None:
    """The application believes that its code is protected, and it is not."""
    expect_protected(op, "s256")


@check(
    "pkce/method-empty",
    spec=["rfc7636:4.3", "rfc6749:3.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="code",
    remedy="Take an empty code_challenge_method for a missing one, or refuse the request.",
)
def test_an_empty_code_challenge_method_does_not_switch_pkce_off(op: Op) -> None:
    """The application believes that its code is protected, and it is not."""
    expect_protected(op, "")


def expect_protected(op: Op, method: str) -> None:
    """A request with a challenge by `method` is refused, or its code needs a verifier."""
    presume_pkce(op)
    request, landing = op.authorize("pkce", code_challenge_method=method)
    code = landing.params.get("code", "")
    if not code:
        expect_refusal(landing)
        return
    expect_refused_exchange(op.exchange(request, code, code_verifier=None))


@check(
    "pkce/repeated-verifier",
    spec=["rfc6749:3.2", "rfc7636:4.5"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="code",
    remedy="Refuse token requests that contain a parameter more than once.",
)
def test_two_code_verifiers_are_refused(op: Op) -> None:
    """Two parts of a provider that read different ones can be played against each other."""
    presume_pkce(op)
    request, code = op.fresh_code()
    headers, form = op.rp.token_request(request, code, code_verifier=None)
    both = [*form, ("code_verifier", WRONG), ("code_verifier", request.verifier)]
    expect_refused_exchange(op.token_request(both, headers=headers))


@check(
    "pkce/guesses",
    spec=["rfc7636:7.1", "rfc6749:10.10"],
    level=MAY,
    severity=LOW,
    run_class=NOISY,
    needs="code",
    remedy="Let a code end after a few code_verifiers that did not fit.",
)
def test_a_code_ends_after_five_wrong_code_verifiers(op: Op) -> None:
    """Who stole a code may try the verifiers of a weak random generator one after the other."""
    presume_pkce(op)
    expect_refused_exchange(after_guesses(op))


def after_guesses(op: Op) -> Reply:
    """The answer to the right verifier after wrong ones. Raises Mismatch if a wrong one fits."""
    request, code = op.fresh_code()
    for number in range(GUESSES):
        expect_refused_exchange(op.exchange(request, code, code_verifier=f"{WRONG}{number}"))
    return op.exchange(request, code)
