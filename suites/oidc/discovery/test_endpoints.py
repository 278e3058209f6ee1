"""The URLs in the discovery document: Discovery section 3."""

from urllib.parse import urlsplit

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MUST, SHOULD
from suites.oidc.discovery.members import endpoints_of, response_types_of
from suites.op.op import Op
from suites.verdicts.expect import NotApplicable, expect

WHERE = "discovery document"
PUBLISH = "Let the provider publish the member; a provider that has none is not set up completely."


@check(
    "discovery/authorization-endpoint",
    spec="discovery:3",
    level=MUST,
    severity=CRITICAL,
    remedy=PUBLISH,
)
def test_the_discovery_document_has_an_authorization_endpoint(op: Op) -> None:
    """The application does not know where to send the user: no login can start."""
    _ = op.discovery()["authorization_endpoint"]


@check(
    "discovery/token-endpoint",
    spec="discovery:3",
    level=MUST,
    severity=CRITICAL,
    remedy=PUBLISH,
)
def test_the_discovery_document_has_a_token_endpoint_unless_only_implicit_is_used(op: Op) -> None:
    """The application cannot exchange its code for tokens."""
    if not any("code" in offered for offered in response_types_of(op)):
        raise NotApplicable("The provider offers the implicit flow only.")
    _ = op.discovery()["token_endpoint"]


@check(
    "discovery/userinfo-endpoint",
    spec="discovery:3",
    level=SHOULD,
    severity=LOW,
    remedy=PUBLISH,
)
def test_the_discovery_document_has_a_userinfo_endpoint(op: Op) -> None:
    """Claims that are not in the ID Token can be had nowhere else."""
    _ = op.discovery()["userinfo_endpoint"]


@check(
    "discovery/jwks-uri",
    spec="discovery:3",
    level=MUST,
    severity=CRITICAL,
    remedy=PUBLISH,
)
def test_the_discovery_document_has_a_jwks_uri(op: Op) -> None:
    """The application has no key to verify an ID Token with, and must refuse every login."""
    _ = op.discovery()["jwks_uri"]


@check(
    "discovery/endpoints-absolute",
    spec=["discovery:3", "rfc6749:3.1", "rfc6749:3.2"],
    level=MUST,
    severity=HIGH,
    remedy="Configure the provider's public base URL, so that it publishes complete URLs.",
)
def test_every_endpoint_is_an_absolute_url(op: Op) -> None:
    """A path alone, or a URL without a host, leads nowhere."""
    odd = {name: url for name, url in published_urls(op).items() if not is_absolute(url)}
    expect(not odd, "absolute http(s) URLs with a host", odd, where=WHERE)


@check(
    "discovery/endpoints-https",
    spec=["discovery:3", "rfc6749:3.1", "rfc6749:3.2"],
    level=MUST,
    severity=CRITICAL,
    needs="https",
    remedy="Tell the provider its public https URL; behind a TLS proxy it must trust "
    "X-Forwarded-Proto.",
)
def test_every_endpoint_is_an_https_url(op: Op) -> None:
    """Codes, tokens and passwords would travel in the clear."""
    every = endpoints_of(op).items()
    plain = {name: url for name, url in every if url.lower().startswith("http:")}
    expect(not plain, "https URLs", plain, where=WHERE)


@check(
    "jwks/https",
    spec="discovery:3",
    level=MUST,
    severity=CRITICAL,
    needs="https",
    remedy="Tell the provider its public https URL; behind a TLS proxy it must trust "
    "X-Forwarded-Proto.",
)
def test_the_jwks_uri_is_an_https_url(op: Op) -> None:
    """Whoever puts other keys in their place can sign any ID Token."""
    url = op.endpoint("jwks_uri")
    expect(not url.lower().startswith("http:"), "an https URL", url, where=f"{WHERE}, jwks_uri")


@check(
    "discovery/endpoints-no-fragment",
    spec=["rfc6749:3.1", "rfc6749:3.2"],
    level=MUST,
    severity=HIGH,
    remedy="Take the '#' and what follows it out of the endpoint's URL.",
)
def test_no_endpoint_has_a_fragment(op: Op) -> None:
    """What is appended after a fragment never reaches the provider."""
    odd = {name: url for name, url in published_urls(op).items() if "#" in url}
    expect(not odd, "URLs without a fragment", odd, where=WHERE)


def published_urls(op: Op) -> dict[str, str]:
    """The endpoints, and the URL of the keys."""
    keys = op.discovery().get("jwks_uri")
    return endpoints_of(op) | ({"jwks_uri": keys} if isinstance(keys, str) else {})


def is_absolute(url: str) -> bool:
    """Whether a browser or a client could go to `url`."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
