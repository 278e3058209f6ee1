"""What a request asks for is done, or refused: a new login, no page, another class, a format."""

import secrets
from collections.abc import Callable

from fakes.user.browser import Landing
from suites.checks.check import Body, CheckFunction, check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.idp.names import EMAIL_FORMAT, PERSISTENT, STATUS, TRANSIENT
from suites.idp.provider import IdentityProvider
from suites.idp.reading import attribute
from suites.idp.refusals import answer_at, expect_no_assertion, provoked, seen
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    expect,
    expect_equal,
    presuming,
)

UNKNOWN_CLASS = "urn:ssoproof:names:ac:classes:unknown"


@check(
    "saml-request/force-authn",
    spec=["saml-core:3.4.1", "saml2int"],
    level=MUST,
    severity=HIGH,
    remedy="Ask the user to log in again where a request says ForceAuthn.",
)
def test_a_user_logs_in_again_where_a_request_forces_it(idp: IdentityProvider) -> None:
    """An application asks so before what is dangerous: whoever sits at a left computer gets it."""
    idp.login()
    answer = answer_at(seen(idp.send(idp.request(force_authn=True), idp.browser)))
    told = "an assertion, without asking"
    expect(not (answer and answer.is_success), "a login page, or an error", told, where="login")


@remembered
def passive(idp: IdentityProvider) -> Landing:
    """Where a browser without a session is led by a request that says IsPassive."""
    idp.login()
    browser = idp.new_browser()
    return seen(idp.send(idp.request(is_passive=True), browser))


@check(
    "saml-request/is-passive",
    spec="saml-core:3.4.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Answer a request that says IsPassive at once: by an assertion, or by NoPassive.",
)
def test_no_page_is_shown_where_a_request_is_passive(idp: IdentityProvider) -> None:
    """An application looks so whether somebody is signed in; a page keeps the user from it."""
    landing = passive(idp)
    told = outcome_in_words(landing)
    expect(answer_at(landing) is not None, "a response", told, where="passive request")


@check(
    "saml-request/no-passive-status",
    spec="saml-core:3.2.2.2",
    level=SHOULD,
    severity=LOW,
    remedy="Answer a passive request of nobody by the status NoPassive.",
)
def test_nobody_is_told_by_the_status_no_passive(idp: IdentityProvider) -> None:
    """By another status an application takes it for a failure, and not for nobody."""
    answer = answer_at(passive(idp))
    if answer is None:
        raise NotRun("There was no response.", judge="saml-request/is-passive")
    told = f"{STATUS}NoPassive" in answer.codes
    expect(told, f"{STATUS}NoPassive", answer.in_words, where="passive request")


@check(
    "saml-request/unknown-context",
    spec="saml-core:3.3.2.2.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Answer by NoAuthnContext where no requested class of authentication can be met.",
)
def test_a_class_that_nobody_knows_is_not_met(idp: IdentityProvider) -> None:
    """An application that wants a second factor takes any response to mean that there was one."""
    landing = provoked(idp, idp.request(context=UNKNOWN_CLASS))
    where = f"request for {UNKNOWN_CLASS}, exact"
    expect_no_assertion(idp, landing, where, "the status NoAuthnContext")


def expect_format(idp: IdentityProvider, wanted: str) -> None:
    """The NameID has the format that was asked for. Raises Mismatch, NotApplicable."""
    if wanted not in idp.metadata().formats:
        raise NotApplicable("The metadata do not name this format.")
    idp.login()
    try:
        login = idp.attempt(format=wanted)
    except Mismatch as refused:
        raise NotApplicable(
            f"The service provider may not ask for this format: {refused}"
        ) from None
    told = login.name_id.get("Format", "no format")
    expect_equal(told, wanted, where="NameID, Format")


def format_check(slug: str) -> Callable[[Body], CheckFunction]:
    """What the three checks have in common."""
    return check(
        f"saml-request/format-{slug}",
        spec="saml-core:3.4.1.1",
        level=MUST,
        severity=MEDIUM,
        remedy="Answer in the format that NameIDPolicy names, or by InvalidNameIDPolicy.",
    )


@format_check("email")
def test_a_name_id_that_is_to_be_an_e_mail_address_is_one(idp: IdentityProvider) -> None:
    """The application takes the name for what it asked for, and finds no user, or another."""
    expect_format(idp, EMAIL_FORMAT)


@format_check("persistent")
def test_a_name_id_that_is_to_be_persistent_is_so(idp: IdentityProvider) -> None:
    """The application keeps the name, and does not know the user by it the next time."""
    expect_format(idp, PERSISTENT)


@format_check("transient")
def test_a_name_id_that_is_to_be_transient_is_so(idp: IdentityProvider) -> None:
    """Who wants no lasting name gets one by which users can be followed."""
    expect_format(idp, TRANSIENT)


@check(
    "saml-request/odd-id",
    spec=["saml-core:1.3.4", "saml-core:3.2.2"],
    level=MUST,
    severity=LOW,
    remedy="Take any xs:ID as the ID of a request, and repeat it whole in InResponseTo.",
)
def test_a_long_id_with_dots_and_hyphens_is_repeated_whole(idp: IdentityProvider) -> None:
    """A service provider that makes such IDs refuses every login."""
    plain = idp.login()
    with presuming():
        told = attribute(plain.response, "InResponseTo", "response")
        expect_equal(told, plain.request.id, where="response, InResponseTo")
    odd = f"_a.b-C_{secrets.token_hex(60)}"
    login = idp.again(id=odd)
    expect_equal(attribute(login.response, "InResponseTo", "response"), odd, where="InResponseTo")
