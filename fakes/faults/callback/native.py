"""Defects of what a native client may vary in its redirect URI."""

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.callback.places import callback
from fakes.faults.homes import Reference
from fakes.features.registration.metadata import is_local_http, url_parts


@fault(caught_by=callback("native-loopback-port native-loopback-ipv6"))
class NativePortsFixed(Reference):
    """A native client is held to the port that it registered."""

    def may_vary_port(self, client: Client, redirect_uri: str) -> bool:
        return False


@fault(caught_by=callback("native-loopback-ipv6"))
class NativePortsOfIpv4(Reference):
    """The port may vary on 127.0.0.1 alone."""

    def may_vary_port(self, client: Client, redirect_uri: str) -> bool:
        allowed = super().may_vary_port(client, redirect_uri)
        return allowed and url_parts(redirect_uri).hostname == "127.0.0.1"


@fault(caught_by=callback("native-loopback-path"))
class NativeClientsAnywhere(Reference):
    """A native client may use whatever is on the user's machine."""

    def may_lead_to(self, client: Client, redirect_uri: str) -> bool:
        native = client.metadata.get("application_type") == "native"
        anywhere = native and is_local_http(url_parts(redirect_uri))
        return anywhere or super().may_lead_to(client, redirect_uri)
