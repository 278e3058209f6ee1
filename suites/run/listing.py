"""What is printed in place of a run: the catalogue, one line a check, or what to enter."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from suites.checks.check import Check
from suites.checks.suite import Suite
from suites.targets.reading import SettingsError
from suites.targets.sources import Wanted


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


def print_settings(suites: Iterable[Suite[Any]], wanted: Wanted) -> None:
    """Prints what to enter in what is judged, so that it can be. Raises UsageError."""
    ways = [one.to_enter for one in suites if one.to_enter is not None]
    if not ways:
        told = "is for applications, or a SAML identity provider: pytest suites/rp, or suites/saml"
        raise pytest.UsageError(f"--print-settings: {told}")
    print_told(ways, wanted)


def print_terraform(suites: Iterable[Suite[Any]], wanted: Wanted) -> None:
    """Prints what would make right what is judged. Raises UsageError."""
    print_told([one.to_build for one in suites if one.to_build is not None], wanted)


def print_told(ways: Iterable[Callable[[Any], str]], wanted: Wanted) -> None:
    """Prints what each of `ways` tells. Raises UsageError."""
    try:
        print("\n\n".join(way(wanted) for way in ways))
    except SettingsError as error:
        raise pytest.UsageError(str(error)) from None
