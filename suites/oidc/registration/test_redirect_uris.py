"""Redirect URIs that nobody may register: RFC 7591 section 5, RFC 6749 section 3.1.2."""

from typing import Any
from urllib.parse import SplitResult

from fakes.people import ATTACKER
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.registration.refusals import (
    TAKES_ANYTHING,
    expect_not_registered,
    never_registered,
)
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_no_redirect
from suites.protocol.clients.registration import (
    REGISTERED,
    registered,
    registration,
    registration_response,
)
from suites.verdicts.expect import expect_decided

KINDS = ("rfc7591:5", "registration:2")
IMPLICIT: dict[str, Any] = {
    "response_types": ["id_token"],
    "grant_types": ["implicit"],
    "application_type": "web",
}


@never_registered("registration/fragment", severity=HIGH, spec=("rfc6749:3.1.2", *KINDS))
def test_a_redirect_uri_with_a_fragment_is_not_registered(uri: SplitResult) -> str:
    """Tokens are sent in the fragment, and would be mixed with what stands there."""
    return uri._replace(fragment="fragment").geturl()


@never_registered("registration/javascript", severity=CRITICAL, spec=KINDS)
def test_a_redirect_uri_that_is_a_script_is_not_registered(uri: SplitResult) -> str:
    """The script runs in the origin of the provider, with the session of its user."""
    return "javascript:alert(document.domain)"


@never_registered("registration/data", severity=CRITICAL, spec=KINDS)
def test_a_redirect_uri_that_is_a_document_is_not_registered(uri: SplitResult) -> str:
    """A page out of the URL itself imitates the provider, from the provider's own redirect."""
    return "data:text/html,ssoproof"


@never_registered(
    "registration/http", severity=HIGH, spec=("rfc9700:2.6", "core:3.1.2.1", *KINDS), level=SHOULD
)
def test_a_redirect_uri_without_tls_is_not_registered(uri: SplitResult) -> str:
    """Codes and tokens travel in the clear to whoever is on the way."""
    return f"http://{ATTACKER}/callback"


@never_registered("registration/relative", severity=HIGH, spec=("rfc6749:3.1.2", *KINDS))
def test_a_relative_redirect_uri_is_not_registered(uri: SplitResult) -> str:
    """It leads to the provider itself, with a code in its URL."""
    return uri.path or "/callback"


@never_registered(
    "registration/implicit-http",
    severity=HIGH,
    spec=("registration:2",),
    needs=["registration", "implicit"],
    metadata=IMPLICIT,
)
def test_a_web_client_of_the_implicit_grant_has_no_redirect_uri_of_http(uri: SplitResult) -> str:
    """The ID Token itself travels in the clear."""
    return f"http://{ATTACKER}/callback"


@never_registered(
    "registration/implicit-localhost",
    severity=MEDIUM,
    spec=("registration:2",),
    needs=["registration", "implicit"],
    metadata=IMPLICIT,
)
def test_a_web_client_of_the_implicit_grant_has_no_redirect_uri_on_localhost(
    uri: SplitResult,
) -> str:
    """Any program on the user's machine listens there, and takes the token."""
    return "https://localhost/callback"


@never_registered(
    "registration/loopback",
    severity=MEDIUM,
    spec=("registration:2", "rfc8252:8.3"),
    level=SHOULD,
    metadata={"application_type": "web"},
)
def test_a_web_client_has_no_redirect_uri_on_loopback(uri: SplitResult) -> str:
    """An application on a server is never there: what is, is somebody else's program."""
    return "http://127.0.0.1/callback"


@check(
    "registration/native-http",
    spec="registration:2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy=TAKES_ANYTHING,
)
def test_a_native_client_has_no_redirect_uri_of_http_elsewhere(op: Op) -> None:
    """Only on loopback does plain http stay on the user's machine."""
    registration(op)
    wrong = f"http://{ATTACKER}/callback"
    reply = registration_response(op, redirect_uris=[wrong], application_type="native")
    expect_not_registered(reply, "redirect_uris", wrong)


@check(
    "registration/wildcard",
    spec=["rfc9700:2.1", "rfc9700:4.1.3", "core:3.1.2.1"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs="registration",
    remedy=TAKES_ANYTHING,
)
def test_a_pattern_among_the_redirect_uris_matches_nothing(op: Op) -> None:
    """Whoever registers a pattern opens each host that it matches, also those of others."""
    registered(op).login()
    pattern = f"https://*.{ATTACKER}/callback"
    reply = registration_response(op, redirect_uris=[op.target.redirect_uri, pattern])
    expect_decided(reply)
    if reply.status not in REGISTERED:
        return
    client = registered(op, redirect_uris=[op.target.redirect_uri, pattern])
    wrong = f"https://evil.{ATTACKER}/callback"
    _, landing = client.authorize(redirect_uri=wrong)
    expect_no_redirect(landing, op.target.redirect_uri, where=f"redirect_uri={wrong}")
