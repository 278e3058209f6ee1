"""ssoproof as its users have it: a wheel, in an environment of its own, used from any folder."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from suites.harness.given.runs import OURS, ROOT

ROOMS = ("fakes", "reports", "ssoproof", "suites")
# What a clone has in its rooms once it was used, and what is no part of it.
LEFT_BY_RUNS = ("__pycache__", "node_modules", "out")


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    exit_code: int
    output: str


@dataclass(frozen=True, slots=True)
class Installation:
    """An environment with the wheel; `programs` is where its commands are."""

    wheel: Path
    programs: Path

    def run(self, folder: Path, program: str, *arguments: str) -> Done:
        """Runs one of its programs in `folder`."""
        return ended(folder, str(self.programs / program), *arguments)

    def pip(self, *arguments: str) -> None:
        """Runs its pip, which must not fail."""
        done = self.run(self.programs, "python", "-m", "pip", "--quiet", *arguments)
        assert done.exit_code == 0, done.output


def ended(folder: Path, *command: str) -> Done:
    """A command that was run in `folder`, without the settings and paths of this process."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith((*OURS, "PYTHON", "TOX_"))
    }
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        cwd=folder,
        env=inherited | {"COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Done(done.returncode, done.stdout)


def installed(folder: Path) -> Installation:
    """Builds the wheel and installs it below `folder`, as `pip install` does for anybody."""
    source, environment = folder / "source", folder / "environment"
    copy_clone(source)
    done = ended(folder, sys.executable, "-m", "venv", str(environment))
    assert done.exit_code == 0, done.output
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    built = Installation(folder, programs)
    built.pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(source))
    (wheel,) = folder.glob("*.whl")
    built.pip("install", str(wheel))
    return Installation(wheel, programs)


def copy_clone(folder: Path) -> None:
    """What a wheel is built from, and what runs leave in a clone: a provider of npm, a report."""
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for room in ROOMS:
        ignored = shutil.ignore_patterns(*LEFT_BY_RUNS)
        shutil.copytree(ROOT / room, folder / room, ignore=ignored)
    left = folder / "suites/real/oidc_provider/node_modules/oidc-provider"
    left.mkdir(parents=True)
    (left / "package.json").write_text("{}")
    report = folder / "reports/out/latest"
    report.mkdir(parents=True)
    (report / "run.json").write_text("{}")
