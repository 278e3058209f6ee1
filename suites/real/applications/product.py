"""Starts a real application on loopback, restarts it, and ends it again: no pytest, no mock.

Out: a running application, and what is to be known about it to judge it.
"""

from __future__ import annotations

import secrets
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from suites.real.provider import ROOT, Wait, free_port, new_folder, running

CLIENT_ID = "ssoproof"
START_SECONDS = 60.0
# Some of them wait for ever, or a minute: a run should not.
PATIENCE_S = 10


@dataclass(frozen=True, kw_only=True)
class ApplicationProduct:
    """An application that can be started: `command` prepares it and says what runs it.

    The others are paths, or with HOST, the application's URL, in them: where a login starts, where
    the provider's answer goes, where it shows who is signed in, where a logout starts. `signed_in`
    is the regular expression by which it shows it. `auth_methods` are those that it can, the first
    one by default.
    """

    name: str
    title: str
    command: Callable[[], list[str]]
    login: str
    callback: str
    whoami: str
    logout: str
    signed_in: str = ""
    auth_methods: tuple[str, ...] = ("pkce",)
    folder: Path = ROOT
    start_seconds: float = START_SECONDS


@dataclass(frozen=True, kw_only=True)
class RealApplication:
    """An application that runs, whether it listens or not: who its provider is, and its process."""

    product: ApplicationProduct
    url: str
    issuer: str
    client_secret: str
    auth_method: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def control(self) -> Path:
        """Whoever connects here has it restarted, and is told when that is done."""
        return self.folder / "control"

    @property
    def secrets(self) -> dict[str, str]:
        """What must reach no file, by the name of its variable."""
        return {"RP_CLIENT_SECRET": self.client_secret} if self.client_secret else {}

    def environment(self) -> dict[str, str]:
        """The variables that make `pytest suites/rp` judge it."""
        product, url = self.product, self.url
        restart = [sys.executable, "-m", "suites.real.applications", str(self.control)]
        told = {
            "RP_ISSUER": self.issuer,
            "RP_CLIENT_ID": CLIENT_ID,
            "RP_CLIENT_SECRET": self.client_secret,
            "RP_AUTH_METHOD": self.auth_method,
            "RP_REDIRECT_URI": url + product.callback,
            "RP_LOGIN_URL": url + product.login,
            "RP_WHOAMI_URL": url + product.whoami,
            "RP_WHOAMI_SIGNED_IN": product.signed_in,
            "RP_LOGOUT_URL": url + product.logout.replace("HOST", url),
            "RP_RESTART": shlex.join(restart),
            "RP_PATIENCE": str(PATIENCE_S),
        }
        return {name: value for name, value in told.items() if value}


@contextmanager
def real_application(
    product: ApplicationProduct, auth_method: str = "", *, issuer: str = "", port: int = 0
) -> Iterator[RealApplication]:
    """A running application that knows the provider `issuer`, by default a free port of loopback.

    What needs that provider to start does not listen before it was restarted beside it.

    Raises ProviderError if it cannot run here.
    """
    command = product.command()
    issuer = issuer or f"http://localhost:{free_port()}"
    url = f"http://127.0.0.1:{port or free_port()}"
    method = auth_method or product.auth_methods[0]
    secret = secrets.token_urlsafe(32) if method != "implicit" else ""
    with new_folder() as folder:
        told = {
            "HOST": url, "FOLDER": str(folder), "OIDC_ISSUER": issuer, "OIDC_CLIENT_ID": CLIENT_ID,
            "OIDC_CLIENT_SECRET": secret, "OIDC_AUTH_METHOD": method,
        }  # fmt: skip
        wait = Wait(product.title, product.start_seconds)
        with running(command, product.folder, told, folder, wait) as (process, _):
            yield RealApplication(
                product=product, url=url, issuer=issuer, client_secret=secret, auth_method=method,
                folder=folder, process=process,
            )  # fmt: skip
