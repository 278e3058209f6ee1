"""PyMySQL on a socket that is there; it is imported where a database is asked."""

import ssl
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pymysql
from pymysql.constants import ER
from pymysql.err import Error, MySQLError, OperationalError

from suites.services.forms import Address

# Whatever an answer that is none of MySQL makes of the client.
FAILURES = (
    MySQLError, OSError, ValueError, RuntimeError, LookupError, TypeError, AttributeError,
    AssertionError, struct.error,
)  # fmt: skip
OTHERS = (ER.ACCESS_DENIED_ERROR, ER.DBACCESS_DENIED_ERROR, ER.BAD_DB_ERROR)
# ER_SECURE_TRANSPORT_REQUIRED of MySQL; MariaDB has the words under another number.
ONLY_BY_TLS = "insecure transport"
VARIABLES = "SHOW VARIABLES WHERE Variable_name IN ({})"
OFFSET = "SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), NOW())"


class Denied(Exception):
    """The user does not get in; the message is what the database says."""


class TlsDemanded(Exception):
    """The user does not get in without TLS; the message is what the database says."""


class InTheClear:
    """In place of the ways to sign in that show the password to whoever answers."""

    def __init__(self, connection: Any) -> None:
        """`connection` is PyMySQL's."""

    def authenticate(self, packet: Any) -> None:
        raise OperationalError("it asks for the password in clear text, which is not sent")


@contextmanager
def on_mysql(
    sock: Any, address: Address, tls: ssl.SSLContext | None
) -> Iterator["pymysql.Connection[Any]"]:
    """A connection as the user of an address. Raises Denied, TlsDemanded, or one of FAILURES."""
    connection = pymysql.connect(
        host=address.host,
        user=address.user,
        password=address.password,
        ssl=tls,
        ssl_disabled=tls is None,
        defer_connect=True,
        auth_plugin_map={"mysql_clear_password": InTheClear, "dialog": InTheClear},
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
