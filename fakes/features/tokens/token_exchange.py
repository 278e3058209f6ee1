"""Token exchange (RFC 8693): a client trades a token of its own for a narrower one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import AccessToken, Client
from fakes.features.flows.plain_oauth import PlainOAuth
from fakes.wire.request import Request

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - the name of a kind


class TokenExchange(PlainOAuth):
    """Takes access tokens of the client that asks, and of nobody else."""

    def metadata(self) -> dict[str, Any]:
        told = super().metadata()
        grants = [*told["grant_types_supported"], GRANT_TYPE]
        return told | {"grant_types_supported": grants}

    def grant_handlers(self) -> dict[str, Callable[[Request, Client], dict[str, Any]]]:
        return super().grant_handlers() | {GRANT_TYPE: self.exchange_token}

    def exchange_token(self, request: Request, client: Client) -> dict[str, Any]:
        """A new token of the same grant (sections 2.1 and 2.2.1)."""
        self.check_grant_type(client, GRANT_TYPE)
        self.check_exchange_target(request)
        subject = self.subject_of_exchange(request, client)
        scopes = self.exchanged_scopes(request, subject)
        return {
            "access_token": self.new_access_token(replace(subject.grant, scopes=scopes)),
            "issued_token_type": ACCESS_TOKEN,
            "token_type": "Bearer",
            "expires_in": self.access_token_lifetime_s,
            "scope": " ".join(scopes),
        }

    def check_exchange_target(self, request: Request) -> None:
        """There is no other service here to get tokens for (section 2.2.2)."""
        if {"resource", "audience"} & set(request.params):
            raise Rejected("invalid_target", "The target service is unknown.")

    def subject_of_exchange(self, request: Request, client: Client) -> AccessToken:
        """The token that is traded in, or invalid_request (section 2.2.2)."""
        token = self.access_tokens.get(request.params.get("subject_token", ""))
        typed = request.params.get("subject_token_type") == ACCESS_TOKEN
        if token is None or not typed or not self.token_is_alive(token):
            raise Rejected("invalid_request", "The subject_token is not valid.")
        if not self.may_exchange(client, token):
            raise Rejected("invalid_request", "The subject_token is not acceptable.")
        return token

    def may_exchange(self, client: Client, token: AccessToken) -> bool:
        return token.grant.client.client_id == client.client_id

    def exchanged_scopes(self, request: Request, subject: AccessToken) -> tuple[str, ...]:
        """What is asked for, as far as the subject token has it."""
        wanted = tuple(request.params.get("scope", "").split()) or subject.grant.scopes
        if not set(wanted) <= set(subject.grant.scopes):
            raise Rejected("invalid_scope", "The scope was not granted.")
        return wanted
