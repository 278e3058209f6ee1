"""The signature of the assertion, or of the response around it."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.idp.canonical import EXCLUSIVE
from suites.idp.provider import IdentityProvider
from suites.idp.signatures import ENVELOPED, Signature, signature_of
from suites.verdicts.expect import Mismatch, NotRun, expect, expect_none

UNSIGNED = "Neither the assertion nor the response is signed."


def signatures(idp: IdentityProvider) -> list[Signature]:
    """The signatures of the response of a login. Raises NotRun if there is none."""
    login = idp.login()
    both = [signature_of(login.assertion), signature_of(login.response)]
    made = [one for one in both if one is not None]
    if not made:
        raise NotRun(UNSIGNED, judge="saml-assertion/signed")
    return made


@check(
    "saml-assertion/signed",
    spec=["saml-profiles:4.1.4.5", "saml-core:5"],
    level=MUST,
    severity=CRITICAL,
    remedy="Sign each assertion, or the response around it, with a key that the metadata publish.",
)
def test_the_assertion_is_signed_with_a_published_key(idp: IdentityProvider) -> None:
    """The browser carries it, and what is not signed its user can change: everybody is anybody."""
    login, keys = idp.login(), idp.metadata().signing_keys
    told = []
    for name, element in (("assertion", login.assertion), ("response", login.response)):
        signature = signature_of(element)
        fault = "not signed" if signature is None else signature.fault(keys)
        if not fault:
            return
        told.append(f"{name}: {fault}")
    raise Mismatch("a valid signature", "; ".join(told), "assertion")


@check(
    "saml-assertion/own-signature",
    spec=["saml-core:5.4.2", "saml-core:2.3.3"],
    level=MUST,
    severity=HIGH,
    remedy="Sign the assertion before it is put into the response, and change nothing afterwards.",
)
def test_a_signature_of_the_assertion_is_valid(idp: IdentityProvider) -> None:
    """Service providers that verify the assertion alone let nobody in."""
    signature = signature_of(idp.login().assertion)
    if signature is None:
        raise NotRun("The assertion itself is not signed.", judge="saml-assertion/signed")
    fault = signature.fault(idp.metadata().signing_keys)
    expect(not fault, "a valid signature", fault, where="assertion, Signature")


@check(
    "saml-assertion/algorithm",
    spec=["saml2int", "saml-security"],
    level=MUST,
    severity=HIGH,
    remedy="Sign and digest by SHA-256 or better.",
)
def test_signatures_are_made_by_strong_algorithms(idp: IdentityProvider) -> None:
    """Collisions of SHA-1 can be bought; a signature by it proves less each year."""
    weak = [
        f"{one.method}, {one.digest}"
        for one in signatures(idp)
        if "sha1" in one.method or "md5" in one.method.lower() or one.digest in ("sha1", "md5")
    ]
    expect_none(weak, where="signatures by weak algorithms")


@check(
    "saml-assertion/reference",
    spec="saml-core:5.4.2",
    level=MUST,
    severity=HIGH,
    remedy="Let each signature have one Reference, to the ID of the element that it is in.",
)
def test_a_signature_is_about_the_element_that_it_is_in(idp: IdentityProvider) -> None:
    """What is signed and what is read could be two elements: signature wrapping begins here."""
    for one in signatures(idp):
        wanted = [f"#{one.signs.get('ID')}"]
        expect(one.references == wanted, wanted, one.references, where="Reference")


@check(
    "saml-assertion/transforms",
    spec="saml-core:5.4.4",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Use the enveloped-signature and the exclusive canonicalization transform alone.",
)
def test_signatures_use_the_two_transforms_of_saml(idp: IdentityProvider) -> None:
    """Other transforms change what is signed, and service providers refuse them."""
    odd = [
        step
        for one in signatures(idp)
        for step in one.transforms
        if step != ENVELOPED and not step.startswith(EXCLUSIVE)
    ]
    expect_none(odd, where="transforms of signatures")
