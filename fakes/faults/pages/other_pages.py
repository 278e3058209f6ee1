"""Defects of the pages that come after the login page."""

from starlette.responses import Response

from fakes.engine.model import Authorization
from fakes.faults import fault
from fakes.faults.editing import add, asks_for_password, is_page
from fakes.faults.homes import Reference
from fakes.wire.request import Request

FOREIGN = '<script src="https://cdn.example.net/counter.js"></script>'


def unguarded(response: Response) -> Response:
    """The page without what keeps it out of frames."""
    del response.headers["x-frame-options"]
    del response.headers["content-security-policy"]
    return response


@fault(caught_by=["transport/consent-page-not-frameable"])
class FrameableConsent(Reference):
    """Any site may frame the consent page."""

    def consent_page(self, ticket: str, authorization: Authorization) -> Response:
        return unguarded(super().consent_page(ticket, authorization))


@fault(caught_by=["transport/consent-page-resources"])
class ForeignScriptOnConsent(Reference):
    """The consent page runs a script of another site."""

    def consent_page(self, ticket: str, authorization: Authorization) -> Response:
        response = super().consent_page(ticket, authorization)
        add(response, FOREIGN)
        return response


@fault(caught_by=["transport/consent-page-no-store"])
class CachedConsent(Reference):
    """The consent page may be kept for a minute."""

    def consent_page(self, ticket: str, authorization: Authorization) -> Response:
        response = super().consent_page(ticket, authorization)
        response.headers["cache-control"] = "max-age=60"
        return response


@fault(caught_by=["transport/logout-page-not-frameable"])
class FrameableLogout(Reference):
    """Any site may frame the question about a logout."""

    def ask_for_logout(self, request: Request) -> Response:
        return unguarded(super().ask_for_logout(request))


@fault(caught_by=["transport/device-page-not-frameable"])
class FrameableDevicePages(Reference):
    """Any site may frame the pages of the device flow."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if is_page(response) and request.url.endswith("/activate"):
            unguarded(response)


@fault(caught_by=["transport/error-page-not-frameable"])
class FrameableErrors(Reference):
    """Any site may frame a page that asks nothing."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if is_page(response) and b"<form" not in response.body:
            unguarded(response)


@fault(caught_by=["transport/error-page-referrer-policy"])
class TalkativeErrors(Reference):
    """A page that asks nothing sends its whole URL to every site."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if is_page(response) and b"<form" not in response.body:
            response.headers["referrer-policy"] = "unsafe-url"


@fault(caught_by=["transport/error-page-no-store"])
class CachedErrors(Reference):
    """A page that asks nothing may be kept for a minute."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if is_page(response) and b"<form" not in response.body:
            response.headers["cache-control"] = "max-age=60"


@fault(caught_by=["transport/page-csp-scripts"])
class EveryScriptAllowed(Reference):
    """The policy of the login page allows every script on it."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            policy = "script-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
            response.headers["content-security-policy"] = policy
