"""Single logout that the service provider asks for, by HTTP-Redirect (Profiles section 4.4)."""

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, STATEFUL
from suites.idp.leaving import (
    RELAY_STATE,
    logout_answer,
    presume_logout_works,
    saml_logout,
    saml_logout_request,
    send_logout,
)
from suites.idp.provider import IdentityProvider
from suites.idp.reading import text_of
from suites.idp.refusals import answer_at, seen
from suites.idp.requests import new_id, unregistered_key
from suites.idp.signatures import query_fault, signature_of
from suites.verdicts.expect import NotRun, expect, expect_equal, presuming

NEEDS = ["logout", "key"]


@check(
    "saml-logout/answered",
    spec="saml-profiles:4.4.4.2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Register SAML_SLO_URL and the certificate of SAML_SP_KEY_FILE, and answer there by a "
    "LogoutResponse.",
)
def test_a_logout_is_answered_by_success(idp: IdentityProvider) -> None:
    """The user stays on a page of the identity provider, and does not know whether it is done."""
    answer = saml_logout(idp).answer()
    expect(answer.is_success, "the status Success", answer.in_words, where="logout response")


@check(
    "saml-logout/ends-session",
    spec="saml-core:3.7.3.2",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="End the user's session at the identity provider when a service provider asks for it.",
)
def test_after_a_logout_the_user_has_to_log_in_again(idp: IdentityProvider) -> None:
    """Whoever sits down at the computer next is signed in by a click, as the user before."""
    presume_logout_works(idp)
    logout = saml_logout(idp)
    answer = answer_at(seen(idp.send(idp.request(), logout.browser)))
    told = "an assertion, without asking"
    expect(not (answer and answer.is_success), "a login page", told, where="after the logout")


@check(
    "saml-logout/in-response-to",
    spec="saml-core:3.2.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Repeat the ID of the LogoutRequest in InResponseTo.",
)
def test_the_logout_response_names_its_request(idp: IdentityProvider) -> None:
    """A service provider does not know which logout was done."""
    logout = saml_logout(idp)
    with presuming():
        told = logout.answer().root.get("InResponseTo", "none")
    expect_equal(told, logout.id, where="logout response, InResponseTo")


@check(
    "saml-logout/issuer",
    spec="saml-profiles:4.4.4.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Write the entity ID of the metadata into the Issuer of the LogoutResponse.",
)
def test_the_logout_response_is_from_who_the_metadata_say(idp: IdentityProvider) -> None:
    """A service provider looks its key up by that name."""
    with presuming():
        root = saml_logout(idp).answer().root
    issuer = text_of(root.find("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer"))
    expect_equal(issuer, idp.metadata().entity_id, where="logout response, Issuer")


@check(
    "saml-logout/relay-state",
    spec="saml-bindings:3.4.3",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Return the RelayState of the LogoutRequest as it came.",
)
def test_relay_state_of_a_logout_comes_back(idp: IdentityProvider) -> None:
    """By it the application knows where its user is to go."""
    with presuming():
        told = saml_logout(idp).answer().relay_state
    expect_equal(told, RELAY_STATE, where="logout response, RelayState")


@check(
    "saml-logout/signed",
    spec="saml-profiles:4.4.4.2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Sign the LogoutResponse with a published key, by the rules of the binding.",
)
def test_the_logout_response_is_signed(idp: IdentityProvider) -> None:
    """Anybody could have the application believe that the user is logged out everywhere."""
    with presuming():
        answer, keys = saml_logout(idp).answer(), idp.metadata().signing_keys
    landing = answer.landing
    if landing.mode == "query":
        fault = query_fault(landing.url, keys)
    else:
        signature = signature_of(answer.root)
        fault = signature.fault(keys) if signature else "it has no Signature"
    expect(not fault, "a valid signature", fault, where="logout response")


def is_signed_in(idp: IdentityProvider) -> bool:
    """Whether a login in the run's browser asks nothing. Raises NotRun."""
    answer = answer_at(seen(idp.send(idp.request(), idp.browser)))
    return answer is not None and answer.is_success


def expect_refused_logout(idp: IdentityProvider, key: RSAPrivateKey | None, where: str) -> None:
    """A logout of the run's browser, signed with `key`, is refused, and its session goes on.

    Raises Mismatch, NotRun.
    """
    presume_logout_works(idp)
    with presuming():
        root = saml_logout_request(idp, idp.again(), new_id())
    if not is_signed_in(idp):
        raise NotRun("Each login asks anew here, so nobody sees whether a session was ended.")
    answer = logout_answer(send_logout(idp, idp.browser, root, key))
    told = "a LogoutResponse of status Success"
    expect(not (answer and answer.is_success), "a refusal", told, where=where)
    expect(is_signed_in(idp), "a session that goes on", "one that has ended", where=where)


@check(
    "saml-logout/unsigned-request",
    spec=["saml-core:3.7.3.2", "saml-profiles:4.4.4.1", "saml-security"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Refuse LogoutRequests by HTTP-Redirect that are not signed.",
)
def test_an_unsigned_logout_request_ends_no_session(idp: IdentityProvider) -> None:
    """Any page can log users out, again and again, and learn nothing but their names for it."""
    expect_refused_logout(idp, None, "unsigned LogoutRequest")


@check(
    "saml-logout/wrong-key",
    spec=["saml-core:3.7.3.2", "saml-bindings:3.4.4.1"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=NEEDS,
    remedy="Verify LogoutRequests with the key that is registered for the service provider.",
)
def test_a_logout_request_signed_by_a_stranger_ends_no_session(idp: IdentityProvider) -> None:
    """A signature that anybody can make is none."""
    expect_refused_logout(idp, unregistered_key(), "LogoutRequest, signed with another key")
