"""The database of a deployment: a MySQL as its users meet it, as seams that a fault overrides."""

import socket
from typing import ClassVar

from fakes.deployment.packets import (
    FAST_AUTH_DONE,
    OK,
    Packets,
    greeting,
    refusal,
    rows_of,
    scramble,
    user_of,
    wants_tls,
)
from fakes.deployment.ports import Port
from fakes.wire.certificates import ServerTls, server_context

DATABASE = "db.mycompany.com"
DATABASE_USER, SCHEMA = "wandb", "wandb_local"
DATABASE_PASSWORD = "Vk3-9sPq7xL2mZ8c"  # noqa: S105 - of a fake
QUIT, INIT_DB, QUERY = 1, 2, 3
SIXTY_FOUR_MIB = 64 * 2**20


class Database:
    """A MySQL that offers TLS, and lets its user in."""

    database_listens: ClassVar[bool] = True
    database_tls: ClassVar[bool] = True
    database_version: ClassVar[str] = "8.0.39"
    database_schemas: ClassVar[tuple[str, ...]] = (SCHEMA,)
    # How far its clock says that it is from UTC.
    database_offset_s: ClassVar[int] = 0
    database_connected: ClassVar[int] = 12

    def mysql_url(self) -> str:
        """What MYSQL says."""
        return f"mysql://{DATABASE_USER}:{DATABASE_PASSWORD}@{DATABASE}:3306/{SCHEMA}?tls=true"

    def database_certificate(self) -> ServerTls:
        return ServerTls(names=(DATABASE,))

    def database_port(self) -> Port:
        return Port(DATABASE, self.talk_as_database if self.database_listens else None)

    def database_password(self) -> str:
        return DATABASE_PASSWORD

    def database_refusal(self, *, tls: bool) -> bytes:
        """Why somebody who knows the password is not let in; nothing if it is."""
        return b""

    def database_variables(self) -> dict[str, str]:
        return {
            "character_set_database": "utf8mb4",
            "max_allowed_packet": str(SIXTY_FOUR_MIB),
            "max_connections": "500",
            "max_user_connections": "0",
            "version": self.database_version,
        }

    def database_grants(self) -> list[str]:
        user = f"`{DATABASE_USER}`@`%`"
        return [
            f"GRANT USAGE ON *.* TO {user}",
            f"GRANT ALL PRIVILEGES ON `{SCHEMA}`.* TO {user} WITH GRANT OPTION",
        ]

    def talk_as_database(self, sock: socket.socket) -> None:
        packets = Packets(sock)
        packets.write(greeting(self.database_version, tls=self.database_tls))
        response = packets.read()
        if not wants_tls(response):
            return self._serve(packets, response, tls=False)
        context = server_context(self.database_certificate())
        with context.wrap_socket(sock, server_side=True) as inside:
            packets.sock = inside
            return self._serve(packets, packets.read(), tls=True)

    def _serve(self, packets: Packets, response: bytes, *, tls: bool) -> None:
        user, shown = user_of(response)
        known = user == DATABASE_USER and shown == scramble(self.database_password())
        denied = refusal(1045, "28000", f"Access denied for user '{user}'@'10.0.0.7'")
        refused = self.database_refusal(tls=tls) if known else denied
        packets.write(*([refused] if refused else [FAST_AUTH_DONE, OK]))
        while not refused and (command := packets.read()) and command[0] != QUIT:
            packets.write(*self.database_answer(command[0], command[1:].decode()))

    def database_answer(self, command: int, text: str) -> list[bytes]:
        """The packets that answer a command."""
        if command == INIT_DB and text not in self.database_schemas:
            return [refusal(1049, "42000", f"Unknown database '{text}'")]
        if command != QUERY or text.startswith("SET "):
            return [OK]
        if text.startswith("SHOW VARIABLES"):
            told = self.database_variables().items()
            return rows_of(["Variable_name", "Value"], [list(one) for one in told])
        if text.startswith("SHOW GLOBAL STATUS"):
            row = ["Threads_connected", str(self.database_connected)]
            return rows_of(["Variable_name", "Value"], [row])
        if text.startswith("SHOW GRANTS"):
            return rows_of(["Grants"], [[one] for one in self.database_grants()])
        return rows_of(["seconds"], [[str(self.database_offset_s)]])
