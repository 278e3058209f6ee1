"""A run as rows for a spreadsheet: CSV (RFC 4180), in which no value is a formula."""

import csv
import io

from reports.formats.told import results
from reports.run.model import OUTCOMES
from reports.run.shape import Run
from reports.run.text import capped, visible

COLUMNS = ("target", "check", "outcome", "level", "severity", "since", "title", "reason",
           "expected", "actual", "where", "remedy", "questions", "fingerprint", "duration_s",
           "rerun")  # fmt: skip
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LONGEST = 30_000  # a cell of a spreadsheet takes 32,767 characters


def rows(run: Run) -> str:
    """All findings, one a row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for one in results(run, *OUTCOMES):
        told = {name: value for name, value in one.finding.items() if name in COLUMNS}
        about = {
            "level": one.entry["level"], "severity": one.severity, "since": one.kind,
            "title": one.entry["title"], "questions": " ".join(one.entry.get("questions", [])),
            "remedy": one.finding["remedy"] or one.entry["remedy"],
        }  # fmt: skip
        writer.writerow({name: cell(value) for name, value in (told | about).items()})
    return out.getvalue()


def cell(value: object) -> object:
    """A number as it is; a text that stays one."""
    if not isinstance(value, str):
        return value
    text, missing = capped(visible(value), LONGEST)
    text += f"… {missing} characters left out" if missing else ""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
