"""The values of the standard claims: Core 5.1 and 5.3.2."""

import re

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.claims.standard_claims import STRINGS, everywhere, id_token_claims, values_of
from suites.op.op import Op
from suites.verdicts.expect import Document, Mismatch, expect, expect_none

BIRTHDATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?\Z")
# One "@" between a local part and a domain, which RFC 5322 section 3.4.1 lets nobody leave out.
ADDRESS = re.compile(r"[^\s@\"]+@[^\s@\"]+\Z|\"[^\r\n]+\"@[^\s@]+\Z")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*\Z")
ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\Z")


def expect_type(values: list[tuple[object, str]], *kinds: type, words: str) -> None:
    """Every value is of one of `kinds`, and not just equal to such a value."""
    for value, where in values:
        expect(type(value) in kinds, words, value, where=where)


def expect_form(values: list[tuple[object, str]], form: re.Pattern[str], words: str) -> None:
    """Every value that is a string has the form; other types are judged by another check."""
    for value, where in values:
        if isinstance(value, str):
            expect(bool(form.match(value)), words, value, where=where)


def expect_strings(place: Document) -> None:
    """The claims that Core 5.1 calls strings are strings."""
    wrong = [
        name for name in STRINGS if place.get(name) is not None and type(place[name]) is not str
    ]
    expect_none(wrong, where=f"{place.name}, claims that must be strings and are not")


@check(
    "claims/email-verified-userinfo",
    spec="core:5.1",
    level=MUST,
    severity=MEDIUM,
    needs="userinfo",
    remedy="Return email_verified as true or false without quotes.",
)
def test_email_verified_is_a_boolean_at_userinfo(op: Op) -> None:
    """Strict clients reject the whole answer; lax ones take the text "false" for true."""
    values = values_of([op.claims_of_userinfo()], "email_verified")
    expect_type(values, bool, words="true or false")


@check(
    "claims/verified-email",
    spec="wandb",
    level=MAY,
    severity=LOW,
    remedy="Verify the e-mail address of the test user at the provider, or mark it as verified. An "
    "application that does not ask for verified addresses lets the user in as it is.",
)
def test_the_email_address_of_the_user_counts_as_verified(op: Op) -> None:
    """An unverified one is allowed, and tells whoever may have entered it: applications that match
    accounts by addresses turn the user away.
    """
    for value, where in values_of(everywhere(op), "email_verified"):
        expect(str(value).lower() != "false", "true", "false", where=where)


@check(
    "claims/email-verified-id-token",
    spec="core:5.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Put email_verified into ID Tokens as true or false without quotes.",
)
def test_email_verified_is_a_boolean_in_the_id_token(op: Op) -> None:
    """Strict clients reject the whole token; lax ones take the text "false" for true."""
    expect_type(values_of([id_token_claims(op)], "email_verified"), bool, words="true or false")


@check(
    "claims/phone-number-verified",
    spec="core:5.1",
    level=MUST,
    severity=LOW,
    remedy="Return phone_number_verified as true or false without quotes.",
)
def test_phone_number_verified_is_a_boolean(op: Op) -> None:
    """Strict clients reject the whole answer; lax ones take the text "false" for true."""
    values = values_of(everywhere(op), "phone_number_verified")
    expect_type(values, bool, words="true or false")


@check(
    "claims/updated-at-userinfo",
    spec="core:5.1",
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy="Return updated_at as a number of seconds since 1970-01-01.",
)
def test_updated_at_is_a_number_at_userinfo(op: Op) -> None:
    """Clients that compare dates to keep profiles fresh fail on text."""
    values = values_of([op.claims_of_userinfo()], "updated_at")
    expect_type(values, int, float, words="a number")


@check(
    "claims/strings-userinfo",
    spec="core:5.1",
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy="Map each named claim to a single text at UserInfo, not to a list, number or object.",
)
def test_text_claims_are_strings_at_userinfo(op: Op) -> None:
    """A client that expects text cannot show, store or look up anything else."""
    expect_strings(op.claims_of_userinfo())


@check(
    "claims/address",
    spec=["core:5.1", "core:5.1.1"],
    level=MUST,
    severity=LOW,
    remedy="Return `address` as a JSON object with members such as `formatted` and `locality`.",
)
def test_address_is_an_object_of_strings(op: Op) -> None:
    """Clients look for the parts of an address inside."""
    for value, where in values_of(everywhere(op), "address"):
        if not isinstance(value, dict):
            raise Mismatch("a JSON object", value, where)
        wrong = sorted(name for name, part in value.items() if not isinstance(part, str))
        expect_none(wrong, where=f"{where}, members that are no strings")


@check(
    "claims/email-address",
    spec="core:5.1",
    level=MUST,
    severity=HIGH,
    remedy="Map `email` to the user's e-mail address, not to a login name or display name.",
)
def test_the_email_is_an_address_that_mail_can_reach(op: Op) -> None:
    """Applications that know their users by e-mail address create accounts nobody can reach."""
    expect_form(values_of(everywhere(op), "email"), ADDRESS, "an e-mail address (RFC 5322)")


@check(
    "claims/birthdate",
    spec="core:5.1",
    level=MUST,
    severity=LOW,
    remedy="Return birthdate as YYYY-MM-DD, or as YYYY if only the year is known.",
)
def test_birthdate_has_the_form_of_iso_8601(op: Op) -> None:
    """Day and month get mixed up in any other form."""
    expect_form(values_of(everywhere(op), "birthdate"), BIRTHDATE, "YYYY-MM-DD or YYYY")


@check(
    "claims/locale",
    spec="core:5.1",
    level=SHOULD,
    severity=LOW,
    remedy="Return locale as a language tag such as en-US.",
)
def test_locale_is_a_language_tag(op: Op) -> None:
    """Clients fall back to a language that the user may not read."""
    expect_form(values_of(everywhere(op), "locale"), LANGUAGE, "a language tag such as en-US")


@check(
    "claims/zoneinfo",
    spec="core:5.1",
    level=SHOULD,
    severity=LOW,
    remedy="Return zoneinfo as the name of a time zone such as Europe/Paris.",
)
def test_zoneinfo_is_the_name_of_a_time_zone(op: Op) -> None:
    """An offset is wrong for half of the year."""
    expect_form(values_of(everywhere(op), "zoneinfo"), ZONE, "a time zone such as Europe/Paris")


@check(
    "claims/no-empty-values",
    spec="core:5.3.2",
    level=SHOULD,
    severity=LOW,
    needs="userinfo",
    remedy="Leave claims out that have no value, in place of null or an empty text.",
)
def test_claims_without_a_value_are_left_out(op: Op) -> None:
    """Clients store the empty text over what they know about the user."""
    claims = op.claims_of_userinfo()
    empty = sorted(name for name in claims if claims[name] in (None, ""))
    expect_none(empty, where="UserInfo response, claims that are null or empty")
