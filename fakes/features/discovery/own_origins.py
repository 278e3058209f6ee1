"""CORS for the scripts of registered applications alone, for products that know their origins."""

from urllib.parse import urlsplit

from fakes.engine.provider import Provider
from fakes.wire.request import Request


class OwnOrigins(Provider):
    """Whoever is at the origin of a redirect URI may call; keys are for everybody."""

    def allowed_origin(self, request: Request) -> str:
        if request.url == self.endpoints["jwks"]:
            return "*"
        uris = [uri for client in self.clients.values() for uri in client.redirect_uris]
        origins = {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, uris)}
        origin = request.headers.get("origin", "")
        return origin if origin in origins else ""
