"""Debian's mariadb-server on loopback, with TLS or without: no MySQL, and spoken to as one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from suites.real.installing import find_tool, run_tool
from suites.real.listening import LOOPBACK, listening
from suites.real.provider import free_port
from suites.real.stores import certificate_files

USER, PASSWORD, SCHEMA = "wandb", "an/odd+password:of'mariadb", "wandb_local"
PACKAGE = "Debian's package mariadb-server"
INSTALL_SECONDS = 120.0
QUOTED = PASSWORD.replace("'", "''")
# As W&B's documentation has it, and a schema that is there already.
RIGHT = (
    f"CREATE DATABASE {SCHEMA} CHARACTER SET utf8mb4;",
    f"CREATE USER '{USER}'@'%' IDENTIFIED BY '{QUOTED}';",
    f"GRANT ALL ON {SCHEMA}.* TO '{USER}'@'%' WITH GRANT OPTION;",
)


@contextmanager
def mariadb_server(
    folder: Path, *options: str, tls: bool = True, sql: tuple[str, ...] = RIGHT
) -> Iterator[int]:
    """A server that listens at a port of its own, set up by `sql`; `options` are its own.

    Raises ProviderError.
    """
    program = find_tool("/usr/sbin/mariadbd", PACKAGE)
    install = find_tool("mariadb-install-db", PACKAGE)
    port, data, first = free_port(), folder / "data", folder / "first.sql"
    first.write_text("\n".join(("FLUSH PRIVILEGES;", *sql, "")), "utf-8")
    key, chain = certificate_files(folder, "localhost")
    # Root has to say that it means it.
    own = [] if os.getuid() else ["--user=root"]
    run_tool(
        [install, "--no-defaults", f"--datadir={data}", "--skip-test-db", *own],
        folder, INSTALL_SECONDS, f"see {folder}",
    )  # fmt: skip
    shown = [f"--ssl-cert={chain}", f"--ssl-key={key}"] if tls else ["--skip-ssl"]
    places = [f"--datadir={data}", f"--socket={data / 'socket'}", f"--init-file={first}"]
    places += [f"--bind-address={LOOPBACK}", f"--port={port}"]
    command = [program, "--no-defaults", *own, *places, *shown, *options]
    with listening(command, folder, [port]):
        yield port
