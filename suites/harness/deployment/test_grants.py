"""SHOW GRANTS as MySQL 8 and MariaDB write it."""

import pytest

from suites.deployment.stores.privileges import (
    NEEDED,
    granted_everywhere,
    has_roles,
    missing,
)

TO = "TO `wandb`@`%`"
ALL_NEEDED = ", ".join(NEEDED)
ENOUGH = (
    f"GRANT ALL PRIVILEGES ON `wandb_local`.* {TO} WITH GRANT OPTION",
    f"GRANT ALL PRIVILEGES ON *.* {TO}",
    f"GRANT {ALL_NEEDED}, CREATE VIEW ON `wandb_local`.* {TO}",
    rf"GRANT {ALL_NEEDED} ON `wandb\_%`.* {TO}",
    rf"GRANT {ALL_NEEDED} ON `wandb_%`.* {TO}",
)
NOT_ENOUGH = (
    f"GRANT USAGE ON *.* {TO} IDENTIFIED BY PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'",
    f"GRANT {ALL_NEEDED} ON `wandb`.* {TO}",
    rf"GRANT {ALL_NEEDED} ON `other\_%`.* {TO}",
    f"GRANT {ALL_NEEDED} ON `wandb_local`.`runs` {TO}",
    f"GRANT PROXY ON ``@`` {TO}",
    "GRANT SELECT ON",
    "",
)


@pytest.mark.parametrize("line", ENOUGH)
def test_what_is_granted_on_the_schema_is_enough(line: str) -> None:
    assert missing([NOT_ENOUGH[0], line], "wandb_local") == []


@pytest.mark.parametrize("line", NOT_ENOUGH)
def test_what_is_granted_elsewhere_is_not(line: str) -> None:
    assert missing([line], "wandb_local") == list(NEEDED)


def test_privileges_of_two_lines_are_added() -> None:
    lines = [
        f"GRANT {', '.join(half)} ON `wandb_local`.* {TO}" for half in (NEEDED[:4], NEEDED[4:])
    ]
    assert missing(lines, "wandb_local") == []


def test_what_is_granted_on_everything_is_told_apart() -> None:
    assert granted_everywhere([f"GRANT FILE, SUPER ON *.* {TO}", ENOUGH[0]]) == {"FILE", "SUPER"}


@pytest.mark.parametrize("more", ["", " MAX_USER_CONNECTIONS 50"])
def test_who_may_pass_on_what_he_has_on_everything_is_told_apart(more: str) -> None:
    line = f"GRANT USAGE ON *.* {TO} WITH GRANT OPTION{more}"
    assert granted_everywhere([line, NOT_ENOUGH[0], ENOUGH[0]]) == {"USAGE", "GRANT OPTION"}


def test_a_role_is_no_privilege_and_is_seen() -> None:
    assert has_roles([f"GRANT `writer`@`%` {TO}"])
    assert not has_roles([*ENOUGH, *NOT_ENOUGH])
