"""Dynamic client registration (Registration 1.0, RFC 7591) and its management (RFC 7592)."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.engine.http import Rejected, Request, Route
from fakes.engine.model import Client
from fakes.engine.provider import Provider

INITIAL_ACCESS_TOKEN = "an-initial-access-token-of-the-administrator"  # noqa: S105 - of a fake
SCOPE = ("openid", "profile", "email", "address", "phone", "offline_access")
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registered client needs to manage itself: the value of its access token."""

    client_id: str
    token: str


class Registration(Provider):
    """A client registers itself if it was let in, and then reads, changes or removes itself."""

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.registered_clients: dict[str, Registered] = {}

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        told = super().told_to_operators(auth_method)
        return told | {"INITIAL_ACCESS_TOKEN": INITIAL_ACCESS_TOKEN}

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"registration_endpoint": f"{self.base}/clients"}

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[f"{self.base}/clients"] = Route(("POST",), self.registration)
        return routes

    def answer(self, request: Request) -> Response:
        """Each registered client has a URL of its own (RFC 7592 section 2)."""
        client_id = request.url.removeprefix(f"{self.base}/clients/")
        if client_id == request.url:
            return super().answer(request)
        response = self.management(request, client_id)
        self.finish(request, response)
        return response

    def registration(self, request: Request) -> Response:
        """HTTP 201 and the client as it was registered (Registration 1.0 section 3.2)."""
        try:
            self.check_may_register(request)
            client = self.new_client(self.metadata_of(request))
        except Rejected as refusal:
            return self.registration_error(refusal)
        self.clients[client.client_id] = client
        self.registered_clients[client.client_id] = Registered(client.client_id, self.random())
        return self.registration_answer(client, 201)

    def check_may_register(self, request: Request) -> None:
        """An administrator gave the token out (Registration 1.0 section 3)."""
        if not self.same(bearer_of(request), INITIAL_ACCESS_TOKEN):
            raise Rejected("invalid_token", "The initial access token is missing or wrong.", 401)

    def metadata_of(self, request: Request) -> dict[str, Any]:
        """The members that were sent, with the defaults of RFC 7591 section 2."""
        try:
            sent = json.loads(request.body)
        except ValueError:
            sent = None
        if not isinstance(sent, dict):
            raise Rejected("invalid_client_metadata", "The body must be a JSON object.")
        defaults = {
            "response_types": ["code"],
            "grant_types": ["authorization_code"],
            "token_endpoint_auth_method": "client_secret_basic",
            "application_type": "web",
        }
        return defaults | self.kept(sent)

    def kept(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What a client may say about itself; the rest is ignored (RFC 7591 section 2)."""
        return {name: sent[name] for name in REGISTRABLE if name in sent}

    def new_client(self, metadata: dict[str, Any], client_id: str = "") -> Client:
        """The client of `metadata`. Raises Rejected (RFC 7591 section 3.2.2)."""
        self.check_client_metadata(metadata)
        confidential = metadata["token_endpoint_auth_method"].startswith("client_secret")
        kept = self.clients.get(client_id)
        secret = kept.secret if kept else self.random()
        return Client(
            client_id=client_id or f"client-{self.random()[:16]}",
            redirect_uris=tuple(metadata["redirect_uris"]),
            post_logout_redirect_uris=tuple(metadata.get("post_logout_redirect_uris", ())),
            response_types=tuple(
                " ".join(sorted(one.split())) for one in metadata["response_types"]
            ),
            scopes=tuple(metadata.get("scope", " ".join(SCOPE)).split()),
            secret=secret if confidential else "",
            metadata=metadata,
        )

    def check_client_metadata(self, metadata: dict[str, Any]) -> None:
        """Every redirect URI, and that the members fit together."""
        redirect_uris = metadata.get("redirect_uris")
        if not isinstance(redirect_uris, list) or not redirect_uris:
            raise Rejected("invalid_redirect_uri", "redirect_uris is missing or empty.")
        for uri in redirect_uris:
            self.check_registered_redirect_uri(uri, metadata["application_type"])
        unknown = set(metadata["response_types"]) - set(self.response_types())
        if unknown:
            raise Rejected("invalid_client_metadata", "A response type is not offered.")

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        """An https URL without fragment (RFC 6749 3.1.2, Registration 1.0 section 2)."""
        parts = urlsplit(uri)
        web = parts.scheme == "https" and parts.hostname not in LOOPBACK_HOSTS
        if not web or parts.fragment or "*" in uri or "#" in uri:
            raise Rejected("invalid_redirect_uri", "A redirect URI is an https URL, as it is.")

    def management(self, request: Request, client_id: str) -> Response:
        """Reads, changes or removes a client (RFC 7592 section 2)."""
        known = self.registered_clients.get(client_id)
        if known is None or not self.may_manage(known, bearer_of(request)):
            refusal = Rejected("invalid_token", "The registration access token is wrong.", 401)
            return self.registration_error(refusal)
        if request.method == "DELETE":
            del self.registered_clients[client_id], self.clients[client_id]
            return Response(status_code=204, headers=self.token_headers())
        try:
            if request.method == "PUT":
                self.clients[client_id] = self.new_client(self.metadata_of(request), client_id)
        except Rejected as refusal:
            return self.registration_error(refusal)
        return self.registration_answer(self.clients[client_id], 200)

    def may_manage(self, known: Registered, token: str) -> bool:
        return self.same(known.token, token)

    def registration_answer(self, client: Client, status: int) -> Response:
        return self.json(self.registered_members(client), status, self.token_headers())

    def registered_members(self, client: Client) -> dict[str, Any]:
        """The client information response (RFC 7591 3.2.1, RFC 7592 section 3)."""
        members = dict(client.metadata) | {
            "client_id": client.client_id,
            "client_id_issued_at": int(self.clock.now()),
            "registration_client_uri": f"{self.base}/clients/{client.client_id}",
            "registration_access_token": self.registered_clients[client.client_id].token,
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


# fmt: off
REGISTRABLE = (
    "redirect_uris", "response_types", "grant_types", "application_type", "contacts",
    "client_name", "logo_uri", "client_uri", "policy_uri", "tos_uri", "jwks_uri", "jwks", "scope",
    "sector_identifier_uri", "subject_type", "id_token_signed_response_alg",
    "userinfo_signed_response_alg", "request_object_signing_alg", "token_endpoint_auth_method",
    "token_endpoint_auth_signing_alg", "default_max_age", "require_auth_time",
    "default_acr_values", "initiate_login_uri", "request_uris", "post_logout_redirect_uris",
    "frontchannel_logout_uri", "frontchannel_logout_session_required", "backchannel_logout_uri",
    "backchannel_logout_session_required", "require_pushed_authorization_requests",
    "require_signed_request_object", "tls_client_auth_subject_dn", "dpop_bound_access_tokens",
    "tls_client_certificate_bound_access_tokens",
)
# fmt: on


def bearer_of(request: Request) -> str:
    """The bearer token of the Authorization header, or an empty string (RFC 6750 2.1)."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""
