"""Headers that a proxy sets, sent from outside: RFC 9700 section 4.13, RFC 7239 section 8."""

from urllib.parse import urlsplit

from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MAY, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.transport.forwarded import (
    HOST,
    HOST_ITSELF,
    PROTOCOL,
    authorization_with,
    discovery_with,
    expect_unbelieved,
    identity,
)
from suites.op.jwt import Jwt
from suites.op.op import Op
from suites.protocol.authorization.requests import presume_unknown
from suites.protocol.authorization.responses import presume_decided
from suites.protocol.clients.authentication import presume_proof_needed
from suites.protocol.session.pages import first_page
from suites.protocol.tokens.bearer import expect_refused_token, without_token
from suites.protocol.tokens.exchanges import exchanged
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Mismatch, expect, expect_decided, expect_equal, presuming

SPEC = ["rfc9700:4.13", "wstg:4.7.17"]
FIXED = (
    "Configure the provider's public URL, and let the proxy overwrite X-Forwarded-*, Forwarded and "
    "the like; no other host name must reach the provider."
)
STRIPPED = "Let the proxy remove every header that names a user or a certificate, as it comes in."


@check(
    "transport/forwarded-host-discovery",
    spec=SPEC,
    level=MUST,
    severity=HIGH,
    # A shared cache might keep the answer, however unlikely its URL makes that.
    run_class=STATEFUL,
    remedy=FIXED,
)
def test_the_discovery_document_does_not_believe_a_forwarded_host(op: Op) -> None:
    """Kept by a cache, it sends every login, code and token to the attacker's host."""
    reply = discovery_with(op, HOST)
    expect_unbelieved(reply, where="discovery document with X-Forwarded-Host")


@check(
    "transport/host-header-discovery",
    spec="wstg:4.7.17",
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy=FIXED,
)
def test_the_discovery_document_does_not_believe_the_host_header(op: Op) -> None:
    """Kept by a cache, it sends every login, code and token to the attacker's host."""
    reply = discovery_with(op, HOST_ITSELF)
    expect_unbelieved(reply, where="discovery document with another Host")


@check(
    "transport/forwarded-proto-discovery",
    spec=SPEC,
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="https",
    remedy=FIXED,
)
def test_the_discovery_document_does_not_believe_a_forwarded_protocol(op: Op) -> None:
    """Kept by a cache, it sends codes, tokens and passwords across the network in the clear."""
    reply = discovery_with(op, PROTOCOL)
    expect_decided(reply)
    insecure = f"http://{urlsplit(op.target.issuer).hostname}"
    normal, told = (one.text.replace("\\/", "/") for one in (op.discovery_reply(), reply))
    found = reply.status < 400 and insecure in told.lower() and insecure not in normal.lower()
    where = "discovery document with X-Forwarded-Proto: http"
    expect(not found, "https URLs", insecure, where=where)


@check(
    "transport/forwarded-host-login",
    spec=SPEC,
    level=MUST,
    severity=HIGH,
    remedy=FIXED,
)
def test_the_login_page_does_not_believe_a_forwarded_host(op: Op) -> None:
    """The form that asks for the password, or the way to it, leads to the attacker."""
    first_page(op)
    reply = authorization_with(op, HOST)
    expect_unbelieved(reply, where="authorization request with X-Forwarded-Host")


@check(
    "transport/host-header-login",
    spec="wstg:4.7.17",
    level=SHOULD,
    severity=MEDIUM,
    remedy=FIXED,
)
def test_the_login_page_does_not_believe_the_host_header(op: Op) -> None:
    """The form that asks for the password, or the way to it, leads to the attacker."""
    first_page(op)
    reply = authorization_with(op, HOST_ITSELF)
    expect_unbelieved(reply, where="authorization request with another Host")


