"""What a reference to a pushed request is good for, and for whom (RFC 9126 sections 2.2 and 4)."""

from dataclasses import replace

from fakes.relying_party.party import AuthorizationRequest
from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.authorization.pushed_requests import (
    lifetime,
    presume_pushed_requests,
    request_by_reference,
)
from suites.protocol.authorization.request_objects import expect_state
from suites.protocol.authorization.requests import visit
from suites.protocol.authorization.responses import expect_refusal, expect_success
from suites.protocol.clients.authentication import confidential, second_client
from suites.protocol.clients.registration import registered_as_asked
from suites.verdicts.expect import expect, presuming

NEEDS = ["code", "par"]
OUTER = "ssoproof-outer"
REQUIRED = "require_pushed_authorization_requests"


@check(
    "par/other-client",
    spec="rfc9126:2.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let a request_uri work for the client alone that pushed the request.",
)
def test_another_client_cannot_use_the_request_uri_of_a_pushed_request(op: Op) -> None:
    """The request of one client is answered as if another had made it."""
    client = confidential(op)
    presume_pushed_requests(client)
    request = request_by_reference(client)
    expect_refusal(visit(client, carrying(request, client_id=second_client(op).rp.client_id)))


@check(
    "par/reuse",
    spec=["rfc9126:4", "rfc9126:7.3"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let the request_uri of a pushed request work once.",
)
def test_the_request_uri_of_a_pushed_request_works_once(op: Op) -> None:
    """Whoever finds it in a history or a log sends the user through the same request again."""
    client = confidential(op)
    presume_pushed_requests(client)
    request = request_by_reference(client)
    with presuming():
        expect_success(visit(client, request))
    expect_refusal(visit(client, request))


@check(
    "par/expired",
    spec=["rfc9126:4", "rfc9126:2.2"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Refuse the request_uri of a pushed request after its expires_in.",
)
def test_the_request_uri_of_a_pushed_request_expires(op: Op) -> None:
    """What never expires can be found and used at any time."""
    client = confidential(op)
    presume_pushed_requests(client)
    seconds = lifetime(client) + 5
    request = request_by_reference(client)
    with client.target.clock.ahead(seconds):
        expect_refusal(visit(client, request))


@check(
    "par/required",
    spec=["rfc9126:4", "rfc9126:6"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["code", "par", "registration"],
    remedy="Refuse plain requests of clients with require_pushed_authorization_requests.",
)
def test_a_client_that_has_to_push_its_requests_cannot_ask_otherwise(op: Op) -> None:
    """Whoever does not push is rid of everything that pushing protects."""
    op.login_with_access_token()
    client = registered_as_asked(op, REQUIRED, **{REQUIRED: True})
    presume_pushed_requests(client)
    expect_refusal(visit(client, client.rp.authorization_request("pkce")))


@check(
    "par/outer-parameters",
    spec=["rfc9126:4", "rfc9101:6.3"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Use what was pushed, and nothing of what the browser brings beside it.",
)
def test_what_was_pushed_counts_and_not_what_the_browser_brings(op: Op) -> None:
    """Whoever can edit the address bar changes a request that was pushed to be left alone."""
    client = confidential(op)
    presume_pushed_requests(client)
    request = request_by_reference(client)
    landing = visit(client, carrying(request, state=OUTER, nonce=OUTER))
    if "code" not in landing.params:
        expect_refusal(landing)
        return
    expect_state(client, landing, request)
    with presuming():
        login = client.read(request, landing)
    expect(
        login.id_token.claims.get("nonce") != OUTER, request.nonce, OUTER, where="ID Token, nonce"
    )


def carrying(request: AuthorizationRequest, **changes: str) -> AuthorizationRequest:
    """A pushed request with other parameters beside its reference."""
    return replace(request, sent=tuple((dict(request.sent) | changes).items()))
