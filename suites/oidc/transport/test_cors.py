"""Which scripts of other origins may call the provider: Discovery 3, RFC 9700 section 2.6."""

from fakes.user.addresses import origin
from fakes.wire.client import Headers, Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.tokens.bearer import userinfo_across
from suites.verdicts.expect import Mismatch, expect, expect_decided, presuming

STRANGER = "https://stranger.example"
ALLOW = "access-control-allow-origin"
REMEDY = "Allow the application's origin (or every origin) by CORS at"


def from_application(op: Op) -> Headers:
    """The header of a request by the application's own scripts."""
    return [("origin", origin(op.target.host))]


def expect_readable(op: Op, reply: Reply, *, where: str) -> None:
    """The application's scripts may read the answer (Fetch Standard, CORS check). Raises NotRun."""
    expect_decided(reply, "The endpoint")
    told = reply.header(ALLOW)
    allowed = told in ("*", origin(op.target.host))
    expect(allowed, f"* or {origin(op.target.host)}", told or "none", where=f"{where}, {ALLOW}")


@remembered
def token_across(op: Op, headers: Headers) -> Reply:
    """A token request by a script, with a made-up code."""
    form = [
        ("grant_type", "authorization_code"),
        ("code", "this-is-no-code"),
        ("redirect_uri", op.target.redirect_uri),
        ("client_id", op.target.client_id),
    ]
    return op.token_request(form, headers=headers)


@check(
    "transport/cors-userinfo",
    spec=["core:5.3", "discovery:3"],
    level=SHOULD,
    severity=LOW,
    needs="userinfo",
    remedy=f"{REMEDY} the UserInfo endpoint.",
)
def test_scripts_of_the_application_can_read_userinfo(op: Op) -> None:
    """Applications that run in the browser cannot learn who logged in."""
    reply = userinfo_across(op, from_application(op))
    expect_readable(op, reply, where="UserInfo response")


@check(
    "transport/cors-userinfo-preflight",
    spec=["core:5.3", "discovery:3", "fetch"],
    level=SHOULD,
    severity=LOW,
    needs="userinfo",
    remedy=f"{REMEDY} the UserInfo endpoint, with the header Authorization.",
)
def test_scripts_of_the_application_may_send_the_token_to_userinfo(op: Op) -> None:
    """Browsers ask before they send an Authorization header, and hold it back without a yes."""
    reply = userinfo_across(op, from_application(op))
    with presuming():
        expect_readable(op, reply, where="UserInfo response")
    preflight = [
        *from_application(op),
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "authorization"),
    ]
    answer = op.userinfo(method="OPTIONS", headers=preflight)
    where = "UserInfo response to a preflight"
    expect_readable(op, answer, where=where)
    named = answer.header("access-control-allow-headers").lower()
    allowed = "authorization" in [one.strip() for one in named.split(",")]
    expect(allowed and answer.status < 300, "authorization", named or "none", where=where)


@check(
    "transport/cors-token",
    spec=["discovery:3", "rfc9700:2.6"],
    level=SHOULD,
    severity=LOW,
    needs="code",
    remedy=f"{REMEDY} the token endpoint.",
)
def test_scripts_of_the_application_can_read_token_responses(op: Op) -> None:
    """Applications that run in the browser cannot exchange their code."""
    origin_header = from_application(op)
    reply = token_across(op, origin_header)
    if not reply.header(ALLOW):
        # Some let only the response be read that has the tokens in it.
        request, code = op.fresh_code()
        headers, form = op.rp.token_request(request, code)
        reply = op.token_request(form, headers=[*headers, *origin_header])
    expect_readable(op, reply, where="token response")


@check(
    "transport/cors-jwks",
    spec=["discovery:3", "rfc9700:2.6"],
    level=SHOULD,
    severity=LOW,
    remedy=f"{REMEDY} jwks_uri.",
)
def test_scripts_of_the_application_can_read_the_jwk_set(op: Op) -> None:
    """Applications that run in the browser cannot verify an ID Token."""
    url = op.endpoint("jwks_uri")
    reply = op.fetch(url, purpose=Purpose.JWK_SET, headers=from_application(op))
    with presuming():
        op.json_of(reply, "JWK Set")
    expect_readable(op, reply, where="JWK Set")


@check(
    "transport/cors-discovery",
    spec=["discovery:4", "rfc9700:2.6"],
    level=SHOULD,
    severity=LOW,
    remedy=f"{REMEDY} the discovery document.",
)
def test_scripts_of_the_application_can_read_the_discovery_document(op: Op) -> None:
    """Applications that run in the browser cannot find the endpoints."""
    reply = op.fetch(op.discovery_url, purpose=Purpose.DISCOVERY, headers=from_application(op))
    with presuming():
        op.json_of(reply, "discovery document")
    expect_readable(op, reply, where="discovery document")


@check(
    "transport/cors-authorization",
    spec=["rfc9700:2.6", "discovery:3"],
    level=MUST,
    severity=MEDIUM,
    remedy="Switch CORS off at the authorization endpoint.",
)
def test_no_script_can_read_an_authorization_response(op: Op) -> None:
    """A script of another site could log the user in and read what comes back."""
    request = op.rp.authorization_request(op.target.auth_method)
    url = request.url(op.endpoint("authorization_endpoint"))
    headers = [("origin", STRANGER)]
    reply = op.http.send("GET", url, purpose=Purpose.AUTHORIZATION_REQUEST, headers=headers)
    told = reply.header(ALLOW)
    expect(not told, "none", told, where=f"authorization endpoint, {ALLOW}")


@check(
    "transport/cors-credentials-userinfo",
    spec=["wstg:4.11.7", "fetch"],
    level=MAY,
    severity=HIGH,
    needs="userinfo",
    remedy="Allow credentials by CORS to origins from a list only, at the UserInfo endpoint.",
)
def test_no_stranger_may_send_cookies_to_userinfo(op: Op) -> None:
    """Any site that the user visits can call the endpoint in the user's name."""
    expect_no_credentials(userinfo_across(op, [("origin", STRANGER)]), "UserInfo response")


@check(
    "transport/cors-credentials-token",
    spec=["wstg:4.11.7", "fetch"],
    level=MAY,
    severity=HIGH,
    needs="code",
    remedy="Allow credentials by CORS to origins from a list only, at the token endpoint.",
)
def test_no_stranger_may_send_cookies_with_token_requests(op: Op) -> None:
    """Any site that the user visits can call the endpoint in the user's name."""
    expect_no_credentials(token_across(op, [("origin", STRANGER)]), "token response")


def expect_no_credentials(reply: Reply, where: str) -> None:
    """No origin whatever is told back together with the leave to send cookies."""
    told = reply.header(ALLOW)
    leave = reply.header("access-control-allow-credentials").strip().lower() == "true"
    if told == STRANGER and leave:
        raise Mismatch("no credentials for any origin", f"credentials for {told}", where)
