"""Defects of the pages that a user sees."""

from dataclasses import replace

from starlette.responses import Response

from fakes.faults import fault
from fakes.faults.editing import add, asks_for_password, is_page
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(
    caught_by=[
        "flow/form-post-csp",
        "flow/form-post-not-frameable",
        "transport/consent-page-not-frameable",
        "transport/device-page-not-frameable",
        "transport/error-page-not-frameable",
        "transport/logout-page-not-frameable",
        "transport/page-csp",
        "transport/page-not-frameable",
    ]
)
class FrameablePages(Reference):
    """Any site may frame the pages."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        del response.headers["x-frame-options"]
        del response.headers["content-security-policy"]


@fault(
    caught_by=[
        "flow/form-post-csp",
        "flow/form-post-not-frameable",
        "transport/consent-page-not-frameable",
        "transport/device-page-not-frameable",
        "transport/error-page-not-frameable",
        "transport/logout-page-not-frameable",
        "transport/page-not-frameable",
    ]
)
class PagesForEveryFrame(Reference):
    """The policy of the pages lets every site frame them."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if is_page(response):
            response.headers["content-security-policy"] = "frame-ancestors *"


@fault(caught_by=["transport/page-csp", "flow/form-post-csp"])
class NoContentSecurityPolicy(Reference):
    """The pages have X-Frame-Options and no Content-Security-Policy."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        del response.headers["content-security-policy"]


@fault(caught_by=["transport/page-hsts"])
class NoHsts(Reference):
    """Nothing tells browsers to come by https only."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        del response.headers["strict-transport-security"]


@fault(
    caught_by=[
        "flow/form-post-referrer",
        "transport/error-page-referrer-policy",
        "transport/page-referrer-policy",
    ]
)
class TalkativePages(Reference):
    """The pages send their whole URL to every site."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if is_page(response):
            response.headers["referrer-policy"] = "unsafe-url"


@fault(caught_by=["transport/page-resources"])
class ForeignScript(Reference):
    """The login page runs a script of another site."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            add(response, '<script src="https://cdn.example.net/counter.js"></script>')


@fault(caught_by=["transport/page-resources"])
class ForeignFont(Reference):
    """The style of the login page imports a font of another site."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            add(response, "<style>@import url(https://fonts.example.net/sans.css);</style>")


@fault(
    caught_by=[
        "flow/form-post-no-store",
        "transport/consent-page-no-store",
        "transport/error-page-no-store",
        "transport/page-no-store",
    ]
)
class CachedPages(Reference):
    """The pages may be kept for an hour."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if is_page(response):
            response.headers["cache-control"] = "max-age=3600"


@fault(caught_by=["transport/nosniff"])
class SniffedPages(Reference):
    """Browsers may guess the type of a page."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if is_page(response):
            del response.headers["x-content-type-options"]


@fault(caught_by=["transport/server-version"])
class ServerWithVersion(Reference):
    """Every answer names the server and its version."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        response.headers["server"] = "nginx/1.18.0"


@fault(caught_by=[], at_home=["transport/login-form-post"])
class LoginByGet(Reference):
    """The login form puts the password into the URL."""

    def answer(self, request: Request) -> Response:
        if request.method == "GET" and "password" in request.params:
            request = replace(request, method="POST", form=request.query)
        return super().answer(request)

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            response.body = bytes(response.body).replace(b'method="post"', b'method="get" ')


@fault(caught_by=["transport/login-form-https"])
class LoginInTheClear(Reference):
    """The page has a second login form, which leads to plain http."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if asks_for_password(response):
            action = f'action="http://{self.host}/login"'
            add(response, f'<form method="post" {action}><input type="password"></form>')


@fault(caught_by=["transport/error-page-internals"])
class ErrorPageWithATraceback(Reference):
    """The error page shows where the program failed."""

    def unknown_client(self, request: Request) -> Response:
        page = self.page_refusal("invalid_client", "Unknown.")
        add(page, "<pre>Traceback (most recent call last): clients.py, line 7</pre>")
        return page
