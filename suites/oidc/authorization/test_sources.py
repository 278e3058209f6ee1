"""Which value counts, and what a client may ask for: RFC 6749 sections 3.1 and 3.3."""

from suites.checks.check import check
from suites.checks.words import LOW, MAY, MEDIUM, SHOULD, STATEFUL
from suites.op.login import Login
from suites.op.op import Op
from suites.protocol.authorization.requests import Outcome, visit_both
from suites.protocol.authorization.responses import expect_refusal
from suites.protocol.clients.registration import registered, registration
from suites.verdicts.expect import NotApplicable, NotRun, expect, expect_none, presuming

IN_QUERY = {"state": "ssoproof-state-in-query", "nonce": "ssoproof-nonce-in-query"}
IN_BODY = {"state": "ssoproof-state-in-body", "nonce": "ssoproof-nonce-in-body"}


@check(
    "authorization/mixed-sources",
    spec=["rfc6749:3.1", "core:3.1.2.1"],
    level=MAY,
    severity=LOW,
    remedy="Read a request by POST from its body alone, or refuse it if it has a query.",
)
def test_a_post_with_a_query_is_read_from_one_place(op: Op) -> None:
    """Where two parts of a provider read two places, each can be shown what it likes to see."""
    request, landing = sent_in_both(op)
    if not landing.left or "error" in landing.params:
        return
    state = landing.params.get("state", "none")
    with presuming():
        login = op.read(request, landing)
    nonce = login.id_token.claims.get("nonce", "none")
    sent = [*IN_QUERY.values(), *IN_BODY.values()]
    if state not in sent or nonce not in sent:
        raise NotRun(
            "State or nonce come back changed (see authorization/state, id-token/nonce).",
            judge="authorization/state",
        )
    same = (state == IN_BODY["state"]) == (nonce == IN_BODY["nonce"])
    expect(same, "both from one place", f"{state}, {nonce}", where="authorization response")


def sent_in_both(op: Op) -> Outcome:
    """A request by POST that has another state and nonce in its query than in its body."""
    op.login()
    request = op.rp.authorization_request(op.target.auth_method, **IN_BODY)
    return request, visit_both(op, request, IN_QUERY.items())


@check(
    "authorization/scope-beyond-registration",
    spec=["rfc6749:3.3", "rfc7591:2"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs=["code", "registration"],
    remedy="Grant a client the scopes of its registration, and tell it when it asked for more.",
)
def test_a_scope_outside_of_the_registration_is_not_granted(op: Op) -> None:
    """An application takes by asking what its registration does not allow."""
    made = registration(op, scope="openid")
    if made.members.get("scope") != "openid":
        raise NotApplicable("The registration did not keep the scope that was asked for.")
    client = registered(op, scope="openid")
    # A login of this client for what every application asks for may be refused already.
    op.login()
    request, landing = client.authorize("pkce", browser=op.browser, scope="openid email")
    if "code" not in landing.params:
        with presuming():
            expect_refusal(landing, "invalid_scope")
        return
    with presuming():
        login = client.read(request, landing, "pkce")
    beyond = sorted(granted(login, "openid email") - {"openid"})
    expect_none(beyond, where="token response, scopes beyond the registration")


def granted(login: Login, asked: str) -> set[str]:
    """The scopes of a login, which are those that were asked for where nothing is said of them."""
    scope = login.tokens.get("scope", asked)
    if not isinstance(scope, str):
        raise NotRun(
            "The scope of the token response is no string (see token/scope-syntax).",
            judge="token/scope-syntax",
        )
    return set(scope.split())
