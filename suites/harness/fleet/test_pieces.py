"""What a fleet is made of: who may run beside whom, what is kept, what is told."""

import pickle
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from reports.fleet.kept import Keeping, begun, folder_of, keep_run
from reports.page.fleet import fleet_page
from reports.run.row import code_of_all, without_run
from reports.run.store import to_json
from ssoproof.command import main
from ssoproof.fleet.cluster import Roster
from ssoproof.fleet.order import Task, tasks_of
from ssoproof.fleet.telling import last_words
from suites.harness.fleet.given import ASKED, NOW, ORDER, row
from suites.harness.given.report_samples import HOSTILE
from suites.harness.given.runs import ROOT, environment_of
from suites.harness.reports.two_runs import a_run

TARGETS = """
[one]
issuer = "https://idp.example/a"
client_id = "c"
host = "https://app.example"
username = "qa"
password_env = "NOT_SET_HERE"

[two]
issuer = "https://IDP.example:443/b"
client_id = "c"
host = "https://app.example"

[three]
issuer = "https://other.example"
client_id = "c"
host = "https://app.example"
admin_url = "https://idp.example/admin"

[four]
issuer = "https://fourth.example"
client_id = "c"
host = "https://app.example"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "targets.toml"
    path.write_text(TARGETS)
    return path


def test_one_run_at_a_host_at_a_time_in_the_order_of_the_file(file: Path) -> None:
    """Three of the four targets ask at idp.example, one by its admin API."""
    tasks = tasks_of(file, [], {})
    roster = Roster(tasks)
    assert [one.name for one in roster.next(9)] == ["one", "four"]
    assert list(roster.next(9)) == []
    roster.ended("four")
    assert list(roster.next(9)) == []
    roster.ended("one")
    assert [one.name for one in roster.next(9)] == ["two"]
    roster.ended("two")
    assert [one.name for one in roster.next(9)] == ["three"]
    assert not roster.waiting


def test_no_more_runs_than_there_are_places(file: Path) -> None:
    roster = Roster([replace(one, hosts=frozenset()) for one in tasks_of(file, [], {})])
    assert [one.name for one in roster.next(2)] == ["one", "two"]
    roster.ended("two")
    assert [one.name for one in roster.next(2)] == ["three"]
    assert list(roster.next(0)) == []


def test_no_secret_goes_to_a_worker(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent names the variable, also where it is set here."""
    monkeypatch.setenv("NOT_SET_HERE", "s3cret-of-qa")
    sent = pickle.dumps((ORDER, tasks_of(file, [], {"NOT_SET_HERE": "s3cret-of-qa"})))
    assert b"NOT_SET_HERE" in sent
    assert b"s3cret-of-qa" not in sent


def test_each_target_is_compared_with_its_own_last_night(tmp_path: Path) -> None:
    """Three nights: new on the second, fixed on the third; the page is written anew."""
    keeping = Keeping(reports=tmp_path, baseline="last", fail_on=["new"])
    told = []
    for night, outcome in enumerate(("PASSED", "FAILED", "PASSED")):
        started = f"2026-11-2{night}T03:04:05+00:00"
        findings = {"one": {"a/one": outcome, "a/two": "FAILED"}}
        run = a_run(findings, started=started, exit_code=1)
        with closing(begun(keeping, ASKED, NOW)) as journal:
            files = {"run.json": to_json(run), "report.html": "as the worker wrote it"}
            found = keep_run(keeping, journal, files, run, "d")
        told.append((found["new"], found["fixed"], found["exit_code"]))
        page = (journal.folder / found["page"]).read_text("utf-8")
        assert (page == "as the worker wrote it") is (night == 0)
    assert told == [(None, None, 1), (1, 0, 1), (0, 1, 0)]


def test_a_history_that_cannot_be_used_costs_no_report(tmp_path: Path) -> None:
    (tmp_path / "mine.sqlite").write_text("no database" * 99)
    keeping = Keeping(reports=tmp_path, history=tmp_path / "mine.sqlite", baseline="last")
    run, journal = a_run({"one": {"a/one": "FAILED"}}), begun(keeping, ASKED, NOW)
    with closing(journal):
        found = keep_run(keeping, journal, {"report.html": "a page"}, run, "d")
    assert (journal.folder / found["page"]).read_text("utf-8") == "a page"
    assert "mine.sqlite cannot be used" in journal.untold
    assert list(journal.rows) == ["one"]


