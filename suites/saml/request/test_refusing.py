"""Requests of strangers, for somewhere else, or that are not signed as they have to be."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.idp.names import POST, REDIRECT
from suites.idp.provider import IdentityProvider
from suites.idp.refusals import expect_no_assertion, provoked, provoked_by_form
from suites.idp.requests import by_post, by_redirect, unregistered_key
from suites.idp.signatures import enveloped, serialized

VERIFY = "Verify each request with the key that is registered, over all that it covers."


@check(
    "saml-request/unknown-issuer",
    spec=["saml-core:3.4.1.4", "saml-profiles:4.1.4.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Answer registered service providers alone.",
)
def test_a_service_provider_that_nobody_registered_gets_no_assertion(idp: IdentityProvider) -> None:
    """Any site could learn who its visitors are."""
    request = idp.request(issuer=f"{idp.target.entity_id}-of-nobody")
    expect_no_assertion(idp, provoked(idp, request), "request of an unknown Issuer")


@check(
    "saml-request/wrong-destination",
    spec="saml-core:3.2.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Discard requests whose Destination is another place than the one where they arrived.",
)
def test_a_request_for_another_place_is_discarded(idp: IdentityProvider) -> None:
    """A request that was made for another identity provider can be handed on to this one."""
    request = idp.request(destination="https://attacker.example/saml/sso")
    expect_no_assertion(idp, provoked(idp, request), "request with another Destination")


@check(
    "saml-request/other-version",
    spec="saml-core:4.1.3.1",
    level=MUST,
    severity=LOW,
    remedy="Reject requests of another major version than 2.",
)
def test_a_request_of_another_version_is_rejected(idp: IdentityProvider) -> None:
    """What another version says is read as something else."""
    request = idp.request(version="3.0")
    expect_no_assertion(idp, provoked(idp, request), "request of version 3.0")


@check(
    "saml-request/unsigned",
    spec=["saml-metadata:2.4.3", "saml2int"],
    level=SHOULD,
    severity=MEDIUM,
    needs=["signed-requests", "redirect"],
    remedy="Reject unsigned requests, since the metadata say WantAuthnRequestsSigned.",
)
def test_an_unsigned_request_is_rejected_where_it_has_to_be_signed(idp: IdentityProvider) -> None:
    """Anybody can write a request in the name of the service provider, with any URL in it."""
    landing = provoked(idp, idp.request(REDIRECT), binding=REDIRECT, unsigned=True)
    expect_no_assertion(idp, landing, "unsigned request by HTTP-Redirect")


@check(
    "saml-request/unsigned-post",
    spec=["saml-metadata:2.4.3", "saml2int"],
    level=SHOULD,
    severity=MEDIUM,
    needs=["signed-requests", "post"],
    remedy="Reject unsigned requests by each binding.",
)
def test_an_unsigned_request_by_post_is_rejected_too(idp: IdentityProvider) -> None:
    """By POST the signature is in the document: where only the URL is looked at, none is missed."""
    landing = provoked(idp, idp.request(POST), binding=POST, unsigned=True)
    expect_no_assertion(idp, landing, "unsigned request by HTTP-POST")


@check(
    "saml-request/wrong-key",
    spec=["saml-bindings:3.4.4.1", "saml-core:3.2.1"],
    level=MUST,
    severity=HIGH,
    needs=["redirect", "key"],
    remedy=VERIFY,
)
def test_a_request_signed_by_a_stranger_is_rejected(idp: IdentityProvider) -> None:
    """A signature that anybody can make is none."""
    form = by_redirect(serialized(idp.request(REDIRECT).document()), None, unregistered_key())
    landing = provoked_by_form(idp, form, REDIRECT)
    expect_no_assertion(idp, landing, "request by HTTP-Redirect, signed with another key")


@check(
    "saml-request/wrong-key-post",
    spec=["saml-core:5.4.2", "saml-core:3.2.1"],
    level=MUST,
    severity=HIGH,
    needs=["post", "key"],
    remedy=VERIFY,
)
def test_a_request_by_post_signed_by_a_stranger_is_rejected(idp: IdentityProvider) -> None:
    """Where the key is taken from the request itself, anybody's will do."""
    root = enveloped(idp.request(POST).document(), unregistered_key())
    landing = provoked_by_form(idp, by_post(serialized(root), None), POST)
    expect_no_assertion(idp, landing, "request by HTTP-POST, signed with another key")


@check(
    "saml-request/changed-relay-state",
    spec="saml-bindings:3.4.4.1",
    level=MUST,
    severity=MEDIUM,
    needs=["redirect", "key"],
    remedy=VERIFY,
)
def test_a_request_whose_relay_state_was_changed_is_rejected(idp: IdentityProvider) -> None:
    """The user is led to a page of an attacker's choice inside the application."""
    form = by_redirect(serialized(idp.request(REDIRECT).document()), "/home", idp.key)
    changed = [(name, "/elsewhere" if name == "RelayState" else value) for name, value in form]
    landing = provoked_by_form(idp, changed, REDIRECT)
    expect_no_assertion(idp, landing, "signed request with another RelayState")


@check(
    "saml-request/changed-post",
    spec="saml-core:5.4.2",
    level=MUST,
    severity=HIGH,
    needs=["post", "key"],
    remedy=VERIFY,
)
def test_a_request_that_was_changed_after_it_was_signed_is_rejected(idp: IdentityProvider) -> None:
    """What the service provider asked for, a new login perhaps, can be taken out of it."""
    root = enveloped(idp.request(POST).document(), idp.key)
    root.set("Consent", "urn:oasis:names:tc:SAML:2.0:consent:obtained")
    landing = provoked_by_form(idp, by_post(serialized(root), None), POST)
    expect_no_assertion(idp, landing, "request that was changed after it was signed")
