"""Which flows a client may use, and which it gets: RFC 6749 4.2.2.1, RFC 9700 section 2.1.2."""

from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.flows.test_implicit import BOTH
from suites.op.op import Op
from suites.protocol.authorization.hybrid import hybrid_types
from suites.protocol.authorization.responses import CREDENTIALS, expect_refusal, presume_decided
from suites.protocol.clients.registration import registered_as_asked
from suites.verdicts.expect import NotApplicable, expect, expect_none

WHERE = "authorization response"
HYBRID = ("code id_token", "code token", "code id_token token")
REFUSALS = ("unauthorized_client", "unsupported_response_type", "invalid_request")


@check(
    "flow/token-alone",
    spec=["rfc9700:2.1.2", "asvs:10.6.1"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Switch the implicit grant of OAuth off for this client: it needs no access token "
    "without an ID Token.",
)
def test_the_client_gets_no_access_token_alone(op: Op) -> None:
    """An access token in a URL is bound to nobody: whoever gets hold of it can use it."""
    _, landing = op.authorize(response_type="token", response_mode=None)
    given = "access_token" in landing.params
    expect(not given, "a refusal", "an access token", where=WHERE)
    expect_refusal(landing)


@check(
    "flow/implicit-token-not-in-query",
    spec=["multiple:5", "rfc9700:4.3.2"],
    level=MUST,
    severity=HIGH,
    needs=BOTH,
    remedy="Let the provider refuse response_mode=query for tokens.",
)
def test_response_mode_query_delivers_no_access_token_in_the_query(op: Op) -> None:
    """In a query the access token ends up in histories, logs and Referer headers."""
    op.login("implicit", response_type="id_token token")
    _, landing = op.authorize("implicit", response_type="id_token token", response_mode="query")
    presume_decided(landing)
    exposed = landing.mode == "query" and "access_token" in landing.params
    expect(not exposed, "a refusal", "an access token in the query", where=WHERE)


@check(
    "flow/implicit-only-if-registered",
    spec=["rfc6749:4.2.2.1", "registration:2"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["implicit", "registration"],
    remedy="Answer a response type that the client did not register with unauthorized_client.",
)
def test_a_client_that_registered_for_codes_gets_no_id_token_by_the_implicit_flow(op: Op) -> None:
    """What an administrator switched off is only hidden, and anybody's link switches it on."""
    refuse_to_code_client(op, "id_token")


@check(
    "flow/implicit-token-only-if-registered",
    spec=["rfc6749:4.2.2.1", "rfc9700:2.1.2", "registration:2"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    needs=[BOTH, "registration"],
    remedy="Answer a response type that the client did not register with unauthorized_client.",
)
def test_a_client_that_registered_for_codes_gets_no_access_token_in_a_url(op: Op) -> None:
    """What an administrator switched off is only hidden, and anybody's link switches it on."""
    refuse_to_code_client(op, "id_token token")


@check(
    "flow/hybrid-token-only-if-registered",
    spec=["rfc6749:4.2.2.1", "rfc9700:2.1.2", "registration:2", "asvs:10.4.4", "asvs:10.6.1"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["hybrid-with-access-token", "registration"],
    remedy="Answer a response type that the client did not register with unauthorized_client.",
)
def test_a_client_that_registered_for_codes_gets_no_access_token_beside_one(op: Op) -> None:
    """What an administrator switched off is only hidden, and anybody's link switches it on."""
    refuse_to_code_client(op, hybrid_types(op, "token")[0], "pkce")


def refuse_to_code_client(op: Op, response_type: str, method: str = "implicit") -> None:
    """A client of the harness's own, which registered for `code`, asks for something else."""
    client = registered_as_asked(op, "response_types")
    client.login("pkce")
    _, landing = client.authorize(method, response_type=response_type, response_mode=None)
    expect_refusal(landing, *REFUSALS)


@check(
    "flow/unannounced-hybrid",
    spec=["discovery:3", "rfc6749:4.1.2.1"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Announce in response_types_supported what is offered, and refuse what is not.",
)
def test_a_hybrid_response_type_that_is_not_announced_is_refused(op: Op) -> None:
    """Tokens come through the browser by a way that nobody knows of and nobody reviewed."""
    hidden = [one for one in HYBRID if one not in announced(op)]
    if not hidden:
        raise NotApplicable("response_types_supported lists every hybrid type.")
    _, landing = op.authorize(response_type=hidden[-1], response_mode=None)
    presume_decided(landing)
    found = [name for name in CREDENTIALS if name in landing.params]
    expect_none(found, where=f"{WHERE} to {hidden[-1]}, which is not announced")


@check(
    "flow/unannounced-implicit",
    spec=["discovery:3", "rfc6749:4.2.2.1"],
    level=SHOULD,
    severity=MEDIUM,
    remedy="Announce in response_types_supported what is offered, and refuse what is not.",
)
def test_an_implicit_response_type_that_is_not_announced_is_refused(op: Op) -> None:
    """Tokens come through the browser by a way that nobody knows of and nobody reviewed."""
    hidden = [one for one in ("id_token", "id_token token") if one not in announced(op)]
    if not hidden or op.target.auth_method == "implicit":
        raise NotApplicable("The implicit flow is announced, or the application uses it.")
    _, landing = op.authorize("implicit", response_type=hidden[-1], response_mode=None)
    presume_decided(landing)
    found = [name for name in CREDENTIALS if name in landing.params]
    expect_none(found, where=f"{WHERE} to {hidden[-1]}, which is not announced")


def announced(op: Op) -> set[str]:
    """The response types of the discovery document, the words of each in alphabetical order."""
    return {" ".join(sorted(one.split())) for one in op.listed("response_types_supported")}
