"""Refresh tokens: how a client comes by one, and what it gets for it (RFC 6749 6, Core 11, 12)."""

from dataclasses import dataclass

from fakes.wire.client import Reply
from suites.op.login import Login
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.registration import as_far_as_permitted
from suites.protocol.tokens.grants import REFRESH, expect_tokens, own_grant, token_request
from suites.verdicts.expect import Document, Mismatch, NotApplicable, presuming

WHERE = "refresh response"
NO_SUCH_TOKEN = "ssoproof-no-such-refresh-token-0123456789abcd"  # noqa: S105 - of nobody
OFFLINE = {"prompt": "consent"}


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A login, and what its refresh token gave.

    `narrowed` is the answer to the next refresh, for the scope openid alone, and `after` the one to
    the refresh that followed; None where the one before gave no refresh token.
    """

    login: Login
    reply: Reply
    at: float
    narrowed: Reply | None
    after: Reply | None

    @property
    def tokens(self) -> Document:
        """What was given. Raises NotRun if it is no success."""
        with presuming():
            return expect_tokens(self.reply, WHERE)


def refreshable(op: Op) -> dict[str, str]:
    """What an authorization request has to say so that a refresh token comes with its code.

    Nothing, or offline_access with a consent (Core 11). Raises NotApplicable if neither helps.
    """
    if refresh_token_of(op.login("pkce")):
        return {}
    if "offline_access" in op.listed("scopes_supported"):
        way = OFFLINE | {"scope": f"{op.rp.scopes} offline_access"}
        with as_far_as_permitted("The client may not have offline_access"):
            if refresh_token_of(op.login("pkce", **way)):
                return way
    raise NotApplicable("The provider gives this client no refresh token.")


def way_to_refresh(op: Op) -> dict[str, str]:
    """As `refreshable`; nothing where no refresh token can be had."""
    try:
        return refreshable(op)
    except NotApplicable:
        return {}


def refresh_token_of(login: Login) -> str:
    """The refresh token of a login, or an empty string."""
    value = login.tokens.get("refresh_token")
    return value if isinstance(value, str) else ""


def refresh_grant(op: Op, name: str, *, scope: str = "") -> tuple[Login, str]:
    """A login that one check may use up, and its refresh token; remembered under `name`.

    `scope` is what to ask for in place of the usual, with offline_access where it is needed.
    """
    way = refreshable(op)
    if scope:
        way = way | {"scope": f"{scope} offline_access" if "scope" in way else scope}
    login = own_grant(op, name, **way)
    with presuming():
        return login, login.tokens.string("refresh_token")


def refresh(op: Op, token: str, **fields: str | None) -> Reply:
    """The answer to a refresh request of the client."""
    return token_request(op, REFRESH, **{"refresh_token": token, **fields})


@remembered
def refreshed(op: Op) -> Refreshed:
    """Refresh requests as they should be, and their answers; remembered.

    They are made at once: what other checks do may end everything that the session gave.
    """
    login, token = refresh_grant(op, "refresh")
    reply, at = refresh(op, token), op.target.clock.now()
    narrowed = after = None
    if following_token(reply, token):
        narrowed = refresh(op, following_token(reply, token), scope="openid")
        newest = following_token(narrowed, "")
        after = refresh(op, newest) if newest else None
    return Refreshed(login, reply, at, narrowed, after)


def following_token(reply: Reply, used: str) -> str:
    """The refresh token that is good after a success: a new one, or `used`; else empty."""
    try:
        value = expect_tokens(reply, WHERE).get("refresh_token", used)
    except Mismatch:
        return ""
    return value if isinstance(value, str) else ""


def following(op: Op) -> str:
    """The refresh token that is good after the first of `refreshed`: a new one, or the same.

    Raises NotRun if that was no success.
    """
    with presuming():
        expect_tokens(refreshed(op).reply, WHERE)
    return following_token(refreshed(op).reply, first_token(op))


def first_token(op: Op) -> str:
    """The refresh token that `refreshed` used."""
    return refresh_token_of(refreshed(op).login)


def presume_rotation(op: Op) -> None:
    """Raises NotApplicable if a refresh token stays the same."""
    if following(op) == first_token(op):
        raise NotApplicable("The refresh token stays the same (see refresh/rotation).")
