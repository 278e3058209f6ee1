"""Keys of a client at a URL of its own: Registration 1.0 section 2, Core sections 9 and 10.1.1."""

import json
from copy import copy
from dataclasses import replace

from fakes.client_authentication import jwks_of
from fakes.keys import SigningKey, rsa_key
from suites.check import MEDIUM, MUST, NOISY, SHOULD, check
from suites.expect import NotRun, expect_status, presume
from suites.grants import tokens_of
from suites.op import Op
from suites.refreshing import refresh, refresh_grant
from suites.registration import registration

METHOD = "private_key_jwt"
NEEDS = ["registration", "private_key_jwt", "code"]
FETCH = "Let the provider fetch the keys of its clients, and again when it meets an unknown kid."
# A provider may keep the keys for as long as the answer says.
SHORT_LIVED = {"cache-control": "max-age=1"}


def with_keys_at(op: Op, path: str, **metadata: object) -> Op:
    """A client that signs, and publishes its key at `path`. Raises NotRun, NotApplicable."""
    registration(op)
    publish(op, path, op.rp.key)
    url = op.listener.url(path)
    return op.registered(token_endpoint_auth_method=METHOD, jwks_uri=url, **metadata)


def publish(op: Op, path: str, *keys: SigningKey) -> None:
    op.listener.publish(path, json.dumps(jwks_of(*keys)), headers=SHORT_LIVED)


def rotated(op: Op, client: Op, path: str) -> Op:
    """The same client, which signs with a new key from now on, and still publishes the first.

    Raises NotRun if the provider never read it.
    """
    if not op.listener.wait_for(path):
        raise NotRun("The provider never fetched the keys of the client.")
    key = SigningKey("ssoproof-2", rsa_key("relying party, second key"))
    publish(op, path, key, client.rp.key)
    op.target.clock.wait(2)
    later = copy(client)
    later.rp = replace(client.rp, key=key)
    return later


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
    op.registered(token_endpoint_auth_method=METHOD).login("pkce")
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
    path = "/jwks-rotated"
    client = with_keys_at(op, path, client_name="ssoproof, rotating")
    client.login("pkce")
    request, code = client.fresh_code()
    reply = rotated(op, client, path).exchange(request, code)
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
    path = "/jwks-of-refresh"
    grants = ["authorization_code", "refresh_token"]
    client = with_keys_at(op, path, client_name="ssoproof, refreshing", grant_types=grants)
    _, token = refresh_grant(client, "rotated key")
    first = presume(lambda: tokens_of(refresh(client, token), "refresh response"))
    token = first.get("refresh_token", token)
    reply = refresh(rotated(op, client, path), token)
    expect_status(reply, 200, where="refresh response to an assertion by a new key")
