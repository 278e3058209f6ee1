"""Cognito's own logout, by client_id and logout_uri."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from fakes.people import ATTACKER
from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, STATEFUL
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.session.logout import (
    LogoutOutcome,
    expect_not_led_to,
    expect_return,
    knows_user,
    log_out,
    login_in_new_browser,
)
from suites.verdicts.expect import NotApplicable, NotRun, expect_equal

REGISTER = (
    "Add https://HOST, without a slash at its end, to the allowed sign-out URLs of the app client."
)


@dataclass(frozen=True, slots=True)
class CognitoLogout:
    """A logout by `logout_uri` of a user who had logged in."""

    url: str
    end: LogoutOutcome
    known_before: bool
    known_after: bool


@remembered
def cognito_logout(op: Op) -> CognitoLogout:
    """A logout by the first logout URL of the application."""
    urls = op.target.post_logout_redirect_uris
    if not urls:
        raise NotApplicable("The application's profile has no logout URL.")
    browser, _ = login_in_new_browser(op)
    before = knows_user(op, browser)
    end = log_out(op, browser, client_id=op.target.client_id, logout_uri=urls[0])
    return CognitoLogout(urls[0], end, before, knows_user(op, browser))


def _judge(op: Op, wrong: str) -> None:
    """After a logout that worked: the same request with another URL."""
    if not cognito_logout(op).end.returned_to(cognito_logout(op).url):
        raise NotRun(
            "The application's own logout URL does not work: see logout/cognito-returns.",
            judge="logout/cognito-returns",
        )
    end = log_out(op, op.new_browser(), client_id=op.target.client_id, logout_uri=wrong)
    expect_not_led_to(op, end, wrong, f"logout request with logout_uri={wrong}")


@check(
    "logout/cognito-returns",
    spec=["cognito", "wandb"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="vendor-cognito",
    remedy=REGISTER,
)
def test_cognito_leads_to_the_logout_uri_of_the_application(op: Op) -> None:
    """It is the only way back from a logout that Cognito has."""
    found = cognito_logout(op)
    where = "logout request with client_id and logout_uri"
    expect_return(found.end, found.url, where=where, fails_anyhow=lambda: _fails_at_login_too(op))


def _fails_at_login_too(op: Op) -> bool:
    """Whether Cognito's other way to log out, which ends at its login page, is refused as well."""
    client_id, back = op.target.client_id, op.target.redirect_uri
    browser = op.new_browser()
    found = log_out(op, browser, client_id=client_id, response_type="code", redirect_uri=back)
    return found.refused


@check(
    "logout/cognito-session-ends",
    spec="cognito",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="vendor-cognito",
    remedy="Check the domain that the user is sent to: each has sessions of its own.",
)
def test_cognito_ends_its_session_at_a_logout(op: Op) -> None:
    """Whoever comes next at the same browser would be logged in as the user who left."""
    found = cognito_logout(op)
    if not found.known_before:
        raise NotRun("A second request asked for a login before the logout already.")
    told = "the user is still logged in" if found.known_after else "a login is needed"
    expect_equal(told, "a login is needed", where="authorization request after the logout")


@check(
    "logout/cognito-other-host",
    spec="cognito",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs="vendor-cognito",
    remedy=REGISTER,
)
def test_cognito_does_not_lead_to_another_host(op: Op) -> None:
    """A link that begins with the provider's name ends at the attacker's copy of it."""
    _judge(op, urlsplit(cognito_logout(op).url)._replace(netloc=ATTACKER).geturl())


@check(
    "logout/cognito-sub-path",
    spec="cognito",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    needs="vendor-cognito",
    remedy=REGISTER,
)
def test_cognito_does_not_lead_below_the_registered_url(op: Op) -> None:
    """A prefix that counts as registered opens every page below it."""
    _judge(op, f"{cognito_logout(op).url}/ssoproof-elsewhere")
