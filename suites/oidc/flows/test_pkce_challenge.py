"""PKCE at the authorization endpoint: which challenges are taken (RFC 7636 sections 4.2 to 4.4)."""

import re

from fakes.relying_party.party import challenge
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.flows.test_pkce import presume_pkce
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.requests import Outcome
from suites.protocol.authorization.responses import expect_refusal
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun

NONE = {"code_challenge": None, "code_challenge_method": None}
PKCE = re.compile("pkce|challenge|verifier", re.IGNORECASE)


@check(
    "pkce/s256",
    spec=["rfc7636:4.2", "rfc9700:2.1.1"],
    level=MUST,
    severity=CRITICAL,
    needs="code",
    remedy="Let the provider support PKCE with the method S256.",
)
def test_a_login_with_s256_succeeds(op: Op) -> None:
    """Applications that protect their codes, as they must, cannot log in."""
    try:
        op.attempt("pkce")
    except Mismatch as mismatch:
        if PKCE.search(mismatch.actual) or succeeds_without(op):
            raise
        raise NotRun(f"Another check judges this first: {mismatch}") from mismatch


def succeeds_without(op: Op) -> bool:
    """Whether a login succeeds that does not use PKCE."""
    try:
        op.attempt("pkce", **NONE)
    except (Mismatch, NotApplicable):
        return False
    return True


@check(
    "pkce/required",
    spec=["rfc9700:2.1.1", "rfc7636:5"],
    level=SHOULD,
    severity=HIGH,
    needs=["code", "public-client"],
    remedy="Require PKCE (S256) of this client.",
)
def test_a_public_client_has_to_send_a_code_challenge(op: Op) -> None:
    """A public client has no secret: without PKCE whoever steals a code can use it."""
    _, landing = without_challenge(op)
    expect_refusal(landing)


@check(
    "pkce/verifier-without-challenge",
    spec=["rfc9700:2.1.1", "rfc9700:4.8.2", "rfc6749:3.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="code",
    remedy="Refuse a code_verifier for a code that was asked for without a code_challenge.",
)
def test_a_code_verifier_for_a_code_without_challenge_is_refused(op: Op) -> None:
    """An attacker takes the challenge out of the request, and the application notices nothing."""
    presume_pkce(op)
    emptied = op.authorize("pkce", code_challenge="")
    for request, landing in (without_challenge(op), emptied):
        code = landing.params.get("code", "")
        if code:
            reply = op.exchange(request, code, code_verifier=request.verifier)
            expect_refused_exchange(reply)
        else:
            expect_refusal(landing)


@check(
    "pkce/plain-refused",
    spec=["rfc9700:2.1.1", "rfc7636:7.2"],
    level=SHOULD,
    severity=MEDIUM,
    needs="code",
    remedy="Allow the code_challenge_method S256 only.",
)
def test_the_code_challenge_method_plain_is_refused(op: Op) -> None:
    """With plain the secret is in the URL of the login, beside which the code travels."""
    _, landing = with_plain(op)
    expect_refusal(landing)


@check(
    "pkce/method-omitted",
    spec=["rfc7636:4.3", "rfc9700:2.1.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="code",
    remedy="Take a missing code_challenge_method for plain, or refuse the request.",
)
def test_a_code_challenge_without_method_is_not_forgotten(op: Op) -> None:
    """The application believes that its code is protected, and it is not."""
    presume_pkce(op)
    request, landing = op.authorize("pkce", code_challenge_method=None)
    code = landing.params.get("code", "")
    if not code:
        expect_refusal(landing)
        return
    expect_refused_exchange(op.exchange(request, code, code_verifier=None))


@check(
    "pkce/method-unknown",
    spec="rfc7636:4.4.1",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="code",
    remedy="Refuse a code_challenge_method that is not supported with invalid_request.",
)
def test_an_unknown_code_challenge_method_is_refused(op: Op) -> None:
    """A provider that takes what it cannot verify protects no code."""
    presume_pkce(op)
    _, landing = op.authorize("pkce", code_challenge_method="ssoproof")
    expect_refusal(landing, "invalid_request")


@check(
    "pkce/challenge-malformed",
    spec=["rfc7636:4.2", "rfc7636:A"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="code",
    remedy="Refuse a code_challenge that is not of 43 characters out of A-Z a-z 0-9 - _",
)
def test_a_code_challenge_that_is_no_hash_is_refused(op: Op) -> None:
    """No verifier fits it, or two do: the login fails later, where nobody sees why."""
    presume_pkce(op)
    for wrong in ("ssoproof", challenge("p" * 43) + "="):
        _, landing = op.authorize("pkce", code_challenge=wrong)
        expect_refusal(landing)


@remembered
def with_plain(op: Op) -> Outcome:
    """The outcome of a request with the method plain, of a client that can use PKCE."""
    op.login("pkce")
    return op.authorize("pkce", code_challenge_method="plain")


@remembered
def without_challenge(op: Op) -> Outcome:
    """The outcome of a request for a code without PKCE, of a client that can use PKCE."""
    op.login("pkce")
    return op.authorize("pkce", **NONE)
