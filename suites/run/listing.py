"""The catalogue on the terminal: one line a check."""

from collections.abc import Iterable

from suites.checks.check import Check


def print_catalogue(checks: Iterable[Check]) -> None:
    """Prints id, level, severity, run class, specification and title of each check."""
    rows = [
        (
            check.id,
            str(check.level),
            str(check.severity),
            str(check.run_class),
            " ".join(one.reference for one in check.spec),
            check.title,
        )
        for check in checks
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[5]]))
