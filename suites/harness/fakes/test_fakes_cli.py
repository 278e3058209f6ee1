"""`python -m fakes` as a person meets it: what it prints, serves and refuses."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fakes.__main__ import main
from fakes.vendors import vendors
from fakes.wire.client import HttpClient
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from suites.harness.given.runs import run

ROOT = Path(__file__).parents[3]


@contextmanager
def served(*arguments: str) -> Iterator[dict[str, str]]:
    """What the command prints, by label, while it serves; ended by Ctrl-C, with exit code 0."""
    command = [sys.executable, "-m", "fakes", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        told = {}
        assert process.stdout is not None
        for line in process.stdout:
            told[line[:18].strip()] = line[18:].strip()
            if "judge it" in told:
                break
        try:
            yield told
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 0


def fetched(url: str, connection: Connection) -> str:
    """The body at `url`."""
    client = HttpClient(connection, Journal("test", Redactor()))
    try:
        return client.send("GET", url, purpose=Purpose.DISCOVERY).text
    finally:
        client.close()


@pytest.mark.parametrize("vendor", ["auth0", "cognito", "google", "okta", "reference"])
def test_a_fake_is_served_over_plain_http_and_says_how_to_use_it(vendor: str) -> None:
    with served(vendor) as told:
        assert told["issuer"].startswith("http://127.0.0.1:")
        assert told["redirect URI"] == "http://localhost:8080/oidc/callback"
        assert told["user name"] == "alice"
        assert f"OIDC_ISSUER={told['issuer']}" in told["judge it"]
        assert ("suites/registration" in told["judge it"]) == ("admin token" in told)
        assert f'"issuer":"{told["issuer"]}"' in fetched(told["discovery"], Connection())


@pytest.mark.parametrize("arguments", [("--list-faults",), ("--help",), ("wandb-server", "--help")])
def test_a_reader_who_has_seen_enough_ends_the_command_without_an_error(
    arguments: tuple[str, ...],
) -> None:
    """As `| head` does; what is short is written when Python ends."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "fakes", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, check=False)  # noqa: S603 - our own command
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_cognito_fake_is_administered_by_boto3_and_the_command_judges_it_all(
    tmp_path: Path,
) -> None:
    import boto3

    with served("cognito") as told:
        key, secret = told["admin token"].split(":")
        keys = {"aws_access_key_id": key, "aws_secret_access_key": secret}
        api = boto3.client("cognito-idp", "us-east-1", endpoint_url=told["admin URL"], **keys)
        assert api.list_user_pools(MaxResults=5)["UserPools"][0]["Name"] == "ssoproof"
        api.close()
        words = told["judge it"].split()
        environment = dict(word.split("=", 1) for word in words if "=" in word)
        suites = tuple(word for word in words if word.startswith("suites/"))
        chosen = ("--check", "client/*", "--check", "flow/login")
        done = run(tmp_path, *chosen, environment=environment, suites=suites)
    outcomes = [one["outcome"] for one in done.findings.values() if one["exchanges"]]
    assert set(outcomes) == {"PASSED", "NOT_APPLICABLE"}, done.output


def test_options_faults_and_the_application_are_taken_from_the_command_line() -> None:
    arguments = ("--option", "server=default", "--fault", "wrong-audience")
    with served("okta", *arguments, "--host-url", "http://app.localhost:3000/") as told:
        assert told["issuer"].endswith("/oauth2/default")
        assert told["redirect URI"] == "http://app.localhost:3000/oidc/callback"
        assert told["fault"].startswith("wrong-audience: ")


def test_tls_is_trusted_by_whoever_trusts_the_written_certificate(tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    with served("cognito", "--tls", "--ca-out", str(bundle)) as told:
        assert told["issuer"].startswith("https://127.0.0.1:")
        connection = Connection(ca_bundle=str(bundle))
        assert f'"issuer":"{told["issuer"]}"' in fetched(told["discovery"], connection)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], f"name one of {', '.join(vendors())}, wandb-server"),
        (["nobody"], f"name one of {', '.join(vendors())}, wandb-server"),
        (["okta", "--fault", "wrong-audiance"], "did you mean wrong-audience"),
        (["okta", "--option", "server=mars"], "known: server=org|default"),
        (["reference", "--option", "server=org"], "known: none"),
        (["okta", "--option", "server"], "write NAME=VALUE"),
        (["okta", "--port", "many"], "--port"),
        (["okta", "--port", "70000"], "up to 65535"),
        (["okta", "--tls"], "--ca-out FILE"),
        (["okta", "--ca-out", "ca.pem"], "belong together"),
        (["okta", "--tls", "--ca-out", "missing-folder/ca.pem"], "name a file"),
        (["okta", "--host-url", "localhost:8080"], "write scheme, host and port"),
        (["okta", "--host-url", "http://[half"], "write scheme, host and port"),
        (["okta", "--host-url", "https://app.example.com/path"], "write scheme, host and port"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_4(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 4
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


def test_a_taken_port_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["okta", "--port", str(port)]) == 4
    assert f"--port {port}: Address already in use" in capsys.readouterr().err


def test_faults_are_listed_with_what_they_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list-faults"]) == 0
    assert "The ID Token names somebody else's client." in capsys.readouterr().out
