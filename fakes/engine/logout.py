"""RP-Initiated Logout 1.0: ends the session, and sends the user back where that is safe."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import jwt
from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.interaction import Interaction
from fakes.engine.model import Client, Session
from fakes.engine.pages import confirm_page, error_page, page
from fakes.engine.tokens import Tokens
from fakes.keys import EcSigningKey, SigningKey
from fakes.wire.request import Request

if TYPE_CHECKING:  # older releases of PyJWT do not have it
    from jwt.types import Options

# Of a token that we signed ourselves: it may be old, and be for any client.
UNCHECKED: "Options" = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_sub": False,
    "verify_jti": False,
}


class Logout(Interaction, Tokens):
    """The end_session_endpoint (RP-Initiated Logout section 2)."""

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["end_session"]] = Route(self.logout_methods(), self.end_session)
        return routes

    def logout_methods(self) -> tuple[str, ...]:
        return ("GET", "POST")

    def end_session(self, request: Request) -> Response:
        """At once with a good `id_token_hint`, after a question without one."""
        params = request.params
        try:
            client = self.logout_client(params)
            target = self.logout_target(client, params)
        except Rejected as refusal:
            return self.logout_refusal(refusal)
        if self.must_ask(request, client):
            return self.ask_for_logout(request)
        response = self.after_logout(target, params)
        self.forget(request, response)
        return response

    def logout_refusal(self, refusal: Rejected) -> Response:
        """A page: nobody is led anywhere by what is wrong."""
        return error_page(refusal.error, refusal.description)

    def must_ask(self, request: Request, client: Client | None) -> bool:
        """Whether the user has not said yes, and no hint about this user vouches for the logout."""
        hint = request.params.get("id_token_hint", "")
        if self.is_confirmed(request):
            return False
        return self.is_suspect(hint, request) if hint else self.asks_before(client)

    def asks_before(self, client: Client | None) -> bool:
        """Whether the user is asked first when no `id_token_hint` came."""
        return True

    def is_suspect(self, hint: str, request: Request) -> bool:
        """Whether the hint is about somebody else than the user of this browser (section 2)."""
        session = self.session_of(request)
        name = session.user.username if session else ""
        return session is not None and self.hints.get(hint, name) != name

    def is_confirmed(self, request: Request) -> bool:
        """Whether the user said yes on a page of ours, in this session."""
        ticket = request.params.get("ticket", "")
        return ticket in self.unconfirmed and self.unconfirmed[ticket] is self.session_of(request)

    def ask_for_logout(self, request: Request) -> Response:
        ticket = self.random()
        self.unconfirmed[ticket] = self.session_of(request)
        fields = [pair for pair in request.pairs if pair[0] != "ticket"]
        fields.append(("ticket", ticket))
        return confirm_page("Sign out?", self.endpoints["end_session"], fields, "Sign out")

    def logout_client(self, params: dict[str, str]) -> Client | None:
        """The client that asks: from the hint, which must be ours, or from `client_id`."""
        client_id = params.get("client_id", "")
        if "id_token_hint" in params:
            audience = self.audience_of_hint(params["id_token_hint"])
            self.check_client_of_hint(audience, client_id)
            client_id = audience
        return self.clients.get(client_id)

    def check_client_of_hint(self, audience: str, client_id: str) -> None:
        """MUST be the same where both are given (section 2)."""
        if client_id and client_id != audience:
            raise Rejected("invalid_request", "client_id and id_token_hint disagree.")

    def audience_of_hint(self, hint: str) -> str:
        """The client that an ID Token of ours was issued to; expired ones are fine (section 2)."""
        try:
            claims = self.claims_of_hint(hint, self.id_token_key())
        except jwt.InvalidTokenError:
            raise Rejected("invalid_request", "The id_token_hint is not ours.") from None
        audience = claims["aud"]
        return audience if isinstance(audience, str) else audience[0]

    def claims_of_hint(self, hint: str, key: SigningKey) -> dict[str, Any]:
        """Its claims, if `key` signed it and we issued it. Raises jwt.InvalidTokenError."""
        return self.read_hint(hint, key, self.id_token_header().get("alg", "RS256"))

    def read_hint(
        self, hint: str, key: SigningKey | EcSigningKey, algorithm: str
    ) -> dict[str, Any]:
        public = key.private.public_key()
        return jwt.decode(hint, public, [algorithm], options=UNCHECKED, issuer=self.issuer)

    def logout_target(self, client: Client | None, params: dict[str, str]) -> str:
        """Where to go afterwards: only to a registered URL of a client that is known."""
        wanted = params.get("post_logout_redirect_uri", "")
        if not wanted:
            return ""
        if client is None or not self.logout_uri_allowed(client, wanted):
            raise Rejected("invalid_request", "The post_logout_redirect_uri is not registered.")
        return wanted if "id_token_hint" in params else ""

    def logout_uri_allowed(self, client: Client, uri: str) -> bool:
        return uri in client.post_logout_redirect_uris

    def forget(self, request: Request, response: Response) -> None:
        """Ends the session of this browser, here and in its cookie."""
        session = self.session_of(request)
        if session is not None:
            self.sessions.pop(session.sid, None)
            self.end_codes(session)
        response.headers.append("set-cookie", self.end_session_cookie())

    def end_codes(self, session: Session) -> None:
        """Codes that nobody exchanged end with the session that they came from."""
        for code, grant in list(self.grants.items()):
            if grant.session.sid == session.sid and not grant.used:
                del self.grants[code]

    def after_logout(self, target: str, params: dict[str, str]) -> Response:
        if not target:
            return page("Signed out", "<p>You are signed out.</p>")
        state = {"state": params["state"]} if "state" in params else {}
        joint = "&" if "?" in target else "?"
        return self.redirect(target + (joint + urlencode(state) if state else ""))
