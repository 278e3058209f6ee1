"""Rich authorization requests: what a provider does not know is refused (RFC 9396)."""

import json
from functools import partial

from fakes.user.browser import Landing
from suites.checks.check import check
from suites.checks.words import LOW, MEDIUM, MUST
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_refusal
from suites.verdicts.expect import NotRun, presuming

# Nobody can announce it.
UNKNOWN = [{"type": "https://ssoproof.example/no-such-type", "actions": ["read"]}]
REFUSE = "Refuse requests whose authorization_details have a type that is not known."
UNKNOWN_DETAILS = "invalid_authorization_details"

details_check = partial(
    check, spec="rfc9396:5", level=MUST, needs=["code", "authorization-details"], remedy=REFUSE
)


@remembered
def _asked_for_unknown_details(op: Op) -> Landing:
    """Where it leads a user who is logged in to ask for details of an unknown type; remembered."""
    op.login()
    _, landing = op.authorize("pkce", authorization_details=json.dumps(UNKNOWN))
    return landing


@details_check("authorization/unknown-details", severity=MEDIUM)
def test_authorization_details_of_an_unknown_type_are_refused(op: Op) -> None:
    """A client is told that its user agreed, to something that nobody at the provider read."""
    expect_refusal(_asked_for_unknown_details(op))


@details_check("authorization/unknown-details-error", severity=LOW)
def test_authorization_details_of_an_unknown_type_are_named_as_the_error(op: Op) -> None:
    """A client cannot tell what it has to ask for otherwise."""
    landing = _asked_for_unknown_details(op)
    with presuming():
        expect_refusal(landing)
    if not landing.left:
        raise NotRun("The provider shows the error on a page of its own.")
    expect_refusal(landing, UNKNOWN_DETAILS)
