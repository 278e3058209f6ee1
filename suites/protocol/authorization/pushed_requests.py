"""Pushed authorization requests: what the client sends, and the reference that it gets."""

from fakes.relying_party.authentication import Authentication
from fakes.relying_party.party import AuthorizationRequest
from fakes.relying_party.request_object import by_reference
from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.login import Login, refusal_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.requests import visit
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotRun,
    OutOfReach,
    expect_decided,
    expect_json_object,
    expect_status,
    presuming,
)

WHERE = "pushed authorization response"


def push(
    op: Op,
    request: AuthorizationRequest,
    proof: Authentication | None = None,
    /,
    **changes: str | None,
) -> Reply:
    """The answer to a pushed request; `changes` replace parameters, `proof` the client's own."""
    headers, form = op.rp.authenticated({**request.params, **changes}, proof)
    url = op.endpoint("pushed_authorization_request_endpoint")
    return op.http.send("POST", url, purpose=Purpose.PUSHED_REQUEST, headers=headers, form=form)


def fresh_push(op: Op) -> tuple[AuthorizationRequest, Reply]:
    """A correct request, pushed, and the answer, never remembered."""
    request = op.rp.authorization_request("pkce")
    return request, push(op, request)


@remembered
def pushed(op: Op) -> tuple[AuthorizationRequest, Reply]:
    """A correct request that was pushed, and the answer; remembered."""
    return fresh_push(op)


def pushed_response(op: Op) -> Document:
    """The members of the answer to a correct pushed request. Raises NotRun."""
    with presuming():
        return members_of_push(pushed(op)[1])


def members_of_push(reply: Reply) -> Document:
    """The members of a successful answer. Raises Mismatch."""
    taken = 200 <= reply.status < 300
    if not taken:
        raise Mismatch("a request that is taken", refusal_in_words(reply), WHERE)
    return expect_json_object(reply, where=WHERE)


def request_by_reference(op: Op) -> AuthorizationRequest:
    """A fresh pushed request, as the browser carries it. Raises NotRun."""
    request, reply = fresh_push(op)
    with presuming():
        return by_reference(request, members_of_push(reply).string("request_uri"))


@remembered
def login_by_pushed_request(op: Op) -> Login:
    """A login by a pushed request; remembered. Raises Mismatch."""
    request, reply = pushed(op)
    asked = by_reference(request, members_of_push(reply).string("request_uri"))
    return op.read(asked, visit(op, asked))


def presume_pushed_requests(op: Op) -> None:
    """A correct pushed request leads to a login. Raises NotRun."""
    with presuming():
        login_by_pushed_request(op)


def expect_push_refused(reply: Reply) -> None:
    """A pushed request was not taken; an endpoint that is out of order decides nothing."""
    if 200 <= reply.status < 300:
        raise Mismatch("a refusal", f"HTTP {reply.status}", WHERE)
    expect_decided(reply)


def lifetime(op: Op) -> int:
    """For how many seconds a reference is good. Raises NotRun."""
    value = pushed_response(op).get("expires_in")
    if not isinstance(value, int) or value <= 0:
        raise NotRun("The answer has no usable expires_in.")
    if value >= op.target.clock.patience_s:
        raise OutOfReach(f"A reference is good for {value} s, which is too long to wait for.")
    return value


def expect_created(reply: Reply) -> None:
    """HTTP 201 (RFC 9126 section 2.2)."""
    with presuming():
        members_of_push(reply)
    expect_status(reply, 201, where=WHERE)
