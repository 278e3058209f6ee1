"""Defects of the token exchange."""

from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import AccessToken, Client
from fakes.faults import fault
from fakes.faults.editing import replace_error, without
from fakes.faults.homes import Reference
from fakes.features.tokens.token_exchange import GRANT_TYPE
from fakes.wire.request import Request


@fault(caught_by=["token-exchange/response"])
class ExchangedTokenUntyped(Reference):
    """The answer to a token exchange does not tell what kind of token it gives."""

    def exchange_token(self, request: Request, client: Client) -> dict[str, Any]:
        return without(super().exchange_token(request, client), "issued_token_type")


@fault(caught_by=["token-exchange/foreign-token"])
class AnyTokenIsExchanged(Reference):
    """A client can trade the tokens of all others."""

    def may_exchange(self, client: Client, token: AccessToken) -> bool:
        return True


@fault(caught_by=["token-exchange/unknown-token"])
class UnknownTokensAreExchanged(Reference):
    """An unknown token is traded for a good one."""

    def subject_of_exchange(self, request: Request, client: Client) -> AccessToken:
        if request.params.get("subject_token", "").startswith("ssoproof"):
            return next(iter(self.access_tokens.values()))
        return super().subject_of_exchange(request, client)


@fault(caught_by=["token-exchange/error"])
class BadSubjectTokenMisnamed(Reference):
    """A bad subject token is called an unsupported token type."""

    def token_error(self, refusal: Rejected) -> Response:
        described = "subject_token" in refusal.description
        error = "unsupported_token_type" if described else refusal.error
        return super().token_error(replace_error(refusal, refusal.error, error))


@fault(caught_by=["token-exchange/scope-growth"])
class ExchangeGivesWhatIsAsked(Reference):
    """A token exchange gives any scope that it asks for."""

    def exchanged_scopes(self, request: Request, subject: AccessToken) -> tuple[str, ...]:
        return tuple(request.params.get("scope", "openid").split())


@fault(caught_by=["token-exchange/unknown-target"])
class ExchangeForAnyTarget(Reference):
    """A token exchange gives tokens for services that do not exist."""

    def check_exchange_target(self, request: Request) -> None:
        pass


@fault(caught_by=["token-exchange/without-authentication"])
class ExchangeWithoutSecret(Reference):
    """A confidential client needs no secret to trade tokens."""

    def authenticate(self, request: Request) -> Client:
        client = self.clients.get(request.params.get("client_id", ""))
        if client is not None and request.params.get("grant_type") == GRANT_TYPE:
            return client
        return super().authenticate(request)
