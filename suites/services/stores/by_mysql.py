"""PyMySQL on a socket that is there; it is imported where a database is asked."""

import ssl
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pymysql
from pymysql._auth import scramble_caching_sha2
from pymysql.constants import ER
from pymysql.err import Error, MySQLError

from suites.services.forms import Address

# Whatever an answer that is none of MySQL makes of the client.
FAILURES = (
    MySQLError, OSError, ValueError, RuntimeError, LookupError, TypeError, AttributeError,
    AssertionError, struct.error,
)  # fmt: skip
OTHERS = (ER.ACCESS_DENIED_ERROR, ER.DBACCESS_DENIED_ERROR, ER.BAD_DB_ERROR)
# ER_SECURE_TRANSPORT_REQUIRED of MySQL; MariaDB has the words under another number.
ONLY_BY_TLS = "insecure transport"
# How caching_sha2_password says that a proof is enough, for the password is in its cache.
IS_REMEMBERED = b"\x03"
WHOLE = (
    "the whole password, which is not sent without TLS: write ?tls=true, or sign its user in once "
    "by another client, for then a proof is enough until the database is restarted"
)
VARIABLES = "SHOW VARIABLES WHERE Variable_name IN ({})"
OFFSET = "SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), NOW())"


class Denied(Exception):
    """The user does not get in; the message is what the database says."""


class TlsDemanded(Exception):
    """The user does not get in without TLS; the message is what the database says."""


class PasswordKept(Exception):
    """The database asks for more than it is told; the message says what it asks for."""


class Unsafe:
    """In place of the ways to sign in that show the password to whoever answers."""

    def __init__(self, what: str, connection: Any) -> None:
        """`what` is asked for; `connection` is PyMySQL's."""
        self._what = what

    def authenticate(self, packet: Any) -> None:
        """Raises PasswordKept."""
        raise PasswordKept(f"{self._what}, which is not sent")


class Remembered:
    """caching_sha2_password without TLS: a proof of the password to who remembers it, and no more.

    The password itself would be encrypted by a key of whoever answers.
    """

    def __init__(self, connection: Any) -> None:
        """`connection` is PyMySQL's."""
        self._connection = connection

    def authenticate(self, packet: Any) -> Any:
        """The packet that ends it. Raises PasswordKept, or one of FAILURES."""
        connection = self._connection
        if packet.is_auth_switch_request():
            salt = packet.read_all().removesuffix(b"\0")
            connection.write_packet(scramble_caching_sha2(connection.password, salt))
            packet = connection._read_packet()  # noqa: SLF001 - plugins of PyMySQL read by no other
        if packet.is_extra_auth_data():
            if packet.get_all_data()[1:2] != IS_REMEMBERED:
                raise PasswordKept(WHOLE)
            packet = connection._read_packet()  # noqa: SLF001 - as above
        return packet


UNSAFE: dict[str, Callable[[Any], Any]] = {
    "mysql_clear_password": partial(Unsafe, "the password in clear text"),
    "dialog": partial(Unsafe, "the password in clear text"),
    "mysql_old_password": partial(Unsafe, "a hash of the password that is easily undone"),
}
UNSAFE_WITHOUT_TLS: dict[str, Callable[[Any], Any]] = {
    "caching_sha2_password": Remembered,
    "sha256_password": partial(Unsafe, "the password by a key of its own, without TLS"),
}


@contextmanager
def on_mysql(
    sock: Any, address: Address, tls: ssl.SSLContext | None
) -> Iterator["pymysql.Connection[Any]"]:
    """A connection as the user of an address.

    Raises Denied, TlsDemanded, PasswordKept, or one of FAILURES.
    """
    connection = pymysql.connect(
        host=address.host,
        user=address.user,
        # Of a text it would make Latin-1, which has not every character.
        password=address.password.encode(),
        ssl=tls,
        ssl_disabled=tls is None,
        defer_connect=True,
        auth_plugin_map=UNSAFE if tls else UNSAFE | UNSAFE_WITHOUT_TLS,
    )
    try:
        try:
            connection.connect(sock)
        except Error as error:
            if ONLY_BY_TLS in said_by(error):
                raise TlsDemanded(said_by(error)) from None
            if error.args and error.args[0] == ER.ACCESS_DENIED_ERROR:
                raise Denied(said_by(error)) from None
            raise
        yield connection
    finally:
        if connection.open:
            connection.close()


def missing_schema(connection: "pymysql.Connection[Any]", name: str) -> str:
    """Why a database cannot be used, in the words of the server; empty if it can."""
    try:
        connection.select_db(name)
    except Error as error:
        if error.args and error.args[0] in OTHERS:
            return said_by(error)
        raise
    return ""


def variables(connection: "pymysql.Connection[Any]", *names: str) -> dict[str, str]:
    """System variables by their names. Raises one of FAILURES."""
    wanted = ", ".join(f"'{name}'" for name in names)
    rows = rows_told(connection, VARIABLES.format(wanted))
    status = rows_told(connection, "SHOW GLOBAL STATUS LIKE 'Threads_connected'")
    return {str(row[0]).lower(): str(row[1]) for row in (*rows, *status)}


def rows_told(connection: "pymysql.Connection[Any]", query: str) -> list[tuple[Any, ...]]:
    """The rows of a result. Raises one of FAILURES."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [tuple(row) for row in cursor.fetchall()]


def said_by(error: Exception) -> str:
    """The message of a server, with its number."""
    return f"{error.args[1]} ({error.args[0]})" if len(error.args) == 2 else str(error)
