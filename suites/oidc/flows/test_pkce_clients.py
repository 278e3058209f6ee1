"""Who needs PKCE, and what the metadata say of it: RFC 9700 section 2.1.1, RFC 8414 section 2."""

from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MUST, SHOULD, STATEFUL
from suites.oidc.flows.test_pkce_challenge import NONE, with_plain
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.hybrid import hybrid_responses
from suites.protocol.authorization.responses import expect_refusal
from suites.protocol.clients.registration import registered
from suites.protocol.signatures.id_tokens import presume_nonce
from suites.verdicts.expect import NotApplicable, NotRun, expect, expect_equal, presuming

METHODS = "code_challenge_methods_supported"


@check(
    "pkce/required-with-form-post",
    spec=["rfc9700:2.1.1", "rfc7636:5"],
    level=SHOULD,
    severity=HIGH,
    needs=["code", "form_post", "public-client"],
    remedy="Require PKCE (S256) of this client, however the code is delivered.",
)
def test_a_code_by_form_post_needs_a_code_challenge_too(op: Op) -> None:
    """Another way of delivery must not be the way around PKCE."""
    op.login("pkce")
    if op.authorize("pkce", response_mode="form_post")[1].mode != "form_post":
        raise NotRun(
            "No code is delivered by form_post (see flow/code-form-post).",
            judge="flow/code-form-post",
        )
    _, landing = op.authorize("pkce", response_mode="form_post", **NONE)
    expect_refusal(landing)


@check(
    "pkce/required-in-hybrid-flow",
    spec=["rfc9700:2.1.1", "rfc7636:5"],
    level=SHOULD,
    severity=HIGH,
    needs=["hybrid", "public-client"],
    remedy="Require PKCE (S256) of this client, whatever else comes with the code.",
)
def test_a_code_of_the_hybrid_flow_needs_a_code_challenge_too(op: Op) -> None:
    """Another response type must not be the way around PKCE."""
    first = hybrid_responses(op)[0]
    if first.op.target.client_secret:
        raise NotApplicable("Only a confidential client may use the hybrid flow here.")
    wanted = first.request.params["response_type"]
    _, landing = first.op.authorize("pkce", response_type=wanted, **NONE)
    expect_refusal(landing)


@check(
    "pkce/confidential-without-challenge",
    spec=["rfc9700:2.1.1", "core:3.1.3.7", "core:2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Require PKCE of confidential clients too, or put the nonce into their ID Tokens.",
)
def test_without_a_code_challenge_the_nonce_protects_the_code_of_a_confidential_client(
    op: Op,
) -> None:
    """A stolen code could be injected into the application, which has nothing to notice it by."""
    client = op if op.target.client_secret else registered(op)
    presume_nonce(client.login("pkce"))
    request, landing = client.authorize("pkce", **NONE)
    if "code" not in landing.params:
        expect_refusal(landing)
        return
    with presuming():
        login = client.read(request, landing, "pkce")
    nonce = login.id_token.claims.get("nonce", "no nonce")
    expect_equal(nonce, request.nonce, where="ID Token, nonce")


@check(
    "pkce/plain-as-announced",
    spec=["rfc8414:2", "rfc7636:4.2"],
    level=SHOULD,
    severity=LOW,
    needs="code",
    remedy=f"Let {METHODS} say exactly what the provider takes.",
)
def test_the_metadata_say_whether_plain_is_taken(op: Op) -> None:
    """Clients choose by the metadata: they fail, or believe in a policy that is not held."""
    if METHODS not in op.discovery():
        raise NotApplicable(f"The discovery document has no {METHODS}.")
    _, landing = with_plain(op)
    announced = "plain" in op.listed(METHODS)
    taken = was_taken(landing)
    if taken and not announced:
        raise NotRun(
            "Another check judges this: plain is taken (pkce/plain-refused).",
            judge="pkce/plain-refused",
        )
    expect(taken or not announced, "a code", outcome_in_words(landing), where=METHODS)


def was_taken(landing: Landing) -> bool:
    """Whether a code was given. Raises NotRun if nothing was decided."""
    if "code" in landing.params and "error" not in landing.params:
        return True
    expect_refusal(landing)
    return False
