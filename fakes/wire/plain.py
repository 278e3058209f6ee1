"""Whether anybody listens at a port, found out without sending a byte."""

import socket

from fakes.wire.network import Connection

LONGEST_CONNECT_S = 3.0


def listens(connection: Connection, host: str, port: int) -> bool:
    """Whether a TCP connection can be made, reached as `connection` says."""
    elsewhere = connection.host_map
    place = elsewhere.get(f"{host}:{port}") or elsewhere.get(host, (host, port))
    try:
        with socket.create_connection(place, timeout=LONGEST_CONNECT_S):
            return True
    except (OSError, ValueError):
        return False
