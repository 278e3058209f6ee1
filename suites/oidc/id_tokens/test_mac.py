"""ID Tokens with a MAC: who may have them, and how good the secret is: Core 10.1 and 16.19."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.clients.registration import WHERE, register, registered
from suites.protocol.signatures.signatures import (
    SYMMETRIC,
    algorithm_of,
    expect_signature,
    keyed_with,
)
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    expect,
    expect_decided,
    expect_json_object,
    presuming,
)

ALGS = "id_token_signing_alg_values_supported"
MEMBER = "id_token_signed_response_alg"
# RFC 7518 section 3.2: as many octets as the hash has.
OCTETS = {"HS256": 32, "HS384": 48, "HS512": 64}
WORDS = (
    "secret", "password", "changeme", "changeit", "test", "client_secret", "supersecret", "default",
    "your-256-bit-secret", "jwt_secret", "key", "123456", "0123456789", "qwerty", "admin",
)  # fmt: skip
REMEDY = "Let the provider make secrets of 256 random bits or more, or sign with RS256 or ES256."


def mac_client(op: Op) -> Op:
    """A client whose ID Tokens have a MAC: the target's own, or one that registers for it.

    Raises NotApplicable if there is none, NotRun.
    """
    if op.target.client_secret and algorithm_of(op.login().id_token) in SYMMETRIC:
        return op
    if "HS256" not in op.listed(ALGS):
        raise NotApplicable("No MAC is offered for ID Tokens.")
    client = registered(op, **{MEMBER: "HS256"})
    if algorithm_of(client.login().id_token) not in SYMMETRIC:
        raise NotApplicable("The provider registered the client with another algorithm.")
    return client


@check(
    "id-token/mac-signature",
    spec=["core:10.1", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the provider use the octets of the client_secret as the key.",
)
def test_the_mac_of_an_id_token_is_made_with_the_client_secret(op: Op) -> None:
    """A client that verifies it refuses every login; one that does not is open to everybody."""
    client = mac_client(op)
    expect_signature(client, client.login().id_token, where="ID Token, signature")


@check(
    "id-token/mac-secret-length",
    spec=["core:16.19", "rfc7518:3.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=REMEDY,
)
def test_the_secret_behind_a_mac_is_as_long_as_its_hash(op: Op) -> None:
    """A short secret is found offline from one ID Token: then anybody signs them."""
    client = mac_client(op)
    least = OCTETS[algorithm_of(client.login().id_token)]
    found = len(client.target.client_secret.encode())
    expect(found >= least, f"{least} octets or more", f"{found} octets", where="client_secret")


@check(
    "id-token/mac-secret-guessable",
    spec=["rfc8725:3.5", "core:16.19"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=REMEDY,
)
def test_the_key_behind_a_mac_is_in_no_list_of_words(op: Op) -> None:
    """Whoever gets one ID Token tries words until one fits, and then signs tokens for everybody."""
    client = mac_client(op)
    token = client.login().id_token
    words = (*WORDS, client.target.client_id, client.target.issuer)
    if any(keyed_with(token, word) for word in words):
        raise Mismatch("a random key", "a word that everybody tries", "ID Token, signature")


@check(
    "id-token/mac-not-for-public-clients",
    spec="core:10.1",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy="Refuse HS256, HS384 and HS512 to clients that have no secret.",
)
def test_a_client_without_secret_cannot_have_macs(op: Op) -> None:
    """A public client keeps no secret: whoever takes it out of the client signs ID Tokens."""
    if "HS256" not in op.listed(ALGS):
        raise NotApplicable("No MAC is offered for ID Tokens.")
    mac_client(op)
    reply = register(op, **{"token_endpoint_auth_method": "none", MEMBER: "HS256"})
    expect_decided(reply)
    if reply.status in (200, 201):
        with presuming():
            members = expect_json_object(reply, where=WHERE)
        public = members.get("token_endpoint_auth_method", "none") == "none"
        same = members.get(MEMBER, "HS256") == "HS256"
        told = "HS256 for a public client"
        expect(not (public and same), "a refusal, or another algorithm", told, where=WHERE)
