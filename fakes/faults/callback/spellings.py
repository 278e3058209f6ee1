"""Defects of what counts as another spelling of a registered redirect URI."""

from collections.abc import Callable
from unicodedata import normalize
from urllib.parse import unquote

from starlette.responses import Response

from fakes.engine.model import Authorization, Client, Session
from fakes.faults import fault
from fakes.faults.callback.places import callback
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=callback("host-trailing-dot"))
class CallbackDotForgiven(Reference):
    """A dot at the end of the host does not count."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return super().redirect_uri_allowed(client, redirect_uri.replace("./", "/", 1))


@fault(caught_by=callback("ideographic-full-stop fullwidth-letters"))
class CallbackMappedAsBrowsersDo(Reference):
    """A redirect URI is mapped as browsers map the names of hosts, and then compared."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        mapped = normalize("NFKC", redirect_uri).replace("\u3002", ".")
        return super().redirect_uri_allowed(client, mapped)


@fault(caught_by=callback("punycode-host look-alike-host"))
class CallbackHostsShown(Reference):
    """Hosts are compared as they are shown to a user, where some letters look alike."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        shown = redirect_uri.encode("utf-8", "replace")
        for host in {part for part in redirect_uri.split("/") if part.startswith("xn--")}:
            shown = shown.replace(host.encode(), host.encode().decode("idna").encode())
        latin = shown.decode().translate(str.maketrans("аеорс", "aeopc"))
        return super().redirect_uri_allowed(client, latin)


@fault(caught_by=callback("encoded-as-a-whole encoded-letter null-byte null-byte-encoded"))
class CallbackUpToNullByte(Reference):
    """A redirect URI is decoded once more, and compared up to its first null byte."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return super().redirect_uri_allowed(client, unquote(redirect_uri).partition("\x00")[0])


@fault(caught_by=callback("space-before space-after tab-before tab-after"))
class CallbackStripped(Reference):
    """What stands around a redirect URI is cut off before it is compared."""

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        request.pairs[:] = [
            (name, value.strip(" \t") if name == "redirect_uri" else value)
            for name, value in request.pairs
        ]
        return super().judged(request, then)


@fault(caught_by=callback("loopback-ipv6 decimal-address"))
class CallbackOnAnyLoopbackAddress(Reference):
    """Every URL at an address of the user's own machine counts as registered."""

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        local = redirect_uri.startswith(("http://[::1]", "https://2130706433/"))
        return local or super().redirect_uri_allowed(client, redirect_uri)
