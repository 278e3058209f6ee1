"""Defects of the provider's pages: who gets one, and what a request can put on it."""

from starlette.responses import Response

from fakes.engine.model import Client
from fakes.engine.pages import page
from fakes.faults import fault
from fakes.faults.editing import rewrite
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["authorization/client-id-missing"])
class MissingClientGuessed(Reference):
    """Without client_id the first client that was registered is meant."""

    def client_of(self, params: dict[str, str]) -> Client | None:
        first = next(iter(self.clients.values()))
        return super().client_of(params) if "client_id" in params else first


@fault(caught_by=["authorization/client-id-unknown", "client-management/removed-client-login"])
class UnknownClientAccepted(Reference):
    """Any client_id will do."""

    def client_of(self, params: dict[str, str]) -> Client | None:
        first = next(iter(self.clients.values()))
        return super().client_of(params) or (first if "client_id" in params else None)


@fault(
    caught_by=[
        *("authorization/client-id-unknown", "authorization/client-id-missing"),
        *("callback/bad-with-unknown-client", "callback/bad-without-client"),
    ]
)
class UnknownClientRedirected(Reference):
    """The error of an unknown client is sent to the redirect_uri of the request."""

    def unknown_client(self, request: Request) -> Response:
        return self.redirect(request.params["redirect_uri"] + "?error=invalid_client")


@fault(caught_by=["authorization/client-id-escaped"])
class ClientIdShownRaw(Reference):
    """The error page shows the unknown client_id without escaping it."""

    def unknown_client(self, request: Request) -> Response:
        return page("Error", f"<p>Unknown: {request.params.get('client_id')}</p>", 400)


@fault(caught_by=["authorization/login-hint-escaped"])
class LoginHintShownRaw(Reference):
    """The login page greets the user by the login_hint without escaping it."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        show_raw(response, request.params.get("login_hint", ""))


@fault(caught_by=["authorization/state-escaped-on-page", "logout/parameters-escaped"])
class StateKeptRaw(Reference):
    """The login page carries the state along without escaping it."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if self.session_of(request) is None and "prompt" not in request.params:
            show_raw(response, request.params.get("state", ""))


def show_raw(response: Response, text: str) -> None:
    """Adds `text` to a page as it is."""
    if response.headers.get("content-type", "").startswith("text/html"):
        rewrite(response, lambda html: html + text)


@fault(caught_by=["authorization/ui-locales-escaped", "logout/parameters-escaped"])
class UiLocalesShownRaw(Reference):
    """The login page says its language as the request did, without escaping it."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        show_raw(response, request.params.get("ui_locales", ""))


@fault(caught_by=["authorization/display-escaped"])
class DisplayShownRaw(Reference):
    """The login page has a class that is named by display, without escaping it."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        show_raw(response, request.params.get("display", ""))


@fault(caught_by=["authorization/unknown-parameter-escaped"])
class NamesShownRaw(Reference):
    """The login page carries the names of parameters along without escaping them."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        show_raw(response, " ".join(name for name, _ in request.pairs))
