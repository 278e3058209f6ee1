"""Whose ID Token it is, and for whom: Core sections 2 and 3.1.3.7."""

import re

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.jwt import Jwt
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import audiences, json_type_of, optional, repeated_members
from suites.verdicts.expect import (
    Mismatch,
    NotRun,
    expect,
    expect_contains,
    expect_equal,
    presuming,
)

COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\Z")
LARGEST_SANE = 8192


@check(
    "id-token/jws",
    spec=["core:2", "rfc7515:7.1"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider issue signed, unencrypted ID Tokens to this client.",
)
def test_the_id_token_is_a_jws_in_compact_form(op: Op) -> None:
    """An application cannot log anybody in by something that is no signed token."""
    login = op.login()
    if login.token_reply is not None and not login.tokens.get("id_token"):
        raise NotRun(
            "Another check judges this first: the token response has no id_token.",
            judge="token/id-token",
        )
    raw = login.tokens.string("id_token")
    Jwt.parse(raw, "ID Token")
    words = "three parts in base64url without padding, joined by dots"
    expect(bool(COMPACT.match(raw)), words, "other characters", where="ID Token")


@check(
    "id-token/unique-claim-names",
    spec=["rfc7519:4", "rfc7515:4"],
    level=MUST,
    severity=HIGH,
    remedy="Report to the provider's maker: a claim must not come twice in an ID Token.",
)
def test_no_claim_comes_twice_in_the_id_token(op: Op) -> None:
    """Two parsers can read two different users or audiences out of the same signed token."""
    header, claims, _ = op.login().id_token.raw.split(".")
    repeated = repeated_members(header) + repeated_members(claims)
    expect(not repeated, "each name once", f"repeated: {', '.join(repeated)}", where="ID Token")


@check(
    "id-token/issuer",
    spec=["core:2", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    remedy="Set OIDC_ISSUER to the issuer that the provider puts into its ID Tokens.",
)
def test_iss_of_the_id_token_is_exactly_the_issuer(op: Op) -> None:
    """Otherwise one provider can speak in the name of another."""
    claims = op.login().id_token.claims
    expect_equal(claims["iss"], op.target.issuer, where="ID Token, iss")


@check(
    "id-token/audience",
    spec=["core:2", "core:3.1.3.7"],
    level=MUST,
    severity=HIGH,
    remedy="Set OIDC_CLIENT_ID to the client that the tokens are issued to.",
)
def test_aud_of_the_id_token_contains_the_client_id(op: Op) -> None:
    """A token for another client must not log anybody in here."""
    found = audiences(op.login().id_token.claims)
    expect_contains(found, op.target.client_id, where="ID Token, aud")


@check(
    "id-token/no-other-audience",
    spec="core:3.1.3.7",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Remove the additional audiences from the client, or let the application trust them.",
)
def test_the_id_token_has_no_audience_that_the_client_does_not_know(op: Op) -> None:
    """A client must reject a token with audiences that it does not trust, so the login fails."""
    with presuming():
        found = audiences(op.login().id_token.claims)
    others = [one for one in found if one != op.target.client_id]
    if op.target.client_id in found:
        expect(
            not others, "the client_id alone", f"also {len(others)} other", where="ID Token, aud"
        )


@check(
    "id-token/azp",
    spec="core:2",
    level=MUST,
    severity=HIGH,
    remedy="Set OIDC_CLIENT_ID to the client that the tokens are issued to.",
)
def test_azp_of_the_id_token_is_the_client_id(op: Op) -> None:
    """It names the party that the token was issued to; another party's token is no login here."""
    value = optional(op.login().id_token.claims, "azp")
    expect_equal(value, op.target.client_id, where="ID Token, azp")


@check(
    "id-token/subject",
    spec="core:2",
    level=MUST,
    severity=HIGH,
    remedy="Let the provider put the user's identifier as a string into `sub`.",
)
def test_the_id_token_names_its_user_by_a_string_in_sub(op: Op) -> None:
    """`sub` with `iss` is the only thing that an application may recognise a user by."""
    value = op.login().id_token.claims["sub"]
    words = "a non-empty string"
    expect(
        isinstance(value, str) and value != "", words, json_type_of(value), where="ID Token, sub"
    )


@check(
    "id-token/subject-length",
    spec="core:2",
    level=MUST,
    severity=LOW,
    remedy="Choose a shorter identifier in ASCII as the source of `sub`.",
)
def test_sub_is_at_most_255_ascii_characters(op: Op) -> None:
    """Applications store it in columns of that size: a longer one fails, or merges two users."""
    with presuming():
        value = op.login().id_token.claims.string("sub")
    expect(value.isascii(), "ASCII characters", "other characters", where="ID Token, sub")
    expect(len(value) <= 255, "at most 255 characters", len(value), where="ID Token, sub")


@check(
    "id-token/subject-stable",
    spec="core:2",
    level=MUST,
    severity=HIGH,
    remedy="Choose an attribute as the source of `sub` that never changes for a user.",
)
def test_the_same_user_has_the_same_sub_in_every_session(op: Op) -> None:
    """Otherwise each login makes a new account, or lands in somebody else's."""
    with presuming():
        first = op.login().id_token.claims.string("sub")
    again = op.separate_login().id_token.claims.get("sub")
    expect(first == again, "the sub of the first login", "another one", where="ID Token, sub")


@check(
    "id-token/fresh",
    spec="core:2",
    level=MUST,
    severity=MEDIUM,
    remedy="Switch off the caching of ID Tokens at the provider.",
)
def test_each_login_has_an_id_token_of_its_own(op: Op) -> None:
    """A token that is handed out twice cannot tell a login from its replay."""
    again = op.separate_login()
    same = op.login(again.method).id_token.raw == again.id_token.raw
    expect(not same, "another ID Token than before", "the same one", where="ID Token")


@check(
    "id-token/size",
    spec="rfc7519:1",
    level=MAY,
    severity=LOW,
    remedy="Send fewer claims, for example only the groups that the application needs.",
)
def test_the_id_token_is_small_enough_to_travel(op: Op) -> None:
    """Tokens are meant for narrow places: cookies, headers and forms cut or refuse larger ones."""
    size = len(op.login().id_token.raw)
    if size > LARGEST_SANE:
        raise Mismatch(f"at most {LARGEST_SANE:,} characters", "more", "ID Token")
