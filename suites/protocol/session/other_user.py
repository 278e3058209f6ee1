"""A second user of the provider, logged in in a browser of their own."""

from fakes.user.browser import Browser
from suites.op.login import Login
from suites.op.memory import remembered
from suites.op.op import Op
from suites.verdicts.expect import NotRun


def other_user(op: Op) -> tuple[Browser, Login]:
    """The browser and the login of the second user.

    Raises NotApplicable if none is known, NotRun if the login does not succeed or is of the first.
    """
    other = _for_other_user(op)
    if other.login().id_token.claims.get("sub") == op.login().id_token.claims.get("sub"):
        raise NotRun("The second user logs in as the first one.")
    return other.browser, other.login()


@remembered
def _for_other_user(op: Op) -> Op:
    return op.for_other_user()
