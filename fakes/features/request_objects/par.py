"""Pushed authorization requests (RFC 9126)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Authorization, Client, Session
from fakes.features.request_objects.request_objects import RequestObjects
from fakes.wire.request import Pairs, Request

PUSHED = "urn:ietf:params:oauth:request_uri:"
OF_THE_CLIENT = ("client_secret", "client_assertion", "client_assertion_type")


@dataclass(slots=True)
class Pushed:
    """A request that waits for its user; `expires_at` in seconds since the epoch."""

    client_id: str
    pairs: Pairs
    expires_at: float


class PushedRequests(RequestObjects):
    """Takes a request from the client itself, and gives a reference that works once."""

    pushed_lifetime_s = 60

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.pushed: dict[str, Pushed] = {}

    @cached_property
    def endpoints(self) -> dict[str, str]:
        return super().endpoints | {"par": f"{self.base}/par"}

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {
            "pushed_authorization_request_endpoint": self.endpoints["par"],
            "require_pushed_authorization_requests": False,
        }

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["par"]] = Route(("POST",), self.push)
        return routes

    def push(self, request: Request) -> Response:
        """HTTP 201 and the reference, or an error as of the token endpoint (RFC 9126 2)."""
        try:
            self.check_token_request(request)
            client = self.authenticate(request)
            pairs = self.pushed_pairs(client, request)
            self.check_pushed(client, pairs)
        except Rejected as refusal:
            return self.token_error(refusal)
        uri = PUSHED + self.pushed_reference()
        expires_at = self.clock.now() + self.pushed_lifetime_s
        self.pushed[uri] = Pushed(client.client_id, pairs, expires_at)
        return self.pushed_answer(uri)

    def pushed_answer(self, uri: str) -> Response:
        body = {"request_uri": uri, "expires_in": self.pushed_lifetime_s}
        return self.json(body, 201, self.token_headers())

    def pushed_reference(self) -> str:
        return self.random()

    def pushed_pairs(self, client: Client, request: Request) -> Pairs:
        """The parameters of the request, also out of an object, without the client's proof."""
        self.check_pushed_by_value(request)
        given = {k: v for k, v in request.params.items() if k not in OF_THE_CLIENT}
        params = given | {"client_id": client.client_id}
        return self.asked_for(client, params, list(params.items()))

    def check_pushed_by_value(self, request: Request) -> None:
        """No reference in what a reference will be given for (RFC 9126 section 2.1)."""
        if "request_uri" in request.params:
            raise Rejected("invalid_request", "A request_uri cannot be pushed.")

    def check_pushed(self, client: Client, pairs: Pairs) -> None:
        """As any request at the authorization endpoint (RFC 9126 section 2.1)."""
        params = {name: value for name, value in pairs if value}
        redirect_uri = params.get("redirect_uri", "")
        if not self.pushed_redirect_uri_allowed(client, redirect_uri):
            raise Rejected("invalid_request", "The redirect_uri is not registered.")
        self.check(
            Authorization(client=client, redirect_uri=redirect_uri, params=params, pairs=pairs)
        )

    def pushed_redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return self.may_lead_to(client, redirect_uri)

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        """A client that has to push its requests cannot ask otherwise (RFC 9126 section 4)."""
        client = self.client_of(request.params)
        by_reference = request.params.get("request_uri", "").startswith(PUSHED)
        if client and self.must_push(client) and not by_reference:
            refusal = Rejected("invalid_request", "This client pushes its requests.")
            return self.object_refused(client, request, refusal)
        return super().judged(request, then)

    def must_push(self, client: Client) -> bool:
        return client.metadata.get("require_pushed_authorization_requests") is True

    def asked_for(self, client: Client, params: dict[str, str], pairs: Pairs) -> Pairs:
        uri = params.get("request_uri", "")
        if "request" in params or not uri.startswith(PUSHED):
            return super().asked_for(client, params, pairs)
        found = self.pushed.get(uri)
        if found is None or not self.may_use(client, found):
            raise Rejected("invalid_request_uri", "The request_uri is unknown or has expired.")
        self.use(uri)
        return found.pairs

    def may_use(self, client: Client, found: Pushed) -> bool:
        """The client that pushed it, and in time (RFC 9126 sections 2.2 and 4)."""
        return found.client_id == client.client_id and self.clock.now() <= found.expires_at

    def use(self, uri: str) -> None:
        """A reference works once (RFC 9126 section 4)."""
        del self.pushed[uri]
