"""The database of a deployment: how it greets, who gets in, what it tells about itself."""

import re
import ssl
import struct
from dataclasses import dataclass, field
from typing import Any

from fakes.wire.tls import without_trust
from suites.op.memory import remembered
from suites.services.deployment import Deployment
from suites.services.forms import Address, mysql_at
from suites.services.stores.line import Line, certificate_error_on, line_to
from suites.verdicts.expect import HandedOver, Mismatch, NotRun, presuming

TLS = 0x800
LONGEST_GREETING = 512
# The first packet (HandshakeV10): its number, a version, thread and salt, then what is offered.
GREETING = re.compile(rb"...\x00\x0a([ -~]{1,100})\x00.{4}.{8}.(..)", re.DOTALL)
REFUSAL = re.compile(rb"...\x00\xff(..)([ -~]{1,200})", re.DOTALL)
MARIA = re.compile(r"(?:5\.5\.5-)?(\d+\.\d+\.\d+)-?MariaDB", re.IGNORECASE)
# Length and number, what a client can (PROTOCOL_41, SSL, SECURE_CONNECTION, PLUGIN_AUTH), the
# longest packet, utf8mb4 (SSLRequest).
SSL_REQUEST = struct.pack("<3sBIIB23x", b"\x20\0\0", 1, 0x200 | TLS | 0x8000 | 0x80000, 2**24, 45)
ASKED = (
    "character_set_database", "max_allowed_packet", "max_connections", "max_user_connections",
    "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a server says of itself before anybody does: its version, and whether it has TLS.

    The version may be that of a proxy on the way.
    """

    version: str
    tls: bool


def product_of(version: str) -> str:
    """Name and version of a product; MariaDB may say that it is an old MySQL first."""
    maria = MARIA.match(version)
    return f"MariaDB {maria[1]}" if maria else f"MySQL {version}"


@dataclass(frozen=True, slots=True)
class DatabaseVisit:
    """What the user of MYSQL was told; `no_schema` and `silence` say why something was not."""

    no_schema: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    grants: tuple[str, ...] = ()
    offset_s: int = 0
    silence: str = ""


def database_address(deployment: Deployment) -> Address:
    """Where MYSQL leads. Raises NotRun."""
    return deployment.formed("MYSQL", mysql_at)


def tls_wanted(address: Address) -> str:
    """What MYSQL says of TLS: `tls` of its query, `false` if it says nothing."""
    return dict(address.options).get("tls", "false") or "false"


@remembered
def database_greeting(deployment: Deployment) -> Greeting:
    """How the server greets.

    Raises Mismatch if no MySQL is there, NotRun if it is not reached from here, or lets nobody in.
    """
    address = database_address(deployment)
    with line_to(deployment, "MYSQL", address) as line:
        said = b""
        while len(said) < LONGEST_GREETING and not GREETING.match(said):
            piece = line.near.recv(LONGEST_GREETING)
            if not piece:
                break
            said += piece
            if refused := REFUSAL.match(said):
                raise NotRun(f"The database lets nobody in from here: {_text(refused[2])}")
        told = line.told
    found = GREETING.match(said)
    if not found:
        expected = f"MySQL at {address.host}:{address.port}"
        raise Mismatch(expected, told, deployment.where("MYSQL"))
    return Greeting(_text(found[1]), bool(int.from_bytes(found[2], "little") & TLS))


def _text(data: bytes) -> str:
    return data.decode("ascii", "replace").partition("\0")[0]


def expect_tls_there(deployment: Deployment) -> None:
    """Raises Mismatch if MYSQL asks for TLS and the server has none, NotRun without a greeting."""
    with presuming():
        greeting = database_greeting(deployment)
    wanted = tls_wanted(database_address(deployment))
    right = greeting.tls or wanted in ("false", "preferred")
    write = "no ?tls=…, or switch TLS on at the server"
    deployment.expect_written("MYSQL", right, f"tls={wanted}, and the server has no TLS", write)


def is_verified(address: Address) -> bool:
    """Whether MYSQL has the server look at the certificate."""
    return tls_wanted(address) not in ("false", "preferred", "skip-verify")


@remembered
def database_certificate_error(deployment: Deployment) -> str:
    """Why the certificate of the database is not trusted here; empty if it is. Raises NotRun."""
    with presuming():
        expect_tls_there(deployment)
    address = database_address(deployment)
    with line_to(deployment, "MYSQL", address) as line:
        return certificate_error_on(line, deployment, address, SSL_REQUEST)


def _context(deployment: Deployment, address: Address) -> ssl.SSLContext | None:
    """TLS as MYSQL wants it; None if it goes without. Raises NotRun if nobody there is trusted."""
    if tls_wanted(address) == "false" or not database_greeting(deployment).tls:
        return None
    if not is_verified(address):
        return without_trust()
    if wrong := database_certificate_error(deployment):
        raise NotRun(f"No password is sent to a database that shows this certificate: {wrong}.")
    return deployment.target.connection.shared_tls()


@remembered
def database_visit(deployment: Deployment) -> DatabaseVisit:
    """What the user of MYSQL is told, by TLS or without as MYSQL says.

    Raises Mismatch if it does not get in, NotRun if no password is to be sent, or nobody answers as
    MySQL does.
    """
    from suites.services.stores.by_mysql import (
        FAILURES,
        Denied,
        PasswordKept,
        TlsDemanded,
        on_mysql,
    )

    address, where = database_address(deployment), deployment.where("MYSQL")
    with presuming():
        expect_tls_there(deployment)
    context = _context(deployment, address)
    with line_to(deployment, "MYSQL", address) as line:
        try:
            with on_mysql(line.near, address, context) as connection:
                return _told(connection, line, address)
        except TlsDemanded as error:
            denied, only_by_tls = str(error), True
        except Denied as error:
            denied, only_by_tls = str(error), context is None and _is_let_in_by_tls(deployment)
        except PasswordKept as error:
            raise NotRun(f"The database asks for {error}.") from None
        except FAILURES as error:
            said = f"The database does not answer as MySQL does: {line.words(error)}."
            raise NotRun(said) from None
    if only_by_tls:
        wanting = Mismatch("write ?tls=true at its end", f"no TLS, and {denied}", where)
        raise HandedOver("database/tls", wanting)
    raise Mismatch("its user and its password let in", denied, where)


def _is_let_in_by_tls(deployment: Deployment) -> bool:
    """Whether the user that was denied is let in by TLS: a user with REQUIRE SSL is told no more.

    A server whose certificate is not trusted is not tried.
    """
    from suites.services.stores.by_mysql import FAILURES, Denied, PasswordKept, on_mysql

    address = database_address(deployment)
    if not database_greeting(deployment).tls or database_certificate_error(deployment):
        return False
    context = deployment.target.connection.shared_tls()
    with line_to(deployment, "MYSQL", address) as line:
        try:
            with on_mysql(line.near, address, context):
                return True
        except (Denied, PasswordKept, *FAILURES):
            return False


def expect_tls_agreed(deployment: Deployment) -> None:
    """Raises Mismatch if MYSQL asks for TLS that is not there, or lacks TLS that is a must."""
    expect_tls_there(deployment)
    wanting = None
    with presuming():
        try:
            database_visit(deployment)
        except HandedOver as handed:
            wanting = handed.mismatch
    if wanting:
        raise wanting


def _told(connection: Any, line: Line, address: Address) -> DatabaseVisit:
    from suites.services.stores.by_mysql import (
        FAILURES,
        OFFSET,
        missing_schema,
        rows_told,
        variables,
    )

    try:
        no_schema = missing_schema(connection, address.path)
        grants = tuple(str(row[0]) for row in rows_told(connection, "SHOW GRANTS"))
        ((offset_s,),) = rows_told(connection, OFFSET)
        return DatabaseVisit(no_schema, variables(connection, *ASKED), grants, int(offset_s))
    except FAILURES as error:
        said = f"The database does not answer as MySQL does: {line.words(error)}."
        return DatabaseVisit(silence=said)


def database_told(deployment: Deployment) -> DatabaseVisit:
    """As `database_visit`, for checks that build on it. Raises NotRun in place of Mismatch."""
    with presuming():
        visit = database_visit(deployment)
    if visit.silence:
        raise NotRun(visit.silence)
    return visit
