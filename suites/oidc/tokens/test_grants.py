"""Grants that a client may not use: RFC 6749 sections 4.4 and 5.2, RFC 9700 section 2.4."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.login import refusal_in_words
from suites.op.op import Op
from suites.protocol.clients.authentication import error_of
from suites.protocol.clients.registration import registered, registration
from suites.protocol.tokens.exchanges import exchanged
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, Tolerated

WHERE = "token response"
NOBODY = {"username": "ssoproof-nobody", "password": "ssoproof-no-password"}
GRANT_REFUSED = ("unauthorized_client", "unsupported_grant_type")
NO_SCOPE_AND_ONE: tuple[dict[str, str], ...] = ({}, {"scope": "openid"})
OF_A_CODE = ("code", "redirect_uri", "code_verifier")


@check(
    "token/password-grant",
    spec="rfc9700:2.4",
    level=MUST,
    severity=HIGH,
    needs="code",
    remedy="Switch the resource owner password credentials grant off for this client.",
)
def test_the_token_endpoint_takes_no_password_of_a_user(op: Op) -> None:
    """Users learn to type their password anywhere, and every second factor is left out."""
    reply = grant_reply(op, "password", **NOBODY)
    expect_refused_exchange(reply)
    if error_of(reply) != "invalid_grant":
        return
    told = ("unsupported_grant_type", "the user and the password were judged", WHERE)
    user = op.target.credentials
    if user is None:
        raise Tolerated(*told, "Without OIDC_USERNAME it cannot be told whether they really were.")
    right = grant_reply(op, "password", username=user.username, password=user.password)
    if error_of(right) in GRANT_REFUSED and error_of(right) != error_of(reply):
        raise Tolerated(*told, "The client gets no tokens, but right and wrong passwords differ.")
    if not said_always(reply, grant_reply(op, "password", **NOBODY)) <= words_told(right):
        raise Mismatch(*told)


def said_always(first: Reply, again: Reply) -> set[str]:
    """The words of a refusal without those of its moment, such as a time or a trace."""
    return words_told(first) & words_told(again)


def words_told(reply: Reply) -> set[str]:
    return set(refusal_in_words(reply).split())


@check(
    "token/client-credentials-public",
    spec="rfc6749:4.4",
    level=MUST,
    severity=HIGH,
    needs=["code", "public-client"],
    remedy="Allow the client credentials grant to confidential clients only.",
)
def test_a_public_client_gets_no_token_for_itself(op: Op) -> None:
    """Everybody knows the client_id, and that is all that has to be known."""
    for scope in NO_SCOPE_AND_ONE:
        expect_refused_exchange(grant_reply(op, "client_credentials", **scope))


@check(
    "token/grant-not-registered",
    spec=["rfc6749:5.2", "rfc7591:2"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["code", "registration"],
    remedy="Answer a grant that the client did not register with unauthorized_client.",
)
def test_a_client_gets_no_token_by_a_grant_that_it_did_not_register(op: Op) -> None:
    """A client that was allowed to log users in acts without any user."""
    given = registration(op).members.get("grant_types")
    if not isinstance(given, list) or "client_credentials" in given:
        raise NotApplicable("The provider does not say that it registered the client without it.")
    client = registered(op)
    client.login("pkce")
    for scope in NO_SCOPE_AND_ONE:
        reply = grant_reply(client, "client_credentials", **scope)
        if error_of(reply) == "invalid_client":
            raise NotRun(f"The client was not let in: {refusal_in_words(reply)}.")
        expect_refused_exchange(reply)


def grant_reply(op: Op, grant_type: str, **parameters: str) -> Reply:
    """The answer of the token endpoint to another grant, by a client that logs users in."""
    exchanged(op)
    request = op.rp.authorization_request("pkce")
    headers, form = op.rp.token_request(request, "", None, grant_type=grant_type, **parameters)
    return op.token_request([one for one in form if one[0] not in OF_A_CODE], headers=headers)
