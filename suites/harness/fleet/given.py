"""What tests of a fleet begin with: what was asked, when, and a target that has ended."""

from datetime import UTC, datetime
from typing import Any

from reports.run.row import row_of
from ssoproof.fleet.order import Order
from suites.harness.reports.two_runs import a_run

ORDER = Order(("oidc",), ("--rate=2",), 60.0, "targets.toml")
ASKED = ORDER.told
NOW = datetime(2026, 11, 29, 3, 4, 5, tzinfo=UTC)


def row(name: str, outcome: str = "PASSED", **about: Any) -> Any:
    """The line of a target whose one check came to `outcome`."""
    return row_of(a_run({name: {"a/one": outcome}}, **about), ["must"], f"targets/{name}", "d")
