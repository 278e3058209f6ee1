"""The other pages of a provider: consent, logout, device, errors."""

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, INFO, LOW, MAY, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.pages.consent import consent_page
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.session.logout import logout_without_parameters
from suites.protocol.session.page_headers import (
    expect_no_store,
    expect_not_frameable,
    expect_quiet_referrer,
    first_of,
    foreign_resources,
    lets_any_inline,
    policies_of,
)
from suites.protocol.session.pages import error_page, first_page
from suites.protocol.tokens.device import device, user_browser
from suites.verdicts.expect import NotApplicable, NotRun, expect, expect_none

UNFRAMED = "Send Content-Security-Policy: frame-ancestors 'none' and X-Frame-Options: DENY with "
CONSENT, LOGOUT, DEVICE = "consent page", "logout page", "page for user codes"


@remembered
def consent_reply(op: Op) -> Reply:
    """The page that asks about a client that nobody knows; it is not answered."""
    return consent_page(op, "pages").landing.reply


def logout_page(op: Op) -> Reply:
    """The page that asks whether to log out. Raises NotApplicable if nobody is asked."""
    _, landing, known = logout_without_parameters(op)
    if landing.left or not known or not landing.forms:
        raise NotApplicable(f"Nobody was asked: {outcome_in_words(landing)}.")
    return landing.reply


def device_page(op: Op) -> Reply:
    """The page for user codes, as a user who is logged in sees it. Raises NotRun."""
    url = device(op, "page").page
    landing = user_browser(op).open(url, purpose=Purpose.DEVICE_PAGE)
    if landing.left or landing.reply.status >= 400:
        raise NotRun(f"In place of a page for user codes: {outcome_in_words(landing)}.")
    return landing.reply


@check(
    "transport/consent-page-not-frameable",
    spec=["rfc9700:4.16", "rfc6749:10.13"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="registration",
    remedy=f"{UNFRAMED}the consent page.",
)
def test_the_consent_page_cannot_be_framed(op: Op) -> None:
    """An attacker's page lays it invisibly under a button of its own: the click is the consent."""
    expect_not_frameable(consent_reply(op), where=CONSENT)


@check(
    "transport/consent-page-resources",
    spec="rfc9700:4.2.4",
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="registration",
    remedy="Serve scripts, styles and images of the consent page from the provider's own site.",
)
def test_the_consent_page_loads_nothing_from_other_sites(op: Op) -> None:
    """Who runs the other site can agree in the user's place."""
    found = foreign_resources(consent_reply(op))
    expect_none(found, where=f"{CONSENT}, hosts of other sites")


@check(
    "transport/consent-page-no-store",
    spec="rfc9111:5.2.2.5",
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    needs="registration",
    remedy="Send Cache-Control: no-store with the consent page.",
)
def test_the_consent_page_is_not_kept_in_caches(op: Op) -> None:
    """The next user of the browser sees what somebody else was asked."""
    expect_no_store(consent_reply(op), where=CONSENT)


@check(
    "transport/logout-page-not-frameable",
    spec="rfc9700:4.16",
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="end_session",
    remedy=f"{UNFRAMED}the page that asks about a logout.",
)
def test_the_logout_page_cannot_be_framed(op: Op) -> None:
    """The question protects nobody if the click on it can be had by a trick."""
    expect_not_frameable(logout_page(op), where=LOGOUT)


@check(
    "transport/device-page-not-frameable",
    spec=["rfc9700:4.16", "rfc8628:5.4"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="device",
    remedy=f"{UNFRAMED}the pages of the device flow.",
)
def test_the_page_for_user_codes_cannot_be_framed(op: Op) -> None:
    """An attacker has the user confirm the attacker's device by a click on something else."""
    expect_not_frameable(device_page(op), where=DEVICE)


@check(
    "transport/error-page-not-frameable",
    spec="rfc9700:4.16",
    level=MAY,
    severity=INFO,
    remedy=f"{UNFRAMED}every page.",
)
def test_the_error_page_cannot_be_framed(op: Op) -> None:
    """There is little to click on it, but a setting for single pages is easily forgotten."""
    expect_not_frameable(error_page(op), where="error page")


@check(
    "transport/error-page-referrer-policy",
    spec="rfc9700:4.2.4",
    level=MAY,
    severity=LOW,
    remedy="Send Referrer-Policy: no-referrer with every page.",
)
def test_the_error_page_does_not_send_its_url_to_others(op: Op) -> None:
    """The URL holds state, nonce and sometimes a code of the login that failed."""
    expect_quiet_referrer(error_page(op), where="error page")


@check(
    "transport/error-page-no-store",
    spec="rfc9111:5.2.2.5",
    level=MAY,
    severity=LOW,
    remedy="Send Cache-Control: no-store with every page.",
)
def test_the_error_page_is_not_kept_in_caches(op: Op) -> None:
    """A browser that kept it shows the error after its cause is gone."""
    expect_no_store(error_page(op), where="error page")


@check(
    "transport/page-csp-scripts",
    spec=["rfc9700:4.16", "wstg:4.2.12"],
    level=MAY,
    severity=LOW,
    remedy="Allow scripts by nonce or hash in place of 'unsafe-inline'.",
)
def test_the_policy_of_the_login_page_keeps_foreign_scripts_out(op: Op) -> None:
    """A policy that allows every script on the page stops none that somebody smuggled in."""
    reply = first_page(op).reply
    found = (first_of(one, "script-src-elem") for one in policies_of(reply))
    told = [sources for name, sources in found if name]
    if not told:
        raise NotApplicable("The login page has no policy about scripts.")
    loose = all("*" in sources or lets_any_inline(sources) for sources in told)
    where = "login page, Content-Security-Policy"
    shown = ", ".join(map(" ".join, told))
    expect(not loose, "scripts by nonce or hash", shown, where=where)
