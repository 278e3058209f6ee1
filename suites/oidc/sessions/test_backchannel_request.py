"""The request that tells a client of a logout: Back-Channel Logout 1.0 sections 2.2 and 2.5."""

from functools import partial
from urllib.parse import parse_qsl

from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, STATEFUL
from suites.oidc.sessions.channels import BACK, BACK_PATH, backchannel_request, logout_metadata
from suites.op.op import Op
from suites.protocol.clients.registration import as_far_as_granted
from suites.verdicts.expect import expect_equal, expect_none, presuming

FORM = "application/x-www-form-urlencoded"

backchannel_check = partial(
    check, spec="backchannel:2.5", run_class=STATEFUL, needs="backchannel-logout", remedy=VENDOR
)


@backchannel_check(
    "backchannel/delivered",
    level=MUST,
    severity=HIGH,
    remedy="Find out in the provider's log why it does not send its logout requests; a firewall "
    "may stop them.",
)
def test_a_client_that_wants_to_be_told_is_told_of_a_logout(op: Op) -> None:
    """The user logged out and is still logged in at every other application."""
    with as_far_as_granted(op, "backchannel_logout_uri", **logout_metadata(op)):
        backchannel_request(op)


@backchannel_check("backchannel/once", level=MAY, severity=LOW)
def test_a_client_is_told_once_of_a_logout(op: Op) -> None:
    """Each request costs the application a verification, and hides what really happened."""
    with presuming():
        backchannel_request(op)
    expect_equal(len(op.listener().received(BACK_PATH)), 1, where=f"{BACK}, number of requests")


@backchannel_check("backchannel/post", level=MUST, severity=MEDIUM)
def test_a_client_is_told_by_post(op: Op) -> None:
    """By GET the logout token would stand in logs, and applications refuse it."""
    with presuming():
        request = backchannel_request(op)
    expect_equal(request.method, "POST", where=f"{BACK}, method")


@backchannel_check("backchannel/form", level=MUST, severity=MEDIUM)
def test_a_client_is_told_by_a_form(op: Op) -> None:
    """Applications read nothing from a body of another type."""
    with presuming():
        headers = backchannel_request(op).headers
    found = headers.get("content-type", "none").partition(";")[0].strip().lower()
    expect_equal(found, FORM, where=f"{BACK}, Content-Type")


@backchannel_check("backchannel/parameters", level=MAY, severity=LOW)
def test_the_form_has_the_logout_token_alone(op: Op) -> None:
    """What else is sent tells the application, and its logs, more than they need."""
    with presuming():
        body = backchannel_request(op).body.decode("utf-8", "replace")
    names = [name for name, _ in parse_qsl(body, keep_blank_values=True)]
    expect_equal(names.count("logout_token"), 1, where=f"{BACK}, number of logout_token")
    expect_none(sorted(set(names) - {"logout_token"}), where=f"{BACK}, other parameters")


@backchannel_check(
    "backchannel/registered-url", spec="backchannel:2.2", level=MUST, severity=MEDIUM
)
def test_the_client_is_told_at_the_registered_url_exactly(op: Op) -> None:
    """A URL that is made of parts could be led to machines inside of the provider's network."""
    with presuming():
        request = backchannel_request(op)
    expect_none([f"?{name}" for name, _ in request.query], where=f"{BACK}, what was added")
