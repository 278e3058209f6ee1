"""Applications where nothing happens: that no harm is seen there is no check passed."""

from typing import Any, ClassVar

import pytest
from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.faults.frontchannel import FrameEndsNothing
from fakes.applications.faults.third_party import InitiationMissing
from fakes.applications.faults.wishes import ADDRESS, OtherLogoutRequest
from fakes.applications.full.refreshing import Renewal
from fakes.applications.homes import Application, Full
from fakes.applications.sessions import Session
from fakes.applications.wandb_server import away
from fakes.faults import Fault, ids
from fakes.faults.editing import rewrite
from fakes.wire.request import Request
from suites.harness.given.applications.proving import application_outcomes


class HearsInVain(Full):
    """Logout Tokens are read, and end nothing."""

    def is_meant(self, claims: dict[str, Any], session: Session) -> bool:
        return False


class HearsNothing(Full):
    """Every Logout Token is refused."""

    def logout_claims(self, raw: str) -> dict[str, Any]:
        raise SignInFailed("No logouts are taken here.")


class BeginsByItsOwnLink(Application):
    """A login begins by the plain address alone."""

    def login(self, request: Request) -> Response:
        if request.query:
            raise SignInFailed("This link is not one of this server.")
        return super().login(request)


class LogsNobodyOut(Application):
    """A logout leads to the first page, and everything stays as it is."""

    def logout(self, request: Request) -> Response:
        return away("/")


class ReturnsNowhere(OtherLogoutRequest):
    """A logout request names no address to return to."""

    changed: ClassVar[dict[str, str]] = {ADDRESS: ""}


class ShowsSubjectAlone(Full):
    """Of its user the page shows sub, and no account."""

    def home(self, request: Request) -> Response:
        session = self.session_of(request)
        subject = str(session.claims["sub"]) if session else "nobody"
        return rewrite(super().home(request), lambda page: f"<html>{subject}</html>")


class RefreshedUnread(Full):
    """New tokens are asked for, and the ID Token among them is not read."""

    def renewed(self, session: Session, renewal: Renewal) -> Session:
        self.refreshed(renewal)
        return session


HAPPENS_NOTHING: dict[type, dict[str, str]] = {
    HearsInVain: dict.fromkeys(
        (
            *ids("rp-backchannel", "other-session other-user issuer"),
            "rp-second-provider/logout",
        ),
        "NOT_RUN",
    ),
    HearsNothing: dict.fromkeys(ids("rp-backchannel", "refusal not-cached"), "NOT_RUN"),
    FrameEndsNothing: {"rp-frontchannel/another-session": "NOT_RUN"},
    InitiationMissing: dict.fromkeys(
        ids("rp-third-party", "login-hint unknown-parameter another-issuer target-elsewhere"),
        "NOT_RUN",
    ),
    BeginsByItsOwnLink: {"rp-request/planted": "NOT_RUN", "rp-session/open-redirect": "NOT_RUN"},
    LogsNobodyOut: {
        "rp-session/logout": "WARNED",
        "rp-session/open-redirect-at-logout": "NOT_RUN",
        "rp-session/logout-address": "NOT_APPLICABLE",
    },
    ReturnsNowhere: {
        "rp-session/logout-address": "NOT_APPLICABLE",
        "rp-session/logout-state": "NOT_APPLICABLE",
    },
    ShowsSubjectAlone: {
        "rp-answers/claims-escaped": "NOT_RUN",
        "rp-answers/script-addresses": "NOT_APPLICABLE",
        "rp-account/email-changed": "NOT_RUN",
        "rp-second-provider/same-subject": "NOT_RUN",
        "rp-userinfo/unsigned-jwt": "NOT_RUN",
    },
    RefreshedUnread: dict.fromkeys(ids("rp-refresh", "subject issuer signature"), "NOT_RUN"),
}


@pytest.mark.parametrize("way", HAPPENS_NOTHING, ids=lambda way: way.__name__)
def test_where_nothing_happens_nothing_passes(way: type) -> None:
    fault = Fault(way.__name__, str(way.__doc__), frozenset(), "full", way)
    found = application_outcomes("full-pkce", fault, HAPPENS_NOTHING[way])
    told = {one: outcome.outcome for one, outcome in found.items()}
    assert told == HAPPENS_NOTHING[way], found
