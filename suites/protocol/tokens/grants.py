"""Requests that a client sends to the provider itself: for tokens, and about tokens."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from fakes.wire.client import HttpClient, Reply
from fakes.wire.journal import Journal
from fakes.wire.purposes import Purpose
from suites.op.login import Login, members_of, refusal_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.authentication import second_client
from suites.protocol.tokens.exchanges import NO_SUCH_CODE
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotApplicable,
    NotRun,
    expect_decided,
    expect_json_object,
    presuming,
)

CODE = "authorization_code"
REFRESH = "refresh_token"
BURST = 4


def token_request(op: Op, grant_type: str, **fields: str | None) -> Reply:
    """The answer of the token endpoint to a request of the client with `fields`."""
    headers, form = op.rp.authenticated({"grant_type": grant_type, **fields})
    return op.token_request(form, headers=headers)


def authenticated_request(op: Op, endpoint: str, purpose: Purpose, **fields: str | None) -> Reply:
    """The answer of an endpoint to a POST by which the client says and proves who it is."""
    headers, form = op.rp.authenticated(dict(fields))
    return op.http.send("POST", op.endpoint(endpoint), purpose=purpose, headers=headers, form=form)


def unauthenticated_request(op: Op, endpoint: str, purpose: Purpose, **fields: str) -> Reply:
    """The same POST from somebody who names the client at most, and proves nothing."""
    url, form = op.endpoint(endpoint), list(fields.items())
    return op.http.send("POST", url, purpose=purpose, form=form)


def presume_let_in(op: Op, reply: Reply, endpoint: str) -> None:
    """Raises NotApplicable if the client is refused for its method, which `endpoint` never said
    that it takes: `client_secret_basic` if it says nothing (RFC 8414 section 2).
    """
    member = f"{endpoint}_auth_methods_supported"
    announced = op.listed(member) if member in op.discovery() else ["client_secret_basic"]
    own = op.rp.proven_by
    refused = reply.status == 401 or members_of(reply).get("error") == "invalid_client"
    if refused and own not in announced:
        raise NotApplicable(f"{member} does not have {own}, by which the client proves itself.")


def expect_tokens(reply: Reply, where: str) -> Document:
    """The members of a successful answer of the token endpoint. Raises Mismatch."""
    if reply.status != 200:
        raise Mismatch("HTTP 200", refusal_in_words(reply), where)
    return expect_json_object(reply, where=where)


def own_grant(op: Op, name: str, **changes: str | None) -> Login:
    """A login by code that one check may use up, remembered under `name`. Raises NotRun.

    It is made in a browser that everybody may spoil: a provider may revoke all that a session gave.
    """
    op.login("pkce")
    with presuming():
        return _granted(op, name, **changes)


@remembered
def _granted(op: Op, name: str, /, **changes: str | None) -> Login:
    request, landing = op.authorize("pkce", browser=op.provider.expendable_browser(), **changes)
    return op.read(request, landing, "pkce")


@remembered
def other_party(op: Op) -> Op:
    """Another client of the provider, which the token endpoint recognises; remembered.

    Raises NotApplicable, NotRun if there is none.
    """
    party = second_client(op, grant_types=[CODE, REFRESH])
    presume_recognised(party)
    return party


def presume_recognised(op: Op) -> None:
    """Raises NotRun if the token endpoint does not take the client for who it is."""
    uri = op.target.redirect_uri
    reply = token_request(op, CODE, code=NO_SUCH_CODE, redirect_uri=uri, code_verifier="v" * 43)
    with presuming():
        told = expect_json_object(reply, where="token response")
    if told.get("error") != "invalid_grant":
        raise NotRun(f"The other client is not recognised: {refusal_in_words(reply)}.")


def without_proof(op: Op) -> Op:
    """The same client, which only names itself."""
    return op.for_client(
        op.target.client_id,
        redirect_uri=op.target.redirect_uri,
        token_endpoint_auth_method="none",  # noqa: S106 - the name of a method
    )


def concurrent_requests(op: Op, grant_type: str, **fields: str | None) -> list[Reply]:
    """The answers to the same token request, sent several times at one moment."""
    url = op.endpoint("token_endpoint")
    requests = [op.rp.authenticated({"grant_type": grant_type, **fields}) for _ in range(BURST)]
    journals = [Journal(op.target.name, op.journal.redactor) for _ in requests]
    with ExitStack() as stack:
        clients = [HttpClient(op.target.connection, journal) for journal in journals]
        for client in clients:
            stack.callback(client.close)
        pool = stack.enter_context(ThreadPoolExecutor(BURST))
        waiting = [
            pool.submit(client.send, "POST", url, purpose=Purpose.RACE, headers=headers, form=form)
            for client, (headers, form) in zip(clients, requests, strict=True)
        ]
        replies = [one.result() for one in waiting]
    for entry in (entry for journal in journals for entry in journal.entries):
        op.journal.record({k: v for k, v in entry.items() if k not in ("id", "target")})
    op.http.requests += BURST
    for reply in replies:
        op.note_tokens(members_of(reply))
        expect_decided(reply, "The token endpoint")
    return replies


def successes(replies: list[Reply]) -> int:
    """How many of `replies` carry tokens."""
    return sum(reply.status == 200 and b"access_token" in reply.body for reply in replies)
