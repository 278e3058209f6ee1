"""Requests and codes of the hybrid flow: Core 3.3.2.1 and 3.3.3.1."""

from contextlib import suppress

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MUST, STATEFUL
from suites.oidc.flows.test_pkce import presume_pkce
from suites.op.op import Op
from suites.protocol.authorization.hybrid import hybrid_responses, offered_response
from suites.protocol.authorization.responses import expect_refusal, expect_success
from suites.protocol.tokens.exchanges import expect_unguessable
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import NotApplicable, presuming

WHERE = "authorization response"


@check(
    "hybrid/nonce-required",
    spec="core:3.3.2.1",
    level=MUST,
    severity=HIGH,
    needs="hybrid-with-id-token",
    remedy="Let the provider refuse requests without a nonce where an ID Token comes from the "
    "authorization endpoint.",
)
def test_a_hybrid_request_for_an_id_token_without_nonce_is_refused(op: Op) -> None:
    """Nothing would tie the ID Token to this browser: somebody else's could be injected."""
    for one in hybrid_responses(op, "id_token"):
        _ = one.params
        _, landing = one.again(nonce=None)
        expect_refusal(landing, "invalid_request")


@check(
    "hybrid/nonce-optional",
    spec="core:3.3.2.1",
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider take requests for code token without a nonce.",
)
def test_a_request_for_code_token_needs_no_nonce(op: Op) -> None:
    """No ID Token comes from the authorization endpoint here, so there is nothing to tie."""
    one = offered_response(op, "code token")
    _ = one.params
    expect_success(one.again(nonce=None)[1])


@check(
    "hybrid/response-type-order",
    spec=["rfc6749:3.1.1", "multiple:5"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Compare response types as sets of words.",
)
def test_the_order_of_words_in_a_hybrid_response_type_does_not_matter(op: Op) -> None:
    """Whether a login works would depend on how a library sorts."""
    one = hybrid_responses(op)[0]
    _ = one.params
    turned = " ".join(reversed(one.response_type.split()))
    expect_success(one.again(response_type=turned)[1])


@check(
    "hybrid/code-entropy",
    spec="rfc6749:10.10",
    level=MUST,
    severity=CRITICAL,
    needs="hybrid",
    remedy="Report to the provider's maker: codes need 128 random bits or more in each flow.",
)
def test_the_code_of_the_hybrid_flow_cannot_be_guessed(op: Op) -> None:
    """Whoever guesses a code logs in as somebody else."""
    for one in hybrid_responses(op):
        with presuming():
            code = one.params.string("code")
        expect_unguessable(code, where=f"{WHERE}, code")


@check(
    "hybrid/wrong-verifier",
    spec=["rfc7636:4.6", "rfc9700:2.1.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="hybrid",
    remedy="Let the token endpoint compare the code_verifier whatever the response_type was.",
)
def test_a_hybrid_code_gives_no_tokens_with_a_wrong_code_verifier(op: Op) -> None:
    """Whoever steals the code from the fragment could redeem it."""
    with suppress(NotApplicable):
        presume_pkce(op)
    one = hybrid_responses(op)[0]
    one.tokens()
    request, landing = one.again()
    with presuming():
        code = expect_success(landing).string("code")
    wrong = one.request.verifier
    expect_refused_exchange(one.op.exchange(request, code, code_verifier=wrong))
