"""Clients that are native applications (RFC 8252): on loopback they get another port each time."""

from urllib.parse import urlsplit

from fakes.engine.model import Client
from fakes.features.registration.metadata import ClientMetadata, is_local_http, url_parts


class NativeClients(ClientMetadata):
    """The port of a loopback address may vary, and nothing else (RFC 8252 section 7.3)."""

    def may_lead_to(self, client: Client, redirect_uri: str) -> bool:
        if super().may_lead_to(client, redirect_uri):
            return True
        if not self.may_vary_port(client, redirect_uri):
            return False
        return without_port(redirect_uri) in map(without_port, client.redirect_uris)

    def may_vary_port(self, client: Client, redirect_uri: str) -> bool:
        native = client.metadata.get("application_type") == "native"
        return native and is_local_http(url_parts(redirect_uri))


def without_port(url: str) -> str:
    """A URL as it is but for its port."""
    host, colon, port = urlsplit(url).netloc.rpartition(":")
    return url.replace(f"{colon}{port}", "", 1) if host and port.isdigit() else url
