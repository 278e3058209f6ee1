"""Defects of what a login page carries along."""

from html import escape

from starlette.responses import Response

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.editing import rewrite
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["callback/changed-at-the-login-page"])
class CallbackOfLoginForm(Reference):
    """The redirect URI that comes with the password gets the response."""

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        uri = escape(self.pending[ticket].redirect_uri)
        carried = f'<input type="hidden" name="redirect_uri" value="{uri}"></form>'
        page = super().login_form(ticket, hint, message)
        return rewrite(page, lambda html: html.replace("</form>", carried, 1))

    def answer(self, request: Request) -> Response:
        self.at_login = request.method == "POST" and request.url == self.endpoints["login"]
        waiting = self.pending.get(request.params.get("ticket", ""))
        if waiting and "redirect_uri" in request.params:
            waiting.redirect_uri = request.params["redirect_uri"]
        return super().answer(request)

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return self.at_login or super().redirect_uri_allowed(client, redirect_uri)
