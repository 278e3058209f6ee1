"""Front-Channel Logout 1.0: a page of the provider loads one of the application's in a frame."""

from typing import Any

from starlette.responses import Response

from fakes.applications.pages import page, paragraph
from fakes.applications.sessions import Session
from fakes.applications.wandb_server import SESSION, WandbServer
from fakes.wire.request import Request


class FrontChannelLogout(WandbServer):
    """Ends the session of the browser, if it is the one that iss and sid name (section 3)."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self.routes["/frontchannel-logout"] = {"GET": self.frontchannel_logout}

    def frontchannel_logout(self, request: Request) -> Response:
        """A small page, whatever there was to end."""
        session = self.session_of(request)
        if session is not None and self.is_named(session, dict(request.query)):
            self.ended(request.cookie(SESSION))
        return self.farewell()

    def is_named(self, session: Session, params: dict[str, str]) -> bool:
        """Whether iss and sid, where they are there, are those of the session."""
        named = (name for name in ("iss", "sid") if name in params)
        return all(session.claims.get(name) == params[name] for name in named)

    def farewell(self) -> Response:
        return page("Signed out", paragraph("You are signed out."), framed_by="*")
