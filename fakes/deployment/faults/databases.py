"""Databases that are not there, let nobody in, are old, or set up for something else."""

import socket
from datetime import UTC, datetime
from typing import ClassVar

from fakes.deployment.database import DATABASE
from fakes.deployment.faults.caches import NOWHERE
from fakes.deployment.homes import Deployment
from fakes.deployment.packets import refusal
from fakes.faults import fault, ids
from fakes.wire.certificates import ServerTls

AREA = "database"
LAST_YEARS = datetime(2021, 1, 1, tzinfo=UTC)
ONLY_BY_TLS = (
    "Connections using insecure transport are prohibited while --require_secure_transport=ON."
)


@fault(caught_by=ids(AREA, "answers"))
class DatabaseNotThere(Deployment):
    """Nobody listens at the port."""

    database_listens: ClassVar[bool] = False


@fault(caught_by=[])
class DatabaseOutOfReach(Deployment):
    """MYSQL names a place to which no way leads from here: nothing is known of it, and red."""

    def mysql_url(self) -> str:
        return super().mysql_url().replace(DATABASE, NOWHERE)


@fault(caught_by=ids(AREA, "answers"))
class DatabaseOfAnotherKind(Deployment):
    """The port is that of another server."""

    def talk_as_database(self, sock: socket.socket) -> None:
        sock.sendall(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")


@fault(caught_by=ids(AREA, "tls"))
class DatabaseWithoutTls(Deployment):
    """MYSQL says ?tls=true, and the database has none."""

    database_tls: ClassVar[bool] = False


@fault(caught_by=ids(AREA, "tls", "encryption"))
class TlsOfDatabaseForgotten(Deployment):
    """The database demands TLS, and MYSQL goes without."""

    def mysql_url(self) -> str:
        return super().mysql_url().removesuffix("?tls=true")

    def database_refusal(self, *, tls: bool) -> bytes:
        return b"" if tls else refusal(3159, "HY000", ONLY_BY_TLS)


@fault(caught_by=ids(AREA, "tls", "encryption"))
class UserOfTlsAlone(Deployment):
    """The user was made with REQUIRE SSL, and MYSQL goes without."""

    def mysql_url(self) -> str:
        return super().mysql_url().removesuffix("?tls=true")

    def database_refusal(self, *, tls: bool) -> bytes:
        return b"" if tls else refusal(1045, "28000", "Access denied for user 'wandb'@'10.0.0.7'")


@fault(caught_by=ids(AREA, "encryption"))
class MysqlInClearText(Deployment):
    """The database has TLS, and MYSQL does not ask for it."""

    def mysql_url(self) -> str:
        return super().mysql_url().removesuffix("?tls=true")


@fault(caught_by=ids(AREA, "encryption"))
class TlsPreferredInVain(Deployment):
    """MYSQL takes TLS if it is there, and it is not."""

    database_tls: ClassVar[bool] = False

    def mysql_url(self) -> str:
        return super().mysql_url().replace("tls=true", "tls=preferred")


@fault(caught_by=ids(AREA, "certificate"))
class DatabaseOfUnknownAuthority(Deployment):
    """The certificate is the one that MySQL made for itself."""

    def database_certificate(self) -> ServerTls:
        return ServerTls(names=super().database_certificate().names, trusted=False)


@fault(caught_by=ids(AREA, "certificate"))
class DatabaseCertificateExpired(Deployment):
    """The certificate has expired."""

    def database_certificate(self) -> ServerTls:
        return ServerTls(names=super().database_certificate().names, expires=LAST_YEARS)


@fault(caught_by=ids(AREA, "login"))
class DatabasePasswordOld(Deployment):
    """The password was changed at the database."""

    def database_password(self) -> str:
        return "another"


@fault(caught_by=ids(AREA, "schema"))
class SchemaNotThere(Deployment):
    """Nobody created the database that MYSQL names."""

    database_schemas: ClassVar[tuple[str, ...]] = ("wandb",)


@fault(caught_by=ids(AREA, "version"))
class DatabaseOld(Deployment):
    """The database is MySQL 5.7."""

    database_version: ClassVar[str] = "5.7.44-log"


@fault(caught_by=ids(AREA, "version"))
class DatabaseOfMariadb(Deployment):
    """The database is MariaDB."""

    database_version: ClassVar[str] = "5.5.5-10.11.19-MariaDB-0+deb12u1"


@fault(caught_by=ids(AREA, "character-set"))
class SchemaInLatin(Deployment):
    """The database was created with the character set of long ago."""

    def database_variables(self) -> dict[str, str]:
        return super().database_variables() | {"character_set_database": "latin1"}


@fault(caught_by=ids(AREA, "privileges"))
class UserWithoutSchema(Deployment):
    """The user may read and write, and make no tables."""

    def database_grants(self) -> list[str]:
        user = "TO `wandb`@`%`"
        return [
            f"GRANT USAGE ON *.* {user}",
            rf"GRANT SELECT, INSERT, UPDATE, DELETE ON `wandb\_%`.* {user}",
        ]


@fault(caught_by=ids(AREA, "narrow-user"))
class UserRulesAll(Deployment):
    """The user of the server is the administrator of the database."""

    def database_grants(self) -> list[str]:
        return ["GRANT ALL PRIVILEGES ON *.* TO `wandb`@`%` WITH GRANT OPTION"]


@fault(caught_by=ids(AREA, "time-zone"))
class DatabaseOfBerlin(Deployment):
    """The clock of the database is that of its town."""

    database_offset_s: ClassVar[int] = 7200


@fault(caught_by=ids(AREA, "packet"))
class PacketsOfOldDefault(Deployment):
    """Packets may be as large as they might be by default in MySQL 5.7."""

    def database_variables(self) -> dict[str, str]:
        return super().database_variables() | {"max_allowed_packet": "4194304"}


@fault(caught_by=ids(AREA, "connections"))
class ConnectionsTaken(Deployment):
    """Nearly all connections are in use."""

    database_connected: ClassVar[int] = 480


@fault(caught_by=ids(AREA, "connections"))
class ConnectionsOfUserBounded(Deployment):
    """One user may have few connections."""

    def database_variables(self) -> dict[str, str]:
        return super().database_variables() | {"max_user_connections": "10"}
