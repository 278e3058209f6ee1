"""What is known of a run without asking anybody."""

import platform
import shutil
import subprocess
from datetime import datetime
from importlib import metadata
from pathlib import Path

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
    commit = commit_of(Path(__file__).parents[2])
    return {
        "ssoproof": own,
        **({"commit": commit} if commit else {}),
        "python": platform.python_version(),
        "pytest": pytest,
        "platform": platform.platform(),
    }


def commit_of(folder: Path) -> str:
    """The commit of a clone, and whether it was changed since; empty of what is none."""
    if not (folder / ".git").exists() or (git := shutil.which("git")) is None:
        return ""
    asked = ("-C", str(folder), "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12")
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments of our own
            [git, *asked], capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
