"""Values of prompt that many providers do not have (Core 3.1.2.1)."""

from suites.checks.check import check
from suites.checks.words import LOW, MAY, SHOULD
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_not_taken
from suites.verdicts.expect import NotApplicable, expect, expect_decided

WHERE = "authorization response"
VALUES = "prompt_values_supported"
SELECT = "select_account"
BAD_REQUEST = 400


@check(
    "authorization/prompt-select-account",
    spec=["core:3.1.2.1", "core:3.1.2.6"],
    level=SHOULD,
    severity=LOW,
    remedy="Let the provider ask on prompt=select_account, or answer account_selection_required.",
)
def test_prompt_select_account_asks_the_user_which_account(op: Op) -> None:
    """Whoever has two accounts stays in the wrong one, and cannot get out of it."""
    if VALUES in op.discovery() and SELECT not in op.listed(VALUES):
        raise NotApplicable(f"{VALUES} does not list {SELECT}.")
    _, landing = op.ask(prompt=SELECT)
    expect_not_taken(landing, "a page that asks, or an error", where=WHERE)


@check(
    "authorization/prompt-unknown",
    spec=["core:3.1.2.1", "rfc6749:4.1.2.1", "prompt-create:4.1"],
    level=MAY,
    severity=LOW,
    remedy="Let the provider ignore a prompt that it does not know, or tell the application.",
)
def test_an_unknown_prompt_is_ignored_or_told_to_the_application(op: Op) -> None:
    """An application that uses a newer value leaves its users on an error page.

    A provider that lists its values should answer others with HTTP 400, in whatever way.
    """
    _, landing = op.ask(prompt="ssoproof")
    if not landing.left:
        expect_decided(landing.reply)
    as_listed = landing.reply.status == BAD_REQUEST and VALUES in op.discovery()
    stranded = not landing.left and landing.reply.status >= BAD_REQUEST and not as_listed
    told = outcome_in_words(landing)
    expect(not stranded, "a login, or an error at the redirect_uri", told, where=WHERE)
