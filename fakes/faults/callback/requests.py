"""Defects of where a request with a wrong redirect URI leads."""

from collections.abc import Callable

from starlette.responses import Response

from fakes.engine.model import Authorization, Session
from fakes.engine.pages import form_post_page
from fakes.engine.provider import Provider
from fakes.faults import fault
from fakes.faults.callback.places import ELSEWHERE, callback
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=[*callback("missing"), "registration/redirect-uri-required"])
class CallbackDefault(Reference):
    """Without a redirect URI the registered one is used."""

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        client = self.client_of(request.params)
        if client and "redirect_uri" not in request.params:
            others = [(name, value) for name, value in request.pairs if name != "redirect_uri"]
            default = ("redirect_uri", client.redirect_uris[0])
            request.pairs[:] = [*others, default]
        return super().judged(request, then)


@fault(caught_by=[*callback("registered"), "flow/login"])
class CallbackNotRegistered(Reference):
    """The operator of the application was told a host whose callback nobody registered."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"HOST": "https://wandb.other-company.com"}


@fault(
    caught_by=[
        *callback(ELSEWHERE, "twice-good-first"),
        "registration/query-mismatch",
        "registration/query-added",
        "client-management/update-in-force",
    ]
)
class ErrorsToAnyCallback(Reference):
    """That a redirect URI is not registered is told at that very URI."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        return self.redirect(f"{request.params.get('redirect_uri', '')}?error=invalid_request")


@fault(caught_by=callback("twice-bad-first"))
class ErrorToFirstCallback(Reference):
    """Of two redirect URIs the first is told that there are two."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        return error_to(self, request, 0) or super().unknown_redirect_uri(request)


@fault(caught_by=callback("twice-good-first"))
class ErrorToSecondCallback(Reference):
    """Of two redirect URIs the second is told that there are two."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        return error_to(self, request, 1) or super().unknown_redirect_uri(request)


@fault(caught_by=callback("bad-with-unknown-scope"))
class ScopeBeforeCallback(Reference):
    """An error of the scope is sent to the redirect URI before that was compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if "openid" in request.params.get("scope", ""):
            return super().unknown_redirect_uri(request)
        return self.redirect(f"{request.params['redirect_uri']}?error=invalid_scope")


@fault(caught_by=callback("bad-without-response-type"))
class ResponseTypeBeforeCallback(Reference):
    """A missing response type is told at the redirect URI before that was compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if "response_type" in request.params:
            return super().unknown_redirect_uri(request)
        return self.redirect(f"{request.params['redirect_uri']}?error=invalid_request")


@fault(caught_by=callback("bad-without-session"))
class PromptBeforeCallback(Reference):
    """That a user is not logged in is told at the redirect URI before that was compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("prompt") != "none":
            return super().unknown_redirect_uri(request)
        return self.redirect(f"{request.params['redirect_uri']}?error=login_required")


@fault(caught_by=callback("bad-with-form-post javascript-with-form-post"))
class FormPostToAnyCallback(Reference):
    """With the response mode form_post the redirect URI is not compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("response_mode") != "form_post":
            return super().unknown_redirect_uri(request)
        return form_post_page(request.params["redirect_uri"], [("error", "invalid_request")])


@fault(caught_by=callback("bad-with-fragment"))
class FragmentToAnyCallback(Reference):
    """With the response mode fragment the redirect URI is not compared."""

    def unknown_redirect_uri(self, request: Request) -> Response:
        if request.params.get("response_mode") != "fragment":
            return super().unknown_redirect_uri(request)
        return self.redirect(f"{request.params['redirect_uri']}#error=invalid_request")


def error_to(provider: Provider, request: Request, place: int) -> Response | None:
    """An error response at one of two redirect URIs; None if there is only one."""
    asked = [value for name, value in request.pairs if name == "redirect_uri"]
    return provider.redirect(f"{asked[place]}?error=invalid_request") if len(asked) > 1 else None
