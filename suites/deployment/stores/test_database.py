"""The database that MYSQL names: who answers there, who gets in, and how it is set up."""

import re

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.deployment.stores.privileges import (
    OF_AN_ADMINISTRATOR,
    granted_everywhere,
    has_roles,
    missing,
)
from suites.services.clouds.reading import whole_number
from suites.services.deployment import Deployment
from suites.services.stores.database import (
    database_address,
    database_certificate_error,
    database_greeting,
    database_told,
    database_visit,
    expect_tls_agreed,
    expect_tls_there,
    is_verified,
    product_of,
    tls_wanted,
)
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect, presuming

SERVER = "wandb-server:Configuration as code"
OF_DATABASE = "wandb-bare-metal:MySQL database"
OLDEST = 8
MIB = 2**20
LEAST_PACKET_MIB = 16
LEAST_FREE = 100


@check(
    "database/answers",
    spec=SERVER,
    level=MUST,
    severity=CRITICAL,
    needs="mysql",
    remedy="Write host and port of the database into MYSQL, and open the port to the server.",
)
def test_a_mysql_greets_where_mysql_leads(deployment: Deployment) -> None:
    """The server does not start without its database."""
    database_greeting(deployment)


@check(
    "database/tls",
    spec=[SERVER, "mysql:Using Encrypted Connections"],
    level=MUST,
    severity=CRITICAL,
    needs="mysql",
    remedy="Write ?tls=true if the database demands TLS, and only if it has it.",
)
def test_mysql_asks_for_tls_as_the_database_wants_it(deployment: Deployment) -> None:
    """The database ends every connection before anybody is signed in."""
    expect_tls_agreed(deployment)


@check(
    "database/encryption",
    spec="mysql:Using Encrypted Connections",
    level=SHOULD,
    severity=MEDIUM,
    needs="mysql",
    remedy="Write ?tls=true at the end of MYSQL, and switch TLS on at the database.",
)
def test_the_database_is_reached_by_tls(deployment: Deployment) -> None:
    """All that users see and log travels in clear text."""
    with presuming():
        expect_tls_there(deployment)
        greeting = database_greeting(deployment)
    expect(greeting.tls, "TLS", "no TLS", where="greeting of the database")
    wanted = tls_wanted(database_address(deployment))
    read = "no ?tls=true, and the server has TLS"
    deployment.expect_written("MYSQL", wanted != "false", read, "?tls=true at its end")


@check(
    "database/certificate",
    spec="mysql:Using Encrypted Connections",
    level=SHOULD,
    severity=MEDIUM,
    needs="mysql",
    remedy="Give the database a certificate of its name, by an authority that the server trusts.",
)
def test_the_certificate_of_the_database_is_trusted(deployment: Deployment) -> None:
    """Whoever is on the way takes the place of the database, and is sent its password."""
    address = database_address(deployment)
    if not is_verified(address):
        raise NotApplicable(f"MYSQL has nobody look at it (tls={tls_wanted(address)}).")
    wrong = database_certificate_error(deployment)
    if wrong and (tls_wanted(address) != "true" or dict(address.options).get("ssl-ca")):
        raise NotRun(
            f"The certificate is not trusted here ({wrong}); MYSQL names an authority of its own. "
            "SSL_CERT_FILE names its file to the harness."
        )
    where = "certificate of the database"
    expect(not wrong, f"a trusted one of {address.host}", wrong, where=where)


@check(
    "database/login",
    spec=SERVER,
    level=MUST,
    severity=CRITICAL,
    needs="mysql",
    remedy="Write user and password of the database into MYSQL, percent-encoded.",
)
def test_the_database_lets_the_user_of_mysql_in(deployment: Deployment) -> None:
    """The server does not start without its database."""
    database_visit(deployment)


@check(
    "database/schema",
    spec=SERVER,
    level=MUST,
    severity=CRITICAL,
    needs="mysql",
    remedy="Create the database that MYSQL names, or write the name of the one that is there.",
)
def test_the_database_has_the_schema_of_mysql(deployment: Deployment) -> None:
    """The server does not start: it has no place for its tables."""
    visit = database_told(deployment)
    expected = f"a database {database_address(deployment).path}"
    if visit.no_schema:
        raise Mismatch(expected, visit.no_schema, deployment.where("MYSQL"))


@check(
    "database/version",
    spec=OF_DATABASE,
    level=SHOULD,
    severity=HIGH,
    needs="mysql",
    remedy="Upgrade to MySQL 8: 5.7 ended in October 2023, and MariaDB is another product.",
)
def test_the_database_is_mysql_8(deployment: Deployment) -> None:
    """Migrations of the server fail half way, and nobody mends an old one."""
    product = product_of(told_variable(deployment, "version"))
    major = re.match(r"MySQL (\d{1,4})\.", product)
    right = major is not None and int(major[1]) >= OLDEST
    expect(right, "MySQL 8 or later", product, where="version of the database")


