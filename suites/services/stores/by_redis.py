"""redis-py on a socket that is there; slow to import, so it is imported where a cache is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redis.connection import Connection
from redis.exceptions import (
    AuthenticationError,
    NoPermissionError,
    RedisError,
    ResponseError,
)

from suites.services.forms import Address

# Whatever an answer that is none of Redis makes of the client.
FAILURES = (RedisError, OSError, ValueError, RecursionError)


class NotLetIn(Exception):
    """The user does not get in; the message is what the cache says."""


class NotAllowed(Exception):
    """The user is in, and may not ask this."""


@contextmanager
def on_redis(sock: Any, address: Address) -> Iterator[Connection]:
    """A connection as the user of an address. Raises NotLetIn, or one of FAILURES."""

    class OnSocket(Connection):
        """Speaks on the socket that is there."""

        def _connect(self) -> Any:
            return sock

    user = address.user if address.password else ""
    known = {"username": user or None, "password": address.password or None}
    connection = OnSocket(protocol=2, driver_info=None, **known)
    try:
        try:
            connection.connect()
            connection.send_command("PING")
            connection.read_response()
        except NoPermissionError:
            pass  # who may not ask that is in
        except (AuthenticationError, ResponseError) as error:
            raise NotLetIn(str(error)) from None
        yield connection
    finally:
        connection.disconnect()


def info(connection: Connection) -> str:
    """The answer to INFO. Raises NotAllowed, or one of FAILURES."""
    try:
        connection.send_command("INFO")
        told = connection.read_response()
    except NoPermissionError:
        raise NotAllowed from None
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else ""
