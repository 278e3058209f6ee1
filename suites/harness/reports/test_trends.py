"""The page of the history, and the badges."""

from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from reports.comparison.night import nights_of
from reports.comparison.trend import flapping, still_open, trend
from reports.history.file import History
from reports.page.badge import badge
from reports.page.trends import history_page
from reports.trends import main, names_of
from suites.harness.given.report_samples import HOSTILE
from suites.harness.reports.two_runs import a_run, found

STOPPED = found("NOT_RUN", reason="The login failed.", not_run="stopped")


def nights(**checks: list[Any]) -> list[Any]:
    """Nights of one target: what each check came out as, night by night; `a_b` is `a/b`."""
    length = len(next(iter(checks.values())))
    return [
        night
        for day in range(length)
        for night in nights_of(
            a_run(
                {"okta": {name.replace("_", "/"): told[day] for name, told in checks.items()}},
                started=f"2026-11-{day + 1:02}T04:05:06+00:00",
            )
        )
    ]


def test_how_long_a_finding_has_been_open() -> None:
    """A night that did not judge it does not end that; the first night of all may not be first."""
    told = still_open(
        nights(
            a_long=["FAILED", "FAILED", "FAILED", "FAILED"],
            a_new=["PASSED", "PASSED", "PASSED", "FAILED"],
            a_outage=["PASSED", "FAILED", STOPPED, "FAILED"],
            a_mended=["FAILED", "FAILED", "FAILED", "PASSED"],
        )
    )
    assert {one.check: (one.since[:10], one.days, one.sure) for one in told} == {
        "a/long": ("2026-11-01", 3, False),
        "a/new": ("2026-11-04", 0, True),
        "a/outage": ("2026-11-02", 2, True),
    }


def test_a_night_that_judged_nothing_closes_nothing() -> None:
    (told,) = still_open(
        nights(a_open=["PASSED", "FAILED", STOPPED], a_met=["PASSED"] * 2 + [STOPPED])
    )
    assert (told.check, told.since[:10], told.judged[:10]) == ("a/open", "2026-11-02", "2026-11-02")
    page = history_page([trend(nights(a_open=["FAILED", STOPPED]), 2)], "2026-11-09T00:00:00Z")
    assert "not judged since 2026-11-01" in page
    assert "open: <b>not judged</b>" in page
    assert "UTC: not judged</title>" in page
    assert "nothing" not in page


def test_what_changes_back_and_forth_flaps_and_what_changes_once_does_not() -> None:
    told = flapping(
        nights(
            a_flaps=["PASSED", "FAILED", "PASSED", "FAILED"],
            a_outage=["FAILED", STOPPED, "FAILED", "FAILED"],
            a_mended=["FAILED", "FAILED", "PASSED", "PASSED"],
        )
    )
    assert [(one.check, one.changes) for one in told] == [("a/flaps", 3)]


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Three nights of two targets, one with a hostile name."""
    file = tmp_path / "history.sqlite"
    for day, outcome in enumerate(("PASSED", "FAILED", "PASSED"), 1):
        found = {"okta": {"a/one": outcome}, HOSTILE[1]: {"a/one": "FAILED"}}
        run = a_run(found, started=f"2026-11-{day:02}T04:05:06+00:00")
        History(file).add(nights_of(run), "")
    return file


def test_the_command_writes_a_page_without_script_and_a_badge_for_each_target(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--history", str(history)], "ssoproof history") == 0
    page = history.with_name("history.html")
    assert capsys.readouterr().out.strip() == str(page)
    tree = HTMLParser(page.read_text("utf-8"))
    assert [one.text() for one in tree.css("section h2")] == sorted(["okta", HOSTILE[1]])
    assert [len(one.css("g")) for one in tree.css("svg.nights")] == [3, 3]
    assert not tree.css("script, img, [onerror], [onload]")
    assert len(list((history.parent / "badges").glob("*.svg"))) == 2
    svg = (history.parent / "badges" / "okta.svg").read_text("utf-8")
    assert "okta: conformant" in svg


@pytest.mark.parametrize("name", HOSTILE)
def test_a_badge_is_one_line_of_xml_whatever_a_target_is_called(name: str) -> None:
    from xml.etree import ElementTree as ET

    root = ET.fromstring(badge(name, "not conformant", {"critical": 0, "high": 2}))  # noqa: S314 - our own text
    assert {one.tag.rpartition("}")[2] for one in root.iter()} == {
        "svg", "title", "rect", "path", "g", "text"
    }  # fmt: skip
    assert "".join(root.itertext()).endswith("not conformant, 2 high open")


def test_files_of_badges_are_called_alike_and_not_the_same() -> None:
    told = list(names_of(["a/b", "a b", "../../etc", "A_B", ""]))
    assert told == ["a_b", "a_b-2", "_.._etc", "A_B-3", "target"]


def test_without_a_history_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--history", str(tmp_path / "none.sqlite")], "ssoproof history")
    assert ended.value.code == 4
    (tmp_path / "text.sqlite").write_text("no database" * 99)
    assert main(["--history", str(tmp_path / "text.sqlite")], "ssoproof history") == 4
    err = capsys.readouterr().err
    assert "none.sqlite: there is no such file; a run makes one" in err
    assert "text.sqlite cannot be used" in err
