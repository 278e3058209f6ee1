"""Request objects by value: what counts of a request that comes in a JWT (Core 6.1, RFC 9101)."""

from fakes.relying_party.party import challenge
from fakes.relying_party.request_object import by_value
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.authorization.request_objects import (
    VENDOR,
    by_unsigned_object,
    expect_state,
    expect_taken,
    fresh_request_object,
    login_by_request_object,
    presume_exact,
    signer,
    signing,
    unsigned_client,
    visit_with_changed_object,
    visit_with_object,
)
from suites.protocol.authorization.responses import (
    expect_no_redirect,
    expect_refusal,
    is_response_at,
)
from suites.protocol.clients.registration import as_far_as_granted
from suites.protocol.signatures.forgery import signed
from suites.protocol.tokens.exchanges import changed_exchange
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import expect, expect_equal, presuming

INSIDE = ["rfc9101:6.3", "core:6.1"]
NEEDS = ["code", "request-object", "signed-request-object", "registration"]
OUTER = "ssoproof-outer"
OTHER_PATH = "/ssoproof-other-callback"


@check(
    "request-object/signed",
    spec=["core:6.1", "rfc9101:5.1"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Accept request objects under the algorithms that the metadata lists.",
)
def test_a_request_in_a_signed_object_is_taken(op: Op) -> None:
    """An application is told that it may sign its requests, and cannot log anybody in."""
    client = signer(op)
    with as_far_as_granted(op, *signing(op), **signing(op)):
        login_by_request_object(client)


@check(
    "request-object/unsigned",
    spec=["core:6.1", "discovery:3"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=["code", "request-object", "unsigned-request-object", "registration"],
    remedy="Accept unsigned request objects, or do not list none in the metadata.",
)
def test_a_request_in_an_unsigned_object_is_taken_where_it_is_offered(op: Op) -> None:
    """An application is told that it may, and cannot log anybody in."""
    request, landing = by_unsigned_object(unsigned_client(op))
    expect_taken(landing, "request_not_supported")
    expect_state(op, landing, request)


@check(
    "request-object/state-and-nonce",
    spec=INSIDE,
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_what_is_in_a_request_object_counts_and_not_what_is_beside_it(op: Op) -> None:
    """Whoever can edit the address bar changes a request that was signed to be left alone."""
    client = signer(op)
    request, claims = fresh_request_object(client)
    outer = {"state": OUTER, "nonce": OUTER}
    landing = visit_with_object(client, signed(claims, client.rp.key), request, **outer)
    if "code" not in landing.params:
        expect_refusal(landing)
        return
    expect_state(op, landing, request)
    with presuming():
        login = client.read(by_value(request, ""), landing)
    expect(
        login.id_token.claims.get("nonce") != OUTER, request.nonce, OUTER, where="ID Token, nonce"
    )


@check(
    "request-object/outer-alone",
    spec="rfc9101:6.3",
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Ignore parameters that are not in the request object, as RFC 9101 has it.",
)
def test_a_parameter_that_is_only_beside_the_object_does_not_count(op: Op) -> None:
    """Core 6.1 lets it count; then a signed request can be completed by whoever sees it."""
    client = signer(op)
    request, claims = fresh_request_object(client, nonce=None)
    landing = visit_with_object(client, signed(claims, client.rp.key), request, nonce=OUTER)
    if "code" not in landing.params:
        expect_refusal(landing)
        return
    with presuming():
        login = client.read(by_value(request, ""), landing)
    where = "ID Token, nonce"
    expect_equal(login.id_token.claims.get("nonce", "none"), "none", where=where)


@check(
    "request-object/redirect-uri-inside",
    spec=["core:6.1", "rfc9101:6.3", "core:3.1.2.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_a_wrong_redirect_uri_beside_the_object_is_not_used(op: Op) -> None:
    """The registered URL is checked, and the code goes to another."""
    client = signer(op)
    request, claims = fresh_request_object(client)
    token = signed(claims, client.rp.key)
    landing = visit_with_object(
        client, token, request, redirect_uri=client.target.host + OTHER_PATH
    )
    registered, where = client.target.redirect_uri, "request object beside a wrong redirect_uri"
    if not is_response_at(landing, registered):
        expect_no_redirect(landing, registered, where=where)


@check(
    "request-object/redirect-uri-outside",
    spec=["core:6.1", "rfc9101:6.3", "core:3.1.2.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Check the redirect_uri of a request object as any other: it is the one that is used.",
)
def test_a_wrong_redirect_uri_in_the_object_leads_nowhere(op: Op) -> None:
    """A right redirect_uri in the address lets a wrong one in the object pass."""
    client = signer(op)
    registered, wrong = client.target.redirect_uri, client.target.host + OTHER_PATH
    presume_exact(client, wrong)
    request, claims = fresh_request_object(client, redirect_uri=wrong)
    landing = visit_with_object(
        client, signed(claims, client.rp.key), request, redirect_uri=registered
    )
    if landing.left and is_response_at(landing, registered):
        expect_refusal(landing)
        return
    expect_no_redirect(landing, registered, where="request object with a wrong redirect_uri")


@check(
    "request-object/pkce",
    spec=["rfc9101:6.3", "core:6.1"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_a_code_challenge_beside_the_object_does_not_count(op: Op) -> None:
    """Whoever injects a code brings the challenge that fits their own verifier."""
    client = signer(op)
    request, claims = fresh_request_object(client)
    verifier = "v" * 43
    outer = {"code_challenge": challenge(verifier), "code_challenge_method": "S256"}
    landing = visit_with_object(client, signed(claims, client.rp.key), request, **outer)
    if "code" in landing.params:
        code = landing.params["code"]
        plain = changed_exchange(client, code_verifier=verifier)
        with presuming():
            expect_refused_exchange(plain)
        expect_refused_exchange(client.exchange(request, code, code_verifier=verifier))


@check(
    "request-object/client-id",
    spec=["rfc9101:6.3", "core:6.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_an_object_of_another_client_is_refused(op: Op) -> None:
    """One client is checked, and another is logged in to."""
    expect_refusal(visit_with_changed_object(signer(op), client_id=op.target.client_id))


@check(
    "request-object/audience",
    spec=["rfc9101:4", "rfc7519:4.1.3"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_an_object_for_another_provider_is_refused(op: Op) -> None:
    """A request that was signed for one provider is replayed at another."""
    expect_refusal(visit_with_changed_object(signer(op), aud="https://attacker.example"))


@check(
    "request-object/issuer",
    spec=["rfc9101:4", "core:6.1"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_an_object_whose_iss_is_not_the_client_is_refused(op: Op) -> None:
    """A JWT that somebody else issued, or for another purpose, is taken for a request."""
    expect_refusal(visit_with_changed_object(signer(op), iss="https://attacker.example"))


@check(
    "request-object/expired",
    spec=["rfc9101:4", "rfc7519:4.1.4"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_an_expired_object_is_refused(op: Op) -> None:
    """A request from an old log works for ever."""
    now = int(op.target.clock.now())
    expect_refusal(visit_with_changed_object(signer(op), iat=now - 7200, exp=now - 3600))


@check(
    "request-object/nested",
    spec=["rfc9101:4", "core:6.1"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy=VENDOR,
)
def test_an_object_that_contains_a_request_uri_is_refused(op: Op) -> None:
    """Which of several objects counts is a guess."""
    expect_refusal(
        visit_with_changed_object(signer(op), request_uri=f"{op.target.host}/ssoproof-object")
    )


@check(
    "request-object/twice",
    spec=["rfc9101:5", "core:6.1"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Refuse requests with both request and request_uri with invalid_request.",
)
def test_a_request_with_both_request_and_request_uri_is_refused(op: Op) -> None:
    """Which of two objects counts is a guess."""
    client = signer(op)
    request, claims = fresh_request_object(client)
    uri = f"{op.target.host}/ssoproof-object"
    expect_refusal(
        visit_with_object(client, signed(claims, client.rp.key), request, request_uri=uri)
    )
