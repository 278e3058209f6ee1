"""Whom the assertion is about, and what confirms who brings it."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.idp.names import PERSISTENT, TRANSIENT
from suites.idp.provider import IdentityProvider
from suites.idp.reading import attribute, found, instant, text_of
from suites.verdicts.expect import NotApplicable, expect, expect_equal, presuming

LONGEST_NAME = 256
LONGEST_S = 3600


@check(
    "saml-assertion/bearer",
    spec="saml-profiles:4.1.4.2",
    level=MUST,
    severity=HIGH,
    remedy="Confirm the subject by the method bearer, with SubjectConfirmationData.",
)
def test_the_subject_is_confirmed_by_bearing_the_assertion(idp: IdentityProvider) -> None:
    """No other confirmation is possible by a browser: service providers refuse the assertion."""
    _ = idp.login().confirmation


@check(
    "saml-assertion/recipient",
    spec="saml-profiles:4.1.4.2",
    level=MUST,
    severity=CRITICAL,
    remedy="Write the URL that the response is posted to into Recipient.",
)
def test_the_recipient_is_the_service_that_the_assertion_is_sent_to(idp: IdentityProvider) -> None:
    """What one service provider received it could bring to another, and be the user there."""
    with presuming():
        data = idp.login().confirmation
    told = data.get("Recipient", "none")
    expect_equal(told, idp.target.acs_url, where="SubjectConfirmationData, Recipient")


@check(
    "saml-assertion/in-response-to",
    spec="saml-profiles:4.1.4.2",
    level=MUST,
    severity=HIGH,
    remedy="Repeat the ID of the request in InResponseTo of SubjectConfirmationData.",
)
def test_the_assertion_names_the_request_that_it_answers(idp: IdentityProvider) -> None:
    """A signed assertion that names none can be put into the response to any request."""
    login = idp.login()
    with presuming():
        told = login.confirmation.get("InResponseTo", "none")
    expect_equal(told, login.request.id, where="SubjectConfirmationData, InResponseTo")


@check(
    "saml-assertion/not-expired",
    spec=["saml-profiles:4.1.4.2", "saml-core:2.4.1.2"],
    level=MUST,
    severity=CRITICAL,
    remedy="Write a NotOnOrAfter of some minutes from now, by a clock that is right.",
)
def test_the_confirmation_ends_and_has_not_ended(idp: IdentityProvider) -> None:
    """Without an end it is good for ever; after its end nobody gets in."""
    login = idp.login()
    with presuming():
        data = login.confirmation
    where = "SubjectConfirmationData, NotOnOrAfter"
    told = attribute(data, "NotOnOrAfter", "SubjectConfirmationData")
    left_s = instant(told, where) - login.received_at
    expect(left_s > 0, "a time to come", f"{-left_s:.0f} seconds ago", where=where)


@check(
    "saml-assertion/short-lived",
    spec="saml-security",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Let an assertion be brought to the service provider for some minutes only.",
)
def test_the_confirmation_ends_within_an_hour(idp: IdentityProvider) -> None:
    """Whoever finds it later, in a log or in a browser, could sign in by it."""
    login = idp.login()
    with presuming():
        told = attribute(login.confirmation, "NotOnOrAfter", "SubjectConfirmationData")
        left_s = instant(told, "NotOnOrAfter") - login.received_at
    most = f"at most {LONGEST_S:,} seconds"
    expect(left_s <= LONGEST_S, most, f"{left_s:,.0f} seconds", where="NotOnOrAfter")


@check(
    "saml-assertion/no-beginning",
    spec="saml-profiles:4.1.4.2",
    level=MUST,
    severity=LOW,
    remedy="Leave NotBefore out of SubjectConfirmationData.",
)
def test_the_confirmation_has_no_beginning(idp: IdentityProvider) -> None:
    """A service provider whose clock is a little behind refuses the login."""
    with presuming():
        told = idp.login().confirmation.get("NotBefore")
    expect(told is None, "no NotBefore", told, where="SubjectConfirmationData")


@check(
    "saml-assertion/name-id",
    spec=["saml-core:8.3.7", "saml-core:8.3.8", "saml-core:2.2.2"],
    level=MUST,
    severity=MEDIUM,
    remedy="Name the user by a NameID that is not empty, of at most 256 characters where its "
    "format is persistent or transient.",
)
def test_a_name_id_is_not_empty_and_not_too_long(idp: IdentityProvider) -> None:
    """Two users without a name are one to an application, and so are two whose names it cuts."""
    names = found(idp.login().assertion, "saml:Subject/saml:NameID")
    if not names:
        raise NotApplicable("The subject has no NameID: attributes tell who it is.")
    name = text_of(names[0])
    expect(bool(name), "a name", "nothing", where="NameID")
    if names[0].get("Format") in (PERSISTENT, TRANSIENT):
        length = f"{len(name):,} characters"
        expect(len(name) <= LONGEST_NAME, f"at most {LONGEST_NAME}", length, where="NameID")


@check(
    "saml-assertion/email",
    spec="wandb",
    level=MUST,
    severity=HIGH,
    remedy="Send the user's e-mail address as an attribute (urn:oid:0.9.2342.19200300.100.1.3, or "
    "email), or as the NameID.",
)
def test_the_assertion_tells_an_e_mail_address(idp: IdentityProvider) -> None:
    """The application knows its users by it, and lets nobody in without."""
    found_ones = idp.login().email_addresses()
    expect(bool(found_ones), "an e-mail address", "none", where="assertion, attributes and NameID")
