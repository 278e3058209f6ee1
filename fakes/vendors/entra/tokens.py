"""Entra's tokens, and its token endpoint in its own numbers."""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Client, Grant
from fakes.features.tokens.refresh import RefreshTokens
from fakes.keys import base64url
from fakes.vendors.entra.errors import NO_CREDENTIALS, ErrorsOfEntra, missing
from fakes.wire.request import Request

TENANT = "1f3c7a90-52e4-4d0b-8a6e-7d2b9c4e6f10"
NAMES = uuid.UUID("7a1d2c3b-4e5f-4a6b-8c7d-9e0f1a2b3c4d")
CROSS_ORIGIN = (
    "AADSTS9002327: Tokens issued for the 'Single-Page Application' client-type may only be "
    "redeemed via cross-origin requests."
)
PUBLIC = (
    "AADSTS700025: Client is public so neither 'client_assertion' nor 'client_secret' should be "
    "presented."
)
WRONG_SECRET = "AADSTS7000215: Invalid client secret provided."  # noqa: S105 - a sentence
BAD_CODE = "AADSTS70000: The provided value for the 'code' parameter is not valid."
USED_CODE = "AADSTS54005: OAuth2 Authorization code was already redeemed."
OTHER_REPLY = (
    "AADSTS500112: The reply address does not match the reply address provided when requesting "
    "Authorization code."
)
BAD_VERIFIER = (
    "AADSTS501481: The Code_Verifier does not match the code_challenge supplied in the "
    "authorization request."
)
BAD_REFRESH = "AADSTS70000: The provided value for the 'refresh_token' parameter is not valid."
PROFILE = ["name", "family_name", "given_name", "picture", "preferred_username"]


class TokensOfEntra(ErrorsOfEntra, RefreshTokens):
    """A subject for each application; who the user is for all of them is `oid`."""

    def scope_claims(self) -> dict[str, list[str]]:
        """An address is nobody's for sure: no `email_verified`, and `email` if there is one."""
        email = ["email"] if self.options["email"] == "present" else []
        return {"profile": PROFILE, "email": email}

    def subject(self, grant: Grant) -> str:
        told = f"{grant.client.client_id} {super().subject(grant)}"
        return base64url(hashlib.sha256(told.encode()).digest())

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """`at_hash` from the authorization endpoint alone, `auth_time` where it was asked for."""
        asked = grant.authorization
        claims = super().id_token_claims(grant)
        if "token" not in asked.response_type.split():
            claims.pop("at_hash", None)
        if "max_age" not in asked.params:
            claims.pop("auth_time", None)
        return claims | {
            "nbf": claims["iat"],
            "aio": self.random(),
            "oid": str(uuid.uuid5(NAMES, grant.user.username)),
            "rh": f"1.{self.random()}.",
            "tid": TENANT,
            "uti": self.random()[:22],
            "ver": "2.0",
        }

    def user_claims_in_id_token(self, grant: Grant) -> dict[str, Any]:
        known = self.user_claims(grant)
        kept = ("name", "preferred_username", "email")
        return {name: known[name] for name in kept if name in known}

    # Token endpoint

    def authenticate(self, request: Request) -> Client:
        client_id, secret, _ = self.credentials(request)
        client = self.clients.get(client_id)
        if client is None:
            what = f"AADSTS700016: Application with identifier '{client_id}' was not found in the"
            what = f"{what} directory." if client_id else missing("client_id")
        elif not client.secret:
            what = PUBLIC
        else:
            what = WRONG_SECRET if secret else NO_CREDENTIALS
        with saying(what, "", 401):
            return super().authenticate(request)

    def grant_handler(self, request: Request) -> Callable[[Request, Client], dict[str, Any]]:
        wanted = request.params.get("grant_type", "")
        what = f"AADSTS70003: The app requested an unsupported grant type '{wanted}'."
        with saying(what if wanted else missing("grant_type")):
            return super().grant_handler(request)

    def exchange_code(self, request: Request, client: Client) -> dict[str, Any]:
        """Codes of a single page come back from a browser."""
        if self.options["platform"] == "spa" and "origin" not in request.headers:
            raise Rejected("invalid_request", CROSS_ORIGIN)
        return super().exchange_code(request, client)

    def grant_of(self, code: str) -> Grant:
        with saying(BAD_CODE):
            return super().grant_of(code)

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        expired = "AADSTS70008: The provided authorization code has expired."
        with saying(USED_CODE if grant.used else expired):
            super().check_code_is_fresh(request, client, grant)

    def check_code_belongs_to_client(self, request: Request, client: Client, grant: Grant) -> None:
        with saying(BAD_CODE):
            super().check_code_belongs_to_client(request, client, grant)

    def check_code_redirect_uri(self, request: Request, client: Client, grant: Grant) -> None:
        with saying(OTHER_REPLY):
            super().check_code_redirect_uri(request, client, grant)

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        with saying(BAD_VERIFIER):
            super().check_code_verifier(request, client, grant)

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        with saying(BAD_REFRESH):
            return super().refresh(request, client)

    def gives_refresh_token(self, grant: Grant) -> bool:
        """For offline_access; with each use another one, and the old one stays good."""
        return "offline_access" in grant.scopes

    def token_response(self, grant: Grant) -> dict[str, Any]:
        """The members in the order of the product's own answer."""
        answer = super().token_response(grant)
        answer["ext_expires_in"] = answer["expires_in"]
        return {name: answer[name] for name in TOKEN_MEMBERS if name in answer}


# fmt: off
TOKEN_MEMBERS = (
    "token_type", "scope", "expires_in", "ext_expires_in", "access_token", "refresh_token",
    "id_token",
)
# fmt: on
