"""Runs of the suite as a user starts them, for the tests of the harness."""

import json
import os
import sqlite3
import subprocess
import sys
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
OURS = ("OIDC_", "RP_", "SAML_", "HOST", "PYTEST_", "COV_")


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: exit code, what it printed, and where it wrote."""

    exit_code: int
    output: str
    folder: Path

    @property
    def data(self) -> dict[str, Any]:
        """The newest run.json."""
        told: dict[str, Any] = json.loads((self.folder / "latest" / "run.json").read_text("utf-8"))
        return told

    @property
    def findings(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The findings by target and check, without what time and the worker's name change."""
        return {(one["target"], one["check"]): lasting(one) for one in self.data["findings"]}


def lasting(finding: dict[str, Any]) -> dict[str, Any]:
    """A finding without its duration; exchanges are numbered for each target."""
    exchanges = [one.rpartition(":")[2] for one in finding["exchanges"]]
    return finding | {"duration_s": 0, "exchanges": exchanges}


def run(
    folder: Path,
    *arguments: str,
    environment: dict[str, str] | None = None,
    suites: tuple[str, ...] = ("suites/oidc",),
    checkout: Path = ROOT,
) -> Run:
    """Runs pytest on `suites` of `checkout` with `arguments`, reporting to `folder`."""
    done = subprocess.run(  # noqa: S603 - our own command
        command(folder, *arguments, suites=suites),
        cwd=checkout,
        env=environment_of(environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(done.returncode, done.stdout + done.stderr, folder)


def command(folder: Path, *arguments: str, suites: tuple[str, ...] = ("suites/oidc",)) -> list[str]:
    """What runs `suites` with `arguments`, reporting to `folder`."""
    told = ["-p", "no:cacheprovider", "--report-dir", str(folder)]
    return [sys.executable, "-m", "pytest", *suites, *told, *arguments]


def environment_of(variables: dict[str, str]) -> dict[str, str]:
    """The environment of a run: ours without what would lead it elsewhere, and `variables`."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(OURS) and not name.lower().endswith("_proxy")
    }
    return inherited | variables


def told_in(path: Path) -> str:
    """The text of a file that a run wrote; of a history, all that is in it."""
    if path.suffix != ".sqlite":
        return path.read_text("utf-8")
    with closing(sqlite3.connect(path)) as file:
        rows = [
            value
            for table in ("runs", "nights", "bodies")
            for row in file.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own
            for value in row
        ]
    return "\n".join(
        zlib.decompress(one).decode("utf-8") if isinstance(one, bytes) else str(one) for one in rows
    )
