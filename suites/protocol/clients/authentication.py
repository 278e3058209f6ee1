"""Clients that prove themselves in a wrong way, and must get no tokens.

A forged proof first comes with a code that nobody issued: a provider that looks at the client
before the code, as it should, refuses it in other words than it has for that code, and no login is
spent. If the words do not tell, a right code decides, with the proof made anew: an assertion works
once.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, Unpack

from fakes.relying_party.authentication import Authentication, by_assertion, by_id
from fakes.wire.client import Reply
from suites.checks.check import CheckFunction, Declared
from suites.checks.words import CRITICAL, MUST, STATEFUL
from suites.op.login import outcome_in_words, refusal_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.alike import alike
from suites.protocol.clients.registration import newly_registered, registered
from suites.protocol.signatures.forgery import maced, signed
from suites.protocol.tokens.exchanges import NO_SUCH_CODE, exchanged, failed_exchange
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    expect,
    expect_decided,
    expect_json_object,
    presuming,
)

CHECKED = (
    "Let the token endpoint check who the client is at each request, by the registered method."
)
SUPPORT = "Verify client assertions as RFC 7523 section 3 says; if they are verified by a product, "
VENDOR = SUPPORT + "report this to its vendor."
Proofs = Iterable[Authentication]
Make = Callable[[Op], Proofs]
USUAL: Declared = {
    "level": MUST,
    "severity": CRITICAL,
    "run_class": STATEFUL,
    "remedy": VENDOR,
}


def confidential(op: Op, **metadata: Any) -> Op:
    """The application if it has a secret, else a client of the harness's own that has one.

    It is registered with `metadata`. Raises NotApplicable as `newly_registered`, NotRun.
    """
    return op if op.target.client_secret else with_secret(newly_registered(op, **metadata))


def with_secret(client: Op) -> Op:
    """A client that should have got a secret. Raises NotRun if it did not."""
    if not client.target.client_secret:
        raise NotRun("The provider registered a client without a secret, as others may judge.")
    return client


def with_other_secret(op: Op, secret: str) -> Authentication:
    """The proof of the client's own method with another secret."""
    method = op.rp.token_endpoint_auth_method or "client_secret_basic"
    other = replace(op.rp, client_secret=secret, token_endpoint_auth_method=method)
    return other.authentication()


def second_client(op: Op, **metadata: Any) -> Op:
    """As `confidential`, for another client: the one that is known, else one of the harness's."""
    other = op.target.other_client
    if other.client_id and other.client_secret:
        return op.for_client(other.client_id, other.client_secret, redirect_uri=other.redirect_uri)
    return with_secret(newly_registered(op, client_name="ssoproof, the other one", **metadata))


def private_key_jwt_client(op: Op) -> Op:
    """A client whose private key proves it."""
    return with_accepted_audience(by_method(op, "private_key_jwt"))


def client_secret_jwt_client(op: Op) -> Op:
    """A client that signs with its secret."""
    return with_accepted_audience(by_method(op, "client_secret_jwt"))


@remembered
def with_accepted_audience(client: Op) -> Op:
    """A client whose assertions name the provider as it wants to be named; remembered.

    By its issuer (FAPI 2.0 section 5.3.2.1), else by its token endpoint (Core section 9); by the
    issuer if neither gets tokens, which is for others to judge.
    """
    for audience in (client.target.issuer, client.endpoint("token_endpoint")):
        named = replace(client, named=audience)
        if takes_assertion(named):
            return named
    return client


def takes_assertion(client: Op) -> bool:
    """Whether an assertion of the client gets tokens for a code of its own."""
    if error_of(own_assertion(client, client.rp.issuer)) == "invalid_client":
        return False
    request, landing = client.authorize("pkce", browser=client.browser)
    code = landing.params.get("code", "")
    return bool(code) and client.exchange(request, code).status == 200


@remembered
def own_assertion(client: Op, audience: str) -> Reply:
    """The answer to an assertion with this aud, and a code that nobody issued; remembered."""
    proof = by_assertion(signed_assertion(client.rp.assertion() | {"aud": audience}, client))
    return present_proof(client, proof)


def signed_assertion(claims: dict[str, Any], client: Op) -> str:
    """Claims under the key or the secret of the client, by its method."""
    if client.rp.token_endpoint_auth_method == "client_secret_jwt":  # noqa: S105 - a method
        return maced(claims, client.target.client_secret.encode())
    return signed(claims, client.rp.key)


def by_method(op: Op, method: str, **metadata: Any) -> Op:
    """A client that registered `method`. Raises NotApplicable if the provider chose another."""
    client = registered(op, token_endpoint_auth_method=method, **metadata)
    if client.rp.token_endpoint_auth_method != method:
        raise NotApplicable(f"The provider did not register {method}, which it may decide.")
    return with_secret(client) if method.startswith("client_secret") else client


def expect_login(op: Op, client: Op) -> None:
    """A client can log somebody in, as the application can, which another check judges."""
    op.login_with_access_token()
    request, landing = client.authorize("pkce", browser=client.browser)
    code = landing.params.get("code", "")
    if not code:
        raise NotRun(f"The client gets no code: {outcome_in_words(landing)}.")
    reply = client.exchange(request, code)
    expect(reply.status == 200, "HTTP 200", refusal_in_words(reply), where="token response")


def present_proof(op: Op, proof: Authentication) -> Reply:
    """The answer to a proof with a code that nobody issued."""
    request = op.rp.authorization_request("pkce")
    headers, form = op.rp.token_request(request, NO_SUCH_CODE, proof)
    return op.token_request(form, headers=headers)


def exchange_with(op: Op, proof: Authentication) -> Reply:
    """The answer to a proof with a fresh code of the client."""
    request, code = op.fresh_code()
    headers, form = op.rp.token_request(request, code, proof)
    return op.token_request(form, headers=headers)


@remembered
def presume_proof_needed(client: Op) -> None:
    """Raises NotRun if a code gives tokens to whoever only names the client."""
    with presuming():
        expect_refused_exchange(exchange_with(client, by_id(client.target.client_id)))


def expect_proof_refused(op: Op, prove: Callable[[], Authentication]) -> None:
    """The client of `op`, which gets tokens when it is right, gets none for a wrong proof."""
    exchanged(op)
    reply = present_proof(op, prove())
    expect_decided(reply, "The token endpoint")
    if error_of(reply) in ("", error_of(failed_exchange(op))):
        expect_refused_exchange(exchange_with(op, prove()))


def _proof(make: Make, client: Op, position: int) -> Authentication:
    return list(make(client))[position]


def error_of(reply: Reply) -> str:
    """The error that an answer names; empty if it names none."""
    try:
        error = expect_json_object(reply, where="token response").get("error")
    except Mismatch:
        return ""
    return error if isinstance(error, str) else ""


def refused_proofs(
    identifier: str, client: Callable[[Op], Op], **declared: Unpack[Declared]
) -> Callable[[Make], CheckFunction]:
    """Makes a check of a function from a client to wrong proofs of it: each gets no tokens."""

    def judge(op: Op, make: Make) -> None:
        one = client(op)
        for position in range(len(list(make(one)))):
            expect_proof_refused(one, partial(_proof, make, one, position))

    return alike(judge, identifier, **(USUAL | declared))
