"""The token endpoint (RFC 6749 section 3.2, Core 3.1.3): a code becomes tokens, once."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Client, Grant
from fakes.engine.tokens import Tokens
from fakes.keys import base64url
from fakes.wire.request import FORM, Request

VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,128}\Z")
CREDENTIALS = {"client_id", "client_secret", "code", "code_verifier", "refresh_token"}


class TokenEndpoint(Tokens):
    """Judges the token request, then answers with tokens or with an error of RFC 6749 5.2."""

    code_lifetime_s = 60
    most_guesses = 3
    code_rules: tuple[str, ...] = (
        "check_code_is_fresh",
        "check_code_belongs_to_client",
        "check_code_redirect_uri",
        "check_code_verifier",
    )

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["token"]] = Route(self.token_methods(), self.token)
        return routes

    def token_methods(self) -> tuple[str, ...]:
        return ("POST",)

    def token(self, request: Request) -> Response:
        try:
            self.check_token_request(request)
            client = self.authenticate(request)
            answer = self.grant_handler(request)(request, client)
        except Rejected as refusal:
            return self.token_error(refusal)
        return self.token_success(answer)

    def token_success(self, answer: dict[str, Any]) -> Response:
        """HTTP 200 and JSON (RFC 6749 section 5.1)."""
        return self.json(answer, headers=self.token_headers())

    def token_headers(self) -> dict[str, str]:
        return {"cache-control": "no-store", "pragma": "no-cache"}

    def token_error(self, refusal: Rejected) -> Response:
        body = {"error": refusal.error}
        if refusal.description:
            body["error_description"] = refusal.description
        headers = self.token_headers()
        if refusal.status == 401:
            headers["www-authenticate"] = 'Basic realm="token"'
        return self.json(body, refusal.status, headers)

    def check_token_request(self, request: Request) -> None:
        self.check_token_media_type(request)
        self.check_token_parameters(request)
        self.check_token_url(request)

    def check_token_media_type(self, request: Request) -> None:
        """A form in the body (RFC 6749 section 4.1.3)."""
        if not request.headers.get("content-type", "").lower().startswith(FORM):
            raise Rejected("invalid_request", f"The request must be {FORM}.")

    def check_token_parameters(self, request: Request) -> None:
        """Each parameter once (RFC 6749 section 3.2)."""
        names = [name for name, _ in request.form]
        if len(names) != len(set(names)):
            raise Rejected("invalid_request", "A parameter was sent more than once.")

    def check_token_url(self, request: Request) -> None:
        """Nothing secret in the URL (RFC 6749 section 2.3.1)."""
        if CREDENTIALS & {name for name, _ in request.query}:
            raise Rejected("invalid_request", "Credentials do not belong in the URL.")

    def authenticate(self, request: Request) -> Client:
        """The client, after it proved who it is (RFC 6749 section 2.3)."""
        self.check_one_authentication(request)
        client_id, secret, by_header = self.credentials(request)
        client = self.clients.get(client_id)
        if client is None or not self.secret_is_right(client, secret):
            status = 401 if by_header else 400
            raise Rejected("invalid_client", "The client authentication failed.", status)
        return client

    def check_one_authentication(self, request: Request) -> None:
        """One method in each request, and for one client (RFC 6749 section 2.3)."""
        client_id, _, by_header = self.credentials(request)
        if not by_header:
            return
        if "client_secret" in request.params:
            raise Rejected("invalid_request", "The client authenticates in two ways.")
        if request.params.get("client_id", client_id) != client_id:
            raise Rejected("invalid_request", "The request names two clients.")

    def credentials(self, request: Request) -> tuple[str, str, bool]:
        """client_id, client_secret, and whether they came in the Authorization header."""
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            params = request.params
            return params.get("client_id", ""), params.get("client_secret", ""), False
        try:
            name, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise Rejected("invalid_client", "The Authorization header is damaged.", 401) from None
        return unquote_plus(name), unquote_plus(secret), True

    def secret_is_right(self, client: Client, secret: str) -> bool:
        """A public client has no secret, so any secret is wrong for it."""
        return self.same(client.secret, secret)

    def grant_handler(self, request: Request) -> Callable[[Request, Client], dict[str, Any]]:
        handlers = self.grant_handlers()
        wanted = request.params.get("grant_type", "")
        if not wanted:
            raise Rejected("invalid_request", "The grant_type is missing.")
        if wanted not in handlers:
            raise Rejected("unsupported_grant_type", "This grant_type is not offered.")
        return handlers[wanted]

    def grant_handlers(self) -> dict[str, Callable[[Request, Client], dict[str, Any]]]:
        return {"authorization_code": self.exchange_code}

    def exchange_code(self, request: Request, client: Client) -> dict[str, Any]:
        """Tokens for a code (RFC 6749 section 4.1.3, RFC 7636 section 4.6)."""
        if "code" not in request.params:
            raise Rejected("invalid_request", "The code is missing.")
        grant = self.grant_of(request.params["code"])
        for rule in self.code_rules:
            getattr(self, rule)(request, client, grant)
        grant.used = True
        return self.token_response(grant)

    def grant_of(self, code: str) -> Grant:
        """What the code was given for."""
        if code not in self.grants:
            raise Rejected("invalid_grant", "The code is unknown or has expired.")
        return self.grants[code]

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        """A code works once; a second use revokes what the first one gave (RFC 6749 4.1.2)."""
        if grant.used:
            for token in grant.access_tokens:
                self.access_tokens.pop(token, None)
            raise Rejected("invalid_grant", "The code was used before.")
        if self.clock.now() > grant.issued_at + self.code_lifetime_s:
            raise Rejected("invalid_grant", "The code is unknown or has expired.")

    def check_code_belongs_to_client(self, request: Request, client: Client, grant: Grant) -> None:
        if grant.client.client_id != client.client_id:
            raise Rejected("invalid_grant", "The code was issued to another client.")

    def check_code_redirect_uri(self, request: Request, client: Client, grant: Grant) -> None:
        if request.params.get("redirect_uri") != grant.authorization.redirect_uri:
            raise Rejected("invalid_grant", "The redirect_uri is not the one of the request.")

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        """RFC 7636 section 4.6; a verifier without challenge is a downgrade (RFC 9700 2.1.1)."""
        challenge = grant.authorization.params.get("code_challenge", "")
        verifier = request.params.get("code_verifier", "")
        if not challenge and not verifier:
            return
        if not self.verifier_is_well_formed(verifier) or not challenge:
            raise Rejected("invalid_grant", "The code_verifier is missing or malformed.")
        if not self.same(self.challenge_of(verifier), self.expected_challenge(grant)):
            grant.guesses += 1
            grant.used = grant.guesses >= self.most_guesses
            raise Rejected("invalid_grant", "The code_verifier does not fit the code_challenge.")

    def verifier_is_well_formed(self, verifier: str) -> bool:
        """43 to 128 unreserved characters (RFC 7636 section 4.1)."""
        return bool(VERIFIER.match(verifier))

    def expected_challenge(self, grant: Grant) -> str:
        """What the S256 transformation of the right verifier is."""
        return grant.authorization.params["code_challenge"]

    def challenge_of(self, verifier: str) -> str:
        """The S256 transformation (RFC 7636 section 4.2)."""
        return base64url(hashlib.sha256(verifier.encode()).digest())

    def token_response(self, grant: Grant) -> dict[str, Any]:
        """The members of a successful answer (RFC 6749 section 5.1, Core 3.1.3.3)."""
        return {
            "access_token": self.new_access_token(grant),
            "token_type": "Bearer",
            "expires_in": self.access_token_lifetime_s,
            "scope": " ".join(grant.scopes),
            "id_token": self.id_token(grant),
        }
