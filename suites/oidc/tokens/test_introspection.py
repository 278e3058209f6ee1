"""Who learns what about a token: RFC 7662."""

from dataclasses import dataclass

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.login import Login, refusal_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.authentication import confidential
from suites.protocol.signatures.id_tokens import json_type_of
from suites.protocol.tokens.grants import CODE, REFRESH, authenticated_request, own_grant
from suites.protocol.tokens.introspection import WHERE, introspect
from suites.protocol.tokens.refresh import NO_SUCH_TOKEN
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    expect,
    expect_decided,
    expect_equal,
    expect_json_object,
    expect_media_type,
    expect_none,
    expect_status,
    presuming,
)

NEEDS = ["code", "introspection"]
REFUSED = (400, 401, 403)
# RFC 7662 section 2.2; a JSON boolean is no number.
MEMBERS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("scope", "client_id", "username", "token_type", "sub", "iss", "jti"), str),
    **dict.fromkeys(("exp", "iat", "nbf"), int),
    "aud": (str, list),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A client that may introspect, a login of its own, and the answer about its access token."""

    client: Op
    login: Login
    reply: Reply

    def members(self) -> Document:
        """What was told. Raises NotApplicable if the token is not active for its own client."""
        with presuming():
            told = expect_json_object(self.reply, where=WHERE)
        if told.get("active") is not True:
            raise NotApplicable("The client is told nothing about its own tokens.")
        return told


@remembered
def about_own(client: Op) -> Asked:
    """The answer to a client about an access token of its own."""
    login = own_grant(client, "introspection")
    return Asked(client, login, introspect(client, login.access_token))


def introspecting_client(op: Op) -> Asked:
    """The first of two clients that may introspect: the target's, or one with a secret.

    Raises NotApplicable if neither may: whom the endpoint lets in is the provider's to say.
    """
    found = about_own(op)
    if found.reply.status in REFUSED and not op.target.client_secret:
        found = about_own(confidential(op, grant_types=[CODE, REFRESH]))
    expect_decided(found.reply)
    if found.reply.status in REFUSED:
        told = refusal_in_words(found.reply)
        raise NotApplicable(f"The client may not introspect: {told}.")
    return found


def inactive(reply: Reply) -> Document:
    """The answer about a token that is not active, or not for who asks. Raises Mismatch."""
    expect_decided(reply)
    expect_status(reply, 200, where=WHERE)
    told = expect_json_object(reply, where=WHERE)
    expect_equal(told["active"], False, where=f"{WHERE}, active")
    return told


@remembered
def about_unknown(op: Op) -> Reply:
    """The answer about a token that was never issued."""
    return introspect(introspecting_client(op).client, NO_SUCH_TOKEN)


@check(
    "introspection/active",
    spec="rfc7662:2.2",
    level=MUST,
    severity=MEDIUM,
    remedy="Let the introspection endpoint answer with a JSON object that has the boolean active.",
    needs=NEEDS,
)
def test_the_introspection_response_says_whether_the_token_is_active(op: Op) -> None:
    """An API that reads anything else lets everybody in, or nobody."""
    reply = introspecting_client(op).reply
    expect_status(reply, 200, where=WHERE)
    value = expect_json_object(reply, where=WHERE)["active"]
    expect(isinstance(value, bool), "true or false", json_type_of(value), where=f"{WHERE}, active")


@check(
    "introspection/content-type",
    spec="rfc7662:2.2",
    level=MUST,
    severity=LOW,
    remedy="Let the introspection endpoint answer with Content-Type: application/json.",
    needs=NEEDS,
)
def test_the_introspection_response_is_application_json(op: Op) -> None:
    """Clients that look at the type refuse it."""
    reply = introspecting_client(op).reply
    with presuming():
        expect_status(reply, 200, where=WHERE)
    if reply.media_type == "application/token-introspection+jwt":
        raise NotApplicable("The client is registered for signed introspection (RFC 9701).")
    expect_media_type(reply, "application/json", where=WHERE)


@check(
    "introspection/members",
    spec="rfc7662:2.2",
    level=MUST,
    severity=LOW,
    remedy="Report to the provider's maker: scope is one string, exp a number of seconds.",
    needs=NEEDS,
)
def test_the_members_of_an_introspection_response_have_their_types(op: Op) -> None:
    """An API reads a scope or an expiry that is not there."""
    told = introspecting_client(op).members()
    for name, kind in MEMBERS.items():
        right = isinstance(told.get(name), kind) and not isinstance(told.get(name), bool)
        expect(
            name not in told or right,
            "its type",
            json_type_of(told.get(name)),
            where=f"{WHERE}, {name}",
        )


@check(
    "introspection/client-id",
    spec="rfc7662:2.2",
    level=MUST,
    severity=MEDIUM,
    remedy="Let client_id name the client that asked for the token.",
    needs=NEEDS,
)
def test_the_introspection_response_names_the_client_of_the_token(op: Op) -> None:
    """An API grants what another client may do."""
    found = introspecting_client(op)
    told = found.members()
    if "client_id" not in told:
        raise NotApplicable("The response has no client_id, which is optional.")
    expect_equal(told["client_id"], found.client.target.client_id, where=f"{WHERE}, client_id")


@check(
    "introspection/unknown-token",
    spec="rfc7662:2.2",
    level=MUST,
    severity=MEDIUM,
    remedy='Let the introspection endpoint answer an unknown token with {"active": false}.',
    needs=NEEDS,
)
def test_an_unknown_token_is_not_active(op: Op) -> None:
    """An API that asks lets anybody in, or takes the error for an outage."""
    inactive(about_unknown(op))


@check(
    "introspection/revoked-token",
    spec=["rfc7662:2.2", "rfc7662:4"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the introspection endpoint look at whether a token was revoked.",
    needs=[*NEEDS, "revocation"],
)
def test_a_revoked_token_is_not_active(op: Op) -> None:
    """The user logged out, and every API goes on."""
    inactive(about_revoked(op))


@remembered
def about_revoked(op: Op) -> Reply:
    """The answer about a token that was active, and was revoked."""
    found = introspecting_client(op)
    found.members()
    token = own_grant(found.client, "introspection of a revoked token").access_token
    reply = authenticated_request(
        found.client, "revocation_endpoint", Purpose.REVOCATION, token=token
    )
    with presuming():
        expect_status(reply, 200, where="revocation response")
    return introspect(found.client, token)


@check(
    "introspection/inactive-silent",
    spec="rfc7662:2.2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Leave everything but active out of the answer about a token that is not.",
    needs=NEEDS,
)
def test_nothing_is_told_about_a_token_that_is_not_active(op: Op) -> None:
    """Whoever tries tokens learns which ones there were, and whose."""
    with presuming():
        told = inactive(about_unknown(op))
    more = sorted(name for name in told if name != "active")
    if "revocation_endpoint" in op.discovery():
        with presuming():
            told = inactive(about_revoked(op))
        more += sorted(name for name in told if name != "active")
    expect_none(more, where=f"{WHERE}, members beside active")
