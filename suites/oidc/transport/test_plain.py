"""Nothing of a login crosses the network in the clear: RFC 6749 section 3, RFC 9700 section 2.6."""

import re
import ssl

from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST
from suites.oidc.transport.plain_http import leads_to_https, over_http, speaks_json
from suites.oidc.transport.tls import hosts, negotiates
from suites.op.op import Op
from suites.protocol.session.pages import first_page
from suites.protocol.tokens.exchanges import NO_SUCH_CLIENT, NO_SUCH_CODE
from suites.verdicts.expect import Mismatch, expect, expect_none

CLOSE = "Close port 80 at this host, or answer there with a redirect to https alone."
FORM = [
    ("grant_type", "authorization_code"),
    ("code", NO_SUCH_CODE),
    ("client_id", NO_SUCH_CLIENT),
]
HALF_A_YEAR_S = 15_768_000
# Without encryption, without authentication, or of less than 112 bits.
BROKEN = "NULL:aNULL:RC4:EXPORT:LOW:@SECLEVEL=0"


@check(
    "transport/http-token",
    spec=["rfc6749:3.2", "core:16.17"],
    level=MUST,
    severity=HIGH,
    needs=["https", "code"],
    remedy=CLOSE,
)
def test_the_token_endpoint_does_not_answer_without_tls(op: Op) -> None:
    """A client with http in its settings works, and shows codes and secrets to the network."""
    reply = over_http(op, "POST", op.endpoint("token_endpoint"), form=FORM)
    answered = reply is not None and speaks_json(reply, "error", "access_token")
    told = "an answer of the token endpoint"
    expect(not answered, "no answer by http", told, where="token endpoint by http")


@check(
    "transport/http-userinfo",
    spec=["core:5.3", "rfc6750:5.2"],
    level=MUST,
    severity=HIGH,
    needs=["https", "userinfo"],
    remedy=CLOSE,
)
def test_the_userinfo_endpoint_does_not_answer_without_tls(op: Op) -> None:
    """A client with http in its settings works, and shows access tokens to the network."""
    reply = over_http(op, "GET", op.endpoint("userinfo_endpoint"), form=None)
    challenge = reply is not None and "bearer" in reply.header("www-authenticate").lower()
    answered = challenge or (reply is not None and speaks_json(reply, "error", "sub"))
    told = "an answer of the UserInfo endpoint"
    expect(not answered, "no answer by http", told, where="UserInfo endpoint by http")


@check(
    "transport/http-authorization",
    spec=["rfc6749:3.1", "core:16.17"],
    level=MUST,
    severity=HIGH,
    needs="https",
    remedy=CLOSE,
)
def test_the_authorization_endpoint_does_not_answer_without_tls(op: Op) -> None:
    """Who is on the way reads the password, or changes the page that asks for it."""
    first_page(op)
    request = op.rp.authorization_request(op.target.auth_method)
    reply = over_http(op, "GET", request.url(op.endpoint("authorization_endpoint")), form=None)
    where = "authorization endpoint by http"
    if reply is None or leads_to_https(reply) or reply.status >= 400:
        return
    location = reply.header("location").partition("?")[0]
    if location:
        raise Mismatch("no answer by http, or https from there on", location, where)
    expect("<form" not in reply.text.lower(), "no page by http", "a page with a form", where=where)


@check(
    "transport/http-discovery",
    spec=["discovery:4.1", "discovery:7.1"],
    level=MUST,
    severity=MEDIUM,
    needs="https",
    remedy=CLOSE,
)
def test_the_discovery_document_is_not_served_without_tls(op: Op) -> None:
    """Who is on the way of a careless client names other endpoints and other keys."""
    reply = over_http(op, "GET", op.discovery_url, form=None)
    served = reply is not None and reply.status == 200 and speaks_json(reply, "issuer")
    told = "the discovery document"
    expect(not served, "no answer by http", told, where="discovery document by http")


@check(
    "transport/login-by-https-alone",
    spec=["rfc9700:2.6", "core:16.17"],
    level=MUST,
    severity=HIGH,
    needs="https",
    remedy="Correct the base URL of the page or proxy that the http URL comes from.",
)
def test_a_login_never_leads_through_plain_http(op: Op) -> None:
    """One hop in the clear shows the cookies and the request, or lets a page be put in between."""
    visited = op.separate_browser().visited
    expect_none(
        sorted(one for one in visited if one.startswith("http:")),
        where="origins that a login leads through, by plain http",
    )


@check(
    "transport/hsts-lasts",
    spec=["rfc9325:3.2", "rfc6797:11.2"],
    level=MAY,
    severity=LOW,
    needs="https",
    remedy="Raise the max-age of Strict-Transport-Security to a year.",
)
def test_hsts_of_the_login_page_lasts_for_half_a_year(op: Op) -> None:
    """Who comes back later is as unprotected as at the first visit."""
    told = first_page(op).reply.header("strict-transport-security").lower()
    seconds = re.search(r"max-age\s*=\s*\"?(\d{1,12})", told)
    if seconds is not None and int(seconds[1]) > 0:
        lasts = int(seconds[1]) >= HALF_A_YEAR_S
        where = "login page, Strict-Transport-Security"
        expect(lasts, f"max-age of {HALF_A_YEAR_S} or more", told, where=where)


@check(
    "transport/broken-ciphers",
    spec=["rfc9325:4.1", "core:16.17"],
    level=MUST,
    severity=HIGH,
    needs="https",
    remedy="Remove the cipher suites without encryption or authentication, RC4 and export suites.",
)
def test_no_host_agrees_to_broken_cipher_suites(op: Op) -> None:
    """Who is on the way reads everything, or is taken for the provider."""
    for probe in hosts(op):
        agreed = negotiates(op, probe, ssl.TLSVersion.TLSv1_2, BROKEN)
        where = f"cipher suites of {probe.name}"
        expect(not agreed, "none of these suites", "a suite that is broken", where=where)
