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
from typing import IO

import trustme

ROOT = Path(__file__).parents[2]
HOST = "https://wandb.mycompany.com"
CLIENT_ID = "wandb-local"
NAMES = {
    "HOST": HOST,
    "OIDC_CLIENT_ID": CLIENT_ID,
    "OTHER_CLIENT_ID": "wiki-local",
    "OTHER_REDIRECT_URI": "https://wiki.mycompany.com/callback",
    "OIDC_USERNAME": "ada",
    "OTHER_USERNAME": "bea",
    # A name that belongs to nobody (RFC 2606 section 3): the provider is told where it leads.
    "LISTENER_URL": "https://relying-party.example",
}
SECRETS = ("OIDC_PASSWORD", "OTHER_PASSWORD", "OTHER_CLIENT_SECRET", "OIDC_INITIAL_ACCESS_TOKEN")
START_SECONDS = 30.0
END_SECONDS = 10.0


class ProviderError(Exception):
    """The provider cannot run here; the message says in one line what to install or change."""


@dataclass(frozen=True, kw_only=True)
class Product:
    """A provider that can be started: `command` prepares it and says what runs it in `folder`.

    `implicit_client_id` is the application's client for the implicit grant, where the product
    wants one for each grant.
    """

    name: str
    title: str
    folder: Path
    command: Callable[[], list[str]]
    implicit_client_id: str = CLIENT_ID


@dataclass(frozen=True, kw_only=True)
class RealProvider:
    """A provider that listens: where it is, who is known to it, and the process that it is.

    `known` are the variables that its process was given.
    """

    product: Product
    issuer: str
    known: Mapping[str, str]
    ca_bundle: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def secrets(self) -> dict[str, str]:
        """What must reach no file, by the name of its variable."""
        return {name: self.known[name] for name in SECRETS}

    def environment(self, auth_method: str) -> dict[str, str]:
        """The variables that make `pytest suites/oidc` judge this provider."""
        variables = {
            "HOST": HOST,
            "OIDC_ISSUER": self.issuer,
            "OIDC_CLIENT_ID": self._client_id(auth_method),
            "OIDC_AUTH_METHOD": auth_method,
            "OIDC_USERNAME": self.known["OIDC_USERNAME"],
            "OIDC_PASSWORD": self.known["OIDC_PASSWORD"],
            "OIDC_INITIAL_ACCESS_TOKEN": self.known["OIDC_INITIAL_ACCESS_TOKEN"],
            "OIDC_LISTENER_URL": self.known["LISTENER_URL"],
            "OIDC_LISTENER_PORT": self.known["LISTENER_PORT"],
        }
        return variables | ({"OIDC_CA_BUNDLE": self.ca_bundle} if self.ca_bundle else {})

    def write_targets(self) -> Path:
        """A targets.toml with a target `pkce` and one `implicit`; its secrets are variables."""
        path = self.folder / "targets.toml"
        tables = [f"[{name}]\n{self._table(name)}" for name in ("pkce", "implicit")]
        path.write_text("\n\n".join(tables) + "\n", encoding="utf-8")
        return path

    def _client_id(self, auth_method: str) -> str:
        return self.product.implicit_client_id if auth_method == "implicit" else CLIENT_ID

    def _table(self, auth_method: str) -> str:
        members = {
            "issuer": self.issuer,
            "client_id": self._client_id(auth_method),
            "host": HOST,
            "auth_method": auth_method,
            "username": self.known["OIDC_USERNAME"],
            "password_env": "OIDC_PASSWORD",
            "other_client_id": self.known["OTHER_CLIENT_ID"],
            "other_client_secret_env": "OTHER_CLIENT_SECRET",
            "other_redirect_uri": self.known["OTHER_REDIRECT_URI"],
            "other_username": self.known["OTHER_USERNAME"],
            "other_password_env": "OTHER_PASSWORD",
            "initial_access_token_env": "OIDC_INITIAL_ACCESS_TOKEN",
            "listener_url": self.known["LISTENER_URL"],
            "listener_port": int(self.known["LISTENER_PORT"]),
            **({"ca_bundle": self.ca_bundle} if self.ca_bundle else {}),
        }
        return "\n".join(f"{name} = {json.dumps(value)}" for name, value in members.items())


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


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


def read_announcement(process: subprocess.Popen[str], log: IO[str], title: str) -> dict[str, str]:
    """The JSON line that the server prints when it listens."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
    line = process.stdout.readline() if ready else ""
    if line:
        return json.loads(line)
    log.seek(0)
    why = " ".join(log.read().split())[-500:]
    raise ProviderError(
        f"{title} did not listen within {START_SECONDS:.0f} s; it said: {why or 'nothing'}"
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
    product: Product, *options: str, tls: bool = False, port: int = 0
) -> Iterator[RealProvider]:
    """A running provider; `options` are those of its own program."""
    command = product.command()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ssoproof-real-")))
        known = NAMES | {name: secrets.token_urlsafe(24) for name in SECRETS}
        known |= {
            "IMPLICIT_CLIENT_ID": product.implicit_client_id,
            "LISTENER_PORT": str(free_port()),
        }
        settings = known | {"FOLDER": str(folder), "PORT": str(port)}
        settings |= make_certificate(folder) if tls else {}
        log = stack.enter_context((folder / "log.txt").open("w+"))
        process = subprocess.Popen(  # noqa: S603
            [*command, *options],
            cwd=product.folder, env=os.environ | settings, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        stack.callback(end, process)
        announced = read_announcement(process, log, product.title)
        yield RealProvider(
            product=product,
            issuer=announced["issuer"],
            known=known,
            ca_bundle=str(folder / "ca.pem") if tls else "",
            folder=folder,
            process=process,
        )
