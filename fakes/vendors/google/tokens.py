"""Google's tokens, its token endpoint, and its UserInfo endpoint."""

import hashlib
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Client, Grant
from fakes.features.tokens.refresh import RefreshTokens
from fakes.features.tokens.revocation import Revocation
from fakes.keys import SigningKey, called, rsa_key
from fakes.wire.request import Request

KEYS = ("google", "google-next")
TOKEN_MEMBERS = (
    "access_token",
    "expires_in",
    "refresh_token",
    "scope",
    "token_type",
    "id_token",
)
PROFILE = ["name", "picture", "given_name", "family_name"]


class TokensOfGoogle(RefreshTokens, Revocation):
    """The claims of all scopes are in the ID Token too; a refresh token comes when asked for."""

    def signing_keys(self) -> list[SigningKey]:
        """Two, and others every few weeks."""
        return [SigningKey(key_id(name), rsa_key(name)) for name in KEYS]

    def scope_claims(self) -> dict[str, list[str]]:
        return super().scope_claims() | {"profile": PROFILE}

    def subject(self, grant: Grant) -> str:
        """A number of 21 digits."""
        digest = hashlib.sha256(super().subject(grant).encode()).hexdigest()
        return f"1{int(digest, 16) % 10**20:020}"

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """`azp` always, and `hd` for a user of a Workspace domain."""
        domain = grant.user.claims["email"].partition("@")[2]
        own = {"azp": grant.client.client_id, "hd": domain}
        return super().id_token_claims(grant) | own

    def user_claims_in_id_token(self, grant: Grant) -> dict[str, Any]:
        return self.user_claims(grant)

    def access_token_value(self, grant: Grant) -> str:
        return f"ya29.{super().access_token_value(grant)}"

    # Token endpoint

    def closed(self, request: Request) -> Response:
        """For clients of another type."""
        return self.token_error(Rejected("invalid_client", "Invalid client type.", 401))

    def authenticate(self, request: Request) -> Client:
        """PKCE takes no secret's place; a missing one has a text of its own."""
        _, secret, _ = self.credentials(request)
        with saying("Unauthorized" if secret else "client_secret is missing."):
            return super().authenticate(request)

    def gives_refresh_token(self, grant: Grant) -> bool:
        """For `access_type=offline`; there is no scope for it."""
        asked = grant.authorization.params.get("access_type") == "offline"
        return asked and super().gives_refresh_token(grant)

    def token_response(self, grant: Grant) -> dict[str, Any]:
        answer = super().token_response(grant)
        return {name: answer[name] for name in TOKEN_MEMBERS if name in answer}

    def grant_of(self, code: str) -> Grant:
        with saying("Malformed auth code."):
            return super().grant_of(code)

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        with saying("Bad Request"):
            super().check_code_is_fresh(request, client, grant)


def key_id(name: str) -> str:
    """A key ID as the product writes it: 40 hexadecimal digits."""
    return hashlib.sha256(called(name).encode()).hexdigest()[:40]
