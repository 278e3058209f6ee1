"""The checks of the database on Debian's mariadb-server."""

from pathlib import Path
from urllib.parse import quote

import pytest

from fakes.wire.certificates import authority_pem
from fakes.wire.network import Connection
from suites.harness.given.deployments.described import described, outcomes_of, red, unjudged
from suites.harness.given.runs import run
from suites.real.stores.mariadb import PASSWORD, QUOTED, RIGHT, SCHEMA, USER, mariadb_server

KNOWN = f"{USER}:{quote(PASSWORD, safe='')}@"
TLS = "?tls=true"
VERSION = "database/version"
UTC, MANY = "--default-time-zone=+00:00", "--max-connections=300"
INSIDE = {
    "schema", "version", "character-set", "privileges", "narrow-user", "time-zone", "packet",
    "connections",
}  # fmt: skip
USERS = (
    f"CREATE DATABASE {SCHEMA} CHARACTER SET latin1;",
    f"CREATE USER '{USER}'@'%' IDENTIFIED BY '{QUOTED}';",
)
READER = (*USERS, f"GRANT SELECT ON {SCHEMA}.* TO '{USER}'@'%';")

# Options, whether it has TLS, what it is set up with, who comes and with which query: what is not
# met beside the version, for MariaDB is no MySQL 8, and what could not be looked at.
SETUPS: dict[str, tuple[tuple[str, ...], bool, tuple[str, ...], str, str, set[str], set[str]]] = {
    "right": ((UTC, MANY), True, RIGHT, KNOWN, TLS, set(), set()),
    "TLS that MYSQL does not ask for": (
        (UTC, MANY), True, RIGHT, KNOWN, "", {"database/encryption"}, set(),
    ),
    "TLS that it demands and MYSQL does not ask for": (
        (UTC, MANY, "--require-secure-transport=ON"), True, RIGHT, KNOWN, "",
        {"database/encryption", "database/tls"}, INSIDE | {"login"},
    ),
    "no TLS": (
        (UTC, MANY), False, RIGHT, KNOWN, TLS,
        {"database/tls"}, INSIDE | {"login", "encryption", "certificate"},
    ),
    "no TLS, which is only preferred": (
        (UTC, MANY), False, RIGHT, KNOWN, "?tls=preferred", {"database/encryption"}, set(),
    ),
    "another password": (
        (UTC, MANY), True, RIGHT, f"{USER}:of-somebody@", TLS,
        {"database/login"}, INSIDE | {"tls"},
    ),
    "a reader of an old schema, in another time": (
        ("--default-time-zone=+02:00", "--max-connections=50", "--max-allowed-packet=4M"), True,
        READER, KNOWN, TLS,
        {"database/character-set", "database/privileges", "database/time-zone", "database/packet",
         "database/connections"},
        set(),
    ),
    "an administrator without the schema": (
        (UTC, MANY), True, (f"CREATE USER '{USER}'@'%' IDENTIFIED BY '{QUOTED}';",
                            f"GRANT ALL ON *.* TO '{USER}'@'%';"), KNOWN, TLS,
        {"database/schema", "database/narrow-user"}, {"character-set"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SETUPS)
def test_what_is_wrong_with_a_database_is_found_and_nothing_else(name: str, tmp_path: Path) -> None:
    options, tls, sql, known, query, wrong, left = SETUPS[name]
    with mariadb_server(tmp_path, *options, tls=tls, sql=sql) as port:
        address = f"mysql://{known}localhost:{port}/{SCHEMA}{query}"
        target = described("MYSQL", address, Connection(ca_pem=authority_pem()))
        found = outcomes_of(target, "database/*", "setting/mysql")
    assert red(found) - {VERSION} == wrong, found
    assert ("version" in left) or found[VERSION].actual.startswith("MariaDB 1"), found
    assert unjudged(found) == {f"database/{one}" for one in left}, found
    assert not [one for one in (PASSWORD, quote(PASSWORD, safe="")) if one in str(found)]


def test_a_run_by_the_variable_shows_no_password(tmp_path: Path) -> None:
    authority = tmp_path / "authority.pem"
    authority.write_text(authority_pem(), "utf-8")
    told = {"SSL_CERT_FILE": str(authority)}
    with mariadb_server(tmp_path, UTC, MANY) as port:
        told["MYSQL"] = f"mysql://{KNOWN}localhost:{port}/{SCHEMA}{TLS}"
        done = run(tmp_path / "report", environment=told, suites=("suites/deployment",))
    found = {check: one["outcome"] for (_, check), one in done.findings.items()}
    asked = {one: told for one, told in found.items() if one.startswith("database/")}
    assert {one for one, told in asked.items() if told != "PASSED"} == {VERSION}
    texts = [path.read_text("utf-8", "replace") for path in done.folder.rglob("*.*ml")]
    shown = "".join((*texts, str(done.data), done.output))
    assert not [one for one in (PASSWORD, quote(PASSWORD, safe="")) if one in shown]
