"""Authorization requests that must be refused (RFC 6749 4.1.2.1, Core 3.1.2.6)."""

from dataclasses import replace

from fakes.relying_party.party import challenge
from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import HIGH, INFO, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.op import Op
from suites.protocol.authorization.requests import visit
from suites.protocol.authorization.responses import (
    expect_not_taken,
    expect_refusal,
    presume_decided,
)
from suites.verdicts.expect import NotApplicable, expect, presuming


@check(
    "authorization/response-type-missing",
    spec=["rfc6749:3.1.1", "rfc6749:4.1.2.1"],
    level=MUST,
    severity=LOW,
    remedy="Let the provider refuse requests without response_type with invalid_request.",
)
def test_a_request_without_response_type_is_refused(op: Op) -> None:
    """A provider that guesses what was meant may send tokens that nobody asked for."""
    landing = asked_for(op, None)
    expect_refusal(landing, "invalid_request", "unsupported_response_type")


@check(
    "authorization/response-type-unknown",
    spec=["rfc6749:3.1.1", "rfc6749:4.1.2.1"],
    level=MUST,
    severity=LOW,
    remedy="Let the provider refuse unknown response types with unsupported_response_type.",
)
def test_an_unknown_response_type_is_refused(op: Op) -> None:
    """A provider that guesses what was meant may send tokens that nobody asked for."""
    landing = asked_for(op, "ssoproof")
    expect_refusal(landing, "unsupported_response_type", "invalid_request", "unauthorized_client")


@check(
    "authorization/response-type-extra-word",
    spec=["rfc6749:3.1.1", "rfc6749:4.1.2.1"],
    level=MUST,
    severity=LOW,
    remedy="Let the provider refuse unknown response types with unsupported_response_type.",
)
def test_a_response_type_with_an_unknown_word_is_refused(op: Op) -> None:
    """A provider that drops what it does not know answers another request than was made."""
    landing = asked_for(op, "code ssoproof")
    expect_refusal(landing, "unsupported_response_type", "invalid_request", "unauthorized_client")


def asked_for(op: Op, response_type: str | None) -> Landing:
    """Where a request leads that succeeds whichever response type a provider takes it for."""
    return op.authorize(
        response_type=response_type,
        response_mode=None,
        code_challenge=challenge("x" * 43),
        code_challenge_method="S256",
    )[1]


@check(
    "authorization/scope-without-openid",
    spec="core:3.1.2.1",
    level=MAY,
    severity=INFO,
    remedy="Let the provider treat a request without the scope openid as one of OAuth 2.0.",
)
def test_a_request_without_openid_gets_no_id_token(op: Op) -> None:
    """An application that did not ask who the user is should not be told."""
    scopes = [scope for scope in op.target.profile.scopes if scope != "openid"]
    request, landing = op.authorize(scope=" ".join(scopes) or "profile")
    presume_decided(landing)
    if not landing.left or "error" in landing.params:
        return
    with presuming():
        login = op.read(request, landing)
    expect("id_token" not in login.tokens, "no ID Token", "an ID Token", where="response")


