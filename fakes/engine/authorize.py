"""The authorization endpoint (Core 3.1.2 and 3.2.2): judge the request, find the user, answer."""

from collections.abc import Callable
from urllib.parse import quote, urlencode

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.interaction import Interaction
from fakes.engine.metadata import Metadata
from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.engine.pages import error_page, form_post_page
from fakes.engine.tokens import Tokens
from fakes.wire.request import Pairs, Request

REFUSED_ON_A_PAGE = "The application that sent you here is not set up correctly."


class AuthorizationEndpoint(Metadata, Interaction, Tokens):
    """From an authorization request to an authorization response."""

    rules: tuple[str, ...] = (
        "check_single_values",
        "check_response_type",
        "check_response_mode",
        "check_request_objects",
        "check_scope",
        "check_nonce",
        "check_claims_request",
        "check_pkce",
        "check_prompt",
        "check_max_age",
    )

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["authorization"]] = Route(("GET", "POST"), self.authorize)
        return routes

    def authorize(self, request: Request) -> Response:
        """The answer to an authorization request."""
        return self.judged(request, self.proceed)

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        """First who asks and where the answer may go, on a page if wrong; then the rest.

        A request that is right gets the answer of `then`.
        """
        names = [name for name, _ in request.pairs]
        client = self.client_of(request.params)
        if client is None or names.count("client_id") > 1:
            return self.unknown_client(request)
        redirect_uri = request.params.get("redirect_uri", "")
        repeated = names.count("redirect_uri") > 1
        if repeated or not self.may_lead_to(client, redirect_uri):
            return self.unknown_redirect_uri(request)
        authorization = Authorization(
            client=client, redirect_uri=redirect_uri, params=request.params, pairs=request.pairs
        )
        try:
            self.check(authorization)
            return then(authorization, self.session_of(request))
        except Rejected as refusal:
            return self.refuse(authorization, refusal)

    def check(self, authorization: Authorization) -> None:
        """Judges a request by every rule. Raises Rejected."""
        for rule in self.rules:
            getattr(self, rule)(authorization)

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        """Answers at once if the user's session allows it, else asks for a login."""
        if session is None or self.must_log_in_again(authorization, session):
            if "none" in authorization.prompts:
                raise Rejected("login_required", "The user has to log in.")
            return self.ask_for_login(authorization)
        return self.respond(authorization, session)

    def client_of(self, params: dict[str, str]) -> Client | None:
        return self.clients.get(params.get("client_id", ""))

    def may_lead_to(self, client: Client, redirect_uri: str) -> bool:
        """Whether an answer may go there: to what is registered, and nowhere else."""
        return self.redirect_uri_allowed(client, redirect_uri)

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        """Exact comparison of strings (Core 3.1.2.1, RFC 9700 section 4.1.3)."""
        return redirect_uri in client.redirect_uris

    def unknown_client(self, request: Request) -> Response:
        return self.page_refusal("invalid_client", "The client_id is missing or unknown.")

    def unknown_redirect_uri(self, request: Request) -> Response:
        return self.page_refusal("invalid_request", "The redirect_uri is not registered.")

    def page_refusal(self, error: str, description: str) -> Response:
        """Tells the user, because the client cannot be told safely (RFC 6749 4.1.2.1)."""
        return error_page(error, f"{REFUSED_ON_A_PAGE} {description}")

    def check_single_values(self, authorization: Authorization) -> None:
        """No parameter may come twice (RFC 6749 section 3.1)."""
        names = [name for name, _ in authorization.pairs]
        if len(names) != len(set(names)):
            raise Rejected("invalid_request", "A parameter was sent more than once.")

    def check_response_type(self, authorization: Authorization) -> None:
        wanted = authorization.response_type
        if not wanted:
            raise Rejected("invalid_request", "The response_type is missing.")
        if wanted not in self.response_types():
            raise Rejected("unsupported_response_type", "This response_type is not offered.")
        if wanted not in authorization.client.response_types:
            raise Rejected("unauthorized_client", "The client may not use this response_type.")

    def response_types(self) -> list[str]:
        """What is offered, the values of each in the order of the alphabet: theirs is free."""
        offered = self.metadata()["response_types_supported"]
        return [" ".join(sorted(one.split())) for one in offered]

    def check_response_mode(self, authorization: Authorization) -> None:
        if self.response_mode(authorization) != self.delivery_mode(authorization):
            raise Rejected("invalid_request", "This response_mode is not offered here.")

    def delivery_mode(self, authorization: Authorization) -> str:
        """The mode asked for where it may be used, else the default of the response type.

        Tokens never travel in a query (Multiple Response Types section 3).
        """
        wanted = self.response_mode(authorization)
        exposed = wanted == "query" and "token" in authorization.response_type
        usable = wanted in self.response_modes() and not exposed
        return wanted if usable else authorization.default_mode

    def response_mode(self, authorization: Authorization) -> str:
        """How the answer travels: as the request asks, or by the default of its type."""
        return authorization.response_mode

    def response_modes(self) -> tuple[str, ...]:
        return ("query", "fragment", "form_post")

    def check_request_objects(self, authorization: Authorization) -> None:
        """Neither `request` nor `request_uri` is offered here (Core 3.1.2.6)."""
        for name in ("request", "request_uri"):
            if name in authorization.params:
                raise Rejected(f"{name}_not_supported", f"{name} is not offered.")

    def check_scope(self, authorization: Authorization) -> None:
        if "openid" not in authorization.scopes:
            raise Rejected("invalid_scope", "The scope must contain openid.")

    def check_nonce(self, authorization: Authorization) -> None:
        """REQUIRED where an ID Token comes from this endpoint (Core 3.2.2.1)."""
        if "id_token" in authorization.response_type and "nonce" not in authorization.params:
            raise Rejected("invalid_request", "The nonce is missing.")

    def check_claims_request(self, authorization: Authorization) -> None:
        """`claims` is not offered here, and ignored like any unknown parameter."""

    def check_pkce(self, authorization: Authorization) -> None:
        """S256, and required of public clients (RFC 7636 4.4.1, RFC 9700 2.1.1)."""
        if "code" not in authorization.response_type:
            return
        challenge = authorization.params.get("code_challenge", "")
        if not challenge and self.pkce_required(authorization.client):
            raise Rejected("invalid_request", "The code_challenge is missing.")
        method = authorization.params.get("code_challenge_method", "plain")
        if challenge and method not in self.challenge_methods():
            raise Rejected("invalid_request", "The code_challenge_method must be S256.")
        if challenge and not self.challenge_is_well_formed(challenge, method):
            raise Rejected("invalid_request", "A code_challenge of S256 has 43 characters.")

    def pkce_required(self, client: Client) -> bool:
        return not client.secret

    def challenge_methods(self) -> tuple[str, ...]:
        return ("S256",)

    def challenge_is_well_formed(self, challenge: str, method: str) -> bool:
        return len(challenge) == 43

    def check_prompt(self, authorization: Authorization) -> None:
        """`none` stands alone (Core 3.1.2.1)."""
        prompts = authorization.prompts
        if "none" in prompts and len(prompts) > 1:
            raise Rejected("invalid_request", "prompt=none cannot be combined.")

    def check_max_age(self, authorization: Authorization) -> None:
        value = authorization.params.get("max_age", "0")
        if not (value.isascii() and value.isdigit()):
            raise Rejected("invalid_request", "max_age must be a number of seconds.")

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        """prompt, max_age and id_token_hint ask for a fresh login (Core 3.1.2.1)."""
        prompted = bool({"login", "select_account"} & set(authorization.prompts))
        return (
            prompted
            or self.is_too_old(authorization, session)
            or self.hint_is_of_another(authorization, session)
        )

    def is_too_old(self, authorization: Authorization, session: Session) -> bool:
        max_age = authorization.params.get("max_age")
        return max_age is not None and self.clock.now() - session.auth_time > int(max_age)

    def hint_is_of_another(self, authorization: Authorization, session: Session) -> bool:
        """A hint that is no ID Token from here says nothing about the user."""
        hint = authorization.params.get("id_token_hint", "")
        return self.hints.get(hint, session.user.username) != session.user.username

    def respond(self, authorization: Authorization, session: Session) -> Response:
        """The successful authorization response."""
        return self.deliver(authorization, self.response_parameters(authorization, session))

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        """`code` or tokens, then `state` exactly as it came, and `iss` (RFC 9207)."""
        grant = self.new_grant(authorization, session)
        wanted = authorization.response_type.split()
        pairs: Pairs = []
        if "code" in wanted:
            pairs.append(("code", self.new_code(grant)))
        if "token" in wanted:
            token = self.new_access_token(grant)
            pairs += [("access_token", token), ("token_type", "Bearer")]
            pairs += [("expires_in", str(self.access_token_lifetime_s))]
        if "id_token" in wanted:
            pairs.append(("id_token", self.id_token(grant)))
        return pairs + self.echo(authorization)

    def new_grant(self, authorization: Authorization, session: Session) -> Grant:
        return Grant(
            authorization=authorization,
            session=session,
            scopes=self.granted_scopes(authorization),
            issued_at=self.clock.now(),
        )

    def granted_scopes(self, authorization: Authorization) -> tuple[str, ...]:
        """What was asked for, as far as the client may have it (Core 3.1.2.1: others ignored)."""
        return tuple(s for s in authorization.scopes if s in authorization.client.scopes)

    def new_code(self, grant: Grant) -> str:
        grant.code = self.random()
        self.grants[grant.code] = grant
        return grant.code

    def echo(self, authorization: Authorization) -> Pairs:
        """What goes back with success and refusal alike."""
        pairs = [("iss", self.issuer)]
        if "state" in authorization.params:
            pairs.insert(0, ("state", authorization.params["state"]))
        return pairs

    def refuse(self, authorization: Authorization, refusal: Rejected) -> Response:
        """The error response."""
        return self.deliver(authorization, self.error_parameters(authorization, refusal))

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        """What an error response says (RFC 6749 section 4.1.2.1, Core 3.1.2.6)."""
        pairs = [("error", refusal.error), ("error_description", refusal.description)]
        return pairs + self.echo(authorization)

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        """Sends parameters to the redirect_uri by the response mode of the request."""
        target = authorization.redirect_uri
        mode = self.delivery_mode(authorization)
        if mode == "form_post":
            return self.post_by_form(target, pairs)
        joint = "#" if mode == "fragment" else "&" if "?" in target else "?"
        return self.redirect(target + joint + urlencode(pairs, quote_via=quote))

    def post_by_form(self, target: str, pairs: Pairs) -> Response:
        """The page that posts the response (Form Post section 2)."""
        return form_post_page(target, pairs)
