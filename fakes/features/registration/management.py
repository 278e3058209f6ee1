"""A registered client manages itself: RFC 7592, and Registration 1.0 section 4 for reading."""

import json
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.features.registration.registration import Registered, Registration, bearer_of
from fakes.wire.request import Request

METHODS = ("GET", "PUT", "DELETE")
ISSUED = (
    "registration_access_token",
    "registration_client_uri",
    "client_secret_expires_at",
    "client_id_issued_at",
)


class ClientManagement(Registration):
    """Reads, replaces or removes a client at the URL that is its own."""

    def answer(self, request: Request) -> Response:
        """Each registered client has a URL of its own (RFC 7592 section 2)."""
        client_id = request.url.removeprefix(f"{self.base}/clients/")
        if client_id == request.url:
            return super().answer(request)
        response = self.management(request, client_id)
        self.finish(request, response)
        return response

    def management(self, request: Request, client_id: str) -> Response:
        """A client that is gone is answered like a wrong token (RFC 7592 section 2.1)."""
        if request.method not in METHODS:
            return Response(status_code=405, headers={"allow": ", ".join(METHODS)})
        known = self.registered_clients.get(client_id)
        if known is None or not self.may_manage(known, bearer_of(request), request):
            refusal = Rejected("invalid_token", "The registration access token is wrong.", 401)
            return self.registration_error(refusal)
        if request.method == "DELETE":
            return self.remove_client(client_id)
        try:
            if request.method == "PUT":
                self.replace_client(request, client_id)
        except Rejected as refusal:
            return self.registration_error(refusal)
        return self.registration_answer(self.clients[client_id], 200)

    def may_manage(self, known: Registered, token: str, request: Request) -> bool:
        return self.same(known.token, token)

    def replace_client(self, request: Request, client_id: str) -> None:
        """What is sent replaces all that was there (RFC 7592 section 2.2)."""
        metadata = self.metadata_of(request)
        self.check_update(json.loads(request.body), client_id)
        self.clients[client_id] = self.new_client(metadata, client_id)

    def check_update(self, sent: dict[str, Any], client_id: str) -> None:
        """It names its own client, and chooses nothing that the provider issues."""
        secret = sent.get("client_secret", self.clients[client_id].secret)
        own = sent.get("client_id") == client_id and secret == self.clients[client_id].secret
        if not own or set(ISSUED) & set(sent):
            raise Rejected("invalid_client_metadata", "What the provider issued is not changed.")

    def remove_client(self, client_id: str) -> Response:
        """Its identifier, its tokens and its codes are good for nothing now (RFC 7592 2.3)."""
        del self.registered_clients[client_id], self.clients[client_id]
        self.forget_grants(client_id)
        return Response(status_code=204, headers=self.token_headers())

    def forget_grants(self, client_id: str) -> None:
        for value, token in list(self.access_tokens.items()):
            if token.grant.client.client_id == client_id:
                del self.access_tokens[value]
        for code, grant in list(self.grants.items()):
            if grant.client.client_id == client_id:
                del self.grants[code]
