"""What is known of a run without asking anybody."""

import platform
from datetime import datetime
from importlib import metadata

from reports.run.shape import About


def basics(started: datetime, took_s: float, exit_code: int, pytest: str) -> About:
    """The run in numbers, by the version of `pytest`; nothing that the suites tell."""
    return {
        "started": started.isoformat(timespec="seconds"),
        "duration_s": round(took_s, 3),
        "versions": versions(pytest),
        "options": {},
        "exit_code": exit_code,
        "faults": [],
        "coverage": [],
        "diagnoses": [],
        "notices": [],
    }


def versions(pytest: str) -> dict[str, str]:
    """What this run was made with."""
    try:
        own = metadata.version("ssoproof")
    except metadata.PackageNotFoundError:
        own = "not installed, run from its source"
    return {
        "ssoproof": own,
        "python": platform.python_version(),
        "pytest": pytest,
        "platform": platform.platform(),
    }
