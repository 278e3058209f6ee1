"""Whether a host is known and anybody listens there, found out without sending it a byte."""

import socket
from urllib.parse import urlsplit

from fakes.wire.network import Connection
from fakes.wire.proxies import DEFAULT_PORTS
from fakes.wire.tunnel import connected

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


def resolves(connection: Connection, host: str) -> bool:
    """Whether the name of a host is known here, or to the proxy that leads there.

    Raises ProxyFailed if that proxy does not.
    """
    if connection.proxy_to("https", host, 443):
        connected(connection, host, 443, LONGEST_CONNECT_S).close()
        return True
    try:
        return bool(socket.getaddrinfo(*connection.place_of(host, 443)))
    except (OSError, ValueError):
        return False
