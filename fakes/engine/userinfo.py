"""The UserInfo endpoint (Core section 5.3), an OAuth protected resource (RFC 6750)."""

from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import AccessToken, Grant
from fakes.engine.tokens import Tokens
from fakes.wire.request import Request

REALM = 'Bearer realm="userinfo"'


class UserInfo(Tokens):
    """Claims about the user for whoever holds an access token."""

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["userinfo"]] = Route(self.userinfo_methods(), self.userinfo)
        return routes

    def userinfo_methods(self) -> tuple[str, ...]:
        """Both are required (Core 5.3)."""
        return ("GET", "POST")

    def userinfo(self, request: Request) -> Response:
        try:
            grant = self.grant_of_bearer(request)
        except Rejected as refusal:
            return self.userinfo_refusal(refusal.status, refusal.error, refusal.description)
        return self.userinfo_success(grant)

    def grant_of_bearer(self, request: Request) -> Grant:
        """What the request's access token stands for. Raises Rejected (RFC 6750 section 3.1)."""
        values = [one for one in (self.header_token(request), self.form_token(request)) if one]
        if not values:
            raise Rejected("", "", 401)
        if self.too_many_tokens(values):
            raise Rejected("invalid_request", "Send the token in one way.", 400)
        token = self.known_token(values[0])
        if token is None or not self.token_is_alive(token):
            raise Rejected("invalid_token", "The access token is not valid.", 401)
        if not self.scope_suffices(token.grant):
            raise Rejected("insufficient_scope", "The scope lacks openid.", 403)
        return token.grant

    def worded(self, refusal: Rejected) -> Rejected:
        """A refusal in the words of the product."""
        return refusal

    def header_token(self, request: Request) -> str:
        """From the Authorization header (RFC 6750 2.1), never from the URL."""
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        return value.strip() if self.is_bearer(scheme) else ""

    def is_bearer(self, scheme: str) -> bool:
        """Schemes compare without case (RFC 9110 section 11.1)."""
        return scheme.lower() == "bearer"

    def form_token(self, request: Request) -> str:
        """From the form body (RFC 6750 2.2)."""
        return dict(request.form).get("access_token", "")

    def too_many_tokens(self, values: list[str]) -> bool:
        """One way to send the token at a time (RFC 6750 section 2)."""
        return len(values) > 1

    def known_token(self, value: str) -> AccessToken | None:
        return self.access_tokens.get(value)

    def token_is_alive(self, token: AccessToken) -> bool:
        return self.clock.now() < token.expires_at

    def scope_suffices(self, grant: Grant) -> bool:
        """This endpoint is for tokens that came from an OpenID request (Core 5.3)."""
        return "openid" in grant.scopes

    def userinfo_success(self, grant: Grant) -> Response:
        return self.json(self.userinfo_claims(grant), headers={"cache-control": "no-store"})

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        """`sub` always, the rest by scope (Core 5.3.2 and 5.4)."""
        return {"sub": self.subject(grant)} | self.user_claims(grant)

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        """No error code where no token was sent (RFC 6750 sections 3 and 3.1)."""
        told = self.worded(Rejected(error, description, status))
        challenge, body = REALM, {}
        if told.error:
            challenge += f', error="{told.error}", error_description="{told.description}"'
            body = {"error": told.error, "error_description": told.description}
        return self.json(body, told.status, self.challenge_headers(challenge))

    def challenge_headers(self, challenge: str) -> dict[str, str]:
        return {"www-authenticate": challenge, "cache-control": "no-store"}