@check(
    "authorization/duplicate-client-id",
    spec=["rfc6749:3.1", "rfc6749:4.1.2.1"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Let the provider refuse requests that contain a parameter more than once.",
)
def test_a_request_with_two_client_ids_is_refused(op: Op) -> None:
    """Where two parts of a provider read two values, one client gets what another may."""
    refuse_repeated(op, "client_id", "ssoproof-unknown-client")


@check(
    "authorization/duplicate-scope",
    spec=["rfc6749:3.1", "rfc6749:4.1.2.1"],
    level=SHOULD,
    severity=LOW,
    remedy="Let the provider refuse requests that contain a parameter more than once.",
)
def test_a_request_with_two_scopes_is_refused(op: Op) -> None:
    """The user may agree to one scope while the application gets the other."""
    refuse_repeated(op, "scope", "openid")


@check(
    "authorization/duplicate-state",
    spec=["rfc6749:3.1", "rfc6749:4.1.2.1"],
    level=SHOULD,
    severity=LOW,
    remedy="Let the provider refuse requests that contain a parameter more than once.",
)
def test_a_request_with_two_states_is_refused(op: Op) -> None:
    """Which state comes back is a guess, and with it the protection against forged responses."""
    refuse_repeated(op, "state", "ssoproof")


@check(
    "authorization/duplicate-nonce",
    spec=["rfc6749:3.1", "rfc6749:4.1.2.1"],
    level=SHOULD,
    severity=LOW,
    remedy="Let the provider refuse requests that contain a parameter more than once.",
)
def test_a_request_with_two_nonces_is_refused(op: Op) -> None:
    """Which nonce is in the ID Token is a guess, and with it the protection against replay."""
    refuse_repeated(op, "nonce", "ssoproof")


@check(
    "authorization/duplicate-response-type",
    spec=["rfc6749:3.1", "rfc6749:4.1.2.1"],
    level=SHOULD,
    severity=LOW,
    remedy="Let the provider refuse requests that contain a parameter more than once.",
)
def test_a_request_with_two_response_types_is_refused(op: Op) -> None:
    """One part of a provider may judge the request as one flow, another answer it as another."""
    refuse_repeated(op, "response_type", "id_token")


@check(
    "authorization/duplicate-code-challenge",
    spec=["rfc6749:3.1", "rfc6749:4.1.2.1"],
    level=SHOULD,
    severity=LOW,
    needs="code",
    remedy="Let the provider refuse requests that contain a parameter more than once.",
)
def test_a_request_with_two_code_challenges_is_refused(op: Op) -> None:
    """The attacker's challenge may be the one that counts."""
    op.login("pkce")
    refuse_repeated(op, "code_challenge", challenge("d" * 43), "pkce")


def refuse_repeated(op: Op, name: str, value: str, method: str = "") -> None:
    """A request in which `name` comes a second time gets neither code nor token."""
    op.login()
    request = op.rp.authorization_request(method or op.target.auth_method)
    expect_refusal(visit(op, replace(request, repeated=((name, value),))))


@check(
    "authorization/request-object-refused",
    spec=["core:6.1", "core:3.1.2.6"],
    level=MUST,
    severity=MEDIUM,
    remedy="Refuse the parameter `request`, or support it and say so in the metadata.",
)
def test_a_request_object_is_refused_where_it_is_not_supported(op: Op) -> None:
    """An application would rely on signed parameters that the provider never looks at."""
    if op.discovery().get("request_parameter_supported") is True:
        raise NotApplicable("request_parameter_supported is true.")
    _, landing = op.authorize(request="eyJhbGciOiJub25lIn0.e30.")
    expect_refusal(landing, "request_not_supported")


@check(
    "authorization/request-uri-refused",
    spec=["core:6.2", "core:3.1.2.6"],
    level=MUST,
    severity=MEDIUM,
    remedy="Refuse the parameter `request_uri`, or support it and say so in the metadata.",
)
def test_a_request_uri_is_refused_where_it_is_not_supported(op: Op) -> None:
    """An application would rely on parameters that the provider never fetches."""
    if op.discovery().get("request_uri_parameter_supported") is not False:
        raise NotApplicable("request_uri_parameter_supported is not false.")
    _, landing = op.authorize(request_uri=f"{op.target.host}/ssoproof-request-object")
    expect_not_taken(landing, "request_uri_not_supported", where="response")


@check(
    "authorization/nonce-required",
    spec=["core:3.2.2.1", "core:3.2.2.2"],
    level=MUST,
    severity=HIGH,
    needs="implicit",
    remedy="Let the provider refuse requests for an ID Token from this endpoint without nonce.",
)
def test_an_implicit_request_without_nonce_is_refused(op: Op) -> None:
    """An ID Token without nonce can be replayed: whoever gets hold of it is logged in."""
    op.login("implicit")
    _, landing = op.authorize("implicit", nonce=None)
    expect_refusal(landing, "invalid_request")
