"""Cognito's pages: authorization requests, managed login, the error page, and logout."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from urllib.parse import urlencode

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Authorization, Client, Session, User
from fakes.engine.pages import error_page, login_page, page
from fakes.engine.provider import Provider
from fakes.features.pages.second_factor import SecondFactor
from fakes.wire.request import Pairs, Request

SECONDS_OF_A_SESSION = 3600
FLOW_TYPES = ("", "code", "token")
NOT_ENABLED = "Client is not enabled for OAuth2.0 flows."
WRONG = "Incorrect username or password."
TOO_MANY = "Password attempts exceeded"


class Pages(SecondFactor, Provider):
    """What a browser gets to see at the domain of a user pool; `mfa` is its MfaConfiguration."""

    cookie = "cognito"
    mfa = "OFF"
    code_lifetime_s = 300
    rules = (
        "check_single_values",
        "check_response_type",
        "check_scope",
        "check_pkce",
        "check_prompt",
    )

    def routes(self) -> dict[str, Route]:
        at = self.endpoints
        routes = super().routes()
        routes[at["authorization"]] = Route(("GET",), self.authorize)
        routes[at["login"]] = Route(("GET", "POST"), self.login)
        routes[at["error"]] = Route(("GET",), self.error)
        return routes

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        """A client whose settings for OAuth are off gets no further than its name."""
        client = self.client_of(request.params)
        if client and not client.metadata.get("AllowedOAuthFlowsUserPoolClient", True):
            return self.error_landing(NOT_ENABLED, client.client_id)
        return super().judged(request, then)

    def unknown_client(self, request: Request) -> Response:
        return self.error_landing("invalid_request", request.params.get("client_id", ""))

    def unknown_redirect_uri(self, request: Request) -> Response:
        return self.error_landing("redirect_mismatch", request.params["client_id"])

    def error_landing(self, error: str, client_id: str) -> Response:
        query = urlencode({"error": error, "client_id": client_id})
        return self.redirect(f"{self.endpoints['error']}?{query}")

    def error(self, request: Request) -> Response:
        """The page for what the application cannot be told, and for what logout cannot do."""
        message = request.params.get("error", "")
        if not message:
            missing = "redirect_uri" if "client_id" in request.params else "client_id"
            message = f"Required String parameter '{missing}' is not present"
        body = "<p>An error was encountered with the requested page.</p>"
        return page("Error", f"{body}<p>{escape(message)}</p>", 400)

    def redirect(self, url: str) -> Response:
        response = super().redirect(url)
        response.status_code = 302
        return response

    def check_scope(self, authorization: Authorization) -> None:
        """Whatever the client has; another scope, or one without openid, spoils the request."""
        allowed = set(authorization.client.scopes)
        if not set(authorization.scopes) & {"openid"}:
            allowed -= {"email", "phone", "profile"}
        if not set(authorization.scopes) <= allowed:
            raise Rejected("invalid_request", "invalid_scope")

    def granted_scopes(self, authorization: Authorization) -> tuple[str, ...]:
        return super().granted_scopes(authorization) or authorization.client.scopes

    def pkce_required(self, client: Client) -> bool:
        """A challenge is welcome, and never asked for."""
        return False

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        """The classic hosted UI does not know `prompt`."""
        if self.options["pages"] == "managed":
            return super().proceed(authorization, session)
        return (
            self.respond(authorization, session) if session else self.ask_for_login(authorization)
        )

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        """prompt=login is heeded, max_age is not."""
        return "login" in authorization.prompts

    def response_mode(self, authorization: Authorization) -> str:
        """The parameter response_mode changes nothing."""
        return "fragment" if authorization.response_type == "token" else "query"

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        """The implicit grant gives an ID Token too."""
        if authorization.response_type != "token":
            return super().response_parameters(authorization, session)
        grant = self.new_grant(authorization, session)
        token = self.new_access_token(grant)
        pairs = [("id_token", self.id_token(grant))] if "openid" in grant.scopes else []
        pairs += [("access_token", token), ("token_type", "bearer")]
        pairs += [("expires_in", str(self.access_token_lifetime_s))]
        return pairs + self.echo(authorization)

    def echo(self, authorization: Authorization) -> Pairs:
        return [pair for pair in super().echo(authorization) if pair[0] == "state"]

    def refuse(self, authorization: Authorization, refusal: Rejected) -> Response:
        """Of descriptions only `invalid_scope` is known; hybrid types end on the error page."""
        if authorization.response_type not in FLOW_TYPES:
            return self.error_landing("invalid_request", authorization.client.client_id)
        return super().refuse(authorization, refusal)

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        pairs = [*self.echo(authorization), ("error", refusal.error)]
        if refusal.description == "invalid_scope":
            pairs.insert(0, ("error_description", "invalid_scope"))
        else:
            pairs.reverse()
        return pairs

    def ask_for_login(self, authorization: Authorization) -> Response:
        """The login page has the parameters of the request in its own URL.

        There is none for a client that the pool's own users may not log in to.
        """
        client = authorization.client
        if "COGNITO" not in client.metadata.get("SupportedIdentityProviders", ["COGNITO"]):
            return self.error_landing("invalid_request", client.client_id)
        return self.redirect(f"{self.endpoints['login']}?{urlencode(authorization.pairs)}")

    def login(self, request: Request) -> Response:
        """The form, and what comes back from it; the request in the URL is judged each time."""
        asked = replace(request, method="GET")
        if request.method == "GET":
            return self.judged(asked, lambda wanted, _: self.login_form_of(wanted, ""))
        if not self.was_shown_here(request, request.params.get("_csrf", "")):
            return error_page("Forbidden", "The login form did not come from this page.", 403)
        return self.judged(asked, lambda wanted, _: self.try_password(wanted, request))

    def was_shown_here(self, request: Request, ticket: str) -> bool:
        return bool(ticket) and self.same(ticket, request.cookie("XSRF-TOKEN"))

    def try_password(self, authorization: Authorization, request: Request) -> Response:
        user = self.user_of(request)
        if user is None:
            return self.login_form_of(authorization, self.complaint(request))
        self.end_older_session(request)
        return self.logged_in(authorization, user)

    def totp_secret_of(self, user: User) -> str:
        """A pool that is OFF asks nobody for a code."""
        return user.totp_secret if self.mfa != "OFF" else ""

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        """A pool that is ON lets nobody in who has no second factor: they have to set one up."""
        if self.mfa == "ON" and not user.totp_secret:
            body = "<p>Your organization wants you to use multi-factor authentication.</p>"
            return page("Set up authenticator app", body)
        return super().logged_in(authorization, user)

    def complaint(self, request: Request) -> str:
        return TOO_MANY if self.tried_too_often(request.params.get("username", "")) else WRONG

    def login_form_of(self, authorization: Authorization, message: str) -> Response:
        """The form; what proves that it is ours is in a cookie and in a hidden field."""
        token = self.random()
        action = f"{self.endpoints['login']}?{urlencode(authorization.pairs)}"
        fields = [("_csrf", token), ("cognitoAsfData", "")]
        response = login_page(action, fields, message, authorization.params.get("login_hint", ""))
        cookie = f"XSRF-TOKEN={token}; Path=/; HttpOnly; SameSite=Lax{self.secure}"
        response.headers.append("set-cookie", cookie)
        return response

    def session_of(self, request: Request) -> Session | None:
        """A session ends an hour after its login, used or not."""
        session = super().session_of(request)
        old = session and self.clock.now() > session.auth_time + SECONDS_OF_A_SESSION
        return None if old else session

    # Logout, by parameters of its own

    def logout_methods(self) -> tuple[str, ...]:
        return ("GET",)

    def logout_client(self, params: dict[str, str]) -> Client | None:
        """Whoever `client_id` names; an ID Token is not looked at."""
        return self.client_of(params)

    def must_ask(self, request: Request, client: Client | None) -> bool:
        return False

    def logout_target(self, client: Client | None, params: dict[str, str]) -> str:
        """A registered `logout_uri`, or a new login for a registered `redirect_uri`."""
        if client is None:
            return ""
        wanted = params.get("logout_uri", "")
        if wanted and self.logout_uri_allowed(client, wanted):
            return wanted
        again = self.redirect_uri_allowed(client, params.get("redirect_uri", ""))
        login = f"{self.endpoints['login']}?{urlencode(params)}"
        return login if again and "response_type" in params else ""

    def after_logout(self, target: str, params: dict[str, str]) -> Response:
        """Without a target the error page blames a parameter that nobody needs."""
        return self.redirect(target or f"{self.endpoints['error']}?{urlencode(params)}")
