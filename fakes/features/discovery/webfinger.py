"""WebFinger at the host of the issuer (Discovery section 2)."""

from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.provider import Provider
from fakes.wire.request import Request

ISSUER = "http://openid.net/specs/connect/1.0/issuer"


class WebFinger(Provider):
    """Names the issuer for every account, and tells nobody which ones there are."""

    def routes(self) -> dict[str, Route]:
        url = f"{self.base}/.well-known/webfinger"
        return super().routes() | {url: Route(("GET",), self.webfinger)}

    def webfinger(self, request: Request) -> Response:
        return self.json(self.descriptor(request.params.get("resource", "")))

    def descriptor(self, resource: str) -> dict[str, Any]:
        """What is told of a resource (RFC 7033 section 4.4)."""
        return {"subject": resource, "links": [{"rel": ISSUER, "href": self.issuer}]}
