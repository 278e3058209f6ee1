"""Who goes on with a fleet, and who waits for another one."""

import itertools
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from reports.fleet.journal import Journal
from reports.fleet.kept import Keeping, begun
from reports.run.reading import Unreadable
from ssoproof.fleet import judging
from ssoproof.fleet.child import locked
from ssoproof.fleet.judging import HUNG, KEPT_WAITING
from ssoproof.fleet.order import Order
from suites.harness.fleet.given import ASKED, NOW, ORDER, row


def test_who_goes_on_does_nothing_twice(tmp_path: Path) -> None:
    """A line that was cut off, by a full disk or a power cut, counts as not done."""
    keeping = Keeping(reports=tmp_path)
    journal = begun(keeping, ASKED, NOW)
    journal.add(row("one"))
    with (journal.folder / "rows.jsonl").open("ab") as file:
        file.write(b'{"name": "two", "verd')
    with pytest.raises(Unreadable, match="another process goes on with that fleet"):
        Journal.unfinished(tmp_path, ASKED)
    journal.close()
    found = Journal.unfinished(tmp_path, ASKED)
    assert found is not None
    assert list(found.rows) == ["one"]
    found.add(row("two"))
    found.close()
    again = Journal.unfinished(tmp_path, ASKED)
    assert again is not None
    assert list(again.rows) == ["one", "two"]
    again.end()
    again.close()
    assert Journal.unfinished(tmp_path, ASKED) is None


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (replace(ORDER, options=("--rate=50",)), r"options \['--rate=2'\]"),
        (replace(ORDER, targets=("one",)), r"targets \[\]"),
    ],
)
def test_who_goes_on_asks_for_the_same(tmp_path: Path, other: Order, told: str) -> None:
    begun(Keeping(reports=tmp_path), ASKED, NOW).close()
    with pytest.raises(Unreadable, match=f"asked for something else, {told}"):
        Journal.unfinished(tmp_path, other.told)


@pytest.mark.parametrize(
    ("asks", "waits", "told"), [(True, 1000, HUNG), (False, 1000, ""), (False, 0, KEPT_WAITING)]
)
def test_to_wait_for_another_fleet_is_not_the_time_of_a_run(
    monkeypatch: pytest.MonkeyPatch, *, asks: bool, waits: int, told: str
) -> None:
    """The time of a run is over at once here; who waits ends by itself, or is given up."""
    monkeypatch.setattr(judging, "LATE_S", 0.0)
    monkeypatch.setattr(judging, "WAITS", waits)
    looks = itertools.count()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:

        def wanted() -> bool:
            if next(looks) == 3 and process.stdin:
                process.stdin.write(b"\n")
                process.stdin.close()
            return True

        assert judging.waited(process, 0.05, wanted, lambda: asks) == told


def test_two_runs_on_one_machine_wait_for_a_host(tmp_path: Path) -> None:
    """Of two fleets too, and after a worker that died while its run cleans up."""
    path, got = tmp_path / "locks" / "host", threading.Event()

    def second() -> None:
        with locked(path):
            got.set()

    waiting = threading.Thread(target=second)
    with locked(path):
        waiting.start()
        assert not got.wait(0.2)
    assert got.wait(60)
    waiting.join()
