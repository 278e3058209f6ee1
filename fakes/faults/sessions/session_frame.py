"""Defects of session management: session_state, and the frame."""

from functools import partial

from starlette.responses import HTMLResponse, Response

from fakes.engine.model import Authorization, Session
from fakes.engine.pages import page
from fakes.faults import fault, ids
from fakes.faults.editing import rewrite
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs, Request

session = partial(ids, "session")


@fault(caught_by=session("state-given"))
class SessionStateMissing(Reference):
    """The authorization response has no session_state."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        return [pair for pair in pairs if pair[0] != "session_state"]


@fault(caught_by=session("state-characters"))
class SessionStateWithSpace(Reference):
    """session_state has a space in it."""

    def session_state(self, authorization: Authorization, session: Session) -> str:
        state = super().session_state(authorization, session)
        return f"{state[:8]} {state[8:]}"


@fault(caught_by=session("frame-served"))
class SessionFrameGone(Reference):
    """There is nothing at check_session_iframe."""

    def session_frame(self, request: Request) -> Response:
        return self.not_found(request)


@fault(caught_by=session("frame-frameable"))
class SessionFrameGuarded(Reference):
    """The session frame has the headers of every other page."""

    def session_frame(self, request: Request) -> Response:
        response = super().session_frame(request)
        policy = response.headers["content-security-policy"]
        response.headers["content-security-policy"] = policy.replace(" *", " 'none'")
        return response


@fault(caught_by=session("frame-frameable"))
class SessionFrameDenied(Reference):
    """The session frame says X-Frame-Options: DENY."""

    def session_frame(self, request: Request) -> Response:
        response = super().session_frame(request)
        return HTMLResponse(response.body, headers={"x-frame-options": "DENY"})


@fault(caught_by=session("frame-listens"))
class SessionFrameDeaf(Reference):
    """The session frame is a page without a script."""

    def session_frame(self, request: Request) -> Response:
        response = page("Session", "")
        response.headers["content-security-policy"] = "frame-ancestors *"
        del response.headers["x-frame-options"]
        return response


@fault(caught_by=session("frame-answers-the-asker"))
class SessionFrameAnswersAll(Reference):
    """The session frame answers to whoever is there."""

    def session_frame(self, request: Request) -> Response:
        response = super().session_frame(request)
        return rewrite(response, lambda text: text.replace("), event.origin);", "), '*');"))
