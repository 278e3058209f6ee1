"""Sockets to a target for those who do not speak HTTP: through the proxy, if one is on the way."""

import socket

import httpcore

from fakes.wire.errors import ProxyFailed
from fakes.wire.network import Connection, Network, ToProxy
from fakes.wire.proxying.proxies import Proxy


def connected(connection: Connection, host: str, port: int, limit_s: float) -> socket.socket:
    """A TCP connection to a TLS port of `host`, reached as `connection` says.

    Raises OSError, ValueError, ProxyFailed, NotSent.
    """
    proxy = connection.proxy_to("https", host, port)
    if proxy is None:
        place, *_ = connection.places_of(host, port)
        return socket.create_connection(place, timeout=limit_s)
    network = Network(connection)
    network.begin(limit_s)
    try:
        sock = tunnel(proxy, network, f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
    except httpcore.ProxyError as error:
        raise ProxyFailed(proxy.trouble(str(error), host)) from error
    except (httpcore.TimeoutException, httpcore.ProtocolError, httpcore.NetworkError) as error:
        raise ProxyFailed(proxy.trouble(str(error) or type(error).__name__, host)) from error
    sock.settimeout(limit_s)
    return sock


def tunnel(proxy: Proxy, network: Network, to: str) -> socket.socket:
    """What CONNECT leads to (RFC 9110 section 9.3.6). Raises httpcore's errors."""
    if proxy.scheme == "https":
        raise httpcore.ProxyError("TLS cannot be probed inside of TLS with the proxy")
    on_the_way = httpcore.HTTPConnection(
        httpcore.Origin(b"http", proxy.host.encode(), proxy.port),
        network_backend=ToProxy(network, proxy),
    )
    url = httpcore.URL(
        scheme=b"http", host=proxy.host.encode(), port=proxy.port, target=to.encode("ascii")
    )
    request = httpcore.Request("CONNECT", url, headers=[("Host", to), *proxy.headers])
    answer = on_the_way.handle_request(request)
    if not 200 <= answer.status < 300:
        on_the_way.close()
        reason = answer.extensions.get("reason_phrase", b"").decode("ascii", "ignore")
        raise httpcore.ProxyError(f"{answer.status} {reason}")
    sock: socket.socket = answer.extensions["network_stream"].get_extra_info("socket")
    return sock
