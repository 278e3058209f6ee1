"""Verbs for the `claims` request parameter (Core 5.5)."""

import json
from typing import Any

from fakes.user.browser import Landing
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.requests import silent_login
from suites.protocol.authorization.responses import expect_success
from suites.verdicts.expect import NotApplicable, presuming

NO_SUCH = "ssoproof_no_such_claim"
NO_SUCH_ACR = "urn:ssoproof:no-such-acr"
NOBODY = "ssoproof-nobody"


def wishes(**places: dict[str, Any]) -> str:
    """The value of the parameter: wishes by claim, by place."""
    return json.dumps(places, separators=(",", ":"))


def available(op: Op, claim: str) -> None:
    """Raises NotApplicable if the provider tells no such claim about the test user."""
    if claim not in op.claims_of_userinfo():
        raise NotApplicable(f"The provider tells no {claim} about the test user.")


def supported_acr(op: Op) -> str:
    """The last acr that the provider lists. Raises NotApplicable if it lists none."""
    listed = op.listed("acr_values_supported")
    if not listed:
        raise NotApplicable("The discovery document has no acr_values_supported.")
    return listed[-1]


def silent_for(op: Op, sub: str) -> Landing:
    """The outcome of prompt=none for the user who is called `sub`.

    Raises NotRun if no request succeeds by prompt=none.
    """
    silent_login(op)
    wanted = wishes(id_token={"sub": {"value": sub}})
    return op.ask(prompt="none", claims=wanted)[1]


@remembered
def silent_for_own_user(op: Op) -> Landing:
    """The outcome of prompt=none for the user of the session, by `silent_for`."""
    with presuming():
        own = op.login().id_token.claims.string("sub")
    return silent_for(op, own)


def presume_own_user_is_taken(op: Op) -> None:
    """A request that names the user of the session succeeds silently. Raises NotRun."""
    landing = silent_for_own_user(op)
    with presuming():
        expect_success(landing)
