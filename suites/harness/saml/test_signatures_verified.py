"""Signatures as products write them, and as forgers do: literals, canonical forms included."""

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree

from fakes.keys import rsa_key
from suites.idp.reading import Element, found, read_xml
from suites.idp.signatures import signature_of
from suites.verdicts.expect import NotRun

KEY = rsa_key("of products")
A = "urn:oasis:names:tc:SAML:2.0:assertion"
P = "urn:oasis:names:tc:SAML:2.0:protocol"
D = "http://www.w3.org/2000/09/xmldsig#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
BY_RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ENVELOPED = f'<ds:Transform Algorithm="{D}enveloped-signature"></ds:Transform>'


def signed_info(
    about: str,
    digest: str,
    *,
    declared: str = "",
    method: str = BY_RSA,
    form: str = EXCLUSIVE,
    first: str = ENVELOPED,
) -> str:
    """A SignedInfo; with the namespace declared at it, it is its own canonical form."""
    return (
        f'<ds:SignedInfo{declared}><ds:CanonicalizationMethod Algorithm="{form}">'
        "</ds:CanonicalizationMethod>"
        f'<ds:SignatureMethod Algorithm="{method}"></ds:SignatureMethod>'
        f'<ds:Reference URI="#{about}"><ds:Transforms>{first}'
        f'<ds:Transform Algorithm="{EXCLUSIVE}"></ds:Transform></ds:Transforms>'
        '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>'
        f"<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>"
    )


def signature(about: str, canonical: str, more: str = "", **odd: str) -> str:
    """A ds:Signature over what is written as its canonical form; `more` follows the value."""
    digest = b64encode(sha256(canonical.encode()).digest()).decode()
    text = signed_info(about, digest, declared=f' xmlns:ds="{D}"', **odd)
    value = b64encode(KEY.sign(text.encode(), PKCS1v15(), SHA256())).decode()
    info = signed_info(about, digest, **odd)
    return (
        f'<ds:Signature xmlns:ds="{D}">{info}'
        f"<ds:SignatureValue>{value}</ds:SignatureValue>{more}</ds:Signature>"
    )


def fault_of(text: str, path: str = "") -> str:
    """What is wrong with the signature of the element at `path`; empty if nothing is."""
    root: Element = read_xml(text.encode(), "test")
    made = signature_of(found(root, path)[0] if path else root)
    assert made is not None
    return made.fault([KEY.public_key()])


ISSUER = "<saml:Issuer>https://idp.example.com</saml:Issuer>"
SUBJECT = "<saml:Subject><saml:NameID>alice</saml:NameID></saml:Subject>"


def assertion(declared: str, between: str = "") -> str:
    return f'<saml:Assertion {declared} ID="_a">{ISSUER}{between}{SUBJECT}</saml:Assertion>'


CANONICAL = assertion(f'xmlns:saml="{A}"')


def response(inner: str, between: str = "") -> str:
    return (
        f'<samlp:Response xmlns:samlp="{P}" xmlns:saml="{A}" ID="_r">{between}'
        f"{inner}</samlp:Response>"
    )


def test_a_prefix_whose_name_the_default_has_too_is_kept() -> None:
    """Keycloak declares the namespace of the assertion twice."""
    made = assertion(f'xmlns="{A}"', signature("_a", CANONICAL))
    assert fault_of(response(made), "saml:Assertion") == ""


def test_a_default_namespace_below_a_prefix_of_the_same_name_is_kept() -> None:
    """AD FS writes KeyInfo so, in the signature of the assertion, inside of a signed response."""
    info = f'<KeyInfo xmlns="{D}"><X509Data><X509Certificate>MIIC</X509Certificate></X509Data>'
    made = assertion("", signature("_a", CANONICAL, f"{info}</KeyInfo>"))
    # In canonical form xmlns:saml is told where it is used: at the assertion.
    inner = made.replace("<saml:Assertion ", f'<saml:Assertion xmlns:saml="{A}"')
    canonical = response(inner).replace(f' xmlns:saml="{A}" ID="_r"', ' ID="_r"')
    text = response(made, signature("_r", canonical))
    assert fault_of(text) == ""
    assert fault_of(text, "saml:Assertion") == ""


def test_text_between_the_elements_is_signed_too() -> None:
    canonical = CANONICAL.replace("</saml:Issuer>", "</saml:Issuer>\n  \n  ")
    text = assertion(f'xmlns:saml="{A}"', "\n  " + signature("_a", canonical) + "\n  ")
    assert fault_of(text) == ""
    assert "digest" in fault_of(text.replace("\n  <saml:Subject", "<saml:Subject"))


