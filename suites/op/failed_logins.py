"""Logins that stopped, so that none is tried again in the same way, and all tell the same reason.

Each try could send a message to somebody's phone, or lock the user out. A user of whom a login
succeeded is let in: what another request is then asked for is a matter of that request.
"""

from collections.abc import Hashable
from typing import Protocol

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Landing
from fakes.user.login import LoginFailed
from suites.op.provider import Provider
from suites.targets.target import Target
from suites.verdicts.expect import is_breakdown

# What stands in the user's way, whatever is asked for by whichever client.
OF_THE_USER = (
    "account locked",
    "captcha",
    "code refused",
    "enrolment",
    "new password",
    "no password",
    "terms",
    "unfinished account",
)
MOST_BREAKDOWNS = 2


class LoggingIn(Protocol):
    """A client of a provider, with its user."""

    @property
    def provider(self) -> Provider: ...

    @property
    def target(self) -> Target: ...


def presume_not_failed(client: LoggingIn, request: AuthorizationRequest, landing: Landing) -> None:
    """Raises LoginFailed, with the words of the first time, if this login stopped before."""
    user = client.target.user.username
    known = client.provider.failed
    failure = known.get(user) or known.get(_way(client, request))
    if failure is not None and user not in client.provider.entered:
        why = f"This login stopped before, it is not tried again. {failure.why}"
        if is_breakdown(failure.landing.reply.status):
            landing = failure.landing
        again = LoginFailed(landing, why, failure.remedy, failure.obstacle)
        again.attempt = failure.attempt
        raise again


def note_failed(client: LoggingIn, request: AuthorizationRequest, failure: LoginFailed) -> None:
    """Remembers a login that stopped; a provider that broke down may be asked once more."""
    if is_breakdown(failure.landing.reply.status):
        way = _way(client, request)
        client.provider.broke_down[way] += 1
        if client.provider.broke_down[way] < MOST_BREAKDOWNS:
            return
    kind = failure.obstacle.kind if failure.obstacle else ""
    of_the_user = kind in OF_THE_USER or kind.startswith("second factor")
    key = client.target.user.username if of_the_user else _way(client, request)
    client.provider.failed.setdefault(key, failure)


def _way(client: LoggingIn, request: AuthorizationRequest) -> Hashable:
    """The way in which a login is tried: who, by which client, for which response."""
    asked = tuple(request.params.get(name, "") for name in ("response_type", "response_mode"))
    return client.target.user.username, client.target.client_id, *asked
