"""Defects of what a logout ends, and for whom."""

from html import escape

from starlette.responses import Response

from fakes.engine.pages import error_page, page
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["logout/old-cookies"])
class LogoutInTheBrowserOnly(Reference):
    """A logout removes the cookie and leaves the session alone."""

    def end_session(self, request: Request) -> Response:
        session = self.session_of(request)
        response = super().end_session(request)
        if session is not None:
            self.sessions[session.sid] = session
        return response


@fault(caught_by=["logout/hint-alone"])
class LogoutWantsUrl(Reference):
    """A logout with a hint and without a URL ends nothing."""

    def end_session(self, request: Request) -> Response:
        if set(request.params) == {"id_token_hint"}:
            return page("Where to?", "<p>Tell where you want to go.</p>")
        return super().end_session(request)


@fault(caught_by=["logout/hint-alone-page"])
class LogoutWithoutGoodbye(Reference):
    """A logout that leads nowhere ends on a page that is not there."""

    def after_logout(self, target: str, params: dict[str, str]) -> Response:
        return super().after_logout(target, params) if target else error_page("not_found", "", 404)


@fault(caught_by=["logout/state-alone"])
class LogoutStateUnwelcome(Reference):
    """A logout request with a state and nothing else is an error."""

    def end_session(self, request: Request) -> Response:
        if set(request.params) == {"state"}:
            return error_page("invalid_request", "There is a state and no URL.")
        return super().end_session(request)


@fault(caught_by=["logout/hint-of-another-user"])
class LogoutByAnybodysHint(Reference):
    """Any ID Token of the provider ends any session."""

    def is_suspect(self, hint: str, request: Request) -> bool:
        return False


@fault(caught_by=["logout/csrf"])
class LogoutConfirmedByAnybody(Reference):
    """A yes to the question of any session ends the one of this browser."""

    def is_confirmed(self, request: Request) -> bool:
        return request.params.get("ticket", "") in self.unconfirmed


@fault(caught_by=["logout/javascript-link"])
class LogoutLinksAnywhere(Reference):
    """The page after a refused logout offers a link to where the request wanted to go."""

    def end_session(self, request: Request) -> Response:
        wanted = request.params.get("post_logout_redirect_uri", "")
        if wanted.startswith("javascript:alert"):
            return page("Error", f'<a href="{escape(wanted)}">Go on</a>', 400)
        return super().end_session(request)
