"""The authorization request and the token request that the application sends."""

import re
from dataclasses import dataclass
from functools import partial

from fakes.people import BOB
from fakes.wire.request import Request
from suites.application.application import HONEST, Application
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.op.memory import remembered
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    Tolerated,
    expect_equal,
)

WHERE = "authorization request"
RESPONSE_TYPES_OF = {
    "pkce": ("code",),
    "implicit": ("id_token",),
    "hybrid": ("code id_token", "code id_token token", "code token"),
}
SHORTEST = 16
request_check = partial(
    check,
    spec="core:3.1.2.1",
    level=MUST,
    severity=HIGH,
    remedy="Make state, nonce and code_verifier anew for each login, from a source that nobody can "
    "guess.",
)
LOGINS = 3


@dataclass(frozen=True, slots=True)
class AskedByLogin:
    """What a login asked the provider for: the authorization request, and the token requests."""

    request: dict[str, str]
    token_requests: list[Request]


@remembered
def asked_by_logins(app: Application) -> list[AskedByLogin]:
    """That of several logins, whatever came of them. Raises NotRun if they led nowhere."""
    return [asked_by_login(app) for _ in range(LOGINS)]


def asked_by_login(app: Application) -> AskedByLogin:
    request = app.attempt(user=BOB).request
    if not request:
        raise NotRun("The application sends its users to no provider.", judge=HONEST)
    return AskedByLogin(request, app.provider.asked("token"))


def request_of(app: Application) -> dict[str, str]:
    """An authorization request."""
    return asked_by_logins(app)[0].request


def token_requests(app: Application) -> list[Request]:
    """Those of a login. Raises NotRun if there are none, NotApplicable if none is needed."""
    found = asked_by_logins(app)[0].token_requests
    if not found and has_front_token(app):
        raise NotApplicable("The application exchanges no code.")
    if not found:
        raise NotRun("The application exchanges no code.", judge=HONEST)
    return found


def has_front_token(app: Application) -> bool:
    """Whether the application asks for an ID Token in the authorization response."""
    return "id_token" in request_of(app).get("response_type", "").split()


def presume_challenge(app: Application) -> None:
    """Raises NotApplicable where the application does without: `rp-request/pkce` judges that."""
    if "code_challenge" not in request_of(app):
        raise NotApplicable("The application does without PKCE.")


def expect_another_each_time(app: Application, name: str) -> None:
    """A parameter is there, long enough, and never the same. Raises Mismatch."""
    values = [one.request.get(name, "") for one in asked_by_logins(app)]
    shortest = min(values, key=len)
    if len(shortest) < SHORTEST:
        told = f"{len(shortest)} characters" if shortest else "none"
        raise Mismatch(f"at least {SHORTEST} characters", told, f"{WHERE}, {name}")
    if len(set(values)) < len(values):
        raise Mismatch("another one at each login", "the same twice", f"{WHERE}, {name}")


@request_check("rp-request/state", spec=["rfc6749:10.12", "rfc9700:4.7.1"], severity=CRITICAL)
def test_state_is_another_one_at_each_login(app: Application) -> None:
    """Whoever can guess it brings his own login into another's browser."""
    request = request_of(app)
    if "state" not in request and ("code_challenge" in request or "nonce" in request):
        raise NotApplicable("Without state, PKCE or nonce protects a login (RFC 9700 section 2.1).")
    expect_another_each_time(app, "state")


@request_check("rp-request/nonce", spec=["rfc9700:2.1.1", "core:3.2.2.1", "core:3.3.2.1"])
def test_nonce_is_another_one_at_each_login(app: Application) -> None:
    """Without one, a stolen ID Token can be used again."""
    request = request_of(app)
    if not has_front_token(app) and "nonce" not in request and "code_challenge" in request:
        raise NotApplicable("With a code, nonce is optional (Core section 3.1.2.1); PKCE binds it.")
    expect_another_each_time(app, "nonce")


