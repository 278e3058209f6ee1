"""The metadata themselves: read, named, protected, and not out of date."""

from urllib.parse import urlsplit

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.idp.metadata import WHERE
from suites.idp.names import REDIRECT
from suites.idp.provider import SERVICE, IdentityProvider
from suites.idp.reading import instant
from suites.idp.signatures import signature_of
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect, expect_none

LONGEST_ENTITY_ID = 1024


@check(
    "saml-metadata/readable",
    spec=["saml-metadata:2.3.2", "saml-metadata:2.4.3"],
    level=MUST,
    severity=CRITICAL,
    remedy="Set SAML_METADATA_URL or SAML_METADATA_FILE to the metadata of the one identity "
    "provider, as it exports them.",
)
def test_the_metadata_describe_one_identity_provider_for_saml_2_0(idp: IdentityProvider) -> None:
    """A service provider takes keys and endpoints from there, and knows nothing without them."""
    idp.expect_metadata()


@check(
    "saml-metadata/entity-id",
    spec=["saml-metadata:2.2.1", "saml-metadata:2.3.2"],
    level=MUST,
    severity=MEDIUM,
    remedy="Give the identity provider an entity ID that is a URI of at most 1024 characters.",
)
def test_the_entity_id_is_a_uri_of_at_most_1024_characters(idp: IdentityProvider) -> None:
    """By this name assertions are told from those of others; a name that is no URI may be taken."""
    name = idp.metadata().entity_id
    expect(bool(urlsplit(name).scheme), "an absolute URI", name, where=f"{WHERE}, entityID")
    length = f"{len(name):,} characters"
    expect(len(name) <= LONGEST_ENTITY_ID, "1024 at most", length, where=f"{WHERE}, entityID")


@check(
    "saml-metadata/sign-on-service",
    spec="saml-metadata:2.4.3",
    level=MUST,
    severity=CRITICAL,
    remedy="Publish a SingleSignOnService by HTTP-Redirect or HTTP-POST.",
)
def test_there_is_a_service_for_sign_on(idp: IdentityProvider) -> None:
    """Without one there is nowhere to send a user to."""
    services = [kind for kind, _, _ in idp.metadata().endpoints]
    expect(SERVICE in services, SERVICE, services, where=WHERE)


@check(
    "saml-metadata/redirect-binding",
    spec="saml2int",
    level=MUST,
    severity=LOW,
    remedy="Offer the HTTP-Redirect binding for authentication requests.",
)
def test_requests_are_taken_by_redirect(idp: IdentityProvider) -> None:
    """It is the binding that every service provider knows; many know no other for requests."""
    location = idp.metadata().location(SERVICE, REDIRECT)
    expect(bool(location), f"a {SERVICE} by HTTP-Redirect", "none", where=WHERE)


@check(
    "saml-metadata/endpoints-https",
    spec="saml2int",
    level=MUST,
    severity=HIGH,
    remedy="Publish every endpoint with an https URL.",
)
def test_all_endpoints_are_reached_by_https(idp: IdentityProvider) -> None:
    """Who listens on the way reads the password, or sends the user somewhere else."""
    if idp.target.is_local_http:
        raise NotApplicable("The identity provider is on this machine, without TLS.")
    plain = [url for _, _, url in idp.metadata().endpoints if urlsplit(url).scheme != "https"]
    expect_none(plain, where=f"{WHERE}, endpoints without https")


@check(
    "saml-metadata/protected",
    spec=["saml2int", "saml-metadata:3"],
    level=MUST,
    severity=HIGH,
    remedy="Serve the metadata by https, or sign them.",
)
def test_the_metadata_are_signed_or_come_by_tls(idp: IdentityProvider) -> None:
    """Whoever changes them on the way puts his own key into them, and signs in as anybody."""
    if idp.target.is_local_http:
        raise NotApplicable("The identity provider is on this machine, without TLS.")
    if idp.target.metadata_file:
        raise NotApplicable("The metadata are in a file of the service provider's own.")
    by_tls = urlsplit(idp.target.issuer).scheme == "https"
    signed = signature_of(idp.metadata().document) is not None
    expect(by_tls or signed, "https, or a signature", "neither", where=WHERE)


@check(
    "saml-metadata/signature",
    spec=["saml-metadata:3", "saml-core:5.4.2"],
    level=MUST,
    severity=HIGH,
    remedy="Sign the metadata as they are served: nothing may be changed in them afterwards.",
)
def test_the_signature_of_the_metadata_is_intact(idp: IdentityProvider) -> None:
    """A service provider that verifies it, as it should, does not take them at all."""
    signature = signature_of(idp.metadata().document)
    if signature is None:
        raise NotApplicable("The metadata are not signed.")
    keys = signature.own_keys()
    if not keys:
        raise NotRun("The signature brings no certificate, and nobody told its key.")
    fault = signature.fault(keys)
    expect(not fault, "a valid signature", fault, where=f"{WHERE}, Signature")


@check(
    "saml-metadata/valid-until",
    spec="saml-metadata:2.3.2",
    level=MUST,
    severity=HIGH,
    remedy="Publish the metadata anew before their validUntil.",
)
def test_the_metadata_are_not_out_of_date(idp: IdentityProvider) -> None:
    """A service provider may not use them any more, and nobody can sign in."""
    document = idp.metadata()
    now = idp.target.clock.now()
    for one in (document.document, document.entity, document.role):
        told = one.get("validUntil")
        if told is not None and instant(told, f"{WHERE}, validUntil") <= now:
            raise Mismatch("a time to come", told, f"{WHERE}, validUntil")


@check(
    "saml-metadata/name-id-formats",
    spec="saml2int",
    level=SHOULD,
    severity=LOW,
    remedy="Publish the formats of NameIDs that the identity provider supports.",
)
def test_the_metadata_tell_the_formats_of_name_ids(idp: IdentityProvider) -> None:
    """Who connects an application learns only by trying what it will be told of its users."""
    expect(bool(idp.metadata().formats), "NameIDFormat", "none", where=WHERE)
