"""What an ID Token must not give away, and the hash of `state` in it."""

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import optional
from suites.protocol.signatures.signatures import algorithm_of, half_hash
from suites.verdicts.expect import expect, expect_none, presuming

WHERE = "ID Token"
# Names that are never meant for an application, in whatever way they are spelled.
SECRETS = {
    "accesstoken", "apikey", "clientsecret", "password", "passwordhash", "passwd", "pwd",
    "privatekey", "pin", "refreshtoken", "secret", "secretanswer", "sessionid", "totpsecret",
}  # fmt: skip
# A demo user's password may be the own name.
IDENTIFIERS = ("sub", "name", "nickname", "preferred_username", "email")


@check(
    "id-token/s-hash",
    spec="fapi1-advanced:5.1.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Report to the provider's maker: s_hash must be the hash of the state.",
)
def test_s_hash_of_the_id_token_fits_the_state(op: Op) -> None:
    """It shows whether somebody exchanged the state; a wrong one fails every login."""
    login = op.login()
    told = optional(login.id_token.claims, "s_hash")
    right = half_hash(login.request.state, algorithm_of(login.id_token))
    expect(told == right, "the hash of the state", "another value", where=f"{WHERE}, s_hash")


@check(
    "id-token/no-secrets",
    spec="rfc7519:12",
    level=MAY,
    severity=HIGH,
    remedy="Take the claim out of the mapping of this client at the provider.",
)
def test_the_id_token_holds_no_secrets(op: Op) -> None:
    """Everybody who sees the token can read it: the browser, its history, logs, the application."""
    claims = op.login().id_token.claims
    named = [name for name in claims if bare_name(name) in SECRETS]
    user = op.target.credentials.username if op.target.credentials else ""
    known = [secret for secret in op.target.secrets if secret not in ("", user)]
    valued = [name for name in claims if claims[name] in known and name not in IDENTIFIERS]
    expect_none(sorted({*named, *valued}), where=f"{WHERE}, claims that are secret")


def bare_name(name: str) -> str:
    """A name in lower case, without the namespace before it and the marks in it."""
    last = name.replace("/", ":").rpartition(":")[2]
    return "".join(one for one in last.lower() if one.isalnum())


@check(
    "id-token/subject-is-no-address",
    spec=["core:2", "core:5.7"],
    level=MAY,
    severity=LOW,
    remedy="Choose an identifier that is never given to anybody else as the source of `sub`.",
)
def test_sub_is_not_the_email_address_of_the_user(op: Op) -> None:
    """Addresses change, and are given to the next person, who then gets the account."""
    with presuming():
        value = op.login().id_token.claims.string("sub")
    name, _, domain = value.partition("@")
    address = bool(name) and "." in domain and " " not in value
    expect(not address, "an opaque identifier", "an address", where=f"{WHERE}, sub")