@request_check("rp-request/pkce", spec=["rfc9700:2.1.1", "rfc7636:4.2"], needs="code")
def test_the_code_is_bound_by_pkce_with_s256(app: Application) -> None:
    """A code that somebody intercepts is worth nothing without the verifier."""
    request = request_of(app)
    if not request.get("code_challenge"):
        if app.target.client_secret:
            why = "PKCE is recommended to clients that have a secret, and required of the others."
            raise Tolerated("code_challenge", "none", WHERE, why)
        raise Mismatch("code_challenge", "none", WHERE)
    method = request.get("code_challenge_method", "plain")
    if method != "S256":
        why = "A challenge that shows the verifier should not be used."
        raise Tolerated("S256", method, f"{WHERE}, code_challenge_method", why)


@request_check("rp-request/challenge", spec=["rfc9700:2.1.1", "rfc7636:7.1"], needs="code")
def test_the_code_challenge_is_another_one_at_each_login(app: Application) -> None:
    """A verifier that is used twice can be known."""
    presume_challenge(app)
    values = [one.request.get("code_challenge", "") for one in asked_by_logins(app)]
    if len(set(values)) < len(values):
        raise Mismatch("another one at each login", "the same twice", f"{WHERE}, code_challenge")


@request_check("rp-request/scope", severity=MEDIUM)
def test_the_request_asks_for_openid(app: Application) -> None:
    """Without it this is no OpenID Connect, and some providers send no ID Token."""
    scopes = request_of(app).get("scope", "").split()
    if "openid" not in scopes:
        raise Mismatch("openid", " ".join(scopes), f"{WHERE}, scope")


@request_check("rp-request/response-type", spec="rfc9700:2.1.2", level=SHOULD, severity=MEDIUM)
def test_the_request_asks_for_what_the_auth_method_is(app: Application) -> None:
    """An application that asks for more gets tokens in URLs that it does not need."""
    wanted = RESPONSE_TYPES_OF[app.target.auth_method]
    asked = " ".join(sorted(request_of(app).get("response_type", "").split()))
    if asked not in wanted:
        raise Mismatch(" or ".join(wanted), asked or "none", f"{WHERE}, response_type")


@request_check(
    "rp-request/form-post", spec="form-post:2", needs="implicit", level=SHOULD, severity=MEDIUM
)
def test_an_id_token_is_asked_for_by_form_post(app: Application) -> None:
    """In a fragment it is in the history of the browser, and scripts of the page read it."""
    mode = request_of(app).get("response_mode")
    expect_equal(mode, "form_post", where=f"{WHERE}, response_mode")


@request_check("rp-request/no-secret", spec="rfc6749:2.3.1", severity=CRITICAL)
def test_no_secret_travels_through_the_browser(app: Application) -> None:
    """What a browser carries, everybody can read."""
    request = request_of(app)
    secret = app.target.client_secret
    found = "client_secret" in request or (secret and secret in request.values())
    if found:
        raise Mismatch("no client_secret", "client_secret", WHERE)


@request_check(
    "rp-request/verifier", spec=["rfc7636:4.1", "rfc9700:2.1.1"], needs="code", severity=MEDIUM
)
def test_the_code_verifier_is_as_long_as_it_has_to_be(app: Application) -> None:
    """43 characters are 256 bits; a short one can be found by trying."""
    presume_challenge(app)
    for request in token_requests(app):
        verifier = dict(request.form).get("code_verifier", "")
        if not re.fullmatch(r"[A-Za-z0-9\-._~]{43,128}", verifier):
            told = f"{len(verifier)} characters"
            raise Mismatch("43 to 128 unreserved characters", told, "token request, code_verifier")


@request_check("rp-request/client-secret-in-url", spec="rfc6749:2.3.1", needs=("code", "secret"))
def test_the_client_secret_is_in_no_url_of_the_token_request(app: Application) -> None:
    """URLs are logged on the way."""
    for request in token_requests(app):
        if "client_secret" in dict(request.query):
            raise Mismatch("no client_secret", "client_secret", "token request, query")
