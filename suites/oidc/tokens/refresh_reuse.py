"""What becomes of a refresh token that was replaced: RFC 9700 section 4.14.2.

The section has it invalidated at once. Products let a client try again that got no answer: for some
seconds (Okta, Ory Hydra), a number of times (Keycloak), or the last token but one (Auth0). That is
less than the section asks for, and no token that stays good: so one that still works at once is
tried again when the client has used its successor, and after a time that no such retry takes.
"""

from contextlib import nullcontext
from dataclasses import dataclass

from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.tokens.grants import expect_tokens
from suites.protocol.tokens.refresh import (
    WHERE,
    following_token,
    presume_rotation,
    refresh,
    refresh_grant,
)
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Mismatch, presuming

GRACE_S = 600
RETRY = "It ends when its successor was used, or after a while: a client may try again until then."
GRACE = (
    "It works beside the token that replaced it. Some products allow that for a minute; whether it "
    "ends can be seen only by a clock that can be moved: try the old token again by hand."
)


@dataclass(frozen=True, slots=True)
class Reused:
    """What was wrong when a replaced refresh token was used: at once, and later.

    `newest` is the token that was good before the last use; `outlasted` is whether later was after
    any time of grace.
    """

    newest: str
    at_once: Mismatch | None
    later: Mismatch | None
    outlasted: bool


@remembered
def reused(op: Op) -> Reused:
    """A refresh token that is used, replaced, and used again; remembered.

    Raises NotApplicable if refresh tokens stay the same.
    """
    presume_rotation(op)
    _, token = refresh_grant(op, "refresh token reuse")
    with presuming():
        newest = expect_tokens(refresh(op, token), WHERE).string("refresh_token")
    at_once = wrong_with_use(op, token)
    if at_once is None:
        return Reused(newest, None, None, outlasted=True)
    newest = following_token(refresh(op, newest), newest) or newest
    clock = op.target.clock
    outlasted = clock.patience_s >= GRACE_S
    with clock.ahead(GRACE_S) if outlasted else nullcontext():
        return Reused(newest, at_once, wrong_with_use(op, token), outlasted)


def wrong_with_use(op: Op, token: str) -> Mismatch | None:
    """What is wrong if a refresh with `token` succeeds; None if it is refused."""
    try:
        expect_refused_exchange(refresh(op, token))
    except Mismatch as mismatch:
        return mismatch
    return None
