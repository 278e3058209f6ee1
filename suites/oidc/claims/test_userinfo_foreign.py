"""Tokens that the UserInfo endpoint must not take: forged, of another kind, of nobody."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.jwt import Jwt
from suites.op.op import Op
from suites.protocol.clients.registration import newly_registered
from suites.protocol.signatures.forgery import maced, signed_by_a_stranger, without_signature
from suites.protocol.signatures.signatures import public_key, published_keys
from suites.protocol.tokens.access_tokens import jwt_access_token
from suites.protocol.tokens.bearer import (
    accepted_token,
    expect_refused_token,
    presume_refused,
    with_garbage,
)
from suites.protocol.tokens.grants import expect_tokens, token_request
from suites.protocol.tokens.refresh import refresh_token_of, refreshable
from suites.verdicts.expect import Mismatch, NotApplicable, expect_decided, presuming

VERIFY = "Let the UserInfo endpoint verify the signature of an access token, by its own keys alone."
CLIENT_CREDENTIALS = "client_credentials"


def own_jwt(op: Op) -> Jwt:
    """An access token that is a JWT, and that UserInfo takes. Raises NotApplicable, NotRun."""
    token = jwt_access_token(op)
    accepted_token(op)
    presume_refused(with_garbage(op))
    return token


@check(
    "userinfo/unsigned-token",
    spec=["rfc8725:3.1", "rfc9068:4"],
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy=VERIFY,
)
def test_an_access_token_without_signature_is_refused(op: Op) -> None:
    """Anybody can write a token for any user."""
    expect_refused_token(op.userinfo(without_signature(own_jwt(op))))


@check(
    "userinfo/foreign-signature",
    spec=["rfc8725:3.1", "rfc9068:4"],
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy=VERIFY,
)
def test_an_access_token_that_another_key_signed_is_refused(op: Op) -> None:
    """Anybody can write a token for any user."""
    expect_refused_token(op.userinfo(signed_by_a_stranger(own_jwt(op))))


@check(
    "userinfo/public-key-as-secret",
    spec=["rfc8725:2.1", "rfc8725:3.1"],
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy=VERIFY,
)
def test_an_access_token_whose_mac_uses_the_public_key_is_refused(op: Op) -> None:
    """A public key that is taken for a secret lets anybody write a token for any user."""
    token = own_jwt(op)
    pem = published_pem(op, str(token.header.get("kid", "")))
    kept = {name: token.header[name] for name in ("kid", "typ") if name in token.header}
    expect_refused_token(op.userinfo(maced(dict(token.claims), pem, **kept)))


def published_pem(op: Op, kid: str) -> bytes:
    """The published RSA key of this name, else the first, as a file. Raises NotApplicable."""
    keys = [one for one in published_keys(op) if one.get("kty") == "RSA"]
    named = [one for one in keys if one.get("kid") == kid]
    for members in named or keys:
        key = public_key(members)
        if key is not None:
            pem: bytes = key.as_pem(private=False)
            return pem
    raise NotApplicable("No RSA key is published.")


@check(
    "userinfo/refresh-token-refused",
    spec=["rfc6749:7", "rfc6749:1.5"],
    level=MUST,
    severity=HIGH,
    needs=["userinfo", "code"],
    remedy="Let the UserInfo endpoint take access tokens only.",
)
def test_a_refresh_token_is_not_taken_for_an_access_token(op: Op) -> None:
    """A refresh token is for the provider alone, and lives for weeks."""
    way = refreshable(op)
    accepted_token(op)
    presume_refused(with_garbage(op))
    expect_refused_token(op.userinfo(refresh_token_of(op.login("pkce", **way))))


def token_of_nobody(op: Op) -> str:
    """An access token by the client credentials grant. Raises NotApplicable if there is none."""
    if CLIENT_CREDENTIALS not in op.listed("grant_types_supported"):
        raise NotApplicable("grant_types_supported does not list client_credentials.")
    metadata = {"grant_types": [CLIENT_CREDENTIALS], "response_types": []}
    client = newly_registered(op, **metadata)
    reply = token_request(client, CLIENT_CREDENTIALS)
    expect_decided(reply, "The token endpoint")
    if reply.status != 200:
        raise NotApplicable("The provider gives a client of the harness no token of its own.")
    with presuming():
        return expect_tokens(reply, "token response").string("access_token")


@check(
    "userinfo/token-of-nobody",
    spec=["core:5.3", "core:5.3.1"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["userinfo", "registration"],
    remedy="Let the UserInfo endpoint refuse tokens that no user granted.",
)
def test_a_token_of_the_client_itself_is_refused(op: Op) -> None:
    """A client that acts for itself is taken for a user, who may have the same name."""
    accepted_token(op)
    presume_refused(with_garbage(op))
    expect_refused_token(op.userinfo(token_of_nobody(op)))


@check(
    "userinfo/token-without-openid",
    spec=["core:5.3", "core:5.3.1"],
    level=SHOULD,
    severity=MEDIUM,
    needs=["userinfo", "code"],
    remedy="Let the UserInfo endpoint answer 403 insufficient_scope where openid was not granted.",
)
def test_a_token_without_the_scope_openid_is_refused(op: Op) -> None:
    """An application that got a token for something else learns who the user is."""
    accepted_token(op)
    scope = " ".join(one for one in op.rp.scopes.split() if one != "openid") or "profile"
    try:
        tokens = op.attempt("pkce", scope=scope).tokens
    except Mismatch as refused:
        raise NotApplicable(f"No token is given without openid: {refused.actual}.") from None
    if "openid" in str(tokens.get("scope", "")).split():
        raise NotApplicable("The provider grants openid although it was not asked for.")
    with presuming():
        token = tokens.string("access_token")
    expect_refused_token(op.userinfo(token))
