"""PKCE at the token endpoint: which proof a code needs (RFC 7636 section 4.6)."""

from fakes.relying_party.party import challenge
from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MUST, SHOULD, STATEFUL
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import NotRun, expect_equal, expect_json_object, presuming

WRONG = "ssoproof-wrong-" + "x" * 40
VERIFY = "Let the token endpoint compare the hash of the code_verifier with the code_challenge."


@check(
    "pkce/wrong-verifier",
    spec=["rfc7636:4.6", "rfc9700:2.1.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="code",
    remedy=VERIFY,
)
def test_a_wrong_code_verifier_is_refused(op: Op) -> None:
    """Whoever steals a code can use it."""
    expect_refused_exchange(answer_to_wrong_verifier(op))


@check(
    "pkce/wrong-verifier-error",
    spec="rfc7636:4.6",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs="code",
    remedy="Answer a code_verifier that does not fit with invalid_grant.",
)
def test_a_wrong_code_verifier_is_answered_with_invalid_grant(op: Op) -> None:
    """The application cannot tell a stolen code from a mistake of its own."""
    reply = answer_to_wrong_verifier(op)
    with presuming():
        expect_refused_exchange(reply)
        body = expect_json_object(reply, where="token error response")
    expect_equal(body.get("error", "none"), "invalid_grant", where="token error response, error")


@check(
    "pkce/missing-verifier",
    spec=["rfc7636:4.6", "rfc9700:2.1.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="code",
    remedy="Let the token endpoint require the code_verifier for a code with a code_challenge.",
)
def test_a_missing_code_verifier_is_refused(op: Op) -> None:
    """Whoever steals a code can use it: PKCE is there, and switched off by leaving it out."""
    presume_pkce(op)
    expect_refused_exchange(exchanged_with_verifier(op, None))


@check(
    "pkce/empty-verifier",
    spec=["rfc7636:4.6", "rfc6749:3.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="code",
    remedy="Treat an empty code_verifier as a missing one.",
)
def test_an_empty_code_verifier_is_refused(op: Op) -> None:
    """Whoever steals a code can use it: PKCE is there, and switched off by an empty value."""
    presume_pkce(op)
    expect_refused_exchange(exchanged_with_verifier(op, ""))


@check(
    "pkce/challenge-as-verifier",
    spec=["rfc7636:4.6", "rfc7636:7.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="code",
    remedy=VERIFY,
)
def test_the_code_challenge_is_no_code_verifier(op: Op) -> None:
    """The challenge is in the URL beside the login: whoever sees it and the code is in."""
    presume_pkce(op)
    request, code = op.fresh_code()
    sent = request.params["code_challenge"]
    expect_refused_exchange(op.exchange(request, code, code_verifier=sent))


@check(
    "pkce/method-changed",
    spec=["rfc7636:4.6", "rfc9700:2.1.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="code",
    remedy="Take the code_challenge_method from the authorization request alone.",
)
def test_a_token_request_cannot_change_the_code_challenge_method(op: Op) -> None:
    """The challenge is in the URL beside the login: as a plain verifier it would do."""
    presume_pkce(op)
    request, code = op.fresh_code()
    sent = request.params["code_challenge"]
    reply = op.exchange(request, code, code_verifier=sent, code_challenge_method="plain")
    expect_refused_exchange(reply)


@check(
    "pkce/verifier-of-another-code",
    spec=["rfc7636:4.4", "rfc7636:4.6"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="code",
    remedy="Keep the code_challenge with the code that it came with.",
)
def test_a_code_verifier_of_another_code_is_refused(op: Op) -> None:
    """An attacker logs in once, and uses that verifier for every code that is stolen."""
    presume_pkce(op)
    expect_refused_exchange(exchanged_with_verifier(op, op.login("pkce").request.verifier))


@check(
    "pkce/short-verifier",
    spec="rfc7636:4.1",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="code",
    remedy="Refuse a code_verifier of fewer than 43 characters.",
)
def test_a_code_verifier_of_42_characters_is_refused(op: Op) -> None:
    """A short verifier can be guessed from the challenge, which is no secret."""
    presume_pkce(op)
    expect_refused_exchange(exchanged_fitting(op, "s" * 42))


@check(
    "pkce/long-verifier",
    spec="rfc7636:4.1",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="code",
    remedy="Refuse a code_verifier of more than 128 characters before it is hashed.",
)
def test_a_code_verifier_of_more_than_128_characters_is_refused(op: Op) -> None:
    """What has no limit can be used to keep the provider busy."""
    presume_pkce(op)
    for length in (129, 10_000):
        expect_refused_exchange(exchanged_fitting(op, "l" * length))


@check(
    "pkce/verifier-characters",
    spec="rfc7636:4.1",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs="code",
    remedy="Refuse a code_verifier with other characters than A-Z a-z 0-9 - . _ ~",
)
def test_a_code_verifier_with_other_characters_is_refused(op: Op) -> None:
    """What one part of a provider reads differently from another can be used to get past it."""
    presume_pkce(op)
    expect_refused_exchange(exchanged_fitting(op, "c" * 43 + "+/ $"))


def presume_pkce(op: Op) -> None:
    """A code_verifier is looked at. Raises NotRun if not, which is one finding for all of PKCE."""
    if 200 <= answer_to_wrong_verifier(op).status < 300:
        raise NotRun(
            "The provider ignores PKCE: any code_verifier will do (pkce/wrong-verifier).",
            judge="pkce/wrong-verifier",
        )


def exchanged_with_verifier(op: Op, verifier: str | None) -> Reply:
    """The answer to a fresh code with another verifier than its own."""
    request, code = op.fresh_code()
    return op.exchange(request, code, code_verifier=verifier)


def exchanged_fitting(op: Op, verifier: str) -> Reply:
    """The answer to a fresh code with a verifier whose challenge was in the request."""
    request, code = op.fresh_code(code_challenge=challenge(verifier))
    return op.exchange(request, code, code_verifier=verifier)


@remembered
def answer_to_wrong_verifier(op: Op) -> Reply:
    return exchanged_with_verifier(op, WRONG)
