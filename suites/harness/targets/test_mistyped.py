"""A name or a day that is mistyped in a targets.toml: what was typed is told, and what to write."""

from pathlib import Path

import pytest

from suites.targets.reading import SettingsError, from_file

TABLE = """
[staging]
issuer = "https://op.example.com"
client_id = "wandb"
host = "https://wandb.example.com"
"""
WAIVER = """
[[staging.waiver]]
check = "transport/page-hsts"
owner = "x"
reason = "y"
"""


def told_of(folder: Path, text: str) -> str:
    path = folder / "targets.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        from_file(path, {})
    return str(caught.value)


def test_a_mistyped_name_is_told_before_the_setting_that_it_leaves_out(tmp_path: Path) -> None:
    """Not “client_id is missing”, of a file in which somebody sees it."""
    told = told_of(tmp_path, TABLE.replace("client_id", "clientid"))
    assert told.startswith("clientid (targets.toml [staging]): is not a setting; known: issuer,")


@pytest.mark.parametrize("day", ["soon", "31.1.2027"])
def test_a_day_that_is_none_is_told_with_one_that_is(day: str, tmp_path: Path) -> None:
    told = told_of(tmp_path, f'{TABLE}{WAIVER}until = "{day}"')
    assert told == (
        f"waiver.0.until (targets.toml [staging]): '{day}' is no day; write it as 2027-01-31"
    )
