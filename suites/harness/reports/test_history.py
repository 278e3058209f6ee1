"""What is kept of every run, and what may happen to the file that it is kept in."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reports.comparison.compare import compare
from reports.comparison.night import nights_of
from reports.history.file import History, HistoryError
from reports.history.last import last
from reports.history.thinning import thin, thin_fleets
from reports.run import store
from reports.run.reading import read
from reports.run.shape import Run
from suites.harness.given.report_samples import run as sample
from suites.harness.reports.broken_histories import KINDS, damaged
from suites.harness.reports.two_runs import a_run, found

ROOT = Path(__file__).parents[3]
STOPPED = found("NOT_RUN", reason="The login failed.", not_run="stopped")


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.sqlite")


def night(day: int, findings: dict[str, Any], **about: Any) -> Run:
    """A run of that day of November, on the target `okta` if none are named."""
    named = any(set(one) - {"outcome", "reason", "not_run"} for one in dicts_of(findings))
    told = findings if named else {"okta": findings}
    return a_run(told, started=f"2026-11-{day:02}T04:05:06+00:00", **about)


def dicts_of(findings: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in findings.values() if isinstance(one, dict)]


def kept(history: History, *runs: Run) -> None:
    for one in runs:
        history.add(nights_of(one), "reports/out/a/report.html")


def kinds(history: History, run: Run, *, green: bool = False) -> dict[str, str]:
    """What became of each check since the last run of the history."""
    now = nights_of(run)
    told = compare(last(history, now, green=green), now, "last", run["started"])
    return {one["check"]: one["kind"] for one in told["changes"]}


def test_what_is_kept_is_what_was_found(history: History) -> None:
    """All but the evidence: a comparison with the history is one with the file."""
    run = sample(300)
    kept(history, run)
    for one in nights_of(run):
        assert history.nights(one["target"]["name"], 5) == [one]


def test_equal_findings_are_kept_once(history: History, tmp_path: Path) -> None:
    """A year of quiet nights takes little more room than the first."""
    kept(history, night(1, {"a/one": "FAILED"}))
    for day in range(2, 29):
        kept(history, night(day, {"a/one": "FAILED"}))
    with sqlite3.connect(tmp_path / "history.sqlite") as file:
        assert file.execute("SELECT count(*) FROM bodies").fetchone() == (2,)
        assert file.execute("SELECT count(*) FROM nights").fetchone() == (28,)


def test_last_is_the_newest_and_last_green_the_newest_with_exit_code_0(history: History) -> None:
    kept(
        history,
        night(1, {"a/one": "PASSED"}, exit_code=0),
        night(2, {"a/one": "FAILED"}, exit_code=1),
    )
    today = night(3, {"a/one": "FAILED"})
    assert kinds(history, today) == {}
    assert kinds(history, today, green=True) == {"a/one": "new"}


def test_after_an_outage_old_findings_are_not_new_and_new_ones_are(history: History) -> None:
    kept(
        history,
        night(1, {"a/old": "FAILED", "a/new": "PASSED"}),
        night(2, {"a/old": STOPPED, "a/new": STOPPED}),
    )
    assert kinds(history, night(3, {"a/old": "FAILED", "a/new": "FAILED"})) == {"a/new": "new"}


def test_targets_of_runs_of_their_own_are_compared_each_with_its_own_last(history: History) -> None:
    """A job for each target, one history."""
    kept(history, night(1, {"one": {"a/x": "FAILED"}}), night(2, {"two": {"a/x": "PASSED"}}))
    assert kinds(history, night(3, {"one": {"a/x": "PASSED"}})) == {"a/x": "fixed"}
    assert kinds(history, night(3, {"two": {"a/x": "FAILED"}})) == {"a/x": "new"}


def test_a_target_that_was_judged_beside_these_and_is_left_out_is_told(history: History) -> None:
    kept(history, night(1, {"one": {"a/x": "PASSED"}, "two": {"a/x": "FAILED"}}))
    now = nights_of(night(2, {"one": {"a/x": "PASSED"}}))
    told = compare(last(history, now, green=False), now, "last", now[0]["started"])
    assert [(one["target"], one["kind"]) for one in told["changes"]] == [
        ("two", "no longer judged")
    ]


def test_a_run_of_another_suite_in_between_is_not_what_a_run_is_compared_with(
    history: History,
) -> None:
    of_registration = {"client/pkce": "registration"}
    kept(
        history,
        night(1, {"a/one": "FAILED"}),
        night(2, {"client/pkce": "FAILED"}, suites=of_registration),
    )
    assert kinds(history, night(3, {"a/one": "FAILED"})) == {}


def test_each_target_is_compared_within_the_suites_that_judge_it(history: History) -> None:
    """A provider and an application in one run: the checks of the other one are none of its."""
    of_rp = {"callback/state": "rp"}
    judged_by = {"okta": {"suites": ["oidc"]}, "app": {"suites": ["rp"]}}

    def both(day: int, outcome: str) -> Run:
        found = {"okta": {"a/one": outcome}, "app": {"callback/state": outcome}}
        return night(day, found, suites=of_rp, targets=judged_by)

    kept(history, both(1, "PASSED"))
    assert list(history.nights("app", 1)[0]["checks"]) == ["callback/state"]
    assert kinds(history, both(2, "FAILED")) == {"a/one": "new", "callback/state": "new"}
    alone = night(2, {"okta": {"a/one": "PASSED"}}, targets=judged_by)
    assert kinds(history, alone) == {}


def test_runs_that_end_at_one_moment_are_all_kept(tmp_path: Path) -> None:
    """Several processes, one file that none of them finds there."""
    code = (
        "import sys; from pathlib import Path\n"
        "from reports.history.file import History\n"
        "from reports.comparison.night import nights_of\n"
        "from suites.harness.reports.two_runs import a_run\n"
        "sys.stdin.read()\n"
        "nights = nights_of(a_run({sys.argv[2]: {'a/one': 'FAILED'}}))\n"
        "for _ in range(5): History(Path(sys.argv[1])).add(nights, '')\n"
    )
    file = tmp_path / "history.sqlite"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", code, str(file), f"target-{n}"],
            stdin=subprocess.PIPE, env=environment,
        )
        for n in range(4)
    ]  # fmt: skip
    for one in started:
        one.stdin.close()
    assert [one.wait(120) for one in started] == [0] * 4
    history = History(file)
    assert [len(history.nights(f"target-{n}", 9)) for n in range(4)] == [5] * 4


def test_a_run_that_is_killed_while_it_is_kept_leaves_what_was_there(
    history: History, tmp_path: Path
) -> None:
    kept(history, night(1, {"a/one": "FAILED"}))
    code = (
        "import os, sys; from pathlib import Path\n"
        "from reports.history import file\n"
        "from reports.comparison.night import nights_of\n"
        "from suites.harness.reports.two_runs import a_run\n"
        "put, times = file.put, iter(range(9))\n"
        "file.put = lambda *a: os.kill(os.getpid(), 9) if next(times) == 2 else put(*a)\n"
        "run = a_run({'okta': {'a/one': 'PASSED'}, 'two': {'a/one': 'PASSED'}})\n"
        "file.History(Path(sys.argv[1])).add(nights_of(run), '')\n"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, str(tmp_path / "history.sqlite")],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == -9
    assert [one["started"][:10] for one in history.nights("okta", 9)] == ["2026-11-01"]
    kept(history, night(2, {"a/one": "PASSED"}))
    assert len(history.nights("okta", 9)) == 2


def test_on_a_full_disk_what_was_there_stays(history: History, tmp_path: Path) -> None:
    """And it is told in one line."""
    kept(history, night(1, {"a/one": "FAILED"}))
    code = (
        "import os, resource, sys; from pathlib import Path\n"
        "from reports.history.file import History, HistoryError\n"
        "from reports.comparison.night import nights_of\n"
        "from suites.harness.reports.two_runs import a_run\n"
        "run = a_run({f'target-{n}': {'a/one': 'PASSED'} for n in range(200)})\n"
        "path = Path(sys.argv[1]); room = path.stat().st_size + 4096\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))\n"
        "try: History(path).add(nights_of(run), '')\n"
        "except HistoryError as error: print(error)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, str(tmp_path / "history.sqlite")],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "history.sqlite cannot be used: " in done.stdout
    assert history.targets() == ["okta"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_none_is_told_and_left_as_it_is(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    damaged(kind, path)
    before = None if path.is_dir() else path.read_bytes()
    with pytest.raises(HistoryError, match=r"history\.sqlite cannot be used: .*--no-history"):
        kept(History(path), night(2, {"a/one": "FAILED"}))
    with pytest.raises(HistoryError):
        History(path).nights("okta", 5)
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"findings": [1]}', '{"findings": 3}'])
def test_what_is_no_run_keeps_no_old_page_and_stops_no_thinning(
    content: str, tmp_path: Path
) -> None:
    for name in ("2026-11-01T040506Z", "2026-11-02T040506Z"):
        folder = tmp_path / name / "targets" / "okta"
        for one in (folder, tmp_path / name):
            one.mkdir(parents=True, exist_ok=True)
            (one / "report.html").write_text("a page")
            if content:
                (one / "run.json").write_text(content)
    thin(tmp_path, 1)
    thin_fleets(tmp_path, 1)
    pages = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("report.html")}
    assert pages == {"2026-11-02T040506Z"}


def test_old_nights_lose_their_evidence_and_nothing_else(tmp_path: Path) -> None:
    names = [
        "2026-11-01T040506Z",
        "2026-11-02T040506Z",
        "2026-11-02T040506Z-2",
        "2026-11-03T040506Z",
    ]
    for name in (*names, "mine"):
        (tmp_path / name).mkdir()
        store.write_text(tmp_path / name / "run.json", store.to_json(sample(30)))
        for page in ("report.html", "checks.html", "evidence.json"):
            (tmp_path / name / page).write_text("a page")
    thin(tmp_path, 2)
    for page in ("report.html", "checks.html", "evidence.json"):
        pages = sorted(path.parent.name for path in tmp_path.glob(f"*/{page}"))
        assert pages == [*names[1:], "mine"]
    thinned, whole = (read(tmp_path / name / "run.json") for name in (names[0], names[1]))
    assert thinned["exchanges"] == []
    assert [one | {"exchanges": []} for one in whole["findings"]] == thinned["findings"]
    assert thinned["targets"] == whole["targets"]
