"""Consent: who is asked, and when (Core sections 3.1.2.1 and 3.1.2.4)."""

from functools import partial

from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.pages.consent import WHERE, consent_page, newcomer_client
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_not_taken, expect_success
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    Tolerated,
    expect_equal,
    expect_none,
    presuming,
)

ASK = "Ask users for consent where clients may register themselves."
NEEDS_PAGE = ("consent_required", "interaction_required")
CLIENT = "client that nobody has agreed to"

consent_check = partial(check, run_class=STATEFUL, needs="registration", remedy=ASK)


@consent_check("consent/asked", spec="core:3.1.2.4", level=SHOULD, severity=HIGH)
def test_the_user_is_asked_before_an_unknown_client_gets_anything(op: Op) -> None:
    """Anybody can register a client, and would learn who every user is who follows a link."""
    client = newcomer_client(op, "asked")
    _, landing = client.ask(browser=op.browser)
    expect_not_taken(landing, "a page that asks", where=f"request of a {CLIENT}")


@consent_check(
    "consent/prompt-none", spec=["core:3.1.2.1", "core:3.1.2.6"], level=MUST, severity=HIGH
)
def test_prompt_none_gives_nothing_to_a_client_that_nobody_has_agreed_to(op: Op) -> None:
    """The question that users get in a window is skipped in a hidden frame."""
    page = consent_page(op, "prompt none")
    _, landing = page.client.ask(browser=op.browser, prompt="none")
    told, where = outcome_in_words(landing), f"prompt=none of a {CLIENT}"
    if not landing.left or "error" not in landing.params:
        raise Mismatch("error=consent_required", told, where)
    if landing.params["error"] not in NEEDS_PAGE:
        why = "It is refused, for another reason than the specification names."
        raise Tolerated("error=consent_required", told, where, why)


@consent_check(
    "consent/not-skipped", spec=["core:3.1.2.4", "rfc6749:10.12"], level=SHOULD, severity=HIGH
)
def test_no_parameter_skips_the_question(op: Op) -> None:
    """A link of an attacker's would do without what every other link has to ask."""
    page = consent_page(op, "not skipped")
    client, skipped = page.client, []
    tries = {
        "approval_prompt": "auto",
        "consent": "true",
        "decision": "allow",
        "allow": "Authorize",
    }
    request = client.rp.authorization_request(client.target.auth_method)
    if _taken(client.send(request, op.browser, post=True)):
        skipped.append("POST")
    if _taken(client.ask(browser=op.browser, **tries)[1]):
        skipped.append(", ".join(tries))
    expect_none(skipped, where="ways around the consent page")


def _taken(landing: Landing) -> bool:
    return landing.left and "error" not in landing.params


@consent_check(
    "consent/more-scope", spec=["core:3.1.2.4", "rfc6749:3.3"], level=SHOULD, severity=HIGH
)
def test_a_client_that_wants_more_than_before_asks_again(op: Op) -> None:
    """Users who agreed to little find that they agreed to everything."""
    page = consent_page(op, "more scope", scope="openid")
    with presuming():
        expect_success(page.send(page.form))
    request, landing = page.client.ask(browser=op.browser, scope="openid profile email")
    if _taken(landing):
        with presuming():
            tokens = page.client.read(request, landing).tokens
        granted = tokens.get("scope", "openid profile email")
        expect_equal(granted, "openid", where="scope given without asking again")


@consent_check(
    "consent/prompt-consent",
    spec="core:3.1.2.1",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Let the provider ask again on prompt=consent.",
)
def test_prompt_consent_asks_again(op: Op) -> None:
    """Applications that want users to look again at what they agreed to cannot have it."""
    page = consent_page(op, "prompt consent")
    with presuming():
        expect_success(page.send(page.form))
    _, landing = page.client.ask(browser=op.browser, prompt="consent")
    expect_not_taken(landing, "a page that asks", where="prompt=consent")


@consent_check("consent/denied", spec="rfc6749:4.1.2.1", level=MUST, severity=LOW, remedy=VENDOR)
def test_saying_no_tells_the_application_access_denied(op: Op) -> None:
    """The application waits for an answer that never comes, or takes a no for a failure."""
    page = consent_page(op, "denied")
    button = next((b for b in page.form.buttons if b.refuses), None)
    if button is None:
        raise NotApplicable("The page has no button that says no.")
    landing = page.browser.submit(page.form, {}, button=button, watch=page.request.redirect_uri)
    told = landing.params.get("error", outcome_in_words(landing))
    expect_equal(told, "access_denied", where=f"{WHERE}, answer to a no")
