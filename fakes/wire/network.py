"""How bytes travel: host names led elsewhere, one deadline for a whole exchange, TLS."""

import math
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field

import httpcore

from fakes.wire.certificates import trusting
from fakes.wire.client_certificates import ClientCertificate
from fakes.wire.limits.bounds import Bounds
from fakes.wire.limits.pace import Pace
from fakes.wire.limits.patience import Patience
from fakes.wire.limits.presence import Presence
from fakes.wire.loopback import is_loopback
from fakes.wire.proxying.proxies import Proxies, Proxy

# More than httpcore takes of one head, which leaves room for some answers of 1xx before it.
MOST_HEAD_BYTES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How a target is reached, and how much of it is put up with.

    `host_map` leads host names elsewhere (`op.example.com:80`: one port of it), `ca_pem` and
    `ca_bundle` (a path) replace the trusted authorities, `timeout_s` bounds one whole exchange,
    `max_bytes` the body of a response; `pace` says when the next request may be sent, `patience`
    what is waited for all in all, `presence` who is still there. `proxies` lead to everything else
    than this machine and what the host map leads elsewhere; `bounds` keep what it does not lead
    from being reached.
    """

    host_map: dict[str, tuple[str, int]] = field(default_factory=dict)
    ca_pem: str = ""
    ca_bundle: str = ""
    timeout_s: float = 30.0
    max_bytes: int = 2_000_000
    pace: Pace = field(default_factory=Pace)
    patience: Patience = field(default_factory=Patience)
    presence: Presence = field(default_factory=Presence)
    bounds: Bounds | None = None
    proxies: Proxies = field(default_factory=Proxies)

    def place_of(self, host: str, port: int) -> tuple[str, int]:
        """Where `host` is reached: the place that it is led to, else at its own name."""
        return self.host_map.get(f"{host}:{port}") or self.host_map.get(host, (host, port))

    def places_of(self, host: str, port: int) -> list[tuple[str, int]]:
        """Where `host` may be connected to, without a proxy.

        Raises NotSent if it is out of bounds, OSError if its name leads nowhere.
        """
        place = self.place_of(host, port)
        if self.bounds is None or place != (host, port):
            return [place]
        return [(address, port) for address in self.bounds.addresses(host, port)]

    def proxy_to(self, scheme: str, host: str, port: int) -> Proxy | None:
        """The proxy on the way to `host`, if one is there."""
        if is_loopback(host) or self.place_of(host, port) != (host, port):
            return None
        return self.proxies.to(scheme, host, port)

    @property
    def notices(self) -> list[dict[str, str]]:
        """What was not asked of the target because of how it answers: `kind` and `text`."""
        told = {
            "hangs": self.patience.notices,
            "stopped-answering": self.presence.notices,
            "throttles": self.pace.notices,
            "not-connected": self.bounds.notices if self.bounds else [],
        }
        return [{"kind": kind, "text": text} for kind, texts in told.items() for text in texts]

    def shared_tls(self) -> ssl.SSLContext:
        """The context of ordinary requests. Raises OSError if the bundle cannot be read."""
        return self.tls() if self.ca_bundle else trusting(self.ca_pem)

    def tls(self, certificate: ClientCertificate | None = None) -> ssl.SSLContext:
        """A client-side TLS context of its own, with a `certificate` for servers that ask for one.

        Raises OSError if the bundle cannot be read.
        """
        bundle, pem = self.ca_bundle or None, self.ca_pem or None
        context = ssl.create_default_context(cafile=bundle, cadata=pem)
        if certificate is not None:
            certificate.configure(context)
        return context


class DeadlineStream(httpcore.NetworkStream):
    """A network stream whose reads and writes end together at one moment."""

    def __init__(self, stream: httpcore.NetworkStream, network: "Network") -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._network.counted(self._stream.read(max_bytes, self._network.remaining()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.remaining())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        tls = self._stream.start_tls(ssl_context, server_hostname, self._network.remaining())
        return DeadlineStream(tls, self._network)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class Network(httpcore.NetworkBackend):
    """Leads mapped host names to their place, and ends everything at the deadline."""

    def __init__(self, connection: Connection) -> None:
        self._backend = httpcore.SyncBackend()
        self.connection = connection
        self.limit_s = 0.0
        self.connected = False
        self._deadline = 0.0
        self._head_bytes = math.inf

    def begin(self, limit_s: float) -> None:
        """From now on the time runs: everything ends in `limit_s` seconds."""
        self.limit_s = limit_s
        self._deadline = time.monotonic() + self.limit_s

    def watch(self, event: str, info: object) -> None:
        """What httpcore is at: until an answer has begun, only so much is read."""
        if event == "http11.receive_response_headers.started":
            self._head_bytes = MOST_HEAD_BYTES
        elif event.startswith("http11.receive_response_headers."):
            self._head_bytes = math.inf

    def counted(self, read: bytes) -> bytes:
        """What was read of an answer. Raises RemoteProtocolError if it does not begin."""
        self._head_bytes -= len(read)
        if self._head_bytes < 0:
            raise httpcore.RemoteProtocolError("the answer does not begin: 1xx without end")
        return read

    def remaining(self) -> float:
        """Seconds until the deadline. Raises httpcore.ReadTimeout when it has passed."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the exchange is over")
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:
        return self.connect(self.connection.places_of(host, port))

    def connect(self, places: list[tuple[str, int]]) -> httpcore.NetworkStream:
        """A connection to the first of `places` that takes one. Raises httpcore.ConnectError."""
        self.connected = True
        *others, last = places
        for place in others:
            with suppress(httpcore.ConnectError):
                return self._stream_to(place)
        return self._stream_to(last)

    def _stream_to(self, place: tuple[str, int]) -> httpcore.NetworkStream:
        return DeadlineStream(self._backend.connect_tcp(*place, self.remaining()), self)


class ToProxy(httpcore.NetworkBackend):
    """Connections to a proxy: what fails on the way to it is its own failure, not the target's."""

    def __init__(self, network: Network, proxy: Proxy) -> None:
        self._network = network
        self._proxy = proxy

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:
        try:
            stream = self._network.connect([self._network.connection.place_of(host, port)])
        except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as error:
            raise httpcore.ProxyError(f"{error}") from error
        by_tls = self._proxy.scheme == "https"
        return ToProxyStream(stream, self._network) if by_tls else stream


class ToProxyStream(DeadlineStream):
    """A stream to a proxy that itself speaks TLS first."""

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            return super().start_tls(ssl_context, server_hostname, timeout)
        except (httpcore.ConnectError, OSError) as error:
            raise httpcore.ProxyError(f"TLS with it failed: {error}") from error
