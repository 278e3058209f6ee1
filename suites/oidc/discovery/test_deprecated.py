"""What a provider had better not offer any more: RFC 9700 section 2, RFC 8725 section 3.2."""

from suites.checks.check import check
from suites.checks.words import MEDIUM, MUST, SHOULD
from suites.oidc.discovery.members import optional_list
from suites.op.op import Op
from suites.verdicts.expect import NotApplicable, Tolerated, expect

WHERE = "discovery document"
SOME_CLIENT = "It is listed for some client; whether this one may use it was not tried."
# IANA's registry "JSON Web Signature and Encryption Algorithms" calls these prohibited.
PROHIBITED = {"RS1", "HS1", "A128CBC", "A192CBC", "A256CBC", "A128CTR", "A192CTR", "A256CTR"}
SYMMETRIC = {"HS256", "HS384", "HS512"}


def listing(op: Op, endings: tuple[str, ...], unwanted: set[str]) -> dict[str, list[str]]:
    """Which members with these endings list something unwanted."""
    found = {name: sorted(unwanted & set(op.listed(name))) for name in algorithm_lists(op, endings)}
    return {name: values for name, values in found.items() if values}


def algorithm_lists(op: Op, endings: tuple[str, ...]) -> list[str]:
    """The members with these endings. Raises NotApplicable if there are none."""
    names = [name for name in op.discovery() if name.endswith(endings)]
    if not names:
        raise NotApplicable("The discovery document lists no such algorithms.")
    return names


@check(
    "discovery/password-grant",
    spec="rfc9700:2.4",
    level=MUST,
    severity=MEDIUM,
    remedy="Switch off the resource owner password credentials grant.",
)
def test_the_password_grant_is_not_offered(op: Op) -> None:
    """Applications collect the passwords of users, and no second factor can be asked for."""
    offered = optional_list(op, "grant_types_supported")
    if "password" in offered:
        where = f"{WHERE}, grant_types_supported"
        raise Tolerated("no 'password'", offered, where, SOME_CLIENT)


@check(
    "discovery/prohibited-algorithms",
    spec="rfc8725:3.2",
    level=MUST,
    severity=MEDIUM,
    remedy="Take the algorithms out of the lists, and switch them off.",
)
def test_no_prohibited_algorithm_is_offered(op: Op) -> None:
    """SHA-1 and unauthenticated encryption are broken: a token can be altered unnoticed."""
    endings = ("_alg_values_supported", "_enc_values_supported")
    found = listing(op, endings, PROHIBITED)
    expect(not found, "current algorithms", found, where=WHERE)


@check(
    "discovery/rsa1-5",
    spec="rfc8725:3.2",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Offer RSA-OAEP-256 or ECDH-ES for encryption in place of RSA1_5.",
)
def test_rsa_encryption_of_pkcs_1_v1_5_is_not_offered(op: Op) -> None:
    """A server that decrypts it and shows when that fails decrypts anything for anybody."""
    found = listing(op, ("_encryption_alg_values_supported",), {"RSA1_5"})
    expect(not found, "no RSA1_5", found, where=WHERE)


@check(
    "discovery/mac-for-public-clients",
    spec="core:10.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Offer HS256, HS384 and HS512 only where clients with a secret are served.",
)
def test_macs_for_id_tokens_are_offered_only_where_clients_have_secrets(op: Op) -> None:
    """A public client keeps no secret: whoever takes it out of the client signs ID Tokens."""
    offered = optional_list(op, "id_token_signing_alg_values_supported")
    symmetric = sorted(SYMMETRIC & set(offered))
    if not symmetric:
        raise NotApplicable("No MAC is offered for ID Tokens.")
    public_only = op.listed("token_endpoint_auth_methods_supported") == ["none"]
    expect(not public_only, "a client authentication beside 'none'", "none", where=WHERE)
