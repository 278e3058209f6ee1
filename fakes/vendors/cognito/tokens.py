"""Cognito's tokens, its token endpoint, and its UserInfo endpoint."""

import base64
import hashlib
import re
import uuid
from functools import cache, lru_cache
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.engine.provider import Provider
from fakes.engine.userinfo import REALM
from fakes.features.tokens.refresh import RefreshTokens
from fakes.features.tokens.revocation import Revocation
from fakes.keys import SigningKey, called, rsa_key
from fakes.wire.request import Request

JSON = "application/json;charset=UTF-8"
UNCACHED = "no-cache, no-store, max-age=0, must-revalidate"
KNOWN_DESCRIPTIONS = ("invalid_redirect", "invalid_client_secret")
EMAIL = ("email", "email_verified")
TOKEN_MEMBERS = ("id_token", "access_token", "refresh_token", "expires_in", "token_type")
# Where a client asked for nothing but openid it gets every attribute that it may read.
NARROW = {"openid", "aws.cognito.signin.user.admin"}
EXPIRED = "Access token is expired, disabled, or deleted, or the user has globally signed out."
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BAD_REQUEST = "Bad OAuth2 request at UserInfo Endpoint"


class TokensOfCognito(RefreshTokens, Revocation, Provider):
    """Two kinds of JWT under two keys, terse errors, and strings where booleans belong."""

    code_rules = (*Provider.code_rules, "check_readable")

    def signing_keys(self) -> list[SigningKey]:
        """One key for ID Tokens, one for access tokens."""
        return [SigningKey(kid_of(name), rsa_key(name)) for name in ("cognito", "cognito-access")]

    def jwks(self) -> dict[str, Any]:
        return {"keys": [dict(sorted(key.items())) for key in super().jwks()["keys"]]}

    def id_token_header(self) -> dict[str, Any]:
        return {"kid": self.id_token_key().kid, "alg": "RS256"}

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """The attributes are here as well as at the UserInfo endpoint."""
        own = {
            "token_use": "id",
            "cognito:username": grant.user.username,
            "jti": str(uuid.uuid4()),
            "event_id": str(uuid.uuid4()),
            "origin_jti": uuid_of(grant.session.sid),
        }
        return super().id_token_claims(grant) | self.user_claims(grant) | own

    def subject(self, grant: Grant) -> str:
        return uuid_of(super().subject(grant))

    def user_claims(self, grant: Grant) -> dict[str, Any]:
        """Those of the scopes, as far as the client may read them."""
        wide = set(grant.scopes) <= NARROW
        claims = dict(grant.user.claims) if wide else super().user_claims(grant)
        readable = grant.client.metadata.get("ReadAttributes") or list(claims)
        return {one: claims[one] for one in claims if one in readable and one != "sub"}

    def access_token_value(self, grant: Grant) -> str:
        """A JWT without `aud`, for the pool's own use and for APIs."""
        now = int(self.clock.now())
        key = self.signing_keys()[-1]
        claims = {
            "sub": self.subject(grant),
            "token_use": "access",
            "scope": " ".join(grant.scopes),
            "auth_time": int(grant.session.auth_time),
            "iss": self.issuer,
            "exp": now + self.access_token_lifetime_s,
            "iat": now,
            "version": 2,
            "jti": str(uuid.uuid4()),
            "event_id": str(uuid.uuid4()),
            "origin_jti": uuid_of(grant.session.sid),
            "client_id": grant.client.client_id,
            "username": grant.user.username,
        }
        return self.sign(claims, key, {"kid": key.kid, "alg": "RS256"})

    def refresh_token_value(self, grant: Grant) -> str:
        """Looks like the encrypted JWT that it is in the product (RFC 7516 section 3.1)."""
        header = base64.urlsafe_b64encode(b'{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}')
        return ".".join((header.rstrip(b"=").decode(), *(self.random() for _ in range(4))))

    # Token and revocation endpoint

    def json(
        self,
        content: dict[str, Any] | list[Any],
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response:
        response = super().json(content, status, headers)
        response.headers["content-type"] = JSON
        return response

    def token_headers(self) -> dict[str, str]:
        return super().token_headers() | {"cache-control": UNCACHED}

    def token_response(self, grant: Grant) -> dict[str, Any]:
        """Without `scope`, and without an ID Token where openid was not asked for."""
        answer = super().token_response(grant)
        left_out = set() if "openid" in grant.scopes else {"id_token"}
        return {name: answer[name] for name in TOKEN_MEMBERS if name in set(answer) - left_out}

    def token_error(self, refusal: Rejected) -> Response:
        """Always HTTP 400, mostly without a description."""
        known = refusal.description if refusal.description in KNOWN_DESCRIPTIONS else ""
        return super().token_error(Rejected(refusal.error, known))

    def authenticate(self, request: Request) -> Client:
        client_id, secret, _ = self.credentials(request)
        client = self.clients.get(client_id)
        if client is not None and client.secret and not secret:
            raise Rejected("invalid_client", "invalid_client_secret")
        return super().authenticate(request)

    def check_code_redirect_uri(self, request: Request, client: Client, grant: Grant) -> None:
        try:
            super().check_code_redirect_uri(request, client, grant)
        except Rejected:
            raise Rejected("unauthorized_client", "invalid_redirect") from None

    def check_readable(self, request: Request, client: Client, grant: Grant) -> None:
        """A scope whose attributes the client cannot read all spoils the grant, at this step."""
        readable = client.metadata.get("ReadAttributes")
        if readable and "email" in grant.scopes and not set(EMAIL) <= set(readable):
            raise Rejected("invalid_grant")

    def revoke(self, client: Client, value: str) -> None:
        """Refresh tokens only; with one end the access tokens that came from it."""
        if not client.metadata.get("EnableTokenRevocation", True):
            raise Rejected("invalid_request")
        if value in self.access_tokens:
            raise Rejected("unsupported_token_type")
        grant = self.refresh_tokens.get(value)
        if grant is not None and self.is_of(client, grant):
            del self.refresh_tokens[value]
            for token in grant.access_tokens:
                self.access_tokens.pop(token, None)

    def revocation_error(self, refusal: Rejected) -> Response:
        response = self.token_error(refusal)
        response.status_code = 401 if refusal.error == "invalid_client" else 400
        return response

    # UserInfo endpoint

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant) | {"username": grant.user.username}
        return {
            name: str(value).lower() if isinstance(value, bool) else value
            for name, value in claims.items()
        }

    def worded(self, refusal: Rejected) -> Rejected:
        """No token at all is a bad request, and a token that does not do is dead."""
        if not refusal.error:
            status = 400 if refusal.status == 401 else refusal.status
            return Rejected("invalid_request", BAD_REQUEST, status)
        if refusal.error == "insufficient_scope":
            return Rejected("invalid_token", EXPIRED, 401)
        text = EXPIRED if refusal.error == "invalid_token" else BAD_REQUEST
        return Rejected(refusal.error, text, refusal.status)

    def challenge_headers(self, challenge: str) -> dict[str, str]:
        """Without the word Bearer."""
        bare = challenge.removeprefix(REALM).removeprefix(", ")
        return super().challenge_headers(bare) | {"cache-control": UNCACHED}


@cache
def kid_of(name: str) -> str:
    """A key ID as the product writes it: base64 with its padding."""
    return base64.b64encode(hashlib.sha256(called(name).encode()).digest()).decode()


@lru_cache(maxsize=100)
def uuid_of(name: str) -> str:
    """The same UUID for the same name; a UUID for itself."""
    if UUID.fullmatch(name):
        return name
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))
