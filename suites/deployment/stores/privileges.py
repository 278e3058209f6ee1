"""What SHOW GRANTS says that a user may do with a database; the lines themselves are not shown.

MariaDB writes the hash of the password into them.
"""

import re
from collections.abc import Callable, Iterable

QUOTED = r"`(?:[^`]|``)+`"
GRANT = re.compile(rf"GRANT ([A-Z ,]+) ON (\*|{QUOTED})\.\* TO ")
ROLE = re.compile(r"GRANT [`'\"]")
EVERYTHING, PASSED_ON = "ALL PRIVILEGES", "GRANT OPTION"
# At the end of a line, where MariaDB has the limits of the user behind it.
OPTION = re.compile(r" WITH GRANT OPTION(?: MAX_[A-Z_]+ [0-9.]+)*$")
# What brings and keeps the tables of an application.
NEEDED = ("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "INDEX")
# With these on everything a user reads other databases and files, or rules the server.
OF_AN_ADMINISTRATOR = (
    EVERYTHING, "SUPER", "FILE", "CREATE USER", "SHUTDOWN", PASSED_ON, "PROCESS",
)  # fmt: skip


def granted_on(grants: Iterable[str], schema: str) -> set[str]:
    """The privileges on a schema, by its name or by a pattern that it fits."""
    return _of(grants, lambda scope: scope == "*" or _pattern(scope).fullmatch(schema) is not None)


def granted_everywhere(grants: Iterable[str]) -> set[str]:
    """The privileges on all schemas."""
    return _of(grants, lambda scope: scope == "*")


def missing(grants: Iterable[str], schema: str) -> list[str]:
    """What is needed on a schema, and not granted."""
    found = granted_on(grants, schema)
    return [] if EVERYTHING in found else [one for one in NEEDED if one not in found]


def has_roles(grants: Iterable[str]) -> bool:
    """Whether a user has roles too, whose privileges are not told here."""
    return any(ROLE.match(one) for one in grants)


def _of(grants: Iterable[str], concerns: Callable[[str], bool]) -> set[str]:
    found: set[str] = set()
    for line in grants:
        told = GRANT.match(line)
        if told and concerns(told[2].strip("`").replace("``", "`")):
            found |= {one.strip() for one in told[1].split(",")}
            found |= {PASSED_ON} if OPTION.search(line) else set()
    return found


def _pattern(scope: str) -> re.Pattern[str]:
    """A scope as MySQL reads it: % and _ stand for others, unless a backslash is before them."""
    parts = re.split(r"(\\.|%|_)", scope)
    known = {"%": ".*", "_": "."}
    return re.compile(
        "".join(known.get(one) or re.escape(one[1:] if one[:1] == "\\" else one) for one in parts)
    )
