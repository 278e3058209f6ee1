"""What the checks of issuer, document and keys say, beyond which of them are red."""

import pytest

from fakes.faults import Fault, faults
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.redaction import Redactor
from suites.checks.catalogue import catalogue
from suites.oidc.discovery.language import is_canonical, is_well_formed
from suites.oidc.discovery.members import meant
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED, Embedded, target_of
from suites.targets.recognition import recognise
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome


def outcomes(embedded: Embedded, fault: Fault | None, *ids: str) -> list[Outcome]:
    """The outcomes of the checks `ids` on a fake with a fault on it."""
    fake, target = embedded.start("fake", (fault,) if fault else ())
    op = Op.at(target, FormDriver())
    try:
        return [judge(catalogue()[one], op) for one in ids]
    finally:
        op.close()
        fake.stop()


def test_a_cognito_domain_is_told_the_issuer_as_far_as_it_can_be_known() -> None:
    """The region is in the domain's name; the pool ID is where a page of the domain has it."""
    cognito, check = EMBEDDED["cognito"], "issuer/cognito-domain"
    [unknown] = outcomes(cognito, faults()["cognito-domain-for-issuer"], check)
    assert unknown.expected == "https://cognito-idp.us-east-1.amazonaws.com/POOL_ID"
    assert "wandb-acme.auth.us-east-1.amazoncognito.com" in unknown.actual
    assert "HTTP 404, text/html" in unknown.actual
    [known] = outcomes(cognito, faults()["cognito-domain-with-pool"], check)
    assert known.expected == "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Wb5kT9qXz"


def test_an_operator_of_cognito_is_told_to_use_pkce() -> None:
    """At once: without any request."""
    [told] = outcomes(
        EMBEDDED["cognito"], faults()["implicit-with-cognito"], "flow/cognito-needs-pkce"
    )
    assert (told.outcome, told.expected, told.actual) == ("FAILED", "pkce", "implicit")
    assert "Set OIDC_AUTH_METHOD to 'pkce'" in catalogue()["flow/cognito-needs-pkce"].remedy


@pytest.mark.parametrize("issuer", ["cognito-idp", "issuer-cognito-idp"])
def test_both_forms_of_a_cognito_issuer_are_accepted(issuer: str) -> None:
    """The newer form has another host, and the same pool."""
    embedded = Embedded("cognito", "pkce", (("issuer", issuer),))
    ids = ["issuer/cognito-domain", "issuer/cognito-form", "discovery/issuer-exact"]
    found = outcomes(embedded, None, *ids, "id-token/issuer")
    assert [one.outcome for one in found] == ["PASSED"] * 4


@pytest.mark.parametrize(
    ("fault", "check", "expected"),
    [
        ("admin-host-for-issuer", "issuer/okta-admin", "https://dev-1234.okta.com"),
        ("okta-server-without-id", "issuer/okta-server-path", "https://dev-1234.okta.com "),
        (
            "okta-server-that-is-not-there",
            "issuer/okta-server-exists",
            "https://dev-1234.okta.com ",
        ),
        ("operator-adds-slash", "issuer/trailing-slash", "https://dev-1234.okta.com"),
        ("tenant-template", "issuer/no-placeholder", "https://dev-1234.okta.com/TENANT_ID"),
        ("suffix-in-issuer", "issuer/well-known-suffix", "https://dev-1234.okta.com"),
    ],
)
def test_a_wrong_issuer_is_told_the_right_one(fault: str, check: str, expected: str) -> None:
    """The value to write is in the finding."""
    [found] = outcomes(EMBEDDED["okta-implicit"], faults()[fault], check)
    assert found.outcome == "FAILED"
    assert found.expected.startswith(expected)


def test_plain_http_on_loopback_is_warned_of() -> None:
    """Development and CI do without TLS; everywhere else http fails. Others reach no loopback."""
    with RunningFake("reference", loopback="http") as fake:
        op = Op.at(target_of(fake, "plain", "pkce"), FormDriver())
        found = {name: judge(one, op) for name, one in catalogue("oidc").items()}
        op.close()
    fine = ("PASSED", "NOT_APPLICABLE")
    odd = {name: one for name, one in found.items() if one.outcome not in fine}
    assert list(odd) == ["application/issuer-reachable", "issuer/https"]
    assert {one.outcome for one in odd.values()} == {"WARNED"}
    assert "loopback" in odd["issuer/https"].reason


@pytest.mark.parametrize(
    ("issuer", "vendor"),
    [
        ("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc", "cognito"),
        ("https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_abc", "cognito"),
        ("https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_abc", "cognito"),
        ("https://acme.auth.us-east-1.amazoncognito.com", "cognito"),
        ("https://acme.okta.com", "okta"),
        ("https://acme-admin.oktapreview.com/oauth2/default", "okta"),
        ("https://acme.OKTA-emea.com", "okta"),
        ("https://acme.eu.auth0.com/", "auth0"),
        ("https://login.microsoftonline.com/common/v2.0", "entra"),
        ("https://sts.windows.net/72f988bf/", "entra"),
        ("https://accounts.google.com", "google"),
        ("https://auth.pingone.eu/3072206d/as", "ping"),
        ("https://sso.example.com/realms/staff", "keycloak"),
        ("https://sso.example.com/auth/realms/staff", "keycloak"),
        ("https://sso.example.com", ""),
        ("https://okta.com.example.com", ""),
        ("https://example.com/acme.okta.com", ""),
    ],
)
def test_a_product_is_recognised_by_its_issuer(issuer: str, vendor: str) -> None:
    """What a product is known for is looked for on that product only."""
    assert recognise(issuer) == vendor


@pytest.mark.parametrize(
    "tag",
    ["en", "de-CH", "zh-Hant-TW", "es-419", "sl-rozaj", "de-CH-1996", "en-a-bbb-x-a", "x-whatever"],
)
def test_language_tags_of_the_specification_are_well_formed(tag: str) -> None:
    """RFC 5646 appendix A."""
    assert is_well_formed(tag)
    assert is_canonical(tag)


@pytest.mark.parametrize("tag", ["", "en_US", "en-", "-en", "e", "portuguese", "en-US-US"])
def test_other_texts_are_no_language_tags(tag: str) -> None:
    """RFC 5646 section 2.1."""
    assert not is_well_formed(tag)


@pytest.mark.parametrize("tag", ["EN", "en-us", "zh-hant-TW", "zh-HANT"])
def test_the_case_of_a_language_tag_is_seen(tag: str) -> None:
    """RFC 5646 section 2.1.1."""
    assert is_well_formed(tag)
    assert not is_canonical(tag)


def test_a_slip_is_told_from_a_member_of_ones_own() -> None:
    """Products add members; a slip differs by case, plural or url only."""
    assert meant("jwks_url") == "jwks_uri"
    assert meant("codeChallengeMethodsSupported") == "code_challenge_methods_supported"
    assert meant("http_logout_supported") == ""
    assert meant("jwks_uri") == ""


def test_private_members_of_a_key_are_redacted() -> None:
    """A report that shows a leaked key leaks it further."""
    key = {"kty": "RSA", "n": "public-modulus", "d": "private-exponent", "oth": [{"r": "prime-r"}]}
    clean = Redactor().json({"keys": [key], "d": "no key"})
    assert clean["keys"][0]["n"] == "public-modulus"
    assert "private" not in str(clean)
    assert "prime" not in str(clean)
    assert clean["d"] == "no key"
