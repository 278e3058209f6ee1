"""Defects of how a client manages its registration."""

import json
from abc import abstractmethod
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.features.registration.registration import Registered
from fakes.wire.request import Request

URL = "registration_client_uri"
TOKEN = "registration_access_token"  # noqa: S105 - the name of a member


def sent_by(request: Request) -> dict[str, Any]:
    """The metadata of an update."""
    metadata: dict[str, Any] = json.loads(request.body)
    return metadata


@fault(caught_by=["client-management/both-or-neither"])
class ManagedWithoutToken(Reference):
    """A client gets a URL to manage itself, and no token for it."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        return {name: value for name, value in members.items() if name != TOKEN}


@fault(caught_by=["client-management/https"])
class ManagedByHttp(Reference):
    """The URL to manage a client is http."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        return members | {URL: members[URL].replace("https:", "http:")}


@fault(caught_by=["client-management/token-unguessable"])
class ShortRegistrationTokens(Reference):
    """Registration access tokens have 48 bits."""

    def new_registration_token(self) -> str:
        return self.random()[:8]


class ReadsOtherwise(Reference):
    """What a client reads about itself is changed on the way."""

    def management(self, request: Request, client_id: str) -> Response:
        answer = super().management(request, client_id)
        if request.method != "GET" or answer.status_code != 200:
            return answer
        return self.json(self.told(json.loads(bytes(answer.body))), headers=self.token_headers())

    @abstractmethod
    def told(self, members: dict[str, Any]) -> dict[str, Any]:
        """What is said in place of `members`."""


@fault(caught_by=["client-management/read"])
class ReadsAnotherClient(ReadsOtherwise):
    """A client reads another client_id than its own."""

    def told(self, members: dict[str, Any]) -> dict[str, Any]:
        return members | {"client_id": "somebody-else"}


@fault(caught_by=["client-management/read-metadata"])
class ReadsOldMetadata(ReadsOtherwise):
    """A client reads another auth method than it was registered for."""

    def told(self, members: dict[str, Any]) -> dict[str, Any]:
        return members | {"token_endpoint_auth_method": "none"}


@fault(caught_by=["client-management/read-initiate-login-uri"])
class ReadsNoInitiateLoginUri(ReadsOtherwise):
    """A client does not read its initiate_login_uri."""

    def told(self, members: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in members.items() if name != "initiate_login_uri"}


@fault(caught_by=["client-management/read-not-stored"])
class ReadMayBeStored(Reference):
    """What a client reads about itself may be kept by a cache."""

    def management(self, request: Request, client_id: str) -> Response:
        answer = super().management(request, client_id)
        answer.headers["cache-control"] = "private"
        return answer


@fault(caught_by=["client-management/no-token"])
class ReadsWithoutToken(Reference):
    """Everybody reads what a client is registered as."""

    def may_manage(self, known: Registered, token: str, request: Request) -> bool:
        open_to_all = request.method == "GET" and not token
        return open_to_all or super().may_manage(known, token, request)


@fault(caught_by=["client-management/wrong-token", "client-management/read-by-another"])
class ReadsWithAnyToken(Reference):
    """Any token is enough to read what a client is registered as."""

    def may_manage(self, known: Registered, token: str, request: Request) -> bool:
        any_token = request.method == "GET" and bool(token)
        return any_token or super().may_manage(known, token, request)


@fault(
    caught_by=[
        "client-management/wrong-token-status",
        "client-management/token-of-a-removed-client",
    ]
)
class WrongTokenForbidden(Reference):
    """A wrong registration access token is answered with 403."""

    def management(self, request: Request, client_id: str) -> Response:
        answer = super().management(request, client_id)
        if answer.status_code == 401:
            answer.status_code = 403
        return answer


@fault(caught_by=["client-management/wrong-token-challenge"])
class WrongTokenWithoutChallenge(Reference):
    """A wrong registration access token is answered without WWW-Authenticate."""

    def management(self, request: Request, client_id: str) -> Response:
        answer = super().management(request, client_id)
        if answer.status_code == 401:
            del answer.headers["www-authenticate"]
        return answer


class OfAnyClient(Reference):
    """The token of any client is good for all, by one method."""

    method = ""

    def may_manage(self, known: Registered, token: str, request: Request) -> bool:
        theirs = token in [one.token for one in self.registered_clients.values()]
        return (theirs and request.method == self.method) or super().may_manage(
            known, token, request
        )


