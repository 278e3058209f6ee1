"""Old runs, made thin: their findings stay, their pages and their exchanges go."""

import json
import re
from contextlib import suppress
from pathlib import Path

from reports.run.store import CHECKS, EVIDENCE, PAGE, to_json, write_text

RUN = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(?:-\d+)?")
HEAVY = (PAGE, CHECKS, EVIDENCE)
# What a page can be made of again without them, and what is as long as all the rest.
LONG = ("exchanges", "faults", "coverage")


def thin(reports: Path, keep: int) -> None:
    """Thin the runs in `reports` but those of the newest `keep` nights. Raises OSError.

    Only what a run wrote is touched, in folders that are called like one.
    """
    for folder in old(reports, keep):
        thin_one(folder)


def thin_fleets(reports: Path, keep: int) -> None:
    """Thin the targets of fleets in `reports` but those of the newest nights. Raises OSError."""
    for fleet in old(reports, keep):
        for folder in fleet.glob("targets/*/"):
            thin_one(folder)


def old(reports: Path, keep: int) -> list[Path]:
    """What is older than the newest `keep` nights, of folders that are called like a run."""
    runs = [one for one in reports.iterdir() if RUN.fullmatch(one.name) and not one.is_symlink()]
    nights = sorted({one.name[:10] for one in runs})[-keep:]
    return [one for one in runs if one.name[:10] not in nights]


def thin_one(folder: Path) -> None:
    """Take the heavy files of a run, if it has them, and its evidence. Raises OSError.

    A run.json that is none, or not there, is no reason to keep them.
    """
    heavy = [folder / name for name in HEAVY if (folder / name).exists()]
    if heavy:
        with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
            without_evidence(folder / "run.json")
    for file in heavy:
        file.unlink(missing_ok=True)


def without_evidence(path: Path) -> None:
    """Write a run.json anew, its findings without what proves them. Raises OSError, ValueError."""
    run = json.loads(path.read_bytes())
    findings = [
        {key: value for key, value in one.items() if key != "picture"} | {"exchanges": []}
        for one in run["findings"]
    ]
    write_text(path, to_json(run | {"findings": findings} | {name: [] for name in LONG}))
