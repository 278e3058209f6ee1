"""Assertions that come with a pushed request, and their aud (RFC 9126 section 2)."""

from fakes.relying_party.authentication import by_assertion
from suites.checks.check import check
from suites.checks.words import LOW, MEDIUM, MUST, STATEFUL
from suites.op.login import refusal_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.pushed_requests import WHERE, push
from suites.protocol.clients.authentication import (
    error_of,
    private_key_jwt_client,
    signed_assertion,
    takes_assertion,
)
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect, expect_decided

NEEDS = ["code", "par", "private_key_jwt", "registration"]
ISSUER = "issuer"
ENDPOINTS = ("token_endpoint", "pushed_authorization_request_endpoint")


def audiences_to_try(client: Op) -> dict[str, str]:
    """What an assertion may name, ISSUER and ENDPOINTS, with their URLs."""
    return {ISSUER: client.target.issuer} | {name: client.endpoint(name) for name in ENDPOINTS}


def any_taken(client: Op) -> bool:
    """Whether the PAR endpoint takes an assertion of the client, whichever its aud is."""
    return any(taken_by_endpoint(client, url) for url in audiences_to_try(client).values())


def accepted_audiences(client: Op) -> list[str]:
    """What assertions at the PAR endpoint may name, of ISSUER and ENDPOINTS.

    Raises NotRun if nothing: then assertions are refused for something else than their aud.
    """
    accepted = [
        name for name, url in audiences_to_try(client).items() if taken_by_endpoint(client, url)
    ]
    if not accepted:
        raise NotRun("The PAR endpoint takes no assertion of the client, whatever its aud is.")
    return accepted


@remembered
def taken_by_endpoint(client: Op, audience: str) -> bool:
    """Whether the PAR endpoint takes an assertion with this aud; remembered.

    Raises NotRun if it refuses the request for something else.
    """
    claims = client.rp.assertion() | {"aud": audience}
    request = client.rp.authorization_request("pkce")
    reply = push(client, request, by_assertion(signed_assertion(claims, client)))
    expect_decided(reply, "The PAR endpoint")
    if 200 <= reply.status < 300:
        return True
    if error_of(reply) != "invalid_client" and reply.status != 401:
        raise NotRun(f"A pushed request is refused: {refusal_in_words(reply)}.")
    return False


@check(
    "par/assertion",
    spec="rfc9126:2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Authenticate clients at the PAR endpoint as at the token endpoint, and accept the "
    "issuer, the token endpoint and the PAR endpoint as aud of their assertions.",
)
def test_the_par_endpoint_takes_the_assertions_that_the_token_endpoint_takes(op: Op) -> None:
    """A client that is proven by a key can log in, and cannot push its request."""
    client = private_key_jwt_client(op)
    if not takes_assertion(client):
        raise NotRun("The token endpoint takes no assertion of the client either.")
    told = "invalid_client, whichever the aud"
    expect(any_taken(client), "an assertion that is accepted", told, where=WHERE)


@check(
    "par/issuer-as-audience",
    spec=["rfc9126:2", "fapi2:5.3.2.1"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Accept the issuer as aud of client assertions at the PAR endpoint.",
)
def test_the_par_endpoint_accepts_an_assertion_whose_aud_is_the_issuer(op: Op) -> None:
    """Clients that name the provider as the specifications recommend cannot push a request."""
    client = private_key_jwt_client(op)
    if not taken_by_endpoint(client, client.target.issuer) and accepted_audiences(client):
        raise Mismatch("an assertion that is accepted", "invalid_client", f"{WHERE}, aud")


@check(
    "par/endpoint-as-audience",
    spec=["rfc9126:2", "fapi2:5.3.2.1"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Accept the token endpoint and the PAR endpoint as aud there, or the issuer alone.",
)
def test_the_par_endpoint_accepts_assertions_for_both_endpoints_or_for_none(op: Op) -> None:
    """Libraries name the one or the other, and which one works nobody can tell."""
    accepted = accepted_audiences(private_key_jwt_client(op))
    if accepted == [ISSUER]:
        raise NotApplicable("The issuer alone is accepted, as FAPI 2.0 section 5.3.2.1 wants it.")
    refused = [name for name in ENDPOINTS if name not in accepted]
    if refused:
        raise Mismatch("both endpoints", f"not {', '.join(refused)}", f"{WHERE}, aud")
