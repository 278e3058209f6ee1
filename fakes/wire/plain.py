"""Whether a host is known and anybody listens there, found out without sending it a byte."""

import socket

from fakes.wire.network import Connection

LONGEST_CONNECT_S = 3.0


def listens(connection: Connection, host: str, port: int) -> bool:
    """Whether a TCP connection can be made, reached as `connection` says."""
    try:
        with socket.create_connection(connection.place_of(host, port), timeout=LONGEST_CONNECT_S):
            return True
    except (OSError, ValueError):
        return False


def resolves(connection: Connection, host: str) -> bool:
    """Whether the name of a host is known here, reached as `connection` says."""
    try:
        return bool(socket.getaddrinfo(*connection.place_of(host, 443)))
    except (OSError, ValueError):
        return False
