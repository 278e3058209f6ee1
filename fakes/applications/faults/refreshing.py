"""Refreshed tokens that are believed as they come."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.full.refreshing import Renewal
from fakes.applications.homes import Full
from fakes.applications.id_token import unproven
from fakes.applications.sessions import Session
from fakes.faults import fault, ids
from fakes.wire.request import Request

AREA = "rp-refresh"


@fault(caught_by=ids(AREA, "subject"))
class RefreshedSubjectIgnored(Full):
    """The user of a refreshed ID Token is whoever it says."""

    def check_same(self, session: Session, claims: dict[str, Any]) -> None:
        super().check_same(session, claims | {"sub": session.claims["sub"]})


@fault(caught_by=ids(AREA, "subject issuer audience signature"))
class RefreshedUnverified(Full):
    """A refreshed ID Token is read, and nothing of it compared."""

    def renewed_claims(self, raw: str, metadata: dict[str, Any]) -> dict[str, Any]:
        return unproven(raw)

    def check_same(self, session: Session, claims: dict[str, Any]) -> None:
        pass


@fault(caught_by=ids(AREA, "signature"))
class RefreshedSignatureIgnored(Full):
    """Nobody verifies the signature of a refreshed ID Token."""

    def renewed_claims(self, raw: str, metadata: dict[str, Any]) -> dict[str, Any]:
        return unproven(raw)


@fault(caught_by=[*ids(AREA, "refused"), "rp-answers/no-crash"])
class RefusedRefreshBreaks(Full):
    """A refresh token that is refused ends in an error of the server."""

    broken = False

    def refreshed(self, renewal: Renewal) -> dict[str, Any]:
        try:
            return super().refreshed(renewal)
        except SignInFailed:
            self.broken = True
            raise

    def home(self, request: Request) -> Response:
        response = super().home(request)
        return Response("KeyError: access_token", 500) if self.broken else response


@fault(caught_by=ids(AREA, "in-body"))
class RefreshTokenInUrl(Full):
    """The refresh token is in the query of the request for new tokens."""

    def refreshed(self, renewal: Renewal) -> dict[str, Any]:
        url = f"{renewal.metadata['token_endpoint']}?refresh_token={renewal.refresh_token}"
        return super().refreshed(replace(renewal, metadata={"token_endpoint": url}))
