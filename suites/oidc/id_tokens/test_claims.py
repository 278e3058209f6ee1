"""Other claims of the ID Token: Core sections 2, 3.1.3.6, 3.2.2.10, 5.1 and 5.4."""

from suites.checks.check import check
from suites.checks.words import HIGH, INFO, LOW, MAY, MEDIUM, MUST
from suites.op.login import Login
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import (
    STANDARD_CLAIMS,
    expect_standard_types,
    json_type_of,
    optional,
)
from suites.protocol.signatures.signatures import algorithm_of, half_hash
from suites.verdicts.expect import Document, expect


def expect_at_hash(login: Login) -> None:
    """at_hash is the left half of the hash of the access token that came along."""
    right = half_hash(login.access_token, algorithm_of(login.id_token))
    same = login.id_token.claims["at_hash"] == right
    expect(same, "the hash of the access token", "another value", where="ID Token, at_hash")


def expect_text(claims: Document, name: str) -> None:
    """A claim that may be missing but is a string."""
    value = optional(claims, name)
    expect(isinstance(value, str), "a string", json_type_of(value), where=f"ID Token, {name}")


@check(
    "id-token/nonce",
    spec=["core:2", "core:3.1.3.7", "core:15.5.2"],
    level=MUST,
    severity=HIGH,
    remedy="Report to the provider's maker: the nonce must come back unchanged.",
)
def test_nonce_of_the_id_token_is_the_one_of_the_request(op: Op) -> None:
    """It ties the token to this browser: without it somebody else's token can be injected."""
    login = op.login()
    same = login.id_token.claims["nonce"] == login.request.nonce
    expect(same, "the nonce of the request", "another value", where="ID Token, nonce")


@check(
    "id-token/no-invented-nonce",
    spec="core:2",
    level=MAY,
    severity=INFO,
    remedy="Nothing, where clients that sent no nonce ignore one; Core 2 only says that one that "
    "was sent comes back.",
    needs="code",
)
def test_the_id_token_has_no_nonce_if_none_was_sent(op: Op) -> None:
    """A client that sent none takes the token for the answer to another request."""
    claims = op.login("pkce", nonce=None).id_token.claims
    expect("nonce" not in claims, "no nonce", "a nonce", where="ID Token, nonce")


@check(
    "id-token/at-hash",
    spec=["core:3.1.3.6", "core:3.2.2.9"],
    level=MUST,
    severity=MEDIUM,
    remedy="Report to the provider's maker: at_hash must be the hash of the access token.",
)
def test_at_hash_of_the_id_token_fits_the_access_token(op: Op) -> None:
    """It shows whether somebody exchanged the access token; a wrong one fails every login."""
    login = op.login_with_access_token()
    optional(login.id_token.claims, "at_hash")
    expect_at_hash(login)


@check(
    "id-token/at-hash-in-front-channel",
    spec=["core:3.2.2.10", "core:3.2.2.9"],
    level=MUST,
    severity=HIGH,
    remedy="Report to the provider's maker: at_hash is required beside an access token here.",
    needs="implicit-with-access-token",
)
def test_the_id_token_beside_an_access_token_in_the_front_channel_has_its_at_hash(op: Op) -> None:
    """The browser could exchange the access token, and nothing else would show it."""
    expect_at_hash(op.login("implicit", response_type="id_token token"))


@check(
    "id-token/acr",
    spec="core:2",
    level=MUST,
    severity=LOW,
    remedy="Let the provider write `acr` as a string.",
)
def test_acr_of_the_id_token_is_a_string(op: Op) -> None:
    """Applications that ask for a stronger login compare it as text."""
    expect_text(op.login().id_token.claims, "acr")


@check(
    "id-token/amr",
    spec="core:2",
    level=MUST,
    severity=LOW,
    remedy="Let the provider write `amr` as a list of strings.",
)
def test_amr_of_the_id_token_is_a_list_of_strings(op: Op) -> None:
    """Applications look in it for a second factor."""
    value = optional(op.login().id_token.claims, "amr")
    right = isinstance(value, list) and all(isinstance(one, str) for one in value)
    expect(right, "a list of strings", json_type_of(value), where="ID Token, amr")


@check(
    "id-token/jwt-id",
    spec="rfc7519:4.1.7",
    level=MUST,
    severity=LOW,
    remedy="Let the provider write `jti` as a string.",
)
def test_jti_of_the_id_token_is_a_string(op: Op) -> None:
    """Applications remember it to notice a replay."""
    expect_text(op.login().id_token.claims, "jti")


@check(
    "id-token/jwt-id-unique",
    spec="rfc7519:4.1.7",
    level=MUST,
    severity=MEDIUM,
    remedy="Report to the provider's maker: `jti` must never be used twice.",
)
def test_jti_of_two_id_tokens_differs(op: Op) -> None:
    """An application that remembers it takes the second login for a replay of the first."""
    login = op.separate_login()
    again = login.id_token.claims.get("jti")
    first = optional(op.login(login.method).id_token.claims, "jti")
    expect(first != again, "another one per token", "the same twice", where="ID Token, jti")


@check(
    "id-token/claim-types",
    spec="core:5.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Mend the mapping of the claim at the provider, so that it has the type of Core 5.1.",
)
def test_the_standard_claims_in_the_id_token_have_their_types(op: Op) -> None:
    """An application that reads them by type fails, or takes the text "false" for true."""
    expect_standard_types(op.login().id_token.claims, where="ID Token")


@check(
    "id-token/no-unasked-claims",
    spec=["core:5.4", "core:17.1"],
    level=MAY,
    severity=INFO,
    remedy="Let the provider map profile and email claims to their scopes only.",
)
def test_the_id_token_has_no_profile_or_email_claims_if_only_openid_was_asked(op: Op) -> None:
    """Personal data that nobody asked for ends up in logs; the specification allows it."""
    claims = op.login(scope="openid").id_token.claims
    found = sorted(name for name in STANDARD_CLAIMS if name in claims)
    expect(not found, "none of the standard claims", ", ".join(found), where="ID Token")
