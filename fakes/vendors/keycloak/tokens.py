"""Keycloak's tokens, its token endpoint, and what it says about tokens."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Client, Grant, Session
from fakes.features.flows.plain_oauth import PlainOAuth
from fakes.features.sessions.session_ids import SessionIds
from fakes.features.tokens.introspection import Introspection
from fakes.features.tokens.rotation import RotatingRefreshTokens
from fakes.wire.request import Request

INVALID_CLIENT = "Invalid client or Invalid client credentials"
NAMES = uuid.UUID("5a6ee0b1-7fb2-4c5c-9a0f-0d5a6b1c2e3f")
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
UMA = "urn:ietf:params:oauth:grant-type:uma-ticket"
CIBA = "urn:openid:params:grant-type:ciba"
# What the realm offers, and neither client may use.
SWITCHED_OFF = {
    "password": ("unauthorized_client", "Client not allowed for direct access grants", 400),
    "client_credentials": (
        "unauthorized_client",
        "Client not enabled to retrieve service account",
        401,
    ),
    DEVICE: ("invalid_grant", "Client not allowed OAuth 2.0 Device Authorization Grant", 400),
    EXCHANGE: (
        "invalid_request",
        "Standard token exchange is not enabled for the requested client",
        400,
    ),
    BEARER: ("invalid_grant", "Missing parameter:assertion", 400),
    UMA: ("invalid_request", "Client does not support permissions", 400),
    CIBA: ("invalid_grant", "Client not allowed OIDC CIBA Grant", 400),
}


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@contextmanager
def spending(grant: Grant) -> Iterator[None]:
    """A mistake inside spends the code."""
    try:
        yield
    except Rejected:
        grant.used = True
        raise


class TokensOfKeycloak(RotatingRefreshTokens, Introspection, SessionIds, PlainOAuth):
    """JWTs of five minutes; all claims of the scopes are in the ID Token and at UserInfo.

    The realm is set to revoke a refresh token that was used.
    """

    id_token_lifetime_s = 300
    access_token_lifetime_s = 300
    refresh_token_lifetime_s = 1800
    realm: str
    most_guesses = 1

    def subject(self, grant: Grant) -> str:
        return str(uuid.uuid5(NAMES, super().subject(grant)))

    def public_sid(self, session: Session) -> str:
        return str(uuid.uuid5(NAMES, super().public_sid(session)))

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        mine = {"jti": str(uuid.uuid4()), "typ": "ID", "azp": grant.client.client_id}
        return claims | mine

    def user_claims_in_id_token(self, grant: Grant) -> dict[str, Any]:
        return super().user_claims_in_id_token(grant) | self.user_claims(grant)

    def access_token_value(self, grant: Grant) -> str:
        now = int(self.clock.now())
        claims = {
            "exp": now + self.access_token_lifetime_s,
            "iat": now,
            "auth_time": int(grant.session.auth_time),
            "jti": f"onrtac:{uuid.uuid4()}",
            "iss": self.issuer,
            "aud": "account",
            "sub": self.subject(grant),
            "typ": "Bearer",
            "azp": grant.client.client_id,
            "sid": self.public_sid(grant.session),
            "acr": "1",
            "allowed-origins": [origin_of(one) for one in grant.client.redirect_uris],
            "realm_access": {"roles": ["offline_access", "uma_authorization"]},
            "resource_access": {"account": {"roles": ["manage-account", "view-profile"]}},
            "scope": " ".join(grant.scopes),
        }
        claims |= self.user_claims(grant)
        return self.sign(claims, self.id_token_key(), self.id_token_header())

    # Token endpoint

    def check_token_parameters(self, request: Request) -> None:
        with saying("duplicated parameter"):
            super().check_token_parameters(request)

    def authenticate(self, request: Request) -> Client:
        """HTTP 401 whatever is wrong; a known client is called unauthorized."""
        client_id, _, _ = self.credentials(request)
        error = "unauthorized_client" if client_id in self.clients else "invalid_client"
        with saying(INVALID_CLIENT, error, 401):
            return super().authenticate(request)

    def token_error(self, refusal: Rejected) -> Response:
        """Without a challenge, whatever the status."""
        response = super().token_error(refusal)
        if "www-authenticate" in response.headers:
            del response.headers["www-authenticate"]
        return response

    def grant_handler(self, request: Request) -> Callable[[Request, Client], dict[str, Any]]:
        wanted = request.params.get("grant_type", "")
        if wanted in SWITCHED_OFF and wanted not in self.grant_handlers():
            raise Rejected(*SWITCHED_OFF[wanted])
        what = "Unsupported grant_type" if wanted else "Missing form parameter: grant_type"
        with saying(what):
            return super().grant_handler(request)

    def check_grant_type(self, client: Client, grant_type: str) -> None:
        error, what, status = SWITCHED_OFF[grant_type]
        if grant_type == "client_credentials" and not client.secret:
            what = "Public client not allowed to retrieve service account"
        with saying(what, error, status):
            super().check_grant_type(client, grant_type)

    def grant_of(self, code: str) -> Grant:
        with saying("Code not valid"):
            return super().grant_of(code)

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        with saying("Code not valid"):
            super().check_code_is_fresh(request, client, grant)

    def check_code_redirect_uri(self, request: Request, client: Client, grant: Grant) -> None:
        with spending(grant), saying("Incorrect redirect_uri"):
            super().check_code_redirect_uri(request, client, grant)

    def check_code_belongs_to_client(self, request: Request, client: Client, grant: Grant) -> None:
        with spending(grant), saying("Auth error: Found different client_id in clientSession"):
            super().check_code_belongs_to_client(request, client, grant)

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        verifier = request.params.get("code_verifier")
        what = "PKCE verification failed: Code mismatch"
        if verifier is None:
            what = "PKCE code verifier not specified"
        elif "code_challenge" not in grant.authorization.params:
            what = "PKCE code verifier specified but challenge not present in authorization"
        elif not self.verifier_is_well_formed(verifier):
            what = "PKCE verification failed: Invalid code verifier"
        with saying(what):
            super().check_code_verifier(request, client, grant)

    def token_response(self, grant: Grant) -> dict[str, Any]:
        """The members in the order of the product's own answer."""
        answer = super().token_response(grant)
        answer |= {
            "refresh_expires_in": self.refresh_token_lifetime_s,
            "not-before-policy": 0,
            "session_state": self.public_sid(grant.session),
        }
        return {name: answer[name] for name in TOKEN_MEMBERS if name in answer}

    # Refresh tokens

    def exchange_code(self, request: Request, client: Client) -> dict[str, Any]:
        if "code" not in request.params:
            raise Rejected("invalid_request", "Missing parameter: code")
        return super().exchange_code(request, client)

    def gives_refresh_token(self, grant: Grant) -> bool:
        return True

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        grant = self.refresh_tokens.get(request.params.get("refresh_token", ""))
        what = "Invalid refresh token"
        if "refresh_token" not in request.params:
            what = "No refresh token"
        elif grant is not None and not self.is_of(client, grant):
            what = f"{what}. Token client and authorized client don't match"
        with saying(what):
            return super().refresh(request, client)

    # What others may know

    def check_may_introspect(self, client: Client) -> None:
        with saying("Client not allowed.", "invalid_request", 403):
            super().check_may_introspect(client)

    def challenge_headers(self, challenge: str) -> dict[str, str]:
        """The realm is Keycloak's own."""
        named = challenge.replace('realm="userinfo"', f'realm="{self.realm}"')
        return super().challenge_headers(named) | {"pragma": "no-cache"}

    def worded(self, refusal: Rejected) -> Rejected:
        said = {
            "invalid_token": "Token verification failed",
            "insufficient_scope": "Missing openid scope",
        }
        text = said.get(refusal.error, refusal.description)
        return Rejected(refusal.error, text, refusal.status)


# fmt: off
TOKEN_MEMBERS = (
    "access_token", "expires_in", "refresh_expires_in", "refresh_token", "token_type", "id_token",
    "not-before-policy", "session_state", "scope",
)
# fmt: on
