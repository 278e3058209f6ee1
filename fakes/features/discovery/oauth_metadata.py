"""The discovery document once more, under the URL of OAuth (RFC 8414 section 3)."""

from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.provider import Provider
from fakes.wire.request import Request


class OAuthMetadata(Provider):
    """Serves its metadata to clients that know OAuth only."""

    def routes(self) -> dict[str, Route]:
        """The well-known part stands before the path of the issuer (RFC 8414 section 3.1)."""
        routes = super().routes()
        path = self.issuer.removeprefix(self.base).rstrip("/")
        url = f"{self.base}/.well-known/oauth-authorization-server{path}"
        routes[url] = Route(("GET", "HEAD"), self.oauth_metadata)
        return routes

    def oauth_metadata(self, request: Request) -> Response:
        return self.json(self.oauth_document(), headers=self.metadata_headers())

    def oauth_document(self) -> dict[str, Any]:
        """What OpenID Connect adds is allowed here too (RFC 8414 section 2)."""
        return self.document()
