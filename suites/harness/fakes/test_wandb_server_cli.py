"""`python -m fakes wandb-server` as a person meets it: beside a fake, by the command it printed."""

import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fakes.__main__ import main
from fakes.applications.settings import problems, settings_of
from fakes.wire.client import HttpClient, Reply
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor

ROOT = Path(__file__).parents[3]
ISSUER = "http://127.0.0.1:1/us-east-1_Wb5kT9qXz"
GOOD = {"OIDC_ISSUER": ISSUER, "OIDC_CLIENT_ID": "wandb", "OIDC_AUTH_METHOD": "pkce"}


@contextmanager
def started(last: str, *arguments: str, **variables: str) -> Iterator[dict[str, str]]:
    """What a command prints, by label, up to the label `last`; ended by Ctrl-C, with code 0."""
    command = [sys.executable, "-m", "fakes", *arguments]
    environment = {"PATH": os.environ.get("PATH", "")} | variables
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        told = {}
        for line in process.stdout or ():
            label, _, value = line.strip().partition("  ")
            told[label] = value.strip()
            if label == last:
                break
        try:
            yield told
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def fetched(url: str, ca_bundle: str = "") -> Reply:
    client = HttpClient(Connection(ca_bundle=ca_bundle), Journal("test", Redactor()))
    try:
        return client.send("GET", url, purpose=Purpose.PAGE)
    finally:
        client.close()


@pytest.mark.parametrize("vendor", ["cognito", "okta"])
def test_the_command_that_a_fake_prints_starts_an_application_in_front_of_it(vendor: str) -> None:
    """Its sign-in button leads to the fake's authorization endpoint."""
    host = f"http://localhost:{free_port()}"
    with started("log in by hand", vendor, "--host-url", host) as told:
        *variables, python, dash_m, fakes, name = shlex.split(told["log in by hand"])
        assert (python, dash_m, fakes, name) == ("python", "-m", "fakes", "wandb-server")
        given = dict(one.split("=", 1) for one in variables)
        assert set(given) == {"HOST", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_AUTH_METHOD"}
        with started("auth method", name, **given) as running:
            assert running["sign in at"] == host
            assert running["settings"] == f"{host}/system-admin"
            assert "You are not signed in." in fetched(host).text
            away = fetched(f"{host}/login")
            assert away.status == 303
            assert away.header("location").startswith(told["issuer"].partition("/us-")[0])


def test_https_of_both_is_trusted_by_the_files_that_they_write(tmp_path: Path) -> None:
    host = f"https://localhost:{free_port()}"
    provider_ca, own_ca = str(tmp_path / "provider.pem"), str(tmp_path / "application.pem")
    arguments = ("okta", "--host-url", host, "--tls", "--ca-out", provider_ca)
    with started("log in by hand", *arguments) as told:
        *variables, _, _, _, name = shlex.split(told["log in by hand"])
        given = dict(one.split("=", 1) for one in variables)
        assert given["OIDC_CA_BUNDLE"] == provider_ca
        with started("auth method", name, "--tls", "--ca-out", own_ca, **given):
            away = fetched(f"{host}/login", own_ca)
            assert away.header("location").startswith(told["issuer"])
            assert "Secure" in away.header("set-cookie")


def test_local_restore_prints_a_password_and_needs_no_provider() -> None:
    host = f"http://localhost:{free_port()}"
    variables = {"HOST": host, "LOCAL_RESTORE": "true"}
    with started("temporary password", "wandb-server", **variables) as told:
        assert told["user name"] == "admin"
        assert len(told["temporary password"]) == 43
        assert "OIDC_ISSUER: is missing" in fetched(f"{host}/system-admin").text


@pytest.mark.parametrize(
    ("changes", "arguments", "told"),
    [
        ({"OIDC_ISSUER": ""}, [], "OIDC_ISSUER: is missing; write the issuer of your provider"),
        ({"OIDC_CLIENT_ID": ""}, [], "OIDC_CLIENT_ID: is missing; write the client ID"),
        ({"OIDC_ISSUER": f"{ISSUER} "}, [], f"whitespace around its value; write {ISSUER}"),
        (
            {"OIDC_ISSUER": f"{ISSUER}/.well-known/openid-configuration"},
            [],
            f"has the path of the document in it; write {ISSUER}",
        ),
        ({"OIDC_ISSUER": "idp.example.com"}, [], "'idp.example.com' is no issuer"),
        ({"OIDC_AUTH_METHOD": "code"}, [], "OIDC_AUTH_METHOD: 'code' is unknown; write implicit"),
        ({"LOCAL_RESTORE": "maybe"}, [], "LOCAL_RESTORE: 'maybe' is unknown; write true"),
        ({"OIDC_CA_BUNDLE": "/no/file"}, [], "OIDC_CA_BUNDLE: '/no/file' cannot be read"),
        ({"HTTPS_PROXY": "socks5://p:1"}, [], "HTTPS_PROXY: names a SOCKS proxy, and only"),
        ({"HOST": "localhost:8080"}, [], "HOST: 'localhost:8080' is no URL"),
        ({"HOST": "http://localhost:8080/"}, [], "write http://localhost:8080"),
        ({"HOST": "https://wandb.example.com"}, [], "add --port PORT, and let a reverse proxy"),
        ({"HOST": "https://localhost:8443"}, [], "add --tls --ca-out FILE to speak https"),
        ({}, ["--tls", "--ca-out", "ca.pem"], "--tls: HOST is http://localhost:8080"),
        ({}, ["--port", "many"], "--port"),
        ({}, ["--port", "0", "--tls", "--ca-out", "ca.pem"], "it is the proxy that speaks TLS"),
        (
            {"HOST": "https://localhost:8443"},
            ["--tls", "--ca-out", "missing-folder/ca.pem"],
            "name a file that can be written",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_4(
    changes: dict[str, str],
    arguments: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in ({"HOST": "", "LOCAL_RESTORE": ""} | GOOD | changes).items():
        monkeypatch.setenv(name, value)
    assert main(["wandb-server", *arguments]) == 4
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


def test_a_taken_port_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = taken.getsockname()[1]
        for name, value in (GOOD | {"HOST": f"http://localhost:{place}"}).items():
            monkeypatch.setenv(name, value)
        assert main(["wandb-server"]) == 4
    assert f"HOST, port {place}: Address already in use" in capsys.readouterr().err


def test_settings_that_are_not_set_are_those_of_the_product() -> None:
    """HOST is http://localhost:8080 and the auth method implicit, as W&B Server has it."""
    settings = settings_of({})
    assert settings.redirect_uri == "http://localhost:8080/oidc/callback"
    assert settings.auth_method == "implicit"
    assert not settings.local_restore
    assert not problems(GOOD)
