"""Tokens that a client gives back: RFC 7009."""

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.login import Login
from suites.op.memory import remembered
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.clients.authentication import confidential
from suites.protocol.tokens.bearer import WHERE as USERINFO
from suites.protocol.tokens.bearer import expect_refused_token, with_garbage
from suites.protocol.tokens.exchanges import expect_error
from suites.protocol.tokens.grants import (
    CODE,
    REFRESH,
    authenticated_request,
    expect_tokens,
    other_party,
    own_grant,
    presume_let_in,
    without_proof,
)
from suites.protocol.tokens.refresh import NO_SUCH_TOKEN, WHERE, refresh, refresh_grant, refreshed
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import (
    NotApplicable,
    expect_decided,
    expect_json_object,
    expect_status,
    presuming,
)

REVOKED = "revocation response"
VENDOR = "Let the revocation endpoint end tokens of the client that asks, and of nobody else."
LIVE = ["code", "revocation", "userinfo"]


def revocation_reply(op: Op, **fields: str | None) -> Reply:
    """The answer to a revocation request of the client.

    Raises NotApplicable if the endpoint takes no client of its kind.
    """
    reply = authenticated_request(op, "revocation_endpoint", Purpose.REVOCATION, **fields)
    presume_let_in(op, reply, "revocation_endpoint")
    return reply


def presume_alive(op: Op, token: str) -> None:
    """Raises NotRun if UserInfo does not take a fresh token, or takes any."""
    with presuming():
        expect_refused_token(with_garbage(op))
        expect_answered(op.userinfo(token), where=USERINFO)


@remembered
def revoked(op: Op) -> tuple[Login, Reply]:
    """A login whose access token was revoked, and the answer to that.

    Raises NotApplicable if the endpoint takes refresh tokens alone.
    """
    login = own_grant(op, "revocation")
    if "userinfo_endpoint" in op.discovery():
        presume_alive(op, login.access_token)
    reply = revocation_reply(op, token=login.access_token, token_type_hint="access_token")  # noqa: S106 - the name of a kind
    presume_revocable(reply)
    return login, reply


def presume_revocable(reply: Reply) -> None:
    """Raises NotApplicable if access tokens cannot be revoked (RFC 7009 section 2.2.1)."""
    if reply.status == 400 and b"unsupported_token_type" in reply.body:
        raise NotApplicable("The provider revokes no access tokens, and says so.")
    expect_decided(reply)


@check(
    "revocation/success",
    spec="rfc7009:2.2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let the revocation endpoint answer the client that holds the token with HTTP 200.",
    needs=["code", "revocation"],
)
def test_a_revocation_is_answered_with_200(op: Op) -> None:
    """The application tells the user that the logout failed, or tries for ever."""
    expect_status(revoked(op)[1], 200, where=REVOKED)


