"""What holds on a provider that misbehaves, whatever it does: see `given/hostile`.

No check breaks, there is a report, nothing in it is alive, and nobody else is connected to.
"""

import fnmatch
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from fakes.people import ALICE
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.loopback import is_loopback
from reports.publish import publish
from reports.run import assembly
from reports.run.about import basics
from suites.checks.catalogue import catalogue, described
from suites.checks.check import Check
from suites.harness.given.hostile import Row, rows
from suites.harness.given.runs import ROOT
from suites.op.op import Op
from suites.protocol.cleaning import clean_up
from suites.run.findings import finding_of
from suites.targets.embedded import target_of
from suites.verdicts.judge import judge

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PATIENCE_S = 10.0
MOST_REQUESTS = 400
TEMPLATES = ROOT / "reports" / "page" / "templates"
# What the page is made of; a target has no element in it.
OURS = set(re.findall(r"<([a-z0-9]+)", "".join(one.read_text() for one in TEMPLATES.glob("*.j2"))))
OURS |= {"html", "head", "body", "tbody", "code", "span"}


@dataclass
class Reached:
    """Where sockets were connected to while `listening`."""

    listening: bool = False
    hosts: set[str] = field(default_factory=set)


REACHED = Reached()


def note(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook cannot be taken away again, so there is one for all tests."""
    if not REACHED.listening:
        return
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        REACHED.hosts.add(str(arguments[1][0]))
    if event == "socket.getaddrinfo":
        REACHED.hosts.add(str(arguments[0]))


sys.addaudithook(note)


@contextmanager
def hosts_reached() -> Iterator[set[str]]:
    REACHED.hosts, REACHED.listening = set(), True
    try:
        yield REACHED.hosts
    finally:
        REACHED.listening = False


def met_by(row: Row) -> list[Check]:
    """The checks that meet a behaviour; each pattern of them is one of some."""
    every = catalogue("oidc")
    gone = [one for one in row.checks if not fnmatch.filter(every, one)]
    assert not gone, f"no check has these ids: {gone}"
    return [
        one
        for one in every.values()
        if any(fnmatch.fnmatchcase(one.id, each) for each in row.checks)
    ]


@dataclass(frozen=True)
class Seen:
    """What a row of the table led to."""

    outcomes: dict[str, str]
    reasons: dict[str, str]
    requests: int
    trouble: str
    page: str
    kept: str


def run_on(row: Row, checks: list[Check], folder: Path) -> Seen:
    """The checks on the provider, its clean-up, and the report about it."""
    with RunningFake(faults=(row.fault,)) as fake:
        target = target_of(fake, "hostile", row.method)
        reach = replace(target.connection, timeout_s=PATIENCE_S)
        op = Op.at(replace(target, connection=reach), FormDriver())
        try:
            found = {one: judge(one, op) for one in checks}
            clean_up(op)
        finally:
            op.close()
    clean = op.journal.redactor.text
    findings: list[Any] = [
        finding_of(one, op.target, was.cleaned(clean), exchanges=[], duration_s=0.0, rerun="")
        for one, was in found.items()
    ]
    ids = {one.id for one in checks}
    state: Any = op.state() | {"duration_s": 0.0}
    told = assembly.assemble(
        findings=findings,
        targets=[state],
        exchanges=op.journal.entries,  # type: ignore[arg-type] # plain data, typed where it is read
        problems=[],
        catalogue=[one for one in described(("oidc",)) if one["id"] in ids],  # type: ignore[misc] # as above
        about=basics(NOW, 0.0, 1, "9"),
        not_run_because="",
    )
    published = publish(told, folder, NOW)
    assert published.directory is not None
    return Seen(
        outcomes={one.id: was.outcome for one, was in found.items()},
        reasons={one.id: was.reason for one, was in found.items() if was.outcome == "ERRORED"},
        requests=op.http.requests,
        trouble=published.trouble,
        page=(published.directory / "report.html").read_text("utf-8"),
        kept=(published.directory / "run.json").read_text("utf-8") + json.dumps(op.journal.entries),
    )


@pytest.mark.parametrize("name", rows())
def test_nothing_breaks_on_a_hostile_provider(name: str, tmp_path: Path) -> None:
    row = rows()[name]
    with hosts_reached() as hosts:
        seen = run_on(row, met_by(row), tmp_path)
    assert seen.reasons == {}
    assert seen.trouble == ""
    assert seen.requests <= MOST_REQUESTS
    assert {host for host in hosts if not is_loopback(host)} == set()
    assert ALICE.password not in seen.kept + seen.page
    page = LexborHTMLParser(seen.page)
    assert {node.tag for node in page.css("*")} <= OURS
    assert len(page.css("script")) == 1
    attributes = {name for node in page.css("*") for name in node.attributes}
    assert not {one for one in attributes if one.startswith("on")}
