"""HTTP methods that nobody needs: RFC 9110 section 9, RFC 6749 sections 3.1 and 3.2."""

from collections.abc import Sequence
from urllib.parse import urlencode

from fakes.wire.client import Headers, Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, NOISY, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.tokens.exchanges import exchanged
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Mismatch, expect, presuming

MARK = "ssoproof-trace-mark"
CREDENTIALS = ("code=", "id_token=", "access_token=")


def asked_by(op: Op, method: str, **changes: str | None) -> Reply:
    """The first answer to an authorization request by `method`, of a user who is logged in."""
    op.login()
    request = op.rp.authorization_request(op.target.auth_method, **changes)
    return op.http.send(
        method,
        request.url(op.endpoint("authorization_endpoint")),
        purpose=Purpose.AUTHORIZATION_REQUEST,
        jar=op.browser.jar,
    )


def gives(reply: Reply) -> bool:
    """Whether an answer sends a code or tokens to the application."""
    text = reply.header("location") + " " + reply.text
    named = any(one in reply.header("location") for one in CREDENTIALS)
    return named or any(f'name="{one[:-1]}"' in text for one in CREDENTIALS)


@check(
    "authorization/head-asks-too",
    spec=["core:3.1.2.1", "rfc9110:9.3.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the authorization endpoint answer HEAD as it answers GET, or with HTTP 405.",
)
def test_a_head_request_skips_no_question(op: Op) -> None:
    """Where HEAD is taken for the answer to a page, any site gets a grant in the user's name."""
    reply = asked_by(op, "HEAD", prompt="login", response_mode=None)
    where = "authorization request by HEAD with prompt=login"
    expect(not gives(reply), "no authorization response", "a code or tokens", where=where)


@check(
    "authorization/other-methods",
    spec=["rfc6749:3.1", "rfc9110:9.1"],
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the authorization endpoint take GET and POST alone.",
)
def test_only_get_and_post_start_a_login(op: Op) -> None:
    """Filters that know the two methods of the specification do not see the others."""
    for method in ("PUT", "PATCH", "DELETE"):
        reply = asked_by(op, method)
        where = f"authorization request by {method}"
        expect(not gives(reply), "no authorization response", "a code or tokens", where=where)


@check(
    "transport/trace-refused",
    spec=["rfc9110:9.3.8", "wstg:4.2.6"],
    level=MAY,
    severity=LOW,
    run_class=NOISY,
    remedy="Switch the method TRACE off at the server or proxy.",
)
def test_trace_is_not_answered(op: Op) -> None:
    """What comes back holds the headers that proxies and browsers added, cookies among them."""
    url = op.endpoint("authorization_endpoint")
    headers = [("x-ssoproof", MARK)]
    reply = op.http.send("TRACE", url, purpose=Purpose.AUTHORIZATION_REQUEST, headers=headers)
    if reply.status < 400 and MARK in reply.text:
        raise Mismatch("HTTP 405 or the like", "the request, sent back", "TRACE request")


@check(
    "token/method-override",
    spec=["rfc6749:3.2", "wstg:4.2.6"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="code",
    remedy="Switch the override of HTTP methods off at the token endpoint.",
)
def test_no_header_makes_a_post_of_a_token_request_by_get(op: Op) -> None:
    """Codes and secrets in a URL stay in logs, and filters for POST do not see the request."""
    exchanged(op)
    with presuming():
        expect_refused_exchange(exchange_by_get(op))
    names = ("x-http-method-override", "x-http-method", "x-method-override")
    override = [(name, "POST") for name in names]
    expect_refused_exchange(exchange_by_get(op, override, [("_method", "POST")]))


def exchange_by_get(op: Op, headers: Headers = (), query: Sequence[tuple[str, str]] = ()) -> Reply:
    """The answer to a fresh code that is sent in a URL."""
    own, form = op.rp.token_request(*op.fresh_code())
    url = f"{op.endpoint('token_endpoint')}?{urlencode([*form, *query])}"
    return op.http.send("GET", url, purpose=Purpose.TOKEN_REQUEST, headers=[*own, *headers])
