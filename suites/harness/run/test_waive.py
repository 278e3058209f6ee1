"""Waivers: how one is written, and what a run says when its end comes."""

import os
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from reports.run.exit_codes import exit_code
from ssoproof.waive import main
from suites.harness.reports.two_runs import a_run
from suites.run.findings import word_on
from suites.targets.reading import from_file
from suites.targets.target import Waiver

CHECK, OTHER = "transport/page-hsts", "discovery/issuer-exact"
TODAY = date(2026, 11, 30)
FILE = """\
# Ours.
[staging]   # the first
issuer = "https://idp.example"
client_id = 'app'
host = "https://app.example"

[[staging.waiver]]
# asked for in ticket 7
check = "discovery/issuer-exact"
owner = "them"
reason = "It moves."
until = 2026-12-24

# The second target.
["pro.duction"]
issuer = "https://sso.example"
client_id = "app"
host = "https://app.example"
"""
ASKED = (CHECK, "--until", "2999-01-31", "--reason", "The proxy.", "--owner", "platform")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "targets.toml"
    path.write_text(FILE)
    return path


def waived(file: Path, *arguments: str) -> Any:
    """What the file says after the command, and that it says the rest as before."""
    assert main([*arguments, "--file", str(file)]) == 0
    return tomllib.loads(file.read_text("utf-8"))


def test_a_waiver_is_written_behind_its_target_and_a_run_takes_it(file: Path) -> None:
    told = waived(file, *ASKED, "--target", "staging")
    text = file.read_text("utf-8")
    assert [one["check"] for one in told["staging"]["waiver"]] == [OTHER, CHECK]
    assert text.index(CHECK) < text.index("# The second target.")
    assert all(line in text.splitlines() for line in FILE.splitlines())
    (target,) = from_file(file, {}, ["staging"]).values()
    assert target.waivers[1] == Waiver(
        check=CHECK, owner="platform", reason="The proxy.", until=date(2999, 1, 31)
    )


def test_a_name_that_takes_quotes_has_them(file: Path) -> None:
    told = waived(file, *ASKED, "--target", "pro.duction")
    assert [one["check"] for one in told["pro.duction"]["waiver"]] == [CHECK]


def test_a_waiver_that_is_there_is_renewed(file: Path) -> None:
    """With its comments; there is no second one."""
    renewed = (OTHER, *ASKED[1:], "--target", "staging")
    (one,) = waived(file, *renewed)["staging"]["waiver"]
    assert (one["until"], one["owner"]) == (date(2999, 1, 31), "platform")
    assert "# asked for in ticket 7" in file.read_text("utf-8")


@pytest.mark.parametrize("reason", ['He said "no".', "a\\b", "ümläut ✓", "] [[x.waiver]]", "# no"])
def test_any_reason_is_written_as_it_is(file: Path, reason: str) -> None:
    asked = (*ASKED[:4], reason, "--owner", "o", "--target", "staging")
    assert waived(file, *asked)["staging"]["waiver"][1]["reason"] == reason


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("transport/page-hst", *ASKED[1:]), "there is no such check; is it transport/page-hsts"),
        ((CHECK, "--until", "31.1.2999", "--reason", "x"), "'31.1.2999' is no day; write it as"),
        ((CHECK, "--until", "2020-01-31", "--reason", "x"), "--until 2020-01-31: that day is over"),
        ((CHECK, "--until", "2999-01-31", "--reason", " "), "--reason: say it in one line of text"),
        ((CHECK, "--until", "2999-01-31"), "--reason"),
        (ASKED, "which target? Name one of staging, pro.duction"),
        ((*ASKED, "--target", "prod"), "--target prod: it has no such target. Name one of staging"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_written(
    file: Path, arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main([*arguments, "--file", str(file)])
    except SystemExit as ended:
        code = int(ended.code or 0)
    assert code == 4
    assert says in capsys.readouterr().err
    assert file.read_text("utf-8") == FILE


def test_who_has_no_name_on_the_system_has_to_say_who_accepts_it(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A container runs as a number that no table of users has."""
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_000)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    asked = (*ASKED[:5], "--target", "staging", "--file", str(file))
    assert main(asked) == 4
    assert "--owner: say it in one line of text" in capsys.readouterr().err


def test_waivers_that_are_written_in_one_line_are_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "targets.toml"
    text = '[a]\nissuer = "https://a.example"\nwaiver = [{check = "x", until = 2026-01-01}]\n'
    file.write_text(text)
    assert main([*ASKED, "--file", str(file)]) == 4
    assert "not written as tables [[a.waiver]]" in capsys.readouterr().err
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("days", "met", "kind"),
    [
        (15, False, ""),
        (14, False, "waiver-ends"),
        (0, False, "waiver-ends"),
        (-1, False, "waiver-expired"),
        (-1, True, "waiver-expired"),
        (15, True, "waiver-unneeded"),
        (3, True, "waiver-unneeded"),
    ],
)
def test_a_waiver_ends_loudly(days: int, met: bool, kind: str) -> None:
    waiver = Waiver(check=CHECK, owner="o", reason="r", until=TODAY + timedelta(days))
    told, text = word_on(waiver, TODAY, met=met)
    assert told == kind
    assert (CHECK in text) is bool(kind)
    assert ("Delete its entry" in text) is (met and bool(kind))
    assert (f"ssoproof waive {CHECK}" in text) is (not met and bool(kind))


@pytest.mark.parametrize(
    ("kind", "code"), [("waiver-expired", 1), ("waiver-unneeded", 1), ("waiver-ends", 0)]
)
def test_the_exit_code_says_so_if_it_is_asked_to(kind: str, code: int) -> None:
    notice = {"kind": kind, "target": "okta", "text": "…"}
    run = a_run({"okta": {"a/one": "PASSED"}}, notices=[notice])
    assert exit_code(run, ["waiver"]) == code
    assert exit_code(run, ["must"]) == 0
