"""HTTP methods that nobody needs: RFC 9110 section 9, RFC 6749 sections 3.1 and 3.2."""

from collections.abc import Sequence

from fakes.relying_party.party import with_query
from fakes.user.forms import forms_of
from fakes.wire.client import Headers, Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, NOISY, SHOULD, STATEFUL
from suites.op.op import Op
from suites.protocol.authorization.responses import CREDENTIALS, credentials_in
from suites.protocol.tokens.exchanges import exchanged
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Mismatch, expect, expect_decided, presuming

MARK = "ssoproof-trace-mark"


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


def expect_nothing_given(op: Op, reply: Reply, *, where: str) -> None:
    """No code and no token goes to the application. Raises NotRun if nothing was decided."""
    expect_decided(reply)
    forms = [
        one
        for one in forms_of(reply.text, reply.url)
        if one.action.startswith(op.target.redirect_uri)
    ]
    posted = [name for form in forms for name, _ in form.hidden if name in CREDENTIALS]
    given = [*credentials_in(reply.header("location")), *posted]
    expect(not given, "no authorization response", " and ".join(given), where=where)


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
    expect_nothing_given(op, reply, where="authorization request by HEAD with prompt=login")


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
        expect_nothing_given(op, reply, where=f"authorization request by {method}")


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
    url = with_query(op.endpoint("token_endpoint"), [*form, *query])
    return op.http.send("GET", url, purpose=Purpose.TOKEN_REQUEST, headers=[*own, *headers])
