"""Defects of the revocation endpoint."""

from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import AccessToken, Client
from fakes.faults import fault
from fakes.faults.editing import replace_error
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["revocation/success", "revocation/unknown-token"])
class RevocationAnswersNothing(Reference):
    """A revocation is answered with 204."""

    def revocation(self, request: Request) -> Response:
        response = super().revocation(request)
        response.status_code = 204 if response.status_code == 200 else response.status_code
        return response


@fault(caught_by=[], at_home=["revocation/success", "revocation/unknown-token"])
class PublicClientsRevokeNothing(Reference):
    """Public clients may revoke tokens by the discovery document, and by nothing else."""

    def metadata(self) -> dict[str, Any]:
        methods = {"revocation_endpoint_auth_methods_supported": ["client_secret_basic", "none"]}
        return super().metadata() | methods

    def authenticate(self, request: Request) -> Client:
        client = super().authenticate(request)
        if request.url == self.endpoints["revocation"] and not client.secret:
            raise Rejected("invalid_client", "A secret is needed.", 401)
        return client


@fault(caught_by=["revocation/access-token", "introspection/revoked-token"])
class RevokedTokensWork(Reference):
    """The revocation of an access token is answered with 200, and ends nothing."""

    def may_revoke(self, client: Client, token: AccessToken) -> bool:
        return False


@fault(
    caught_by=[
        "revocation/refresh-token",
        "revocation/refresh-ends-access-token",
        "revocation/wrong-hint",
    ]
)
class RevokedRefreshTokensWork(Reference):
    """The revocation of a refresh token is answered with 200, and ends nothing."""

    def revoke(self, client: Client, value: str) -> None:
        if value not in self.refresh_tokens:
            super().revoke(client, value)


@fault(caught_by=["revocation/refresh-ends-access-token"])
class AccessTokensOutliveTheirGrant(Reference):
    """The revocation of a refresh token leaves its access tokens alive."""

    def revoke(self, client: Client, value: str) -> None:
        grant = self.refresh_tokens.get(value)
        if grant is not None and self.is_of(client, grant):
            del self.refresh_tokens[value]
        else:
            super().revoke(client, value)


@fault(caught_by=["revocation/wrong-hint"])
class HintsAreBelieved(Reference):
    """A token of another kind than the hint says is not found."""

    def revocation(self, request: Request) -> Response:
        hinted = request.params.get("token_type_hint") == "access_token"
        if hinted and request.params.get("token") in self.refresh_tokens:
            return Response(headers=self.token_headers())
        return super().revocation(request)


@fault(caught_by=["revocation/other-client"])
class AnyClientRevokes(Reference):
    """A client can revoke the access tokens of all others."""

    def may_revoke(self, client: Client, token: AccessToken) -> bool:
        return True


@fault(
    caught_by=[
        "revocation/without-authentication",
        "revocation/without-authentication-error",
    ]
)
class RevocationWithoutSecret(Reference):
    """The revocation endpoint asks for no secret."""

    def authenticate(self, request: Request) -> Client:
        client = self.clients.get(request.params.get("client_id", ""))
        if client is not None and request.url == self.endpoints["revocation"]:
            return client
        return super().authenticate(request)


@fault(caught_by=["revocation/without-authentication-error"])
class RevocationErrorsMisnamed(Reference):
    """A failed authentication at the revocation endpoint is called access_denied."""

    def revocation_error(self, refusal: Rejected) -> Response:
        return super().revocation_error(replace_error(refusal, "invalid_client", "access_denied"))


@fault(caught_by=["revocation/unknown-token"])
class UnknownTokensAreNotRevoked(Reference):
    """The revocation of an unknown token is an error."""

    def revoke(self, client: Client, value: str) -> None:
        if value.startswith("ssoproof"):
            raise Rejected("invalid_request", "The token is unknown.")
        super().revoke(client, value)


@fault(caught_by=["revocation/missing-token"])
class NothingIsRevoked(Reference):
    """A revocation without token is answered with 200."""

    def revocation_error(self, refusal: Rejected) -> Response:
        if refusal.error == "invalid_request":
            return Response(headers=self.token_headers())
        return super().revocation_error(refusal)
