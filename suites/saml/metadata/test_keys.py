"""The keys that metadata publish, and the certificates that they are in."""

from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.idp.metadata import WHERE
from suites.idp.provider import IdentityProvider
from suites.verdicts.expect import NotApplicable, expect, expect_none

SHORTEST_RSA, SHORTEST_EC = 2048, 256
SOON = timedelta(days=30)


@check(
    "saml-metadata/signing-key",
    spec=["saml-metadata:2.4.1.1", "saml2int"],
    level=MUST,
    severity=CRITICAL,
    remedy="Publish the certificate of the key that assertions are signed with.",
)
def test_a_key_for_signatures_is_published(idp: IdentityProvider) -> None:
    """Without it no assertion can be verified, so nobody can sign in safely."""
    keys = idp.metadata().certificates
    expect(bool(keys), "a KeyDescriptor for signing, with a certificate", "none", where=WHERE)


@check(
    "saml-metadata/key-strength",
    spec=["saml2int", "saml-security"],
    level=MUST,
    severity=HIGH,
    remedy="Sign with an RSA key of at least 2048 bits, or on a curve of at least 256.",
)
def test_published_keys_are_strong(idp: IdentityProvider) -> None:
    """A short key can be broken, and whoever has broken it signs in as anybody."""
    weak = [
        f"{key.key_size} bits"
        for key in idp.metadata().signing_keys
        if key.key_size < (SHORTEST_RSA if isinstance(key, RSAPublicKey) else SHORTEST_EC)
    ]
    expect_none(weak, where=f"{WHERE}, keys that are too short")


@check(
    "saml-metadata/certificate-valid",
    spec="saml-security",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Publish a new certificate over the key, or a new key with one.",
)
def test_published_certificates_are_valid_today(idp: IdentityProvider) -> None:
    """SAML itself takes the key alone, yet many service providers refuse an expired certificate."""
    certificates = idp.metadata().certificates
    if not certificates:
        raise NotApplicable("The metadata have no certificate.")
    today = idp.today()
    odd = [
        f"{one.not_valid_before_utc.date()} to {one.not_valid_after_utc.date()}"
        for one in certificates
        if not one.not_valid_before_utc.date() <= today <= one.not_valid_after_utc.date()
    ]
    expect_none(odd, where=f"{WHERE}, certificates that are not valid on {today}")


@check(
    "saml-metadata/certificate-ends",
    spec="saml-security",
    level=SHOULD,
    severity=LOW,
    remedy="Plan the change of the certificate now: publish the next beside it, and tell those who "
    "have entered it by hand.",
)
def test_no_published_certificate_ends_within_30_days(idp: IdentityProvider) -> None:
    """On that day nobody signs in at service providers that look at the date."""
    today = idp.today()
    ends = [one.not_valid_after_utc.date() for one in idp.metadata().certificates]
    soon = [str(day) for day in ends if today <= day < today + SOON]
    expect_none(soon, where=f"{WHERE}, certificates that end soon")