@check(
    "transport/forwarded-host-response",
    spec=SPEC,
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=FIXED,
)
def test_the_authorization_response_does_not_believe_a_forwarded_host(op: Op) -> None:
    """The response leads elsewhere, or names an issuer that the application does not know."""
    op.login()
    reply = authorization_with(op, HOST, op.browser.jar)
    expect_unbelieved(reply, where="authorization response with X-Forwarded-Host")


@check(
    "transport/forwarded-host-id-token",
    spec=SPEC,
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="code",
    remedy=FIXED,
)
def test_the_id_token_does_not_believe_a_forwarded_host(op: Op) -> None:
    """A provider that signs for any issuer signs for that of somebody else."""
    exchanged(op)
    headers, form = op.rp.token_request(*op.fresh_code())
    reply = op.token_request(form, headers=[*headers, *HOST])
    expect_decided(reply, "The token endpoint")
    if reply.status >= 400:
        return
    with presuming():
        tokens = op.json_of(reply, "token response")
        claims = Jwt.parse(tokens.string("id_token"), "ID Token").claims
    where = "ID Token with X-Forwarded-Host, iss"
    usual = op.login("pkce").id_token.claims.get("iss", "none")
    expect_equal(claims.get("iss", "none"), usual, where=where)


@check(
    "transport/path-override",
    spec=["rfc9700:4.13", "wstg:4.5.2"],
    level=MAY,
    severity=MEDIUM,
    remedy="Let the proxy remove X-Original-URL and X-Rewrite-URL, or switch off their use.",
)
def test_no_header_replaces_the_path_of_a_request(op: Op) -> None:
    """Whatever a proxy keeps closed by its path is open under the path of something else."""
    with presuming():
        op.discovery()["issuer"]
    parts = urlsplit(op.discovery_url)
    url = f"{parts.scheme}://{parts.netloc}/ssoproof-nothing-here"
    headers = [("x-original-url", parts.path), ("x-rewrite-url", parts.path)]
    reply = op.http.send("GET", url, purpose=Purpose.PATH_OVERRIDE, headers=headers)
    if reply.status == 200 and '"jwks_uri"' in reply.text:
        told = "the discovery document"
        raise Mismatch("nothing", told, "another path with X-Original-URL")


@check(
    "transport/proxy-identity-login",
    spec=["rfc9700:4.13"],
    level=MUST,
    severity=CRITICAL,
    remedy=STRIPPED,
)
def test_headers_that_name_a_user_log_nobody_in(op: Op) -> None:
    """Anybody who knows a user name is logged in as that user."""
    first_page(op)
    presume_unknown(op)
    request = op.rp.authorization_request(op.target.auth_method, prompt="none")
    browser = op.new_browser(identity(op))
    landing = op.send(request, browser)
    presume_decided(landing)
    refused = "error" in landing.params
    given = set() if refused else {"code", "id_token", "access_token"} & set(landing.params)
    told = "an authorization response with " + ", ".join(sorted(given))
    expect(not given, "no login", told, where="authorization request with X-Remote-User")


@check(
    "transport/proxy-identity-userinfo",
    spec=["rfc9700:4.13", "core:5.3.1"],
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy=STRIPPED,
)
def test_headers_that_name_a_user_open_no_userinfo(op: Op) -> None:
    """Anybody who knows a user name reads what the provider knows about that user."""
    with presuming():
        expect_refused_token(without_token(op))
    expect_refused_token(op.userinfo(headers=identity(op)))


@check(
    "transport/proxy-identity-token",
    spec=["rfc9700:4.13", "rfc8705:2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    needs=["code", "confidential-client"],
    remedy=STRIPPED,
)
def test_headers_that_name_a_certificate_authenticate_no_client(op: Op) -> None:
    """Anybody who knows a client_id exchanges the codes of that client."""
    exchanged(op)
    presume_proof_needed(op)
    _, form = op.rp.token_request(*op.fresh_code(), client_id=op.target.client_id)
    form = [pair for pair in form if not pair[0].startswith(("client_secret", "client_assertion"))]
    expect_refused_exchange(op.token_request(form, headers=identity(op)))
