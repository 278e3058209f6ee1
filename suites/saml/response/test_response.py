"""The Response: to which request, for which place, by whom, when."""

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST
from suites.idp.names import ENTITY_FORMAT
from suites.idp.provider import IdentityProvider
from suites.idp.reading import attribute, found, instant, text_of
from suites.idp.signatures import expect_signed_by, signature_of
from suites.verdicts.expect import Mismatch, NotApplicable, expect, expect_equal

SKEW_S = 180
NAME_CHARS = frozenset("._-")


@check(
    "saml-response/in-response-to",
    spec=["saml-core:3.2.2", "saml-profiles:4.1.4.2"],
    level=MUST,
    severity=HIGH,
    remedy="Repeat the ID of the request in InResponseTo of the Response.",
)
def test_the_response_names_the_request_that_it_answers(idp: IdentityProvider) -> None:
    """Without it a stolen response can be brought to a service provider that asked for nothing."""
    login = idp.login()
    told = attribute(login.response, "InResponseTo", "response")
    expect_equal(told, login.request.id, where="response, InResponseTo")


@check(
    "saml-response/destination",
    spec=["saml-bindings:3.5.5.2", "saml-core:3.2.2"],
    level=MUST,
    severity=MEDIUM,
    remedy="Write the URL that the response is posted to into its Destination.",
)
def test_the_response_names_the_place_that_it_is_sent_to(idp: IdentityProvider) -> None:
    """A response for another service provider could be handed on to this one."""
    response = idp.login().response
    told = response.get("Destination")
    if told is None and signature_of(response) is None:
        raise NotApplicable("The response is not signed, and then needs no Destination.")
    expect_equal(told or "none", idp.target.acs_url, where="response, Destination")


@check(
    "saml-response/issuer",
    spec="saml-profiles:4.1.4.2",
    level=MUST,
    severity=MEDIUM,
    remedy="Write the entity ID of the metadata into the Issuer of the Response.",
)
def test_the_response_is_from_who_the_metadata_say(idp: IdentityProvider) -> None:
    """A service provider with several identity providers cannot tell whose response it is."""
    response = idp.login().response
    issuers = found(response, "saml:Issuer")
    if not issuers and signature_of(response) is None:
        raise NotApplicable("The response is not signed, and then needs no Issuer.")
    expect(bool(issuers), "an Issuer", "none", where="response")
    expect_equal(text_of(issuers[0]), idp.metadata().entity_id, where="response, Issuer")
    told = issuers[0].get("Format", ENTITY_FORMAT)
    expect_equal(told, ENTITY_FORMAT, where="response, Format of the Issuer")


@check(
    "saml-response/issue-instant",
    spec=["saml-core:3.2.2", "saml-core:1.3.3"],
    level=MUST,
    severity=MEDIUM,
    remedy="Set the clock of the identity provider by NTP, and write times in UTC.",
)
def test_the_response_is_of_now_in_utc(idp: IdentityProvider) -> None:
    """With a clock that is wrong, logins are refused, or assertions are good for too long."""
    login = idp.login()
    where = "response, IssueInstant"
    told = attribute(login.response, "IssueInstant", "response")
    away_s = instant(told, where) - login.received_at
    if abs(away_s) > SKEW_S:
        raise Mismatch(f"at most {SKEW_S} seconds from now", f"{away_s:+.0f} seconds", where)


@check(
    "saml-response/version",
    spec="saml-core:3.2.2",
    level=MUST,
    severity=LOW,
    remedy="Answer requests of version 2.0 by responses of version 2.0.",
)
def test_the_response_is_of_version_2_0(idp: IdentityProvider) -> None:
    """A service provider does not read what is of another version."""
    told = attribute(idp.login().response, "Version", "response")
    expect_equal(told, "2.0", where="response, Version")


@check(
    "saml-response/ids",
    spec="saml-core:1.3.4",
    level=MUST,
    severity=HIGH,
    remedy="Make each ID of at least 128 random bits, with a letter or an underscore before them.",
)
def test_ids_of_responses_and_assertions_are_new_each_time(idp: IdentityProvider) -> None:
    """By its ID a service provider knows an assertion that was used before, and refuses it."""
    first, second = idp.login(), idp.again()
    ids = [
        attribute(one, "ID", "response")
        for login in (first, second)
        for one in (login.response, login.assertion)
    ]
    expect(len(set(ids)) == len(ids), "four different IDs", ids, where="ID of two logins")
    odd = [one for one in ids if not is_name(one)]
    expect(not odd, "names of XML (xs:ID)", odd, where="ID")


def is_name(text: str) -> bool:
    """Whether a text may be an xs:ID: an NCName."""
    starts = text[:1].isalpha() or text[:1] == "_"
    return starts and all(one.isalnum() or one in NAME_CHARS for one in text)


@check(
    "saml-response/signature",
    spec=["saml-core:5.4.2", "saml-profiles:4.1.4.2"],
    level=MUST,
    severity=HIGH,
    remedy="Sign the response last, after the assertion, with a key that the metadata publish.",
)
def test_a_signature_of_the_response_is_valid(idp: IdentityProvider) -> None:
    """A service provider that verifies it lets nobody in; one that does not is open to changes."""
    response = idp.login().response
    if signature_of(response) is None:
        raise NotApplicable("The response itself is not signed.")
    expect_signed_by(response, idp.metadata().signing_keys, "response, Signature")


@check(
    "saml-response/one-assertion",
    spec="saml2int",
    level=MUST,
    severity=MEDIUM,
    remedy="Send one assertion, with all statements about the user in it.",
)
def test_the_response_has_one_assertion(idp: IdentityProvider) -> None:
    """Of several, a service provider may verify one and read another."""
    response = idp.login().response
    number = len(found(response, "saml:Assertion") + found(response, "saml:EncryptedAssertion"))
    expect(number == 1, "one assertion", f"{number} assertions", where="response")
