"""Okta's tokens, its token endpoint, and its UserInfo endpoint."""

import hashlib
from collections.abc import Callable
from typing import Any

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Client, Grant
from fakes.engine.provider import Provider
from fakes.features.discovery.own_origins import OwnOrigins
from fakes.features.tokens.introspection import Introspection
from fakes.features.tokens.revocation import Revocation
from fakes.keys import SigningKey, base64url, called, half_hash, rsa_key
from fakes.wire.request import Request

# In the order of the product's own answers.
KEY_MEMBERS = ("kty", "alg", "kid", "use", "e", "n")
TOKEN_MEMBERS = ("token_type", "expires_in", "access_token", "scope", "id_token")
# What a thin ID Token keeps; the rest is at the UserInfo endpoint.
THIN = ("name", "email", "preferred_username")
IDENTITY_PROVIDER = "00o1wandb4acme7Org5d7"
REFUSED_TOKEN = "The access token is invalid"  # noqa: S105 - a sentence
TOO_NARROW = (
    "The access token must provide access to at least one of these scopes - "
    "profile, email, address or phone"
)


class TokensOfOkta(OwnOrigins, Revocation, Introspection, Provider):
    """Fat and thin ID Tokens; access tokens that only a custom server lets others read."""

    def signing_keys(self) -> list[SigningKey]:
        return [SigningKey(key_id(self.vendor), rsa_key(self.vendor))]

    def jwks(self) -> dict[str, Any]:
        keys = super().jwks()["keys"]
        return {"keys": [{name: key[name] for name in KEY_MEMBERS} for key in keys]}

    def id_token_header(self) -> dict[str, Any]:
        return {"kid": self.id_token_key().kid, "alg": "RS256"}

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """Thin as soon as there is an access token to ask the UserInfo endpoint with."""
        claims = super().id_token_claims(grant)
        if grant.access_token:
            known = self.user_claims(grant)
            claims |= {name: known[name] for name in THIN if name in known}
        if grant.code and not grant.used:
            claims["c_hash"] = half_hash(grant.code)
        return claims | {
            "ver": 1,
            "jti": f"ID.{self.random()}",
            "amr": ["pwd"],
            "idp": IDENTITY_PROVIDER,
        }

    def subject(self, grant: Grant) -> str:
        return f"00u{super().subject(grant)}"

    def access_token_value(self, grant: Grant) -> str:
        """Opaque at the org server; at a custom one a JWT whose `sub` is the login name."""
        if self.options["server"] == "org":
            return super().access_token_value(grant)
        now = int(self.clock.now())
        claims = {
            "ver": 1,
            "jti": f"AT.{self.random()}",
            "iss": self.issuer,
            "aud": "api://default",
            "iat": now,
            "exp": now + self.access_token_lifetime_s,
            "cid": grant.client.client_id,
            "uid": self.subject(grant),
            "scp": list(grant.scopes),
            "auth_time": int(grant.session.auth_time),
            "sub": grant.user.username,
        }
        return self.sign(claims, self.id_token_key(), self.id_token_header())

    # Token endpoint

    def authenticate(self, request: Request) -> Client:
        """HTTP 401 whatever is wrong, and in which words."""
        client_id, secret, _ = self.credentials(request)
        client = self.clients.get(client_id)
        what = "Client authentication failed. Either the client or the client credentials are"
        what = f"{what} invalid."
        if not client_id:
            what = "No client credentials found."
        elif client is None:
            what = "Invalid value for 'client_id' parameter."
        elif client.secret and secret:
            what = "The client secret supplied for a confidential client is invalid."
        try:
            return super().authenticate(request)
        except Rejected:
            raise Rejected("invalid_client", what, 401) from None

    def grant_handler(self, request: Request) -> Callable[[Request, Client], dict[str, Any]]:
        what = "The client is not authorized to use the provided grant type."
        error = "unauthorized_client"
        if "grant_type" not in request.params:
            what, error = "The token request must specify a 'grant_type'.", ""
        elif request.params["grant_type"] not in self.metadata()["grant_types_supported"]:
            what = "The grant type is not supported by the authorization server."
            error = "unsupported_grant_type"
        if error:
            what = f"{what} Configured grant types: [authorization_code, implicit]."
        with saying(what, error):
            return super().grant_handler(request)

    def token_response(self, grant: Grant) -> dict[str, Any]:
        answer = super().token_response(grant)
        return {name: answer[name] for name in TOKEN_MEMBERS}

    def grant_of(self, code: str) -> Grant:
        with saying("The authorization code is invalid or has expired."):
            return super().grant_of(code)

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        with saying("The authorization code is invalid or has expired."):
            super().check_code_is_fresh(request, client, grant)

    def check_code_belongs_to_client(self, request: Request, client: Client, grant: Grant) -> None:
        with saying("The grant was issued to another client."):
            super().check_code_belongs_to_client(request, client, grant)

    def check_code_redirect_uri(self, request: Request, client: Client, grant: Grant) -> None:
        what = "The 'redirect_uri' does not match the redirection URI used in the authorization"
        with saying(f"{what} request."):
            super().check_code_redirect_uri(request, client, grant)

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        what, error = "PKCE verification failed.", ""
        if "code_verifier" not in request.params:
            what, error = "PKCE code verifier is required by the application.", "invalid_request"
        with saying(what, error):
            super().check_code_verifier(request, client, grant)

    def check_may_introspect(self, client: Client) -> None:
        """A public client may ask about its own tokens."""

    # UserInfo endpoint

    def scope_suffices(self, grant: Grant) -> bool:
        return bool(set(grant.scopes) & {"profile", "email", "address", "phone"})

    def worded(self, refusal: Rejected) -> Rejected:
        said = {"invalid_token": REFUSED_TOKEN, "insufficient_scope": TOO_NARROW}
        text = said.get(refusal.error, refusal.description)
        return Rejected(refusal.error, text, refusal.status)


def key_id(name: str) -> str:
    """A key ID as the product writes it."""
    return base64url(hashlib.sha256(called(name).encode()).digest())
