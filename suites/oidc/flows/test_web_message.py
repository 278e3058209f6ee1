"""The response as a message between two windows (RFC 9700 section 4.17)."""

from fakes.user.addresses import origin
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.requests import Outcome
from suites.protocol.authorization.web_message import (
    ANYBODY,
    posts_a_message,
    scripts_name,
    target_origins,
)
from suites.verdicts.expect import NotRun, expect, expect_none

PAGE = "web_message page"
NEEDS = ["code", "web_message"]


@check(
    "flow/web-message-wildcard",
    spec="rfc9700:4.17.2",
    level=MUST,
    severity=CRITICAL,
    needs=NEEDS,
    remedy="Give postMessage the origin of the registered redirect URI, never the wildcard *.",
)
def test_the_message_is_not_for_every_origin(op: Op) -> None:
    """Any page that opens the provider in a window reads the login of whoever visits it."""
    _, landing = web_message_response(op)
    expect(ANYBODY not in target_origins(landing), "one origin", "the wildcard *", where=PAGE)


@check(
    "flow/web-message-origin",
    spec="rfc9700:4.17.2",
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Give postMessage the origin of the registered redirect URI, and no other.",
)
def test_the_message_goes_to_the_origin_of_the_redirect_uri(op: Op) -> None:
    """Whoever runs the other origin reads the login."""
    _, landing = web_message_response(op)
    own = origin(op.target.redirect_uri)
    others = target_origins(landing) - {own, ANYBODY, op.target.issuer.rstrip("/")}
    expect_none(sorted(others - {origin(landing.reply.url)}), where=f"{PAGE}, other origins")


@check(
    "flow/web-message-state",
    spec=["rfc6749:4.1.2", "rfc9700:4.17.2"],
    level=MUST,
    severity=HIGH,
    needs=NEEDS,
    remedy="Put the state of the request into the message.",
)
def test_the_message_has_the_state_of_the_request(op: Op) -> None:
    """The application refuses the login, or takes one that an attacker began."""
    request, landing = web_message_response(op)
    expect(scripts_name(landing, request.state), "the state of the request", "no state", where=PAGE)


@remembered
def web_message_response(op: Op) -> Outcome:
    """The page that tells the response of a login by code. Raises NotRun if there is none."""
    op.login("pkce")
    request, landing = op.authorize("pkce", response_mode="web_message")
    if not posts_a_message(landing):
        raise NotRun(f"No page sent a message: {outcome_in_words(landing)}.")
    return request, landing