def test_a_digest_that_is_not_in_the_reference_counts_for_nothing() -> None:
    forged = CANONICAL.replace("alice", "admin")
    digest = b64encode(sha256(forged.encode()).digest()).decode()
    place = f"<ds:Object><ds:DigestValue>{digest}</ds:DigestValue></ds:Object><ds:SignedInfo>"
    made = signature("_a", CANONICAL).replace("<ds:SignedInfo>", place)
    text = assertion(f'xmlns:saml="{A}"', made)
    assert fault_of(text) == ""
    assert "digest is another" in fault_of(text.replace("alice", "admin"))


def test_what_is_there_twice_is_not_believed() -> None:
    made = signature("_a", CANONICAL)
    info = signed_info("_a", "AAAA")
    text = assertion(f'xmlns:saml="{A}"', made.replace("<ds:SignedInfo>", f"{info}<ds:SignedInfo>"))
    assert fault_of(text) == "it has not one SignedInfo"
    twice = made.replace(
        "<ds:DigestValue>", "<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>"
    )
    assert "cannot be read" in fault_of(assertion(f'xmlns:saml="{A}"', twice))


def test_without_the_enveloped_transform_nobody_could_verify_it() -> None:
    text = assertion(f'xmlns:saml="{A}"', signature("_a", CANONICAL, first=""))
    assert "no transform takes the signature itself out" in fault_of(text)


@pytest.mark.parametrize(
    "odd",
    [
        {"method": "http://www.w3.org/2007/05/xmldsig-more#rsa-pss"},
        {"method": "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519"},
        {"form": "http://www.w3.org/2010/xml-c14n2"},
    ],
)
def test_what_is_not_verified_here_is_no_defect_of_the_provider(odd: dict[str, str]) -> None:
    text = assertion(f'xmlns:saml="{A}"', signature("_a", CANONICAL, **odd))
    with pytest.raises(NotRun, match="are not verified here"):
        fault_of(text)


def test_a_signature_by_rsassa_pss_is_verified() -> None:
    """Its name tells its hash, its mask and its salt (RFC 9231 section 2.3.10)."""
    digest = b64encode(sha256(CANONICAL.encode()).digest()).decode()
    method = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"
    signed = signed_info("_a", digest, declared=f' xmlns:ds="{D}"', method=method)
    for salt, fault in ((32, ""), (20, "no published key made it")):
        value = b64encode(KEY.sign(signed.encode(), PSS(MGF1(SHA256()), salt), SHA256())).decode()
        info = signed_info("_a", digest, method=method)
        made = f"<ds:SignatureValue>{value}</ds:SignatureValue>"
        made = f'<ds:Signature xmlns:ds="{D}">{info}{made}</ds:Signature>'
        assert fault_of(assertion(f'xmlns:saml="{A}"', made)) == fault


FORMS = {
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": 'xml:id="r" xml:lang="en"',
    "http://www.w3.org/2006/12/xml-c14n11": 'xml:lang="en"',
}


@pytest.mark.parametrize(("form", "inherited"), FORMS.items(), ids=["1.0", "1.1"])
def test_what_an_element_inherits_is_signed_by_the_inclusive_forms(
    form: str, inherited: str
) -> None:
    """The names around it, and attributes of XML: of those 1.1 takes no xml:id (section 2.4)."""
    info = signed_info("_a", b64encode(sha256(CANONICAL.encode()).digest()).decode(), form=form)
    names = f'xmlns:ds="{D}" xmlns:saml="{A}" xmlns:samlp="{P}"'
    told = info.replace("<ds:SignedInfo>", f"<ds:SignedInfo {names} {inherited}>")
    value = b64encode(KEY.sign(told.encode(), PKCS1v15(), SHA256())).decode()
    made = f"{info}<ds:SignatureValue>{value}</ds:SignatureValue>"
    around = response(assertion("", f'<ds:Signature xmlns:ds="{D}">{made}</ds:Signature>'))
    text = around.replace(' ID="_r"', ' xml:id="r" xml:lang="en" ID="_r"')
    assert fault_of(text, "saml:Assertion") == ""


def test_bases_that_1_1_puts_together_are_not_verified_here() -> None:
    made = signature("_a", CANONICAL, form="http://www.w3.org/2006/12/xml-c14n11")
    text = response(assertion("", made)).replace(" ID=", ' xml:base="https://x.example/" ID=', 1)
    with pytest.raises(NotRun, match="below an xml:base is not verified"):
        fault_of(text, "saml:Assertion")


def test_another_key_made_it() -> None:
    text = assertion(f'xmlns:saml="{A}"', signature("_a", CANONICAL))
    root = etree.fromstring(text)
    made = signature_of(root)
    assert made is not None
    assert made.fault([rsa_key("of a stranger").public_key()]) == "no published key made it"