def test_without_dask_the_command_says_what_to_install(file: Path) -> None:
    program = "import sys; sys.modules['distributed'] = None; from ssoproof.command import main"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", f"{program}; sys.exit(main(['fleet', 'targets.toml']))"],
        cwd=file.parent,
        env=environment_of({"PYTHONPATH": str(ROOT)}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert done.stderr.startswith("ssoproof fleet: Dask distributed is not installed: pip install")
    assert done.stderr.count("\n") == 1


def test_the_last_lines_say_who_has_something_new_and_how_all_came_out() -> None:
    rows = [row("good", "PASSED"), row("bad", "FAILED"), row("\x1b[2Jodd", "FAILED")]
    rows[1] |= {"new": 2, "fixed": 0}
    rows[0] |= {"new": 0, "fixed": 1}
    about = {"took_s": 7500, "page": "out/fleet.html", "baseline": "last", "untold": ""}
    lines = list(last_words(rows, **about))
    assert lines[1].startswith("✗ bad: not conformant")
    assert lines[0].startswith("✗ ‹U+001B›[2Jodd: not conformant")
    assert lines[2:] == [
        "since last: 1 with something new: bad; 1 with something fixed",
        "overview: out/fleet.html",
        "3 targets in 2 h 5 min: 2 not conformant, 1 conformant",
    ]
    first = [one | {"new": None} for one in rows]
    assert "since last: there is no earlier run" in "\n".join(last_words(first, **about))


@pytest.mark.parametrize(
    ("codes", "all_of_them"),
    [((0, 0), 0), ((0, 6), 6), ((0, 4), 6), ((2,), 6), ((6, 1), 1), ((1, 3), 3), ((), 0)],
)
def test_one_exit_code_for_all(codes: tuple[int, ...], all_of_them: int) -> None:
    rows = [without_run("one", "", "Why.", code, "", "d") for code in codes]
    assert code_of_all(rows) == all_of_them


def test_a_folder_is_of_one_target_on_every_file_system() -> None:
    names = ["staging", "Staging", "a/b", "a b", "../..", "", "x" * 200, "con.", *HOSTILE]
    told = [folder_of(name) for name in names]
    assert len({one.casefold() for one in told}) == len(names)
    assert told[0] == "staging"
    assert not [one for one in told if {"/", "\\", ".."} & set(one) or len(one) > 90]


def test_the_overview_is_whole_without_a_script() -> None:
    rows = [row("good", "PASSED"), row("bad", "FAILED"), row("as bad", "FAILED")]
    rows.append(without_run("gone", "https://x.example", "Nobody answers.", 6, "", "d"))
    tree = HTMLParser(fleet_page(rows, 5, "2026-11-29T03:04:05+00:00"))
    names = [one.text() for one in tree.css("tbody th a")]
    assert names == ["as bad", "bad", "gone", "good"]
    assert len(tree.css("tbody a[href]")) == 3
    texts = [one.text() for one in tree.css("tbody tr")]
    assert "Nobody answers." in texts[2]
    assert "Not conformant" in texts[0]
    heading = tree.css_first("h1")
    assert heading is not None
    assert heading.text() == "4 of 5 targets"
    form = tree.css_first("form")
    assert form is not None
    assert "hidden" in form.attributes


def test_what_several_have_in_common_is_told_first() -> None:
    gone = [without_run(f"t{n}", "", "The proxy refuses.", 6, "", "d") for n in range(3)]
    told = fleet_page([*gone, row("good", "PASSED")], 4, "2026-11-29T03:04:05+00:00")
    before, _, _ = told.partition("<table")
    assert "<b>3 targets</b> The proxy refuses." in before


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_of_a_target_is_obeyed_by_the_overview(value: str) -> None:
    rows = [row("one", "PASSED") | dict.fromkeys(("name", "issuer", "because", "vendor"), value)]
    told = fleet_page(rows, 1, "2026-11-29T03:04:05+00:00")
    tree = HTMLParser(told)
    assert len(tree.css("script")) == 1
    assert not tree.css("img, [onerror]")
    assert [one.attributes["href"] for one in tree.css("tbody a")] == ["targets/one"]
    assert len(told) < 100_000
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["none.toml"], "none.toml: cannot be read: No such file or directory"),
        (["targets.toml", "--target", "five"], "--target five: no such target; known: one, two"),
        (["targets.toml", "--check", "no/such"], "no/such"),
        (["targets.toml", "--workers", "0"], "--workers 0: 1 is the least"),
        (["targets.toml", "--workers", "2", "--scheduler", "tcp://x:1"], "leave one of them out"),
        (["targets.toml", "--suite", "rp"], "invalid choice: 'rp'"),
        (["targets.toml", "--target-timeout", "-1"], "-1 is no number of seconds"),
        ([], "the following arguments are required: FILE"),
    ],
)
def test_wrong_usage_is_one_line(
    options: list[str],
    told: str,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 4, before anything is begun."""
    monkeypatch.chdir(file.parent)
    assert main(["fleet", *options]) == 4
    said = capsys.readouterr().err
    assert said.startswith("ssoproof fleet: ")
    assert told in said
    assert said.count("\n") == 1
    assert not (file.parent / "reports").exists()


def test_a_table_that_is_wrong_is_told_before_anything_is_begun(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(TARGETS.replace('"https://fourth.example"', '"fourth.example"'))
    monkeypatch.chdir(file.parent)
    assert main(["fleet", "targets.toml"]) == 4
    assert "targets.toml [four]" in capsys.readouterr().err
    assert not (file.parent / "reports").exists()


def test_another_set_up_is_another_task(file: Path) -> None:
    """So a fleet that goes on judges it again."""
    (one,) = tasks_of(file, ["one"], {})
    assert one.digest == Task(**{key: getattr(one, key) for key in one.__slots__}).digest
    assert one.digest != replace(one, table={**one.table, "username": "other"}).digest
