"""The login as the application does it, and the code that it gets (Core 3.1)."""

from fakes.relying_party.party import METHODS
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MUST
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_success, presume_decided
from suites.verdicts.expect import HandedOver, Mismatch, expect, expect_equal

WHERE = "authorization response"


@check(
    "flow/login",
    spec=["core:3.1.2", "core:3.2.2", "wandb"],
    level=MUST,
    severity=CRITICAL,
    remedy="Change what the answer names: the client's grant, redirect_uri, scopes or users.",
)
def test_the_login_leads_back_to_the_application(op: Op) -> None:
    """Nobody gets into the application."""
    try:
        op.attempt()
    except Mismatch as mismatch:
        judge = judge_of_another_cause(op, mismatch)
        if judge:
            raise HandedOver(judge, mismatch) from mismatch
        raise


def judge_of_another_cause(op: Op, mismatch: Mismatch) -> str:
    """The check that is there for what broke the login; empty if it is the login itself."""
    if mismatch.where.startswith("token response"):
        return "token/success"
    wanted = METHODS[op.target.auth_method]["response_type"]
    if wanted not in op.listed("response_types_supported"):
        return "discovery/response-type-of-the-application"
    return ""


@check(
    "flow/code-in-query",
    spec=["core:3.1.2.5", "multiple:2.1"],
    level=MUST,
    severity=HIGH,
    needs="code",
    remedy="Let the provider put the code into the query, unless the request says otherwise.",
)
def test_the_code_comes_in_the_query(op: Op) -> None:
    """What comes after a # stays in the browser: the application's server never sees it."""
    expect_equal(op.login("pkce").landing.mode, "query", where=f"{WHERE}, response mode")


@check(
    "flow/code-alone",
    spec=["rfc6749:4.1.2", "rfc9700:2.1.2"],
    level=MUST,
    severity=HIGH,
    needs="code",
    remedy="Let the provider send nothing but the code where only a code was asked for.",
)
def test_no_token_comes_with_the_code(op: Op) -> None:
    """Tokens in a URL end up in histories, logs and Referer headers."""
    params = op.login("pkce").landing.params
    tokens = [name for name in ("access_token", "id_token") if name in params]
    expect(not tokens, "a code and no token", " and ".join(tokens), where=WHERE)


@check(
    "flow/code-form-post",
    spec=["form-post:2", "multiple:2.1"],
    level=MUST,
    severity=LOW,
    needs=["code", "form_post"],
    remedy="Let the provider post codes too, or do not announce form_post.",
)
def test_a_code_can_be_delivered_by_form_post(op: Op) -> None:
    """Applications that keep codes out of URLs could not log in."""
    op.login("pkce")
    _, landing = op.authorize("pkce", response_mode="form_post")
    expect_success(landing).string("code")
    expect_equal(landing.mode, "form_post", where=f"{WHERE}, response mode")


@check(
    "flow/response-mode-unknown",
    spec=["core:3.1.2.6", "multiple:2.1"],
    level=MAY,
    severity=LOW,
    remedy="Let the provider refuse unknown response modes, or answer by the default one.",
)
def test_an_unknown_response_mode_is_refused_or_ignored(op: Op) -> None:
    """A response that comes in another way than the application listens for is lost."""
    request, landing = op.authorize(response_mode="ssoproof")
    presume_decided(landing)
    if not landing.left or "error" in landing.params:
        return
    default = "query" if request.params.get("response_type") == "code" else "fragment"
    expect_equal(landing.mode, default, where=f"{WHERE}, response mode")
