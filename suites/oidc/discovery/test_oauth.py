"""The same metadata under the URL of OAuth: RFC 8414 section 3, if the provider serves it."""

from urllib.parse import urlsplit

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST
from suites.op.op import Op
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    expect,
    expect_decided,
    expect_equal,
    expect_media_type,
    presuming,
)

WHERE = "OAuth metadata"
SUFFIX = "/.well-known/oauth-authorization-server"
# What decides where a client goes, and how it gets there.
TRUSTED = (
    "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri",
    "registration_endpoint", "revocation_endpoint", "introspection_endpoint",
    "pushed_authorization_request_endpoint", "device_authorization_endpoint",
    "code_challenge_methods_supported", "authorization_response_iss_parameter_supported",
)  # fmt: skip


def served(op: Op) -> Reply:
    """The response at the URL of RFC 8414 section 3.1. Raises NotApplicable if it is no answer."""
    parts = urlsplit(op.target.issuer)
    url = f"{parts.scheme}://{parts.netloc}{SUFFIX}{parts.path.rstrip('/')}"
    reply = op.fetch(url, purpose=Purpose.OAUTH_METADATA)
    expect_decided(reply)
    if reply.status != 200 or "html" in reply.media_type:
        raise NotApplicable(f"The provider has no metadata at {url} (HTTP {reply.status}).")
    return reply


def oauth_metadata(op: Op) -> Document:
    """The document. Raises NotApplicable, NotRun."""
    reply = served(op)
    with presuming():
        return op.json_of(reply, WHERE)


@check(
    "discovery/oauth-media-type",
    spec="rfc8414:3.2",
    level=MUST,
    severity=LOW,
    remedy="Send 'Content-Type: application/json' with the document.",
)
def test_the_oauth_metadata_are_served_as_json(op: Op) -> None:
    """A strict OAuth client does not read a document of another type."""
    oauth_metadata(op)
    expect_media_type(served(op), "application/json", where=f"{WHERE}, Content-Type")


@check(
    "discovery/oauth-issuer",
    spec="rfc8414:3.3",
    level=MUST,
    severity=HIGH,
    remedy="Let the document name the issuer whose URL it is under.",
)
def test_the_oauth_metadata_name_the_same_issuer(op: Op) -> None:
    """A document that speaks for somebody else lets one server pose as another."""
    issuer = oauth_metadata(op)["issuer"]
    with presuming():
        expect_equal(op.discovery()["issuer"], op.target.issuer, where="issuer")
    expect_equal(issuer, op.target.issuer, where=f"{WHERE}, issuer")


@check(
    "discovery/oauth-consistent",
    spec=["rfc8414:5", "discovery:4.2"],
    level=MAY,
    severity=MEDIUM,
    remedy="Publish the same endpoints and capabilities at both well-known URLs.",
)
def test_the_oauth_metadata_agree_with_the_discovery_document(op: Op) -> None:
    """Which endpoint a client uses, and whether it uses PKCE, depends on where it looked."""
    other = oauth_metadata(op)
    both = [name for name in TRUSTED if name in other and name in op.discovery()]
    odd = {name: other[name] for name in both if other[name] != op.discovery()[name]}
    expect(not odd, "the values of the discovery document", odd, where=WHERE)
