"""Defects of the answer to a registration, of who may register, and of which clients there are."""

from typing import Any

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.features.registration.registration import bearer_of
from fakes.wire.request import Request


@fault(caught_by=["registration/status"])
class RegistrationIsOk(Reference):
    """A registration is answered with 200."""

    def registration_answer(self, client: Client, status: int) -> Response:
        return super().registration_answer(client, 200)


@fault(caught_by=["registration/json"])
class RegistrationAsText(Reference):
    """A registration is answered as plain text."""

    def registration(self, request: Request) -> Response:
        answer = super().registration(request)
        if answer.status_code == 201:
            answer.headers["content-type"] = "text/plain"
        return answer


@fault(caught_by=["registration/not-stored"])
class RegistrationMayBeStored(Reference):
    """The answer to a registration may be kept by a cache."""

    def registration(self, request: Request) -> Response:
        answer = super().registration(request)
        answer.headers["cache-control"] = "private"
        return answer


@fault(caught_by=["registration/client-id"])
class TwoClientsWithOneId(Reference):
    """A second client is told the client_id of one that differs by its name alone."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        if client.metadata.get("client_name", "").endswith("another"):
            twin = dict(client.metadata) | {"client_name": "ssoproof"}
            ids = (one for one in self.registered_clients if self.clients[one].metadata == twin)
            members["client_id"] = next(ids)
        return members


@fault(caught_by=["registration/client-secret", "registration/client-works"])
class RegisteredWithoutSecret(Reference):
    """A confidential client is not told its secret."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        hidden = ("client_secret", "client_secret_expires_at")
        members = super().registered_members(client)
        return {name: value for name, value in members.items() if name not in hidden}


@fault(caught_by=["registration/client-secret-distinct"])
class OneClientSecretForAll(Reference):
    """All registered clients have the same secret."""

    def new_client_secret(self) -> str:
        return "Vq3Jm9sT2xLpZ8wKcR5yBn7HdF4gUa6E"


@fault(caught_by=["registration/client-secret-expires-at"])
class SecretWithoutExpiry(Reference):
    """It is not told when a secret expires."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        members.pop("client_secret_expires_at", None)
        return members


@fault(caught_by=["registration/client-secret-expires-at"])
class SecretExpiredAlready(Reference):
    """A secret has expired when it is issued."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        if "client_secret" in members:
            members["client_secret_expires_at"] = int(self.clock.now()) - 60
        return members


@fault(caught_by=["registration/client-id-issued-at"])
class IssuedInMilliseconds(Reference):
    """client_id_issued_at is in milliseconds."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        return members | {"client_id_issued_at": members["client_id_issued_at"] * 1000}


@fault(caught_by=["registration/echo"])
class NameNotEchoed(Reference):
    """The answer to a registration leaves the name of the client out."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        members.pop("client_name", None)
        return members


@fault(caught_by=["registration/redirect-uris"])
class RedirectUriNormalized(Reference):
    """A redirect URI is registered with a slash at its end."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        uris = [f"{uri}/" if uri.endswith("callback") else uri for uri in members["redirect_uris"]]
        return members | {"redirect_uris": uris}


@fault(caught_by=["registration/unknown-member"])
class UnknownMembersRefused(Reference):
    """A client that sends a member that nobody knows is not registered."""

    def kept(self, sent: dict[str, Any]) -> dict[str, Any]:
        if "ssoproof_unknown" in sent:
            raise Rejected("invalid_client_metadata", "There is an unknown member.")
        return super().kept(sent)


@fault(caught_by=["registration/defaults"])
class OtherDefaults(Reference):
    """Clients that name no method are registered for client_secret_post."""

    def metadata_of(self, request: Request) -> dict[str, Any]:
        metadata = super().metadata_of(request)
        if b'"token_endpoint_auth_method"' not in request.body:
            metadata |= {"token_endpoint_auth_method": "client_secret_post"}
        return metadata


@fault(caught_by=["registration/no-secret-for-public"])
class PublicClientWithSecret(Reference):
    """A public client is told a secret."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        if members["token_endpoint_auth_method"] == "none":  # noqa: S105 - the method's name
            members |= {"client_secret": self.random(), "client_secret_expires_at": 0}
        return members


@fault(caught_by=["registration/client-works", "mtls/self-signed-client"])
class RegisteredClientsMayDoNothing(Reference):
    """Registered clients may use no response type."""

    def check_response_type(self, authorization: Authorization) -> None:
        if authorization.client.client_id in self.registered_clients:
            raise Rejected("unauthorized_client", "The client may not use this response_type.")
        super().check_response_type(authorization)


@fault(caught_by=["registration/open"])
class OpenRegistration(Reference):
    """Everybody registers clients."""

    def check_may_register(self, request: Request) -> None:
        pass


@fault(caught_by=["registration/wrong-token"])
class AnyInitialAccessToken(Reference):
    """Any initial access token is as good as the right one."""

    def check_may_register(self, request: Request) -> None:
        if not bearer_of(request):
            super().check_may_register(request)


@fault(caught_by=["registration/wrong-token-status"])
class WrongInitialTokenForbidden(Reference):
    """A wrong initial access token is answered with 403."""

    def check_may_register(self, request: Request) -> None:
        try:
            super().check_may_register(request)
        except Rejected as refusal:
            raise Rejected(refusal.error, refusal.description, 403) from None


@fault(caught_by=["registration/wrong-token-challenge"])
class WrongInitialTokenWithoutChallenge(Reference):
    """A wrong initial access token is answered without WWW-Authenticate."""

    def registration(self, request: Request) -> Response:
        answer = super().registration(request)
        if answer.status_code == 401:
            del answer.headers["www-authenticate"]
        return answer


@fault(caught_by=["registration/error-status"])
class BadRedirectUriIsUnprocessable(Reference):
    """A wrong redirect URI is answered with 422."""

    def registration_error(self, refusal: Rejected) -> Response:
        if refusal.error == "invalid_redirect_uri":
            refusal.status = 422
        return super().registration_error(refusal)


@fault(caught_by=["registration/error-json"])
class RegistrationErrorsAsPages(Reference):
    """A wrong redirect URI is answered with a page."""

    def registration_error(self, refusal: Rejected) -> Response:
        if refusal.error == "invalid_redirect_uri":
            return HTMLResponse("<p>That did not work.</p>", 400)
        return super().registration_error(refusal)


@fault(caught_by=["registration/error-code"])
class RegistrationErrorOfOAuth(Reference):
    """A wrong redirect URI is answered with the error invalid_request."""

    def registration_error(self, refusal: Rejected) -> Response:
        if refusal.error == "invalid_redirect_uri":
            refusal.error = "invalid_request"
        return super().registration_error(refusal)


@fault(
    caught_by=["registration/not-json", "registration/no-object", "registration/wrong-type"],
    at_home=["transport/server-error"],
)
class RegistrationBreaks(Reference):
    """The registration endpoint breaks on bodies that it did not expect."""

    def registration(self, request: Request) -> Response:
        odd = not request.body.startswith(b"{") or b"{not json" in request.body
        if odd or b"4711" in request.body:
            return PlainTextResponse("Internal Server Error", 500)
        return super().registration(request)


@fault(
    caught_by=["client-management/missing-client", "client-management/token-of-a-removed-client"]
)
class MissingClientNotFound(Reference):
    """The URL of a client that does not exist is answered with 404."""

    def management(self, request: Request, client_id: str) -> Response:
        if client_id not in self.registered_clients:
            return Response(status_code=404)
        return super().management(request, client_id)
