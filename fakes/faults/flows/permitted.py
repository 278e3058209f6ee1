"""Defects of which flows and grants a client may use."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client
from fakes.faults import fault
from fakes.faults.homes import Confidential, Reference
from fakes.wire.request import Request


@fault(caught_by=["flow/token-alone"])
class TokenAlone(Reference):
    """The implicit grant of OAuth gives every client an access token alone."""

    def check_response_type(self, authorization: Authorization) -> None:
        if authorization.params.get("response_type") != "token":
            super().check_response_type(authorization)


@fault(caught_by=["flow/implicit-token-not-in-query"])
class AccessTokenInQuery(Reference):
    """An access token is delivered in the query if the request says so."""

    def delivery_mode(self, authorization: Authorization) -> str:
        asked = authorization.params.get("response_mode") == "query"
        both = authorization.response_type == "id_token token"
        return "query" if asked and both else super().delivery_mode(authorization)


def permitting(authorization: Authorization, response_type: str) -> Authorization:
    """The request of a client that may use `response_type` too."""
    client = authorization.client
    types = (*client.response_types, response_type)
    return replace(authorization, client=replace(client, response_types=types))


@fault(caught_by=["flow/implicit-only-if-registered"])
class ImplicitForEveryClient(Reference):
    """Every client gets an ID Token by the implicit flow, whatever it registered for."""

    def check_response_type(self, authorization: Authorization) -> None:
        super().check_response_type(permitting(authorization, "id_token"))


@fault(caught_by=["flow/implicit-token-only-if-registered"])
class ImplicitTokenForEveryClient(Reference):
    """Every client gets an access token by the implicit flow, whatever it registered for."""

    def check_response_type(self, authorization: Authorization) -> None:
        super().check_response_type(permitting(authorization, "id_token token"))


@fault(caught_by=["flow/hybrid-token-only-if-registered"])
class HybridTokenForEveryClient(Reference):
    """Every client gets an access token beside its code, whatever it registered for."""

    def check_response_type(self, authorization: Authorization) -> None:
        super().check_response_type(permitting(authorization, "code token"))


@fault(caught_by=["flow/unannounced-hybrid"])
class HybridHidden(Confidential):
    """The hybrid flow works, and the metadata do not tell."""

    def check_response_type(self, authorization: Authorization) -> None:
        if authorization.response_type != "code id_token token":
            super().check_response_type(authorization)


@fault(caught_by=["flow/unannounced-implicit"])
class ImplicitHidden(Confidential):
    """The implicit flow works, and the metadata do not tell."""

    def document(self) -> dict[str, Any]:
        hidden = {"grant_types_supported": ["authorization_code"]}
        return super().document() | hidden | {"response_types_supported": ["code"]}


@fault(caught_by=["token/password-grant"])
class PasswordGrant(Reference):
    """The token endpoint judges the password of a user, and gives nothing."""

    def grant_handlers(self) -> dict[str, Callable[[Request, Client], dict[str, Any]]]:
        return super().grant_handlers() | {"password": self.judge_password}

    def judge_password(self, request: Request, client: Client) -> dict[str, Any]:
        user = self.users.get(request.params.get("username", ""))
        if user and user.password == request.params.get("password", ""):
            raise Rejected("access_denied", "A second factor is needed.")
        raise Rejected("invalid_grant", "The user name or the password is wrong.")


@fault(caught_by=["token/client-credentials-public"])
class ClientCredentialsForPublicClients(Reference):
    """A public client gets a token for itself."""

    def grant_handlers(self) -> dict[str, Callable[[Request, Client], dict[str, Any]]]:
        return super().grant_handlers() | {"client_credentials": self.give_token}

    def give_token(self, request: Request, client: Client) -> dict[str, Any]:
        if client.secret:
            return super().client_credentials(request, client)
        return {"access_token": self.random(), "token_type": "Bearer"}


@fault(caught_by=["token/grant-not-registered"])
class ClientCredentialsForEverySecret(Reference):
    """Every client with a secret gets a token for itself, whatever it registered for."""

    def check_grant_type(self, client: Client, grant_type: str) -> None:
        if grant_type != "client_credentials":
            super().check_grant_type(client, grant_type)