@fault(caught_by=["client-management/read-by-another"])
class ReadsAnyClient(OfAnyClient):
    """A client reads what any other is registered as."""

    method = "GET"


@fault(caught_by=["client-management/update-by-another"])
class UpdatesAnyClient(OfAnyClient):
    """A client changes any other."""

    method = "PUT"


@fault(caught_by=["client-management/delete-by-another"])
class RemovesAnyClient(OfAnyClient):
    """A client removes any other."""

    method = "DELETE"


@fault(caught_by=["client-management/update-by-a-stranger"])
class UpdatedByAnybody(Reference):
    """Everybody changes a client."""

    def may_manage(self, known: Registered, token: str, request: Request) -> bool:
        open_to_all = request.method == "PUT" and not token
        return open_to_all or super().may_manage(known, token, request)


@fault(caught_by=["client-management/delete"])
class RemovalIsOk(Reference):
    """A removal is answered with 200."""

    def remove_client(self, client_id: str) -> Response:
        super().remove_client(client_id)
        return Response(status_code=200, headers=self.token_headers())


@fault(
    caught_by=["client-management/token-of-a-removed-client", "client-management/missing-client"]
)
class RemovedClientNotFound(Reference):
    """A client that is gone is answered with 404."""

    def management(self, request: Request, client_id: str) -> Response:
        if client_id not in self.registered_clients:
            return Response(status_code=404)
        return super().management(request, client_id)


@fault(caught_by=["client-management/removed-client-login"])
class RemovedClientStays(Reference):
    """Users still log in at a client that was removed."""

    def remove_client(self, client_id: str) -> Response:
        client = self.clients[client_id]
        answer = super().remove_client(client_id)
        self.clients[client_id] = client
        return answer


@fault(caught_by=["client-management/tokens-of-a-removed-client"])
class TokensOfRemovedClientStay(Reference):
    """The tokens of a client that was removed are good until they expire."""

    def forget_grants(self, client_id: str) -> None:
        pass


@fault(caught_by=["client-management/update", "client-management/update-in-force"])
class UpdatesAdd(Reference):
    """An update adds redirect URIs to those that were there."""

    def replace_client(self, request: Request, client_id: str) -> None:
        before = self.clients[client_id].redirect_uris
        super().replace_client(request, client_id)
        client = self.clients[client_id]
        uris = [*before, *(one for one in client.redirect_uris if one not in before)]
        metadata = dict(client.metadata) | {"redirect_uris": uris}
        self.clients[client_id] = replace(client, redirect_uris=tuple(uris), metadata=metadata)


@fault(caught_by=["client-management/update-in-force"])
class UpdatesComeLate(Reference):
    """A redirect URI that was given up still works."""

    def replace_client(self, request: Request, client_id: str) -> None:
        before = self.clients[client_id].redirect_uris
        super().replace_client(request, client_id)
        client = self.clients[client_id]
        self.clients[client_id] = replace(client, redirect_uris=(*before, *client.redirect_uris))


@fault(caught_by=["client-management/update-redirect-uri"])
class UpdatesUnjudged(Reference):
    """An update is held to no rule."""

    def replace_client(self, request: Request, client_id: str) -> None:
        self.metadata_rules = ()
        super().replace_client(request, client_id)
        del self.metadata_rules


@fault(caught_by=["client-management/update-client-id"])
class UpdatesTakeOver(Reference):
    """A client becomes another one by naming it in an update."""

    def replace_client(self, request: Request, client_id: str) -> None:
        named = sent_by(request).get("client_id")
        if named in self.clients and named != client_id:
            self.clients[client_id] = self.clients[named]
        else:
            super().replace_client(request, client_id)


@fault(caught_by=["client-management/update-client-secret"])
class UpdatesChooseSecret(Reference):
    """An update chooses the client's secret."""

    def replace_client(self, request: Request, client_id: str) -> None:
        chosen = sent_by(request).get("client_secret", self.clients[client_id].secret)
        self.clients[client_id] = replace(self.clients[client_id], secret=chosen)
        super().replace_client(request, client_id)


@fault(caught_by=["client-management/update-left-out"])
class UpdatesForgetNothing(Reference):
    """What an update leaves out stays."""

    def replace_client(self, request: Request, client_id: str) -> None:
        before = self.clients[client_id].metadata
        super().replace_client(request, client_id)
        client = self.clients[client_id]
        metadata = dict(before) | dict(client.metadata)
        self.clients[client_id] = replace(client, metadata=metadata)
