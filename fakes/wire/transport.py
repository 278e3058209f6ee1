"""httpx on connection pools of ours: which way a request goes, and on which connection."""

import ssl
from collections.abc import Iterator

import httpcore
import httpx

from fakes.wire.network import Connection, Network, ToProxy
from fakes.wire.proxying.proxies import DEFAULT_PORTS, Proxy

# Shorter than any server in use keeps an idle connection, so that it is not closed under a request.
IDLE_S = 2.0
# Sent again by every user agent if the connection that was kept for them has ended meanwhile.
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def hop(proxy: Proxy, connection: Connection) -> httpcore.Proxy:
    """The proxy as httpcore knows it."""
    tls = connection.tls() if proxy.scheme == "https" else None
    return httpcore.Proxy(proxy.url, headers=proxy.headers, ssl_context=tls)


def proxy_of(connection: Connection, url: httpx.URL) -> Proxy | None:
    """The proxy on the way to `url`, if one is there."""
    port = url.port or DEFAULT_PORTS[url.scheme]
    return connection.proxy_to(url.scheme, url.raw_host.decode("ascii"), port)


class Transport(httpx.BaseTransport):
    """httpx on connection pools of ours: one for what is reached directly, one for each proxy."""

    def __init__(self, network: Network, tls: ssl.SSLContext) -> None:
        self._network = network
        self._tls = tls
        self._pools: dict[Proxy | None, httpcore.ConnectionPool] = {}

    def _pool(self, proxy: Proxy | None) -> httpcore.ConnectionPool:
        if proxy not in self._pools:
            backend = ToProxy(self._network, proxy) if proxy else self._network
            through = hop(proxy, self._network.connection) if proxy else None
            self._pools[proxy] = httpcore.ConnectionPool(
                self._tls,
                network_backend=backend,
                retries=0,
                proxy=through,
                keepalive_expiry=IDLE_S,
            )
        return self._pools[proxy]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises httpcore's errors; a ProxyError says what to change."""
        connection, url = self._network.connection, request.url
        proxy = proxy_of(connection, url)
        if proxy is None:
            return self._response(None, request)
        if connection.bounds is not None:
            connection.bounds.presume_written(url.host, url.port or DEFAULT_PORTS[url.scheme])
        try:
            response = self._response(proxy, request)
        except httpcore.ProxyError as error:
            raise httpcore.ProxyError(proxy.trouble(str(error), request.url.host)) from error
        by_itself = request.url.scheme == "http"
        if by_itself and (said := proxy.own_refusal(response.status_code, response.headers)):
            response.close()
            raise httpcore.ProxyError(proxy.trouble(said, request.url.host))
        return response

    def _response(self, proxy: Proxy | None, request: httpx.Request) -> httpx.Response:
        """What came; a connection that had ended before it was used says nothing of a request.

        RFC 9112 section 9.3.1, RFC 9110 section 9.2.2.
        """
        self._network.connected = False
        try:
            return self._sent(proxy, request)
        except (httpcore.RemoteProtocolError, httpcore.ReadError):
            if self._network.connected or request.method not in SAFE_METHODS:
                raise
            return self._sent(proxy, request)

    def _sent(self, proxy: Proxy | None, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool(proxy).handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions | {"trace": self._network.watch},
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=BodyStream(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()


class BodyStream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
