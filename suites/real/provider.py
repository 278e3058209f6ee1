"""Starts a real provider on loopback and ends it again: no pytest, no mock.

Out: a running provider, and what points the suite at it: the environment variables for its first
client and user, a targets.toml for everything that is known about it.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

import trustme

from fakes.settings.setup import (
    SETTINGS,
    ClientSettings,
    ListenerSettings,
    OtherClientSettings,
    Setup,
)
from fakes.settings.users import OtherUserSettings, UserSettings

ROOT = Path(__file__).parents[2]
HOST = "https://wandb.mycompany.com"
CLIENT_ID = "wandb-local"
OTHER_CLIENT_ID = "wiki-local"
OTHER_REDIRECT_URI = "https://wiki.mycompany.com/callback"
# A name that belongs to nobody (RFC 2606 section 3): the provider is told where it leads.
LISTENER = "https://relying-party.example"
NOWHERE = ListenerSettings()
START_SECONDS = 30.0
END_SECONDS = 10.0


class ProviderError(Exception):
    """The provider cannot run here; the message says in one line what to install or change."""


@dataclass(frozen=True, kw_only=True)
class Product:
    """A provider that can be started: `command` prepares it and says what runs it in `folder`.

    `implicit_client_id` is the application's client for the implicit grant, where the product
    wants one for each grant. What clients publish is fetched from the `listener`, which the product
    is told where to find; without one it asks the harness at its address of loopback. One that has
    `tls_alone` is not to be had without.
    """

    name: str
    title: str
    folder: Path
    command: Callable[[], list[str]]
    implicit_client_id: str = CLIENT_ID
    listener: str = LISTENER
    start_seconds: float = START_SECONDS
    tls_alone: bool = False


@dataclass(frozen=True, kw_only=True)
class RealProvider:
    """A provider that listens: who is known to it, and the process that it is.

    `settings` are those of its client for the code flow.
    """

    product: Product
    settings: Setup
    folder: Path
    process: subprocess.Popen[str]

    @property
    def secrets(self) -> dict[str, str]:
        """What must reach no file, by the name of its variable."""
        return self.settings.secrets_by_name

    def setup(self, auth_method: str) -> Setup:
        """The settings of the client for this auth method."""
        client_id = CLIENT_ID if auth_method == "pkce" else self.product.implicit_client_id
        return self.settings.changed(auth_method=auth_method, client_id=client_id)

    def environment(self, auth_method: str) -> dict[str, str]:
        """The variables that make `pytest suites/oidc` judge this provider."""
        return self.setup(auth_method).variables()

    def write_targets(self) -> Path:
        """A targets.toml with a target `pkce` and one `implicit`; its secrets are variables."""
        path = self.folder / "targets.toml"
        tables = [f"[{name}]\n{self._table(name)}" for name in ("pkce", "implicit")]
        path.write_text("\n\n".join(tables) + "\n", encoding="utf-8")
        return path

    def _table(self, auth_method: str) -> str:
        told = [(SETTINGS[key], value) for key, value in self.setup(auth_method).values.items()]
        members = {
            f"{one.key}_env" if one.secret else one.key: one.name if one.secret else value
            for one, value in told
            if value
        }
        return "\n".join(f"{name} = {json.dumps(value)}" for name, value in members.items())


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


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


def read_announcement(
    process: subprocess.Popen[str], log: IO[str], title: str, seconds: float
) -> dict[str, str]:
    """The JSON line that the server prints when it listens: settings that it alone knows."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], seconds)
    line = process.stdout.readline() if ready else ""
    if line:
        announced: dict[str, str] = json.loads(line)
        return announced
    log.seek(0)
    why = " ".join(log.read().split())[-500:]
    raise ProviderError(
        f"{title} did not listen within {seconds:.0f} s; it said: {why or 'nothing'}"
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


def new_setup(listener: str) -> Setup:
    """Who is to be known to a provider, with new secrets."""
    password, other_password, other_secret, token = (secrets.token_urlsafe(24) for _ in range(4))
    return Setup(
        host=HOST,
        client=ClientSettings(client_id=CLIENT_ID),
        auth_method="pkce",
        user=UserSettings(username="ada", password=password),
        other_client=OtherClientSettings(
            client_id=OTHER_CLIENT_ID,
            client_secret=other_secret,
            redirect_uri=OTHER_REDIRECT_URI,
        ),
        other_user=OtherUserSettings(username="bea", password=other_password),
        initial_access_token=token,
        listener=ListenerSettings(url=listener, port=free_port()) if listener else NOWHERE,
    )


@contextmanager
def real_provider(
    product: Product, *options: str, tls: bool = False, port: int = 0
) -> Iterator[RealProvider]:
    """A running provider; `options` are those of its own program."""
    command, tls = product.command(), tls or product.tls_alone
    with new_folder() as folder:
        made = new_setup(product.listener).changed(ca_bundle=str(folder / "ca.pem") if tls else "")
        told = made.in_words() | {"FOLDER": str(folder), "PORT": str(port)}
        told |= {"IMPLICIT_CLIENT_ID": product.implicit_client_id}
        told |= make_certificate(folder) if tls else {}
        wait = Wait(product.title, product.start_seconds)
        with running([*command, *options], product.folder, told, folder, wait) as (process, says):
            yield RealProvider(
                product=product,
                settings=made.changed(**says),
                folder=folder,
                process=process,
            )


@contextmanager
def new_folder() -> Iterator[Path]:
    """A folder for what runs, gone when it has ended."""
    with tempfile.TemporaryDirectory(prefix="ssoproof-real-") as folder:
        yield Path(folder)


class Wait(NamedTuple):
    """For whom is waited, in words, and how long."""

    title: str
    seconds: float


@contextmanager
def running(
    command: list[str], cwd: Path, told: Mapping[str, str], folder: Path, wait: Wait
) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """A program of ours with variables that it is `told`, and what it said when it listened.

    What it writes beside that is in `log.txt` of `folder`. Raises ProviderError.
    """
    with (folder / "log.txt").open("w+") as log, ExitStack() as stack:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=cwd, env=os.environ | told, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        stack.callback(end, process)
        yield process, read_announcement(process, log, wait.title, wait.seconds)
