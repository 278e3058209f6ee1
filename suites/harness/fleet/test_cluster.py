"""A fleet on a real cluster: what it finds, and that nothing is lost whoever is killed."""

import os
import signal
from pathlib import Path

from fakes.faults import faults
from fakes.running import RunningFake
from suites.harness.fleet.fleets import (
    CHECKS,
    Gate,
    assert_set,
    begun,
    cluster,
    ended,
    lines_in,
    password_of,
    table_of,
    toml,
    worker_of,
)
from suites.harness.given.runs import told_in
from suites.harness.given.sockets import misbehaving


def test_each_target_is_judged_here_and_one_exit_code_says_it(tmp_path: Path) -> None:
    """Healthy, faulty, dead, and without its variable: four rows."""
    faulty = faults()["wrong-audience"]
    with (
        RunningFake("reference", loopback="http") as good,
        RunningFake("reference", (faulty,), loopback="http") as bad,
        misbehaving(lambda connection, read, over: connection.close()) as dead,
    ):
        tables = {
            "good": table_of(good),
            "bad": table_of(bad),
            "dead": table_of(good) | {"issuer": dead.url},
            "unset": table_of(good) | {"password_env": "FLEET_TEST_NOT_SET"},
        }
        (tmp_path / "targets.toml").write_text(toml(tables))
        secret = password_of(good)
        told = begun(tmp_path, "--workers=2", *CHECKS, "--report-dir=out", password=secret)
        code, said = ended(told)
    assert code == 1, said
    rows = {row["name"]: row for row in lines_in(tmp_path / "out")}
    assert {name: row["verdict"] for name, row in rows.items()} == {
        "good": "incomplete",  # some checks alone were chosen
        "bad": "not conformant",
        "dead": "not judged",
        "unset": "not judged",
    }
    assert "FLEET_TEST_NOT_SET" in rows["unset"]["because"]
    latest = tmp_path / "out" / "latest"
    assert all((latest / row["page"]).is_file() for row in rows.values() if row["page"])
    assert [name for name, row in rows.items() if not row["page"]] == ["unset"]
    assert "4 targets in" in said
    files = [one for one in (tmp_path / "out").rglob("*") if one.is_file()]
    assert [str(one) for one in files if secret in told_in(one)] == []
    assert secret not in said


def test_a_target_that_hangs_is_ended_with_what_it_had(tmp_path: Path) -> None:
    gate = Gate()
    with RunningFake("reference", (gate.fault,), loopback="http") as fake:
        (tmp_path / "targets.toml").write_text(toml({"shut": table_of(fake)}))
        options = ("--workers=1", "--target-timeout=3", "--report-dir=out", *CHECKS)
        code, said = ended(begun(tmp_path, *options, password=password_of(fake)))
    assert code == 6, said
    (row,) = lines_in(tmp_path / "out")
    assert row["verdict"] == "not judged"
    assert (tmp_path / "out" / "latest" / row["page"]).is_file()


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    """Its run ends with it, and another worker judges the target; no secret comes from here."""
    gate = Gate()
    with (
        RunningFake("reference", loopback="http") as first,
        RunningFake("reference", (gate.fault,), loopback="http") as second,
        RunningFake("reference", (faults()["wrong-audience"],), loopback="http") as third,
        cluster(tmp_path, password_of(first)) as running,
    ):
        tables = {"first": first, "second": second, "third": third}
        (tmp_path / "targets.toml").write_text(
            toml({name: table_of(fake) for name, fake in tables.items()})
        )
        workers = [running.worker(), running.worker()]
        scheduler = f"--scheduler={running.address}"
        told = begun(tmp_path, scheduler, *CHECKS, "--report-dir=out")
        assert_set(gate.asked, told)
        pid = worker_of(running.address, number=1)
        assert pid in [one.pid for one in workers]
        os.kill(pid, signal.SIGKILL)
        assert gate.left.wait(240)
        gate.shut = False
        code, said = ended(told)
    assert code == 1, said
    rows = lines_in(tmp_path / "out")
    assert {row["name"]: row["verdict"] for row in rows} == {
        "first": "incomplete",
        "second": "incomplete",
        "third": "not conformant",
    }
    assert len(rows) == 3


def test_a_fleet_whose_scheduler_is_killed_goes_on_with_what_is_left(tmp_path: Path) -> None:
    gate = Gate()
    with (
        RunningFake("reference", loopback="http") as first,
        RunningFake("reference", (gate.fault,), loopback="http") as second,
    ):
        (tmp_path / "targets.toml").write_text(
            toml({"first": table_of(first), "second": table_of(second)})
        )
        options = (*CHECKS, "--report-dir=out", "--resume")
        with cluster(tmp_path, password_of(first)) as running:
            running.worker()
            told = begun(tmp_path, f"--scheduler={running.address}", *options)
            assert_set(gate.asked, told)
            running.scheduler.kill()
            code, said = ended(told)
            assert gate.left.wait(240)
        assert code == 2
        assert "the scheduler is gone: 1 of 2 targets are left; --resume goes on" in said
        before = lines_in(tmp_path / "out")
        assert [row["name"] for row in before] == ["first"]
        gate.shut = False
        with cluster(tmp_path, password_of(first)) as running:
            running.worker()
            code, said = ended(begun(tmp_path, f"--scheduler={running.address}", *options))
    assert code == 0, said
    assert "1 of 2 are there" in said
    after = lines_in(tmp_path / "out")
    assert after[0] == before[0]
    assert [row["name"] for row in after] == ["first", "second"]


def test_a_fleet_that_is_told_to_end_ends_its_runs_and_says_how_to_go_on(tmp_path: Path) -> None:
    gate = Gate()
    with RunningFake("reference", (gate.fault,), loopback="http") as fake:
        (tmp_path / "targets.toml").write_text(toml({"one": table_of(fake)}))
        secret = password_of(fake)
        told = begun(tmp_path, "--workers=1", "--report-dir=out", *CHECKS, password=secret)
        assert_set(gate.asked, told)
        told.send_signal(signal.SIGTERM)
        code, said = ended(told)
        assert gate.left.wait(240)
    assert code == 2, said
    assert said.splitlines()[-1] == "interrupted: 1 of 1 targets are left; --resume goes on"
    assert (tmp_path / "out" / "latest" / "fleet.html").is_file()


def test_where_nobody_is_the_command_says_what_to_start(tmp_path: Path) -> None:
    with misbehaving(lambda connection, read, over: connection.close()) as nobody:
        (tmp_path / "targets.toml").write_text(
            toml({"one": {"issuer": nobody.url, "client_id": "c", "host": "http://localhost"}})
        )
    address = nobody.url.replace("http", "tcp")
    code, said = ended(begun(tmp_path, f"--scheduler={address}"))
    assert code == 4
    assert said.count("\n") == 1
    assert "nobody answers there" in said
    assert "dask scheduler" in said
