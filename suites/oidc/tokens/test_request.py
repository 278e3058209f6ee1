"""How the token endpoint takes its request, and who the client is: RFC 6749 2.3, 3.2 and 4.1.3."""

from fakes.relying_party.party import with_query
from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, INFO, LOW, MAY, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.tokens.exchanges import changed_exchange, exchanged
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import NotApplicable, expect, expect_decided, expect_status, presuming

NO_SUCH_SECRET = "ssoproof-no-such-secret"  # noqa: S105 - of nobody
JSON = [("content-type", "application/json")]


@remembered
def in_the_url(op: Op, method: str) -> Reply:
    """The answer to a right token request whose parameters are in the URL."""
    exchanged(op)
    headers, form = op.rp.token_request(*op.fresh_code())
    url = with_query(op.endpoint("token_endpoint"), form)
    body: list[tuple[str, str]] | None = [] if method == "POST" else None
    return op.http.send(method, url, purpose=Purpose.TOKEN_REQUEST, headers=headers, form=body)


@check(
    "token/get-refused",
    spec="rfc6749:3.2",
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the token endpoint take POST alone.",
    needs="code",
)
def test_a_token_request_by_get_is_refused(op: Op) -> None:
    """Codes and secrets in a URL stay in logs, histories and proxies."""
    expect_refused_exchange(in_the_url(op, "GET"))


@check(
    "token/credentials-in-url-refused",
    spec=["rfc6749:2.3.1", "rfc6749:4.1.3", "core:3.1.3.1"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let the token endpoint read its parameters from the request body alone.",
    needs="code",
)
def test_the_parameters_of_a_token_request_in_its_url_are_refused(op: Op) -> None:
    """Codes and secrets in a URL stay in logs and proxies."""
    expect_refused_exchange(in_the_url(op, "POST"))


@check(
    "token/repeated-parameter",
    spec=["rfc6749:3.2", "rfc6749:5.2"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the token endpoint refuse a parameter that comes twice.",
    needs="code",
)
def test_a_token_request_with_a_repeated_parameter_is_refused(op: Op) -> None:
    """A proxy may judge the first value where the provider takes the last one."""
    exchanged(op)
    headers, form = op.rp.token_request(*op.fresh_code())
    repeated = [pair for pair in form if pair[0] == "grant_type"]
    expect_refused_exchange(op.token_request(form + repeated, headers=headers))


@check(
    "token/form-only",
    spec=["rfc6749:4.1.3", "core:3.1.3.1"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the token endpoint take application/x-www-form-urlencoded alone.",
    needs="code",
)
def test_a_token_request_with_another_content_type_is_refused(op: Op) -> None:
    """What is read as a form although it is labelled otherwise slips past filters."""
    exchanged(op)
    headers, form = op.rp.token_request(*op.fresh_code())
    expect_refused_exchange(op.token_request(form, headers=[*headers, *JSON]))


@check(
    "token/unknown-parameter",
    spec="rfc6749:3.2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let the token endpoint ignore parameters that it does not know.",
    needs="code",
)
def test_the_token_endpoint_ignores_an_unknown_parameter(op: Op) -> None:
    """A client that sends an extension for another provider could not log anybody in."""
    reply = changed_exchange(op, ssoproof="unknown")
    expect_decided(reply, "The token endpoint")
    expect_status(reply, 200, where="token response to an unknown parameter")


@check(
    "token/no-scope-growth",
    spec=["rfc6749:4.1.3", "rfc6749:5.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the token endpoint grant what the user was asked for, whatever it is sent.",
    needs="code",
)
def test_the_token_request_cannot_widen_the_scope(op: Op) -> None:
    """The user agreed to less than the client would get."""
    asked = op.login("pkce", scope="openid").tokens
    if "scope" not in asked:
        raise NotApplicable("The token response does not tell its scope.")
    usual = set(str(asked["scope"]).split())
    request, code = op.fresh_code(scope="openid")
    reply = op.exchange(request, code, scope=op.rp.scopes)
    expect_decided(reply, "The token endpoint")
    if 400 <= reply.status < 500:
        return
    with presuming():
        tokens = op.json_of(reply, "token response")
    more = sorted(set(str(tokens.get("scope", "")).split()) - usual)
    expect(not more, "no more than was asked for", " ".join(more), where="token response, scope")


@check(
    "token/superfluous-secret",
    spec="rfc6749:2.3",
    level=MAY,
    severity=INFO,
    run_class=STATEFUL,
    remedy="Remove the secret from the application's settings: the client has none.",
    needs=["code", "public-client"],
)
def test_a_secret_of_a_client_that_has_none_is_refused(op: Op) -> None:
    """An operator believes that a secret protects the client; the specification leaves it open."""
    expect_refused_exchange(changed_exchange(op, client_secret=NO_SUCH_SECRET))