@check(
    "database/character-set",
    spec=OF_DATABASE,
    level=SHOULD,
    severity=MEDIUM,
    needs="mysql",
    remedy="ALTER DATABASE … CHARACTER SET utf8mb4, and convert the tables that are there.",
)
def test_the_database_stores_all_of_unicode(deployment: Deployment) -> None:
    """A run with an emoji in its name cannot be saved."""
    found = schema_variable(deployment, "character_set_database")
    expect(found == "utf8mb4", "utf8mb4", found, where="character_set_database")


@check(
    "database/privileges",
    spec=OF_DATABASE,
    level=MUST,
    severity=HIGH,
    needs="mysql",
    remedy="GRANT ALL on the database of MYSQL to its user.",
)
def test_the_user_of_mysql_may_make_and_change_tables(deployment: Deployment) -> None:
    """The server cannot migrate its tables, and ends."""
    visit, schema = database_told(deployment), database_address(deployment).path
    left = missing(visit.grants, schema)
    if left and has_roles(visit.grants):
        raise NotRun("The user has roles, and what they bring is not told by SHOW GRANTS alone.")
    told = f"without {', '.join(left)}"
    expect(not left, f"ALL PRIVILEGES on {schema}", told, where="grants of the user")


@check(
    "database/narrow-user",
    spec="mysql:Security Guidelines",
    level=SHOULD,
    severity=MEDIUM,
    needs="mysql",
    remedy="Give the server a user of its own, with privileges on its database alone.",
)
def test_the_user_of_mysql_is_no_administrator(deployment: Deployment) -> None:
    """Whoever gets into the server rules every database beside it."""
    found = granted_everywhere(database_told(deployment).grants)
    wide = [one for one in OF_AN_ADMINISTRATOR if one in found]
    told = f"{', '.join(wide)} on all databases"
    expect(not wide, "privileges on its own database", told, where="grants of the user")


@check(
    "database/time-zone",
    spec="mysql:MySQL Server Time Zone Support",
    level=SHOULD,
    severity=LOW,
    needs="mysql",
    remedy="Set default-time-zone to +00:00.",
)
def test_the_clock_of_the_database_is_that_of_utc(deployment: Deployment) -> None:
    """Times of runs are shifted, and jump when the clocks are changed."""
    found = database_told(deployment).offset_s
    expect(abs(found) < 60, "0 s", f"{found} s", where="NOW() less UTC_TIMESTAMP()")


@check(
    "database/packet",
    spec="mysql:Packet Too Large",
    level=SHOULD,
    severity=MEDIUM,
    needs="mysql",
    remedy="Set max_allowed_packet to 64M, the default of MySQL 8.",
)
def test_the_database_takes_large_packets(deployment: Deployment) -> None:
    """The summary of a large run is refused, and the run stays without it."""
    found = variable_number(deployment, "max_allowed_packet")
    right = found >= LEAST_PACKET_MIB * MIB
    told = f"{found / MIB:g} MiB"
    expect(right, f"{LEAST_PACKET_MIB} MiB or more", told, where="max_allowed_packet")


@check(
    "database/connections",
    spec="mysql:Too many connections",
    level=SHOULD,
    severity=MEDIUM,
    needs="mysql",
    remedy="Raise max_connections (and max_user_connections), or end what nobody needs.",
)
def test_the_database_has_connections_left(deployment: Deployment) -> None:
    """Under load every page ends with an error: too many connections."""
    most = variable_number(deployment, "max_connections")
    own = variable_number(deployment, "max_user_connections")
    free = most - variable_number(deployment, "threads_connected")
    left = min(free, own) if own else free
    told = f"{left} of {min(most, own) if own else most}"
    expect(left >= LEAST_FREE, f"{LEAST_FREE} left", told, where="max_connections")


def schema_variable(deployment: Deployment, name: str) -> str:
    """A variable of the schema of MYSQL. Raises NotRun without that schema."""
    visit = database_told(deployment)
    if visit.no_schema:
        raise NotRun(f"The database of MYSQL is not there: {visit.no_schema}")
    return told_variable(deployment, name)


def told_variable(deployment: Deployment, name: str) -> str:
    """A variable of the server. Raises NotRun."""
    found = database_told(deployment).variables.get(name, "")
    if not found:
        raise NotRun(f"The database tells no {name}.")
    return found


def variable_number(deployment: Deployment, name: str) -> int:
    """As `told_variable`, of a number."""
    return whole_number(told_variable(deployment, name), f"{name} of the database")
