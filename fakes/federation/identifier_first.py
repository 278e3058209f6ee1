"""A login page that asks who somebody is before it asks for a password."""

from html import escape

from starlette.responses import Response

from fakes.engine.pages import hidden, page
from fakes.federation.federated import Federated
from fakes.federation.upstream import Elsewhere
from fakes.wire.request import Request


class IdentifierFirst(Federated):
    """The address alone, where an identity provider is behind; the password is asked for after it.

    A request that names a directory is asked for both at once.
    """

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        named = self.upstream_wanted(self.pending[ticket])
        if not self.upstreams or named or message:
            return super().login_form(ticket, hint, message)
        return page(
            "Welcome",
            f'<form method="post" action="{escape(self.endpoints["login"])}">'
            f'{hidden([("ticket", ticket)])}<label>Email address <input name="username" '
            f'autocomplete="username email" value="{escape(hint)}"></label>'
            '<button type="submit">Continue</button></form>',
        )

    def log_in(self, request: Request) -> Response:
        """Of an address that leads nowhere else the password is asked for."""
        asked = self.upstreams and "password" not in request.params
        ticket = request.params.get("ticket", "")
        leads_on = isinstance(self.upstream_chosen(request), Elsewhere)
        if asked and ticket in self.pending and not leads_on:
            name = request.params.get("username", "")
            return super().login_form(ticket, name, "Enter your password")
        return super().log_in(request)
