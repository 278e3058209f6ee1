"""Starts a real SAML identity provider on loopback and ends it again: no pytest, no mock.

Out: a running identity provider, and the environment variables that point the suite at it.
"""

from __future__ import annotations

import secrets
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from fakes.keys import rsa_key
from fakes.saml.signing import certificate
from suites.real.provider import HOST, ROOT, Wait, make_certificate, new_folder, running

USERNAME = "ada"
BITS = 2048
LASTS_S = 365 * 86_400
PASSWORD_VARIABLE = "OIDC_PASSWORD"  # noqa: S105 - a name


@dataclass(frozen=True, kw_only=True)
class SamlProduct:
    """An identity provider that can be started: `command` prepares it and says what runs it."""

    name: str
    title: str
    command: Callable[[], list[str]]
    start_seconds: float = 60.0


@dataclass(frozen=True, kw_only=True)
class RealSaml:
    """An identity provider that listens: who is known to it, and the process that it is."""

    product: SamlProduct
    metadata_url: str
    password: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def secrets(self) -> dict[str, str]:
        """What must reach no file, by the name of its variable."""
        return {PASSWORD_VARIABLE: self.password}

    def environment(self) -> dict[str, str]:
        """The variables that make `pytest suites/saml` judge it."""
        return self.secrets | {
            "SAML_METADATA_URL": self.metadata_url,
            "HOST": HOST,
            "SAML_SP_KEY_FILE": str(self.folder / "sp-key.pem"),
            "OIDC_USERNAME": USERNAME,
            "OIDC_CA_BUNDLE": str(self.folder / "ca.pem"),
        }


def service_provider(host: str) -> dict[str, str]:
    """The variables of the service provider that a suite is by itself."""
    return {
        "SAML_SP_ENTITY_ID": f"{host}/saml/metadata",
        "SAML_ACS_URL": f"{host}/saml/acs",
        "SAML_SLO_URL": f"{host}/saml/slo",
    }


def make_key(folder: Path, name: str) -> None:
    """Write `NAME-key.pem` and, with a certificate over the same key, `NAME.pem`."""
    words, now = f"real saml {name}", time.time()
    pem = rsa_key(words, BITS).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{name}-key.pem").write_bytes(pem)
    made = certificate(words, BITS, now, now + LASTS_S)
    (folder / f"{name}.pem").write_bytes(made.public_bytes(Encoding.PEM))


@contextmanager
def real_saml(
    product: SamlProduct, requests: str = "signed", *, port: int = 0
) -> Iterator[RealSaml]:
    """A running identity provider, by https; `requests` are those it takes: `signed`, or `any`.

    Raises ProviderError if it cannot run here.
    """
    command = product.command()
    password = secrets.token_urlsafe(24)
    with new_folder() as folder:
        told = make_certificate(folder) | {
            "FOLDER": str(folder), "PORT": str(port), "HOST": HOST,
            **service_provider(HOST), "REQUESTS": requests,
            "OIDC_USERNAME": USERNAME, PASSWORD_VARIABLE: password,
            "OIDC_CA_BUNDLE": str(folder / "ca.pem"),
        }  # fmt: skip
        for name in ("sp", "idp"):
            make_key(folder, name)
        wait = Wait(product.title, product.start_seconds)
        with running(command, ROOT, told, folder, wait) as (process, says):
            yield RealSaml(
                product=product,
                metadata_url=says["metadata_url"],
                password=password,
                folder=folder,
                process=process,
            )
