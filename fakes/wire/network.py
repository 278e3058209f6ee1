"""How bytes travel: host names led elsewhere, one deadline for a whole exchange, TLS."""

import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpcore
import httpx

from fakes.wire.client_certificates import ClientCertificate
from fakes.wire.pace import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How a target is reached, and how much of it is put up with.

    `host_map` leads host names elsewhere (`op.example.com:80`: one port of it), `ca_pem` or
    `ca_bundle` (a path) replace the trusted authorities, `timeout_s` bounds one whole exchange,
    `max_bytes` the body of a response; `pace` says when the next request may be sent.
    """

    host_map: dict[str, tuple[str, int]] = field(default_factory=dict)
    ca_pem: str = ""
    ca_bundle: str = ""
    timeout_s: float = 30.0
    max_bytes: int = 2_000_000
    pace: Pace = field(default_factory=Pace)

    def place_of(self, host: str, port: int) -> tuple[str, int]:
        """Where `host` is reached: the place that it is led to, else at its own name."""
        return self.host_map.get(f"{host}:{port}") or self.host_map.get(host, (host, port))

    def tls(self, certificate: ClientCertificate | None = None) -> ssl.SSLContext:
        """The client-side TLS context, with a `certificate` for servers that ask for one.

        Raises OSError if the bundle cannot be read.
        """
        if self.ca_pem:
            context = ssl.create_default_context(cadata=self.ca_pem)
        else:
            context = ssl.create_default_context(cafile=self.ca_bundle or None)
        if certificate is not None:
            certificate.configure(context)
        return context


class DeadlineStream(httpcore.NetworkStream):
    """A network stream whose reads and writes end together at one moment."""

    def __init__(self, stream: httpcore.NetworkStream, network: "Network") -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.remaining())

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
        self._connection = connection
        self.deadline = 0.0

    def remaining(self) -> float:
        """Seconds until the deadline. Raises httpcore.ReadTimeout when it has passed."""
        left = self.deadline - time.monotonic()
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
        place = self._connection.place_of(host, port)
        stream = self._backend.connect_tcp(*place, self.remaining(), local_address)
        return DeadlineStream(stream, self)


class Transport(httpx.BaseTransport):
    """httpx on a connection pool of ours."""

    def __init__(self, network: Network, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(tls, network_backend=network, retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=BodyStream(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class BodyStream(httpx.SyncByteStream):
    def __init__(self, stream: object) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()
