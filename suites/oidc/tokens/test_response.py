"""The successful answer of the token endpoint: RFC 6749 section 5.1, Core 3.1.3.3."""

import math
import re

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.op.op import Op
from suites.protocol.signatures.id_tokens import json_type_of
from suites.protocol.tokens.exchanges import (
    exchanged,
    expect_unguessable,
    optional_member,
    tokens_of,
)
from suites.verdicts.expect import Mismatch, NotRun, expect, expect_media_type

BEARER = re.compile(r"[A-Za-z0-9\-._~+/]+=*\Z")
SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*\Z")
LONGEST_S = 86_400


@check(
    "token/success",
    spec=["rfc6749:5.1", "core:3.1.3.3"],
    level=MUST,
    severity=HIGH,
    remedy="Read the error of the token endpoint. invalid_client: set OIDC_CLIENT_SECRET exactly "
    "if the client was created with a secret. invalid_grant, unauthorized_client: allow the client "
    "the authorization code grant. AADSTS9002327: register the callback on Entra's platform Web.",
    needs="code",
)
def test_the_token_endpoint_answers_a_right_request_with_200_and_json(op: Op) -> None:
    """A client that gets anything else ends the login with an error."""
    try:
        op.attempt("pkce")
    except Mismatch as mismatch:
        if mismatch.where == "token response":
            raise
        raise NotRun(f"The login did not come as far as the token request: {mismatch}") from None


@check(
    "token/content-type",
    spec=["rfc6749:5.1", "core:3.1.3.3"],
    level=MUST,
    severity=MEDIUM,
    remedy="Let the token endpoint answer with Content-Type: application/json.",
    needs="code",
)
def test_the_token_response_is_application_json(op: Op) -> None:
    """Clients that look at the type refuse it, and a browser may show it as a page."""
    expect_media_type(exchanged(op)[1], "application/json", where="token response")


@check(
    "token/no-store",
    spec="rfc6749:5.1",
    level=MUST,
    severity=MEDIUM,
    remedy="Let the token endpoint send Cache-Control: no-store, and no proxy remove it.",
    needs="code",
)
def test_the_token_response_is_kept_by_no_cache(op: Op) -> None:
    """Tokens in a cache outlive the login, for whoever reads the cache."""
    header = exchanged(op)[1].header("cache-control")
    directives = [part.strip().lower() for part in header.split(",")]
    told = header or "no such header"
    expect("no-store" in directives, "no-store", told, where="token response, Cache-Control")


@check(
    "token/pragma",
    spec=["rfc6749:5.1", "rfc9111:5.4"],
    level=SHOULD,
    severity=LOW,
    remedy="Let the token endpoint send Pragma: no-cache beside Cache-Control: no-store.",
    needs="code",
)
def test_the_token_response_tells_caches_of_http_1_0_too(op: Op) -> None:
    """A cache that is too old for Cache-Control keeps the tokens; newer ones ignore this header."""
    header = exchanged(op)[1].header("pragma")
    directives = [part.strip().lower() for part in header.split(",")]
    told = header or "no such header"
    expect("no-cache" in directives, "no-cache", told, where="token response, Pragma")


@check(
    "token/access-token",
    spec=["rfc6749:5.1", "core:3.1.3.3"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider issue an access token to this client.",
    needs="code",
)
def test_the_token_response_has_an_access_token(op: Op) -> None:
    """Without it the application cannot ask for the user's claims."""
    tokens_of(op).string("access_token")


@check(
    "token/access-token-characters",
    spec=["rfc6750:2.1", "rfc6749:A.12"],
    level=MUST,
    severity=MEDIUM,
    remedy="Report to the provider's maker: a Bearer token consists of letters, digits and -._~+/.",
    needs="code",
)
def test_the_access_token_fits_into_an_authorization_header(op: Op) -> None:
    """A token with other characters is cut or refused on its way to the UserInfo endpoint."""
    token = exchanged(op)[0].access_token
    expect(
        bool(BEARER.match(token)),
        "letters, digits, -._~+/ and = at the end",
        "other characters",
        where="access token",
    )


@check(
    "token/access-token-entropy",
    spec="rfc6749:10.10",
    level=MUST,
    severity=CRITICAL,
    remedy="Let the provider issue longer random access tokens, or signed ones.",
    needs="code",
)
def test_the_access_token_cannot_be_guessed(op: Op) -> None:
    """Whoever guesses a token reads somebody's claims."""
    expect_unguessable(exchanged(op)[0].access_token, where="access token")


@check(
    "token/token-type",
    spec=["core:3.1.3.3", "rfc6749:5.1"],
    level=MUST,
    severity=HIGH,
    remedy="Let the provider issue Bearer tokens to this client.",
    needs="code",
)
def test_token_type_is_bearer(op: Op) -> None:
    """A client must not use an access token whose type it does not understand."""
    value = tokens_of(op).string("token_type")
    expect(value.lower() == "bearer", "Bearer", value, where="token response, token_type")


@check(
    "token/id-token",
    spec="core:3.1.3.3",
    level=MUST,
    severity=HIGH,
    remedy="Enable OpenID Connect and the scope openid for this client.",
    needs="code",
)
def test_the_token_response_has_an_id_token(op: Op) -> None:
    """Without it nobody is logged in: plain OAuth says nothing about who the user is."""
    tokens_of(op).string("id_token")


@check(
    "token/expires-in",
    spec="rfc6749:5.1",
    level=SHOULD,
    severity=LOW,
    remedy="Let the provider tell the lifetime of access tokens in expires_in.",
    needs="code",
)
def test_the_token_response_tells_how_long_the_access_token_lives(op: Op) -> None:
    """Otherwise the application learns it by a failed request."""
    tokens_of(op)["expires_in"]


@check(
    "token/expires-in-number",
    spec=["rfc6749:5.1", "rfc6749:A.14"],
    level=MUST,
    severity=MEDIUM,
    remedy="Report to the provider's maker: expires_in is a JSON number of seconds.",
    needs="code",
)
def test_expires_in_is_a_positive_number_of_seconds(op: Op) -> None:
    """Clients with types fail on a string, and take zero for an expired token."""
    value = optional_member(tokens_of(op), "expires_in")
    where, words = "token response, expires_in", "a positive JSON number"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Mismatch(words, json_type_of(value), where)
    expect(0 < value < math.inf, words, value, where=where)


@check(
    "token/access-token-lifetime",
    spec="core:16.18",
    level=SHOULD,
    severity=LOW,
    remedy="Shorten the access token's lifetime at the provider to an hour or less.",
    needs="code",
)
def test_the_access_token_lives_for_a_day_at_most(op: Op) -> None:
    """A stolen access token is good as long as it lives; often nothing else ends it."""
    value = optional_member(tokens_of(op), "expires_in")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotRun("expires_in is no number.")
    expect(value <= LONGEST_S, f"at most {LONGEST_S}", value, where="token response, expires_in")


@check(
    "token/scope-syntax",
    spec=["rfc6749:3.3", "rfc6749:5.1"],
    level=MUST,
    severity=LOW,
    remedy="Report to the provider's maker: scope is one string with spaces between its words.",
    needs="code",
)
def test_the_scope_of_the_token_response_is_a_string_of_words(op: Op) -> None:
    """Clients split it at the spaces: a list fails."""
    value = optional_member(tokens_of(op), "scope")
    right = isinstance(value, str) and bool(SCOPE.match(value))
    expect(right, "words with one space between", value, where="token response, scope")
