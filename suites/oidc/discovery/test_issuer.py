"""The issuer: the name that the provider and the application must spell alike."""

import re

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MUST
from suites.oidc.discovery.in_its_place import has_document
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, NotRun, Tolerated, expect, expect_equal

CONFIGURED = "OIDC_ISSUER"
PUBLISHED = "discovery document, issuer"
WELL_KNOWN = "/.well-known/"


def issuers(op: Op) -> dict[str, str]:
    """The issuer of the settings, and the document's if there is one to read, by where it is."""
    found = {CONFIGURED: op.target.issuer}
    try:
        published = op.discovery().get("issuer")
    except NotRun:
        return found
    return found | ({PUBLISHED: published} if isinstance(published, str) else {})


@check(
    "issuer/https",
    spec=["discovery:3", "discovery:7.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Serve the provider over https, and set OIDC_ISSUER to its https URL.",
)
def test_the_issuer_is_an_https_url(op: Op) -> None:
    """Over plain http anybody on the way reads the tokens, or puts other keys in their place."""
    for where, issuer in issuers(op).items():
        if issuer.lower().startswith("https://"):
            continue
        if op.target.is_local_http:
            reason = "Plain http on loopback is for development; no other https check runs there."
            raise Tolerated("an https URL", issuer, where, reason)
        raise Mismatch("an https URL", issuer, where)


@check(
    "issuer/no-query-or-fragment",
    spec="discovery:3",
    level=MUST,
    severity=HIGH,
    remedy="Give the provider a base URL without '?' and '#', and set OIDC_ISSUER to it.",
)
def test_the_issuer_has_no_query_and_no_fragment(op: Op) -> None:
    """The discovery suffix is appended to the issuer: after a query it is never found."""
    for where, issuer in issuers(op).items():
        expect(not re.search("[?#]", issuer), "no query and no fragment", issuer, where=where)


@check(
    "issuer/no-user-information",
    spec="core:1.2",
    level=MUST,
    severity=LOW,
    remedy="Take the user name in front of '@' out of the provider's base URL and OIDC_ISSUER.",
)
def test_the_issuer_has_a_host_and_no_user_information(op: Op) -> None:
    """`https://issuer.example@attacker.example` reads like a name that it is not."""
    for where, issuer in issuers(op).items():
        host = re.match(r"[a-z]+://(?P<host>[^/?#@\s]+)([/?#]|\Z)", issuer, re.IGNORECASE)
        expect(bool(host), "scheme, host, optional port and path", issuer, where=where)


@check(
    "discovery/issuer-exact",
    spec=["discovery:4.3", "rfc8414:3.3"],
    level=MUST,
    severity=CRITICAL,
    remedy="Set OIDC_ISSUER to the exact `issuer` of the provider's discovery document.",
)
def test_the_issuer_is_exactly_the_url_that_the_document_was_fetched_from(op: Op) -> None:
    """A mismatch lets one issuer speak in the name of another; most clients refuse to start."""
    named, where = op.discovery()["issuer"], PUBLISHED
    if isinstance(named, str) and named != op.target.issuer and not has_document(op, named):
        where += ", at which no document with that issuer is"
    expect_equal(named, op.target.issuer, where=where)


@check(
    "issuer/trailing-slash",
    spec="discovery:4.3",
    level=MUST,
    severity=HIGH,
    remedy="Write OIDC_ISSUER with the slash at its end exactly as the discovery document has it.",
)
def test_the_issuer_ends_with_a_slash_only_if_the_provider_says_so(op: Op) -> None:
    """Discovery works with and without the slash, and then every ID Token is refused."""
    published = issuers(op).get(PUBLISHED)
    if published is None:
        raise NotRun("The discovery document with the provider's own spelling cannot be read.")
    configured = op.target.issuer
    differs = published != configured and published.rstrip("/") == configured.rstrip("/")
    expect(not differs, published, configured, where=CONFIGURED)


@check(
    "issuer/well-known-suffix",
    spec="discovery:4",
    level=MUST,
    severity=HIGH,
    remedy="Cut '/.well-known/...' off: in OIDC_ISSUER, and in the provider's base URL.",
)
def test_the_issuer_does_not_contain_the_discovery_suffix(op: Op) -> None:
    """A client appends the suffix once more, and finds nothing there."""
    for where, issuer in issuers(op).items():
        shorter = issuer.partition(WELL_KNOWN)[0]
        expect(WELL_KNOWN not in issuer, shorter, issuer, where=where)


@check(
    "issuer/no-placeholder",
    spec="discovery:4.3",
    level=MUST,
    severity=HIGH,
    remedy="Use the issuer of one tenant. With Microsoft Entra ID put the directory's tenant ID "
    "in the place of 'common' or 'organizations'.",
)
def test_the_issuer_is_complete_and_no_template(op: Op) -> None:
    """No ID Token ever has an issuer with a placeholder in it, so none can be accepted."""
    for where, issuer in issuers(op).items():
        filled = re.sub(r"\{[^{}]*\}", "TENANT_ID", issuer)
        expect(filled == issuer, filled, issuer, where=where)
