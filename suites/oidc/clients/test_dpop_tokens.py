"""How it is told that a token is bound to a key: RFC 9449 sections 5 and 6."""

from collections.abc import Mapping
from typing import Any

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.clients.dpop import (
    WHERE,
    bound_tokens,
    dpop_bound_token,
    proved_exchange,
    thumbprint_of_key,
)
from suites.op.jwt import Jwt
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.authentication import confidential
from suites.protocol.tokens.grants import expect_tokens
from suites.protocol.tokens.introspection import WHERE as INTROSPECTION
from suites.protocol.tokens.introspection import introspect
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotApplicable,
    Tolerated,
    expect,
    expect_equal,
    expect_json_object,
    presuming,
)

TOKEN = "access token bound by DPoP"  # noqa: S105 - where a finding is
AGREED = "Another way may be agreed on with the resources that take the token."
NEEDS = ["dpop", "code"]


def key_in(members: Mapping[str, Any], where: str) -> Document:
    """The `cnf` of a token, or of what is told about it; empty if there is none."""
    cnf = members.get("cnf")
    return Document(cnf if isinstance(cnf, dict) else {}, f"{where}, cnf")


def token_as_jwt(token: str) -> Jwt:
    """An access token, taken apart. Raises NotApplicable if it is no JWS."""
    try:
        return Jwt.parse(token, TOKEN)
    except Mismatch:
        raise NotApplicable("The access token is no JWS that could be read.") from None


@check(
    "dpop/token-type",
    spec=["rfc9449:5", "rfc9449:6.1"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Answer with token_type DPoP where the access token is bound to the key of a proof.",
    needs=NEEDS,
)
def test_token_type_of_a_bound_token_is_dpop(op: Op) -> None:
    """The client sends it as a bearer token, and is refused."""
    with presuming():
        tokens = expect_tokens(proved_exchange(op), WHERE)
        told, token = tokens.string("token_type"), tokens.string("access_token")
    if told.lower() == "dpop":
        return
    if "jkt" not in key_in(token_as_jwt(token).claims, TOKEN):
        raise NotApplicable("The access token is not bound, with a proof too, as it may be.")
    raise Mismatch("DPoP", told, f"{WHERE}, token_type")


@check(
    "dpop/jwt-confirmation",
    spec="rfc9449:6.1",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Put the thumbprint of the key into access tokens as cnf, jkt.",
    needs=NEEDS,
)
def test_a_bound_access_token_that_is_a_jwt_names_its_key(op: Op) -> None:
    """An API cannot compare the key of a proof, and takes stolen tokens."""
    bound = key_in(token_as_jwt(dpop_bound_token(op)).claims, TOKEN)
    if "jkt" not in bound:
        raise Tolerated("a member 'jkt'", "no such member", bound.name, AGREED)
    expect_equal(bound["jkt"], thumbprint_of_key("mine"), where=f"{bound.name}, jkt")


@remembered
def told_of_token(op: Op) -> Document:
    """What introspection tells a client with a secret about a bound token of its own; remembered.

    Raises NotApplicable if it tells nothing.
    """
    client = confidential(op)
    bound_tokens(client)
    reply = introspect(client, dpop_bound_token(client))
    with presuming():
        told = expect_json_object(reply, where=INTROSPECTION)
    if told.get("active") is not True:
        raise NotApplicable("The client is told nothing about its own tokens.")
    return told


@check(
    "dpop/introspection",
    spec="rfc9449:6.2",
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Tell the thumbprint of the key as cnf, jkt in the introspection response.",
    needs=[*NEEDS, "introspection"],
)
def test_introspection_tells_the_key_of_a_bound_token(op: Op) -> None:
    """An API cannot compare the key of a proof, and takes stolen tokens."""
    bound = key_in(told_of_token(op), INTROSPECTION)
    expect_equal(bound["jkt"], thumbprint_of_key("mine"), where=f"{bound.name}, jkt")


@check(
    "dpop/introspection-type",
    spec="rfc9449:6.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Leave token_type out of the introspection response, or say DPoP there.",
    needs=[*NEEDS, "introspection"],
)
def test_introspection_calls_a_bound_token_no_bearer_token(op: Op) -> None:
    """An API that believes it asks for no proof."""
    told = told_of_token(op).get("token_type")
    if told is None:
        raise NotApplicable("The introspection response has no token_type, which is optional.")
    right = isinstance(told, str) and told.lower() == "dpop"
    expect(right, "DPoP", told, where=f"{INTROSPECTION}, token_type")
