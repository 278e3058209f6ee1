"""Defects of session management: session_state, and the frame."""

from starlette.responses import HTMLResponse

from fakes.engine.pages import page
from fakes.faults import fault
from fakes.faults.editing import rewrite


def session(slugs):
    """The ids of checks of this area, from words."""
    return [f"session/{slug}" for slug in slugs.split()]


@fault(caught_by=session("state-given"))
class SessionStateMissing:
    """The authorization response has no session_state."""

    def response_parameters(self, authorization, session):
        pairs = super().response_parameters(authorization, session)
        return [pair for pair in pairs if pair[0] != "session_state"]


@fault(caught_by=session("state-characters"))
class SessionStateWithSpace:
    """session_state has a space in it."""

    def session_state(self, authorization, session):
        state = super().session_state(authorization, session)
        return f"{state[:8]} {state[8:]}"


@fault(caught_by=session("frame-served"))
class SessionFrameGone:
    """There is nothing at check_session_iframe."""

    def session_frame(self, request):
        return self.not_found(request)


@fault(caught_by=session("frame-frameable"))
class SessionFrameGuarded:
    """The session frame has the headers of every other page."""

    def session_frame(self, request):
        response = super().session_frame(request)
        policy = response.headers["content-security-policy"]
        response.headers["content-security-policy"] = policy.replace(" *", " 'none'")
        return response


@fault(caught_by=session("frame-frameable"))
class SessionFrameDenied:
    """The session frame says X-Frame-Options: DENY."""

    def session_frame(self, request):
        response = super().session_frame(request)
        return HTMLResponse(response.body, headers={"x-frame-options": "DENY"})


@fault(caught_by=session("frame-listens"))
class SessionFrameDeaf:
    """The session frame is a page without a script."""

    def session_frame(self, request):
        response = page("Session", "")
        response.headers["content-security-policy"] = "frame-ancestors *"
        del response.headers["x-frame-options"]
        return response


@fault(caught_by=session("frame-answers-the-asker"))
class SessionFrameAnswersAll:
    """The session frame answers to whoever is there."""

    def session_frame(self, request):
        response = super().session_frame(request)
        return rewrite(response, lambda text: text.replace("), event.origin);", "), '*');"))
