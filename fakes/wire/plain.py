"""Whether a host is known and anybody listens there, found out without sending it a byte."""

import socket
from urllib.parse import urlsplit

from fakes.wire.network import Connection
from fakes.wire.proxying.proxies import DEFAULT_PORTS
from fakes.wire.proxying.tunnel import connected

LONGEST_CONNECT_S = 3.0


def listens(connection: Connection, host: str, port: int) -> bool:
    """Whether a TCP connection can be made, reached as `connection` says. Raises NotSent."""
    try:
        for place in connection.places_of(host, port)[:1]:
            with socket.create_connection(place, timeout=LONGEST_CONNECT_S):
                return True
    except (OSError, ValueError):
        pass
    return False


def accepts(connection: Connection, url: str) -> bool:
    """Whether a TCP connection to where `url` leads can be made."""
    parts = urlsplit(url)
    return listens(connection, parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme])


def resolves(connection: Connection, url: str) -> bool:
    """Whether the host of an http or https `url` is known here, or to the proxy that leads there.

    A proxy for plain http says that to a request alone. Raises ProxyFailed if a tunnel through the
    one for https comes to nothing.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]
        if connection.proxy_to(parts.scheme, host, port):
            if parts.scheme == "https":
                connected(connection, host, port, LONGEST_CONNECT_S).close()
            return True
        return bool(socket.getaddrinfo(*connection.place_of(host, port)))
    except (OSError, ValueError):
        return False
