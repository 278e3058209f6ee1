"""The catalogue on the terminal: one line a check."""

from collections.abc import Iterable

from suites.check import Check


def print_catalogue(checks: Iterable[Check]) -> None:
    """Prints id, level, severity, run class, title and specification of each check."""
    rows = [
        (
            check.id,
            str(check.level),
            str(check.severity),
            str(check.run_class),
            check.title,
            "; ".join(one.text for one in check.spec),
        )
        for check in checks
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[5]]))
