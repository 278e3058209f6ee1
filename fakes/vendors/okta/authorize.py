"""Okta's authorization endpoint and logout, with its own error texts."""

import json
from html import escape
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Authorization, Client, Session
from fakes.engine.pages import page
from fakes.engine.provider import Provider
from fakes.wire.request import Pairs, Request

PROMPTS = ("none", "login", "consent", "enroll_authenticator")
LONGEST_AGE = 2**31 - 1
POST_MESSAGE = "okta_post_message"


class AuthorizationOfOkta(Provider):
    """`state` is mandatory, every refusal has its sentence, and logout wants an ID Token."""

    cookie = "idx"
    code_lifetime_s = 300
    rules = ("check_state", *Provider.rules)

    def unknown_client(self, request: Request) -> Response:
        return self.page_refusal("invalid_client", "Invalid value for 'client_id' parameter.")

    def unknown_redirect_uri(self, request: Request) -> Response:
        what = "The 'redirect_uri' parameter must be a Login redirect URI in the client app"
        uri = request.params.get("redirect_uri", "")
        return self.page_refusal("invalid_request", f"{what} settings: {uri}")

    def page_refusal(self, error: str, description: str) -> Response:
        body = "<p>Your request resulted in an error.</p>"
        return page("400 Bad Request", f"{body}<p>{escape(description)}</p>", 400)

    def redirect(self, url: str) -> Response:
        response = super().redirect(url)
        response.status_code = 302
        return response

    # The rules, in the product's words

    def check_state(self, authorization: Authorization) -> None:
        """Its documentation lists the characters allowed, but others pass (dgn/oidc-filter#10)."""
        if "state" not in authorization.params:
            what = "The authentication request has an invalid 'state' parameter."
            raise Rejected("invalid_request", what)

    def check_response_type(self, authorization: Authorization) -> None:
        configured = ", ".join(authorization.client.response_types)
        what = "The response type is not supported by the authorization server."
        error = "unsupported_response_type" if authorization.response_type else ""
        with saying(f"{what} Configured response types: [{configured}]", error):
            super().check_response_type(authorization)

    def check_response_mode(self, authorization: Authorization) -> None:
        what = "'query' response mode cannot be used with either the 'id_token' or 'token'"
        with saying(f"{what} response types.", "unsupported_response_mode"):
            super().check_response_mode(authorization)

    def response_modes(self) -> tuple[str, ...]:
        return ("query", "fragment", "form_post", POST_MESSAGE)

    def check_request_objects(self, authorization: Authorization) -> None:
        """The client registered no key that a request object could be signed with."""
        with saying("The 'request' parameter is invalid.", "invalid_request_object"):
            super().check_request_objects(authorization)

    def check_scope(self, authorization: Authorization) -> None:
        """An unknown scope spoils the request."""
        what = "Requests for ID tokens or access tokens with OpenID scopes require the 'openid'"
        with saying(f"{what} scope."):
            super().check_scope(authorization)
        if not set(authorization.scopes) <= set(authorization.client.scopes):
            what = "One or more scopes are not configured for the authorization server resource."
            raise Rejected("invalid_scope", what)

    def check_nonce(self, authorization: Authorization) -> None:
        """Asked for with `token` too."""
        wanted = set(authorization.response_type.split())
        if wanted & {"id_token", "token"} and "nonce" not in authorization.params:
            what = "The 'nonce' parameter is required for authorize requests with either the"
            raise Rejected("invalid_request", f"{what} 'id_token' or 'token' response types..")

    def check_pkce(self, authorization: Authorization) -> None:
        what = "challenge method is not supported. Valid values: [S256]"
        if "code_challenge" not in authorization.params:
            what = "PKCE code challenge is required by the application."
        with saying(what):
            super().check_pkce(authorization)

    def check_prompt(self, authorization: Authorization) -> None:
        what = "Invalid value for 'prompt' parameter. Supported values: "
        with saying(f"{what}[{', '.join(PROMPTS)}]"):
            super().check_prompt(authorization)
            if not set(authorization.prompts) <= set(PROMPTS):
                raise Rejected("invalid_request")

    def check_max_age(self, authorization: Authorization) -> None:
        what = "Invalid value for 'max_age' parameter. It should be within range 0 - 2^31-1."
        with saying(what):
            super().check_max_age(authorization)
            if int(authorization.params.get("max_age", "0")) > LONGEST_AGE:
                raise Rejected("invalid_request")
        if "none" in authorization.prompts and authorization.params.get("max_age") == "0":
            raise Rejected("invalid_request", "'prompt=none' cannot be used with 'max_age=0'.")

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        with saying("The client specified not to prompt, but the user is not logged in."):
            return super().proceed(authorization, session)

    def respond(self, authorization: Authorization, session: Session) -> Response:
        """Only a user whom the client is for, and at a custom server only by a policy."""
        what = ""
        if self.options["assignment"] == "nobody":
            what = "User is not assigned to the client application."
        elif self.options["server"] != "org" and self.options["policy"] == "none":
            what = "Policy evaluation failed for this request, please check the policy"
            what = f"{what} configurations."
        if what:
            return self.refuse(authorization, Rejected("access_denied", what))
        return super().respond(authorization, session)

    def echo(self, authorization: Authorization) -> Pairs:
        return [pair for pair in super().echo(authorization) if pair[0] == "state"]

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        """The scope comes back with an access token."""
        pairs = super().response_parameters(authorization, session)
        if "token" not in authorization.response_type.split():
            return pairs
        return [("scope", " ".join(self.granted_scopes(authorization))), *pairs]

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        """One more mode, for scripts: a message to the window that opened this one."""
        if self.response_mode(authorization) != POST_MESSAGE:
            return super().deliver(authorization, pairs)
        parts = urlsplit(authorization.redirect_uri)
        message = json.dumps([dict(pairs), f"{parts.scheme}://{parts.netloc}"])
        escaped = message.replace("<", "\\u003c")
        script = f"(window.opener || window.parent).postMessage(...{escaped})"
        return page("Signing in", "", script=script)

    # Logout

    def asks_before(self, client: Client | None) -> bool:
        return False

    def ask_for_logout(self, request: Request) -> Response:
        """It has no such page: the hint must be about the user of the session."""
        return self.page_refusal("invalid_request", "id_token_does_not_match_session")

    def logout_client(self, params: dict[str, str]) -> Client | None:
        """Only an ID Token tells who asks."""
        if "id_token_hint" not in params:
            raise Rejected("invalid_request", "The 'id_token_hint' parameter is required.")
        with saying("The 'id_token_hint' parameter is invalid."):
            return super().logout_client(params)

    def logout_target(self, client: Client | None, params: dict[str, str]) -> str:
        what = "The 'post_logout_redirect_uri' parameter must be a Logout redirect URI in the"
        with saying(f"{what} client app settings"):
            return super().logout_target(client, params)
