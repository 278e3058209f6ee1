"""What a hybrid request may have beside what it needs: Core 3.3.2.1 and 15.1.

All of it is asked in one request; only where that is refused, each by itself.
"""

from contextlib import suppress

from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import LOW, MAY, MEDIUM, MUST
from suites.op.jwt import Jwt
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.hybrid import hybrid_responses
from suites.protocol.authorization.responses import expect_no_error, expect_success
from suites.verdicts.expect import NotApplicable, NotRun, expect_in, presuming

ACR_VALUES = "acr_values_supported"


def harmless(op: Op) -> dict[str, str]:
    """Parameters that no provider may refuse, with values."""
    user = op.target.credentials
    return {
        "scope": " ".join(reversed(op.rp.scopes.split())),
        "ssoproof": "extra",
        "display": "page",
        "ui_locales": "se fr-CA en",
        "claims_locales": "se fr-CA",
        "acr_values": " ".join(op.listed(ACR_VALUES) or ["1", "2"]),
        "login_hint": user.username if user else "somebody@example.com",
    }


@remembered
def with_parameters(op: Op, *names: str) -> Landing:
    """Where a hybrid request leads with those of `names`, by that with all of them if it succeeds.

    Raises NotApplicable, NotRun if none leads anywhere without them.
    """
    every = harmless(op)
    if set(names) < set(every):
        together = with_parameters(op, *every)
        if together.left and "error" not in together.params:
            return together
    one, *_ = found = hybrid_responses(op)
    _ = one.params
    for earlier in found:
        # What is asked here may make the user log in again, which tokens for older codes tell.
        with suppress(NotRun):
            earlier.token_reply()
    return one.again(**{name: every[name] for name in names})[1]


@check(
    "hybrid/scope-order",
    spec="rfc6749:3.3",
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Read `scope` as a set of words, whatever their order is, in each flow.",
)
def test_the_order_of_scopes_in_a_hybrid_request_does_not_matter(op: Op) -> None:
    """Applications that sort their scopes are refused."""
    expect_success(with_parameters(op, "scope"))


@check(
    "hybrid/unknown-parameter",
    spec=["rfc6749:3.1", "core:3.3.2.1"],
    level=MUST,
    severity=MEDIUM,
    needs="hybrid",
    remedy="Let the provider ignore request parameters that it does not know, in each flow.",
)
def test_an_unknown_parameter_of_a_hybrid_request_is_ignored(op: Op) -> None:
    """Applications that use an extension could not log in."""
    expect_success(with_parameters(op, "ssoproof"))


@check(
    "hybrid/display-page",
    spec=["core:3.3.2.1", "core:15.1"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider take or ignore the parameter display, in each flow.",
)
def test_display_page_does_not_break_a_hybrid_request(op: Op) -> None:
    """Applications that say how they want the login shown could not log in."""
    expect_no_error(with_parameters(op, "display"))


@check(
    "hybrid/display-popup",
    spec=["core:3.3.2.1", "core:15.1"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider take or ignore the parameter display, in each flow.",
)
def test_display_popup_does_not_break_a_hybrid_request(op: Op) -> None:
    """Applications that say how they want the login shown could not log in."""
    one = hybrid_responses(op)[0]
    _ = one.params
    expect_no_error(one.again(display="popup")[1])


@check(
    "hybrid/ui-locales",
    spec=["core:3.3.2.1", "core:15.1"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider fall back to its own language where it has none of ui_locales.",
)
def test_ui_locales_does_not_break_a_hybrid_request(op: Op) -> None:
    """Users of a language that the provider does not speak could not log in."""
    expect_no_error(with_parameters(op, "ui_locales"))


@check(
    "hybrid/claims-locales",
    spec=["core:5.2", "core:15.1"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider give claims in its own language where it has none of claims_locales.",
)
def test_claims_locales_does_not_break_a_hybrid_request(op: Op) -> None:
    """Users of a language that the provider does not speak could not log in."""
    expect_no_error(with_parameters(op, "claims_locales"))


@check(
    "hybrid/acr-values",
    spec=["core:3.3.2.1", "core:15.1"],
    level=MUST,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider treat acr_values as wishes, which it may leave unmet, in each flow.",
)
def test_acr_values_does_not_break_a_hybrid_request(op: Op) -> None:
    """Applications that wish for a stronger login could not log in at all."""
    expect_no_error(with_parameters(op, "acr_values"))


@check(
    "hybrid/acr-asked",
    spec=["core:3.3.2.1", "core:2"],
    level=MAY,
    severity=LOW,
    needs="hybrid-with-id-token",
    remedy="Let the provider say in each ID Token which of the acr_values it met.",
)
def test_acr_of_the_hybrid_id_token_is_one_of_the_acr_values_of_the_request(op: Op) -> None:
    """The application asks for a stronger login and cannot see whether it got one."""
    if not op.listed(ACR_VALUES):
        raise NotApplicable(f"The discovery document has no {ACR_VALUES}.")
    with presuming():
        response = expect_success(with_parameters(op, "acr_values"))
        claims = Jwt.parse(response.string("id_token"), "hybrid ID Token").claims
    found = claims.get("acr", "no acr")
    expect_in(found, harmless(op)["acr_values"].split(), where="hybrid ID Token, acr")


@check(
    "hybrid/login-hint",
    spec="core:3.3.2.1",
    level=MAY,
    severity=LOW,
    needs="hybrid",
    remedy="Let the provider use or ignore the parameter login_hint, in each flow.",
)
def test_login_hint_does_not_break_a_hybrid_request(op: Op) -> None:
    """Applications that know who is coming could not log them in."""
    expect_no_error(with_parameters(op, "login_hint"))
