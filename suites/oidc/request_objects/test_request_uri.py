"""Request objects by reference: what the provider fetches, and what it must not (Core 6.2)."""

from fakes.relying_party.request_object import by_reference
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, NOISY, SHOULD
from suites.op.op import Op
from suites.protocol.authorization.request_objects import (
    by_fetched_object,
    expect_state,
    expect_taken,
    fresh_request_object,
    publish_object,
    referring,
    referring_metadata,
    visit_logged_in,
)
from suites.protocol.authorization.responses import expect_refusal, expect_success
from suites.protocol.clients.registration import as_far_as_granted
from suites.protocol.signatures.forgery import signed
from suites.verdicts.expect import expect, expect_none, presuming

UNSIGNED, SIGNED = "/ssoproof-unsigned-object", "/ssoproof-signed-object"
STRANGE, ELSEWHERE = "/ssoproof-unregistered-object", "/ssoproof-redirected-object"
NEEDS = ["code", "request_uri", "signed-request-object", "registration"]
REGISTERED = "Fetch request objects from registered request_uris alone."


@check(
    "request-uri/unsigned",
    spec=["core:6.2", "discovery:3"],
    level=MUST,
    severity=LOW,
    run_class=NOISY,
    needs=["code", "request_uri", "unsigned-request-object", "registration"],
    remedy="Fetch unsigned request objects too, or do not list none in the metadata.",
)
def test_an_unsigned_object_at_a_registered_url_is_taken(op: Op) -> None:
    """An application is told that it may, and cannot log anybody in."""
    request, landing = by_fetched_object(referring(op, UNSIGNED, "none"), UNSIGNED, "none")
    asked = referring_metadata(op, UNSIGNED, "none")
    with as_far_as_granted(op, *asked, **asked):
        expect_taken(landing, "request_uri_not_supported")
    expect_state(op, landing, request)


@check(
    "request-uri/signed",
    spec=["core:6.2", "discovery:3"],
    level=MUST,
    severity=MEDIUM,
    run_class=NOISY,
    needs=NEEDS,
    remedy="Fetch request objects, or say in the metadata that request_uri is not supported.",
)
def test_a_signed_object_at_a_registered_url_is_taken(op: Op) -> None:
    """An application is told that it may, and cannot log anybody in."""
    request, landing = by_fetched_object(referring(op, SIGNED, "RS256"), SIGNED, "RS256")
    asked = referring_metadata(op, SIGNED, "RS256")
    with as_far_as_granted(op, *asked, **asked):
        expect_taken(landing, "request_uri_not_supported")
    expect_state(op, landing, request)


@check(
    "request-uri/fetched-once",
    spec=["core:6.2", "rfc9101:10.4"],
    level=MAY,
    severity=MEDIUM,
    run_class=NOISY,
    needs=NEEDS,
    remedy="Fetch a request object once for each request, and use what was judged.",
)
def test_an_object_is_fetched_once_for_each_request(op: Op) -> None:
    """What is judged and what is used differ if the object changes between two fetches."""
    path = "/ssoproof-counted-object"
    client = referring(op, path, "RS256")
    before = len(client.listener().received(path))
    with presuming():
        expect_success(by_fetched_object(client, path, "RS256")[1])
    times = len(client.listener().received(path)) - before
    expect(times <= 1, "one request for the object", f"{times} requests", where="request_uri")


@check(
    "request-uri/unregistered",
    spec=["core:6.2", "rfc9101:10.4.1"],
    level=SHOULD,
    severity=HIGH,
    run_class=NOISY,
    needs=NEEDS,
    remedy=REGISTERED,
)
def test_an_object_at_an_unregistered_url_is_neither_fetched_nor_taken(op: Op) -> None:
    """Whoever sends a user here has the provider call any address, also behind its firewall."""
    client = referring(op, SIGNED, "RS256")
    with presuming():
        expect_success(by_fetched_object(client, SIGNED, "RS256")[1])
    request, claims = fresh_request_object(client)
    url = publish_object(client, STRANGE, signed(claims, client.rp.key))
    expect_refusal(visit_logged_in(client, by_reference(request, url)))
    called = [one.method for one in client.listener().behind_answer(STRANGE)]
    expect_none(called, where="requests for an unregistered request_uri")


@check(
    "request-uri/schemes",
    spec=["rfc9101:5.2", "core:6.2"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=NOISY,
    needs=NEEDS,
    remedy="Take https URLs, and URNs of the provider's own, for request_uri, and nothing else.",
)
def test_a_request_uri_of_another_scheme_is_refused(op: Op) -> None:
    """A file of the provider's machine, or a text of the attacker's, is taken for a request."""
    client = referring(op, SIGNED, "RS256")
    with presuming():
        expect_success(by_fetched_object(client, SIGNED, "RS256")[1])
    request, claims = fresh_request_object(client)
    token = signed(claims, client.rp.key)
    for uri in ("file:///dev/null", f"data:application/oauth-authz-req+jwt,{token}"):
        expect_refusal(visit_logged_in(client, by_reference(request, uri)))


@check(
    "request-uri/redirect",
    spec=["rfc9101:10.4.1", "core:6.2"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=NOISY,
    needs=NEEDS,
    remedy="Follow no redirects when request objects are fetched.",
)
def test_a_redirect_at_a_registered_url_is_not_followed(op: Op) -> None:
    """A redirect leads past the registration, to any address that the provider can reach."""
    path = "/ssoproof-moved-object"
    client = referring(op, path, "RS256")
    with presuming():
        expect_success(by_fetched_object(client, path, "RS256")[1])
    request, claims = fresh_request_object(client)
    target = publish_object(client, ELSEWHERE, signed(claims, client.rp.key))
    url = client.listener().publish(path, status=302, headers={"location": target})
    expect_refusal(visit_logged_in(client, by_reference(request, url)))
    called = [one.method for one in client.listener().behind_answer(ELSEWHERE)]
    expect_none(called, where="requests for where a request_uri redirects to")
