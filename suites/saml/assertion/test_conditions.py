"""By whom the assertion is, for whom, when it is good, and how the user was authenticated."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST
from suites.idp.provider import IdentityProvider
from suites.idp.reading import Element, attribute, found, instant, text_of
from suites.verdicts.expect import Mismatch, NotRun, expect, expect_contains, expect_equal

SKEW_S = 180


@check(
    "saml-assertion/issuer",
    spec="saml-profiles:4.1.4.2",
    level=MUST,
    severity=HIGH,
    remedy="Write the entity ID of the metadata into the Issuer of the assertion.",
)
def test_the_assertion_is_by_who_the_metadata_say(idp: IdentityProvider) -> None:
    """By the Issuer a service provider looks up the key: with another name it takes another."""
    issuers = found(idp.login().assertion, "saml:Issuer")
    told = text_of(issuers[0]) if issuers else "none"
    expect_equal(told, idp.metadata().entity_id, where="assertion, Issuer")


@check(
    "saml-assertion/audience",
    spec=["saml-profiles:4.1.4.2", "saml-core:2.5.1.4"],
    level=MUST,
    severity=CRITICAL,
    remedy="Restrict the audience to the entity ID of the service provider (SAML_SP_ENTITY_ID).",
)
def test_the_audience_is_the_service_provider(idp: IdentityProvider) -> None:
    """An assertion for everybody can be brought to any service provider by any other."""
    path = "saml:Conditions/saml:AudienceRestriction"
    restrictions = found(idp.login().assertion, path)
    expect(bool(restrictions), "an AudienceRestriction", "none", where="assertion, Conditions")
    for one in restrictions:
        told = [text_of(audience) for audience in found(one, "saml:Audience")]
        expect_contains(told, idp.target.entity_id, where="assertion, Audience")


@check(
    "saml-assertion/valid-now",
    spec="saml-core:2.5.1.2",
    level=MUST,
    severity=HIGH,
    remedy="Set the clock of the identity provider by NTP; begin some seconds ago, end in minutes.",
)
def test_the_conditions_hold_now(idp: IdentityProvider) -> None:
    """With a clock that is wrong nobody gets in, or only now and then."""
    login = idp.login()
    for conditions in found(login.assertion, "saml:Conditions"):
        begins, ends = conditions.get("NotBefore"), conditions.get("NotOnOrAfter")
        now, where = login.received_at, "assertion, Conditions"
        if begins and instant(begins, where) > now + SKEW_S:
            raise Mismatch(f"a NotBefore of {SKEW_S} seconds from now at most", begins, where)
        if ends and instant(ends, where) <= now:
            raise Mismatch("a NotOnOrAfter to come", ends, where)


def statement(idp: IdentityProvider) -> Element:
    """The statement on how the user was authenticated. Raises NotRun if there is none."""
    statements = found(idp.login().assertion, "saml:AuthnStatement")
    if not statements:
        raise NotRun("There is no AuthnStatement.", judge="saml-assertion/authn-statement")
    return statements[0]


@check(
    "saml-assertion/authn-statement",
    spec=["saml-profiles:4.1.4.2", "saml-core:2.7.2"],
    level=MUST,
    severity=MEDIUM,
    remedy="Tell in an AuthnStatement when and how the user was authenticated.",
)
def test_the_assertion_tells_how_the_user_was_authenticated(idp: IdentityProvider) -> None:
    """Without it a service provider cannot know that anybody was."""
    path = "saml:AuthnStatement/saml:AuthnContext"
    expect(bool(found(idp.login().assertion, path)), "an AuthnContext", "none", where="assertion")


@check(
    "saml-assertion/authn-instant",
    spec=["saml-core:2.7.2", "saml-core:1.3.3"],
    level=MUST,
    severity=MEDIUM,
    remedy="Write into AuthnInstant when the user was authenticated, in UTC.",
)
def test_the_user_was_authenticated_in_the_past(idp: IdentityProvider) -> None:
    """A service provider that wants a recent login decides by it."""
    where = "AuthnStatement, AuthnInstant"
    told = attribute(statement(idp), "AuthnInstant", "AuthnStatement")
    ahead_s = instant(told, where) - idp.login().received_at
    expect(ahead_s <= SKEW_S, "a time in the past", f"{ahead_s:.0f} seconds ahead", where=where)


@check(
    "saml-assertion/session-index",
    spec="saml-profiles:4.1.4.2",
    level=MUST,
    severity=LOW,
    needs="logout",
    remedy="Write a SessionIndex into each AuthnStatement, since single logout is offered.",
)
def test_there_is_a_session_index_where_there_is_logout(idp: IdentityProvider) -> None:
    """A service provider cannot say which session it is that the user wants to end."""
    told = statement(idp).get("SessionIndex")
    expect(bool(told), "a SessionIndex", "none", where="AuthnStatement")