@check(
    "revocation/access-token",
    spec=["rfc7009:2", "rfc7009:2.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the revocation of an access token take effect at once, at UserInfo too.",
    needs=LIVE,
)
def test_a_revoked_access_token_is_refused(op: Op) -> None:
    """The application gave the token back, and whoever copied it goes on."""
    login, reply = revoked(op)
    with presuming():
        expect_status(reply, 200, where=REVOKED)
    expect_refused_token(op.userinfo(login.access_token))


@remembered
def revoked_refresh(op: Op) -> tuple[Login, str]:
    """A login and its refresh token, which was revoked. Raises NotRun."""
    login, token = refresh_grant(op, "revocation of a refresh token")
    if "userinfo_endpoint" in op.discovery():
        presume_alive(op, login.access_token)
    reply = revocation_reply(op, token=token)
    with presuming():
        expect_status(reply, 200, where=REVOKED)
    return login, token


@check(
    "revocation/refresh-token",
    spec=["rfc7009:2", "rfc7009:2.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the revocation endpoint end refresh tokens.",
    needs=["code", "revocation"],
)
def test_a_revoked_refresh_token_is_refused(op: Op) -> None:
    """The user logged out, and the token still logs in for weeks."""
    expect_refused_exchange(refresh(op, revoked_refresh(op)[1]))


@check(
    "revocation/refresh-ends-access-token",
    spec="rfc7009:2.1",
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="End the access tokens of a grant when its refresh token is revoked.",
    needs=LIVE,
)
def test_with_a_refresh_token_its_access_tokens_are_revoked(op: Op) -> None:
    """The application believes that the access is over, and it goes on for an hour."""
    expect_refused_token(op.userinfo(revoked_refresh(op)[0].access_token))


@check(
    "revocation/wrong-hint",
    spec="rfc7009:2.1",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the revocation endpoint look for the token elsewhere if the hint is wrong.",
    needs=["code", "revocation"],
)
def test_a_refresh_token_is_revoked_although_the_hint_is_wrong(op: Op) -> None:
    """The answer is 200 in any case, so nobody sees that the token stayed alive."""
    _, token = refresh_grant(op, "revocation by a wrong hint")
    reply = revocation_reply(op, token=token, token_type_hint="access_token")  # noqa: S106 - the name of a kind
    with presuming():
        expect_status(reply, 200, where=REVOKED)
    expect_refused_exchange(refresh(op, token))


@check(
    "revocation/other-client",
    spec="rfc7009:2.1",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy=VENDOR,
    needs=LIVE,
)
def test_a_client_cannot_revoke_the_access_token_of_another(op: Op) -> None:
    """One application can log the users of all others out."""
    token = own_grant(op, "revocation by another").access_token
    presume_alive(op, token)
    presume_revocable(revocation_reply(other_party(op), token=token))
    expect_answered(op.userinfo(token), where=f"{USERINFO} after it was revoked by another")


@check(
    "revocation/other-client-refresh-token",
    spec="rfc7009:2.1",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy=VENDOR,
    needs=["code", "revocation"],
)
def test_a_client_cannot_revoke_the_refresh_token_of_another(op: Op) -> None:
    """One application can log the users of all others out."""
    with presuming():
        expect_tokens(refreshed(op).reply, WHERE)
    _, token = refresh_grant(op, "revocation of a refresh token by another")
    expect_decided(revocation_reply(other_party(op), token=token))
    expect_tokens(refresh(op, token), f"{WHERE} after another client revoked the token")


@remembered
def revoked_without_proof(op: Op) -> tuple[Op, str, Reply]:
    """A confidential client, its access token, and the answer to who revoked it without secret."""
    client = confidential(op, grant_types=[CODE, REFRESH])
    token = own_grant(client, "revocation without authentication").access_token
    presume_alive(client, token)
    reply = authenticated_request(
        without_proof(client), "revocation_endpoint", Purpose.REVOCATION, token=token
    )
    expect_decided(reply)
    return client, token, reply


@check(
    "revocation/without-authentication",
    spec="rfc7009:2.1",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the revocation endpoint authenticate confidential clients.",
    needs=LIVE,
)
def test_a_token_of_a_confidential_client_is_not_revoked_without_its_secret(op: Op) -> None:
    """Whoever sees a token can log its user out in the name of the application."""
    client, token, _ = revoked_without_proof(op)
    expect_answered(client.userinfo(token), where=f"{USERINFO} after it was revoked by nobody")


@check(
    "revocation/without-authentication-error",
    spec=["rfc7009:2.2.1", "rfc6749:5.2"],
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the revocation endpoint answer with HTTP 401, or 400, and invalid_client.",
    needs=LIVE,
)
def test_a_revocation_without_authentication_is_answered_with_invalid_client(op: Op) -> None:
    """An application with a wrong secret believes that its tokens are revoked."""
    expect_error(revoked_without_proof(op)[2], "invalid_client", "unauthorized_client")


@check(
    "revocation/unknown-token",
    spec="rfc7009:2.2",
    level=MUST,
    severity=LOW,
    remedy="Let the revocation endpoint answer a token that it does not know with HTTP 200.",
    needs="revocation",
)
def test_the_revocation_of_an_unknown_token_is_answered_with_200(op: Op) -> None:
    """A client cannot do anything about it, and an attacker could test tokens by it."""
    reply = revocation_reply(op, token=NO_SUCH_TOKEN)
    expect_decided(reply)
    if b"unsupported_token_type" in reply.body:
        raise NotApplicable("The provider takes this for a kind of token that it cannot revoke.")
    expect_status(reply, 200, where=f"{REVOKED} to an unknown token")


@check(
    "revocation/missing-token",
    spec=["rfc7009:2.1", "rfc7009:2.2.1"],
    level=SHOULD,
    severity=LOW,
    remedy="Let the revocation endpoint answer a request without token with invalid_request.",
    needs="revocation",
)
def test_a_revocation_without_token_is_answered_with_invalid_request(op: Op) -> None:
    """A client with a mistake of its own believes that everything is revoked."""
    reply = revocation_reply(op)
    expect_decided(reply)
    if reply.status != 200:
        with presuming():
            told = expect_json_object(reply, where=REVOKED)
        if told.get("error") == "invalid_client":
            raise NotApplicable("The client may not use the revocation endpoint.")
    expect_error(reply, "invalid_request")
