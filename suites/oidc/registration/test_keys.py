"""Keys of a client at a URL of its own: Registration 1.0 section 2, Core sections 9 and 10.1.1."""

import json
from dataclasses import dataclass, replace

from fakes.keys import SigningKey, rsa_key
from fakes.relying_party.authentication import jwks_of
from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import MEDIUM, MUST, NOISY, SHOULD
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.authentication import private_key_jwt_client, with_accepted_audience
from suites.protocol.clients.registration import registered, registration
from suites.protocol.tokens.grants import expect_tokens
from suites.protocol.tokens.refresh import following_token, refresh, refresh_grant
from suites.verdicts.expect import NotApplicable, NotRun, OutOfReach, expect_status, presuming

METHOD = "private_key_jwt"
NEEDS = ["registration", "private_key_jwt", "code"]
FETCH = "Let the provider fetch the keys of its clients, and again when it meets an unknown kid."
# A provider may keep keys for as long as the answer says, and some do so for a minute anyway.
SHORT_LIVED = {"cache-control": "max-age=1"}
AT_LEAST_S = 2
AT_MOST_S = 60
KEPT = (
    f"The new key is not known after {AT_LEAST_S} s. A provider may keep the keys of its clients "
    f"for longer, and {AT_MOST_S} s are too long to wait."
)
PATH = "/jwks-rotated"


@dataclass(frozen=True, slots=True)
class Rotation:
    """A client that replaced its key: its refresh token, if any, and its first token response."""

    client: Op
    refresh_token: str
    reply: Reply


def with_keys_at(op: Op, path: str, **metadata: object) -> Op:
    """A client that signs, and publishes its key at `path`. Raises NotRun, NotApplicable."""
    registration(op)
    publish_keys(op, path, op.rp.key)
    url = op.listener().url(path)
    client = registered(op, token_endpoint_auth_method=METHOD, jwks_uri=url, **metadata)
    return with_accepted_audience(client)


def publish_keys(op: Op, path: str, *keys: SigningKey) -> None:
    op.listener().publish(path, json.dumps(jwks_of(*keys)), headers=SHORT_LIVED)


@remembered
def rotation(op: Op) -> Rotation:
    """A client signs with a new key, and still publishes the first one.

    Raises NotRun if the provider never read the first one.
    """
    offered = "refresh_token" in op.listed("grant_types_supported")
    grants = ["authorization_code", *(["refresh_token"] if offered else [])]
    client = with_keys_at(op, PATH, client_name="ssoproof, rotating", grant_types=grants)
    token = good_refresh_token(client)
    if not op.listener().wait_for(PATH):
        raise NotRun("The provider never fetched the keys of the client.")
    later = signing_by_a_new_key(client)
    op.target.clock.wait(AT_LEAST_S)
    reply = later.exchange(*client.fresh_code())
    if reply.status != 200:
        if op.target.clock.patience_s < AT_MOST_S:
            raise OutOfReach(KEPT)
        op.target.clock.wait(AT_MOST_S)
        reply = later.exchange(*client.fresh_code())
    return Rotation(later, token, reply)


def good_refresh_token(client: Op) -> str:
    """A refresh token that was given for another one; none if the client gets none."""
    client.login("pkce")
    try:
        _, token = refresh_grant(client, "rotated key")
    except NotApplicable:
        return ""
    with presuming():
        reply = refresh(client, token)
        expect_tokens(reply, "refresh response")
    return following_token(reply, token)


def signing_by_a_new_key(client: Op) -> Op:
    """The same client with another key, which is published beside the first."""
    key = SigningKey("ssoproof-2", rsa_key("relying party, second key"))
    publish_keys(client, PATH, key, client.rp.key)
    return replace(client, key=key)


@check(
    "registration/jwks-uri",
    spec=["registration:2", "core:9"],
    level=MUST,
    severity=MEDIUM,
    run_class=NOISY,
    needs=NEEDS,
    remedy=FETCH,
)
def test_a_client_authenticates_by_a_key_at_its_jwks_uri(op: Op) -> None:
    """The client would have to register again for each new key."""
    private_key_jwt_client(op).login("pkce")
    with_keys_at(op, "/jwks").attempt("pkce")


@check(
    "registration/rotated-key",
    spec=["core:10.1.1", "registration:2"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=NOISY,
    needs=NEEDS,
    remedy=FETCH,
)
def test_a_client_authenticates_by_a_new_key_at_its_jwks_uri(op: Op) -> None:
    """No login works from the moment when the client replaces its key."""
    reply = rotation(op).reply
    expect_status(reply, 200, where="token response to an assertion by a new key")


@check(
    "registration/rotated-key-refresh",
    spec=["core:10.1.1", "core:12", "registration:2"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=NOISY,
    needs=NEEDS,
    remedy=FETCH,
)
def test_a_client_refreshes_by_a_new_key_at_its_jwks_uri(op: Op) -> None:
    """All users are logged out from the moment when the client replaces its key."""
    found = rotation(op)
    if not found.refresh_token:
        raise NotApplicable("The provider gives this client no refresh token.")
    reply = refresh(found.client, found.refresh_token)
    expect_status(reply, 200, where="refresh response to an assertion by a new key")
