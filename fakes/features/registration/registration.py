"""Dynamic client registration (Registration 1.0 and RFC 7591, section 3)."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Client
from fakes.features.registration.metadata import SCOPE, ClientMetadata, ordered
from fakes.wire.request import Request

INITIAL_ACCESS_TOKEN = "an-initial-access-token-of-the-administrator"  # noqa: S105 - of a fake


@dataclass(frozen=True, slots=True)
class Registered:
    """When a client registered, and the value of the access token that manages it."""

    client_id: str
    token: str
    issued_at: int


class Registration(ClientMetadata):
    """A client registers itself if an administrator let it."""

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.registered_clients: dict[str, Registered] = {}

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        told = super().told_to_operators(auth_method)
        return told | {"OIDC_INITIAL_ACCESS_TOKEN": INITIAL_ACCESS_TOKEN}

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"registration_endpoint": f"{self.base}/clients"}

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[f"{self.base}/clients"] = Route(("POST",), self.registration)
        return routes

    def registration(self, request: Request) -> Response:
        """HTTP 201 and the client as it was registered (Registration 1.0 section 3.2)."""
        try:
            self.check_may_register(request)
            client = self.new_client(self.metadata_of(request), self.new_client_id(request))
        except Rejected as refusal:
            return self.registration_error(refusal)
        self.clients[client.client_id] = client
        self.registered_clients[client.client_id] = Registered(
            client.client_id, self.new_registration_token(), int(self.clock.now())
        )
        return self.registration_answer(client, 201)

    def check_may_register(self, request: Request) -> None:
        """An administrator gave the token out (Registration 1.0 section 3)."""
        if not self.same(bearer_of(request), INITIAL_ACCESS_TOKEN):
            raise Rejected("invalid_token", "The initial access token is missing or wrong.", 401)

    def new_client_id(self, request: Request) -> str:
        """An identifier that nobody has, and nobody chose (RFC 7591 section 3.2.1)."""
        return f"client-{self.random()[:16]}"

    def new_registration_token(self) -> str:
        return self.random()

    def new_client(self, metadata: dict[str, Any], client_id: str) -> Client:
        """The client of `metadata`, which keeps its secret. Raises Rejected."""
        self.check_client_metadata(metadata)
        confidential = metadata["token_endpoint_auth_method"].startswith("client_secret")
        kept = self.clients.get(client_id)
        secret = (kept and kept.secret) or self.new_client_secret()
        return Client(
            client_id=client_id,
            redirect_uris=tuple(metadata["redirect_uris"]),
            post_logout_redirect_uris=tuple(metadata.get("post_logout_redirect_uris", ())),
            response_types=tuple(map(ordered, metadata["response_types"])),
            scopes=tuple(metadata.get("scope", " ".join(SCOPE)).split()),
            secret=secret if confidential else "",
            metadata=metadata,
        )

    def new_client_secret(self) -> str:
        return self.random()

    def registration_answer(self, client: Client, status: int) -> Response:
        return self.json(self.registered_members(client), status, self.token_headers())

    def registered_members(self, client: Client) -> dict[str, Any]:
        """The client information response (RFC 7591 3.2.1, RFC 7592 section 3)."""
        registered = self.registered_clients[client.client_id]
        members = dict(client.metadata) | {
            "client_id": client.client_id,
            "client_id_issued_at": registered.issued_at,
            "registration_client_uri": f"{self.base}/clients/{client.client_id}",
            "registration_access_token": registered.token,
        }
        if client.secret:
            members |= {"client_secret": client.secret, "client_secret_expires_at": 0}
        return members

    def registration_error(self, refusal: Rejected) -> Response:
        """RFC 7591 section 3.2.2; with a challenge where a token was wrong (RFC 6750)."""
        headers = self.token_headers()
        if refusal.status == 401:
            headers["www-authenticate"] = f'Bearer realm="clients", error="{refusal.error}"'
        body = {"error": refusal.error, "error_description": refusal.description}
        return self.json(body, refusal.status, headers)


def bearer_of(request: Request) -> str:
    """The bearer token of the Authorization header, or an empty string (RFC 6750 2.1)."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""
