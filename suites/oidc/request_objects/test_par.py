"""The pushed authorization request endpoint: its answers, and what it refuses (RFC 9126)."""

from fakes.relying_party.authentication import by_id
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.authorization.pushed_requests import (
    WHERE,
    expect_created,
    expect_push_refused,
    login_by_pushed_request,
    presume_pushed_requests,
    push,
    pushed,
    pushed_response,
    request_by_reference,
)
from suites.protocol.authorization.request_objects import (
    fresh_request_object,
    presume_exact,
    signer,
)
from suites.protocol.clients.authentication import confidential, second_client, with_other_secret
from suites.protocol.clients.registration import registered
from suites.protocol.signatures.forgery import signed
from suites.protocol.tokens.exchanges import expect_unguessable
from suites.verdicts.expect import expect, expect_contains, expect_in, presuming

NEEDS = ["code", "par"]
AUTHENTICATE = "Authenticate clients at the PAR endpoint as at the token endpoint."


@check(
    "par/login",
    spec=["rfc9126:2.1", "rfc9126:4"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Let clients push their requests, or leave the endpoint out of the metadata.",
)
def test_a_pushed_request_leads_to_a_login(op: Op) -> None:
    """An application is told that it may push its requests, and cannot log anybody in."""
    client = confidential(op)
    client.login("pkce")
    login_by_pushed_request(client)


@check(
    "par/status",
    spec="rfc9126:2.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Answer a pushed request with HTTP 201.",
)
def test_a_pushed_request_is_answered_with_201(op: Op) -> None:
    """An application that takes nothing else for a success cannot log anybody in."""
    expect_created(pushed(confidential(op))[1])


@check(
    "par/expires-in",
    spec="rfc9126:2.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Say in expires_in for how many seconds the request_uri is good.",
)
def test_expires_in_of_a_pushed_request_is_a_positive_whole_number(op: Op) -> None:
    """An application cannot know when to push its request again."""
    value = pushed_response(confidential(op))["expires_in"]
    whole = isinstance(value, int) and not isinstance(value, bool)
    expect(whole and value > 0, "a positive whole number", value, where=f"{WHERE}, expires_in")


@check(
    "par/no-store",
    spec="rfc9126:2.2",
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Answer pushed requests with Cache-Control: no-store.",
)
def test_the_answer_to_a_pushed_request_is_not_kept(op: Op) -> None:
    """What a cache keeps, somebody else may find."""
    client = confidential(op)
    pushed_response(client)
    header = pushed(client)[1].header("cache-control").lower()
    directives = [one.strip() for one in header.split(",")]
    expect_contains(directives, "no-store", where=f"{WHERE}, Cache-Control")


@check(
    "par/entropy",
    spec=["rfc9126:2.2", "rfc9126:7.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Make the request_uri of a pushed request out of at least 128 random bits.",
)
def test_the_request_uri_of_a_pushed_request_cannot_be_guessed(op: Op) -> None:
    """Whoever guesses it sends users to requests that somebody else prepared."""
    with presuming():
        uri = pushed_response(confidential(op)).string("request_uri")
    expect_unguessable(uri.rpartition(":")[2], where=f"{WHERE}, request_uri")


@check(
    "par/without-authentication",
    spec=["rfc9126:2", "rfc6749:3.2.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=AUTHENTICATE,
)
def test_a_request_pushed_without_authentication_is_refused(op: Op) -> None:
    """Anybody could prepare requests in the name of the application."""
    client = confidential(op)
    presume_pushed_requests(client)
    request = client.rp.authorization_request("pkce")
    expect_push_refused(push(client, request, by_id(client.rp.client_id)))


@check(
    "par/wrong-secret",
    spec=["rfc9126:2", "rfc6749:2.3.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=AUTHENTICATE,
)
def test_a_request_pushed_with_a_wrong_secret_is_refused(op: Op) -> None:
    """Anybody could prepare requests in the name of the application."""
    client = confidential(op)
    presume_pushed_requests(client)
    request = client.rp.authorization_request("pkce")
    wrong = with_other_secret(client, "ssoproof-no-such-secret")
    expect_push_refused(push(client, request, wrong))


@check(
    "par/client-id",
    spec=["rfc9126:2.1", "rfc6749:2.3"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Refuse pushed requests whose client_id is not the client that authenticated.",
)
def test_a_request_pushed_for_another_client_is_refused(op: Op) -> None:
    """One client prepares requests in the name of another."""
    client = confidential(op)
    presume_pushed_requests(client)
    request = client.rp.authorization_request("pkce")
    expect_push_refused(push(client, request, client_id=second_client(op).rp.client_id))


@check(
    "par/client-id-in-object",
    spec=["rfc9126:3", "rfc9101:6.3"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["code", "par", "request-object", "signed-request-object", "registration"],
    remedy="Refuse pushed request objects whose client_id is not the client that authenticated.",
)
def test_an_object_pushed_for_another_client_is_refused(op: Op) -> None:
    """One client prepares requests in the name of another."""
    client = signer(op)
    request, claims = fresh_request_object(client)
    carried = dict.fromkeys(request.params) | {"client_id": client.rp.client_id}
    right = push(client, request, **carried | {"request": signed(claims, client.rp.key)})
    with presuming():
        expect_in(right.status, (200, 201), where=WHERE)
    forged = signed(claims | {"client_id": op.rp.client_id}, client.rp.key)
    expect_push_refused(push(client, request, **carried | {"request": forged}))


@check(
    "par/redirect-uri",
    spec=["rfc9126:2.1", "rfc9126:2.4", "core:3.1.2.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["code", "par", "registration"],
    remedy="Check the redirect_uri of pushed requests of public clients against the registration.",
)
def test_a_public_client_cannot_push_an_unregistered_redirect_uri(op: Op) -> None:
    """Anybody could have the codes of the application sent to themselves."""
    client = registered(op, token_endpoint_auth_method="none")  # noqa: S106 - a method
    presume_pushed_requests(client)
    request = client.rp.authorization_request("pkce")
    wrong = f"{client.target.host}/ssoproof-other-callback"
    presume_exact(client, wrong)
    expect_push_refused(push(client, request, redirect_uri=wrong))


@check(
    "par/request-uri-inside",
    spec="rfc9126:2.1",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Refuse pushed requests that contain a request_uri with invalid_request.",
)
def test_a_request_uri_cannot_be_pushed(op: Op) -> None:
    """A reference to a reference has the provider fetch what it should be given."""
    client = confidential(op)
    presume_pushed_requests(client)
    request = client.rp.authorization_request("pkce")
    uri = dict(request_by_reference(client).sent)["request_uri"]
    expect_push_refused(push(client, request, request_uri=uri))


@check(
    "par/judged-when-pushed",
    spec=["rfc9126:2.1", "rfc9126:2.3"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Judge a request when it is pushed, as at the authorization endpoint.",
)
def test_a_wrong_request_is_refused_when_it_is_pushed(op: Op) -> None:
    """The user, and not the application, is told that the request is wrong."""
    client = confidential(op)
    presume_pushed_requests(client)
    request = client.rp.authorization_request("pkce")
    expect_push_refused(push(client, request, response_type="ssoproof"))
