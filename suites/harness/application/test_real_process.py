"""The W&B-like application as a process of its own, judged by variables alone, as a user would."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from suites.harness.fakes.test_wandb_server_cli import free_port, started
from suites.harness.given.runs import ROOT, Run, run

SECRET = "a-secret-of-the-operator"  # noqa: S105 - of a test
RP = ("suites/rp",)
# Ends what runs, waits until it is gone, and starts it again with the same variables.
RESTART = """
cd {root} && if test -e {folder}/pid; then
  kill $(cat {folder}/pid) && while kill -0 $(cat {folder}/pid) 2>/dev/null; do sleep 0.05; done
fi
{variables} {python} -m fakes wandb-server >{folder}/log 2>&1 &
echo $! >{folder}/pid
"""


def settings(host: str, issuer: str) -> dict[str, str]:
    """What the operator sets for a run."""
    return {
        "RP_PROFILE": "wandb-server",
        "HOST": host,
        "RP_ISSUER": issuer,
        "RP_CLIENT_SECRET": SECRET,
    }


def entered(host: str, issuer: str) -> dict[str, str]:
    """What the operator enters in the application, as --print-settings says."""
    return {
        "HOST": host,
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": "ssoproof",
        "OIDC_AUTH_METHOD": "pkce",
        "OIDC_SECRET": SECRET,
    }


def judged(folder: Path, checks: tuple[str, ...], variables: dict[str, str]) -> Run:
    chosen = [word for one in checks for word in ("--check", one)]
    return run(folder, *chosen, environment=variables, suites=RP)


def files_of(folder: Path) -> str:
    """Everything that a run wrote."""
    return "".join(
        path.read_text("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    )


def test_what_print_settings_says_lets_the_application_be_judged(tmp_path: Path) -> None:
    host, issuer = f"http://localhost:{free_port()}", f"http://localhost:{free_port()}"
    variables = settings(host, issuer)
    printed = run(tmp_path, "--print-settings", environment=variables, suites=RP).output
    rows = dict(row.split("=", 1) for row in printed.split("\n\n")[0].splitlines()[1:])
    assert rows == entered(host, issuer) | {"OIDC_SECRET": "$RP_CLIENT_SECRET"}
    with started("auth method", "wandb-server", **rows | {"OIDC_SECRET": SECRET}):
        ended = judged(tmp_path, ("rp-login/*", "rp-session/*", "rp-product/*"), variables)
    assert ended.exit_code == 0, ended.output
    assert "Accounts that it may have made of our logins: bob, alice" in " ".join(
        ended.output.split()
    )
    [target] = ended.data["targets"]
    assert target["settings"]["RP_CLIENT_SECRET"] == "set"  # noqa: S105 - of none
    assert target["settings"]["RP_LOGIN_URL"] == f"{host}/login"
    assert SECRET not in files_of(tmp_path) + ended.output + printed


def test_an_application_that_keeps_running_is_judged_alike_by_the_next_run(tmp_path: Path) -> None:
    """It has kept the keys of the first run, and those of the second are called something else."""
    host, issuer = f"http://localhost:{free_port()}", f"http://localhost:{free_port()}"
    variables = settings(host, issuer)
    told = entered(host, issuer)
    with started("auth method", "wandb-server", **told):
        runs = [
            judged(tmp_path / name, ("rp-login/*", "rp-signature/none"), variables)
            for name in ("first", "second")
        ]
    assert [one.exit_code for one in runs] == [0, 0], runs[-1].output


@pytest.fixture
def restart(tmp_path: Path) -> Iterator[str]:
    """What the command of RP_RESTART does with its application, which ends with the test."""
    yield RESTART
    os.kill(int((tmp_path / "pid").read_text()), 15)


def test_it_is_restarted_beside_an_https_provider_whose_authority_it_was_told(
    tmp_path: Path, restart: str
) -> None:
    """The first restart starts it: nobody needs to do it by hand in the right moment."""
    host, issuer = f"http://localhost:{free_port()}", f"https://localhost:{free_port()}"
    authority = str(tmp_path / "ca.pem")
    told = entered(host, issuer) | {"OIDC_CA_BUNDLE": authority}
    script = tmp_path / "restart.sh"
    script.write_text(
        restart.format(
            root=ROOT,
            folder=tmp_path,
            python=sys.executable,
            variables=" ".join(f"{name}={value}" for name, value in told.items()),
        )
    )
    variables = settings(host, issuer) | {"RP_CA_OUT": authority, "RP_RESTART": f"sh {script}"}
    ended = judged(tmp_path / "out", ("rp-login/*", "rp-metadata/page"), variables)
    assert ended.exit_code == 0, ended.output
    outcomes = {one["check"]: one["outcome"] for one in ended.data["findings"] if one["exchanges"]}
    assert outcomes == {"rp-login/honest": "PASSED", "rp-metadata/page": "PASSED"}


def test_a_restart_that_fails_judges_nothing_and_tells_no_secret(tmp_path: Path) -> None:
    host, issuer = f"http://localhost:{free_port()}", f"http://localhost:{free_port()}"
    command = f"echo {SECRET}; exit 7"
    variables = settings(host, issuer) | {"RP_RESTART": command, "RP_CLIENT_SECRET": ""}
    ended = judged(tmp_path, ("rp-login/*", "rp-response/*"), variables)
    assert ended.exit_code == 6, ended.output
    reasons = {one["reason"] for one in ended.data["findings"] if one["outcome"] == "NOT_RUN"}
    assert any("(RP_RESTART): the command ended with exit status 7." in one for one in reasons)
    assert SECRET not in files_of(tmp_path) + ended.output


def test_each_product_is_a_target_of_its_own(tmp_path: Path) -> None:
    """What a product lacks for the application's flow is told, and no defect of the application."""
    ended = run(tmp_path, "--provider", "all", "--target", "wandb-implicit", suites=RP)
    assert ended.exit_code == 0, ended.output
    targets = [one["name"].partition("@")[2] for one in ended.data["targets"]]
    assert targets == ["auth0", "cognito", "entra", "google", "keycloak", "okta", "ping"]
    outcomes = {key: one["outcome"] for key, one in ended.findings.items()}
    honest = {name: outcomes[f"wandb-implicit@{name}", "rp-login/honest"] for name in targets}
    assert honest.pop("cognito") == "NOT_APPLICABLE"
    assert set(honest.values()) == {"PASSED"}
    assert outcomes["wandb-implicit@cognito", "rp-product/flow"] == "WARNED"
    assert [one["product"] for one in ended.data["targets"]] == targets
    checks = {check for _, check in outcomes}
    assert checks == {
        "rp-product/flow",
        "rp-login/honest",
        "rp-session/logout",
        "rp-product/refusal",
        "rp-product/logout",
    }


def test_what_works_with_which_product_is_told_before_all_else(tmp_path: Path) -> None:
    """By sign-in, and by no conformance, which was not asked."""
    options = ("--provider", "cognito", "--provider", "okta", "--format", "markdown")
    ended = run(tmp_path, *options, "--target", "wandb-implicit", suites=RP)
    answers = {one["product"]: one["answers"] for one in ended.data["targets"]}
    told = {
        name: (one["works"]["answer"], one["conforms"]["answer"]) for name, one in answers.items()
    }
    assert told == {"cognito": ("no", "not asked"), "okta": ("yes", "not asked")}
    lines = ended.output.splitlines()
    row = next(one for one in lines if one.startswith(" wandb-implicit@cognito ") and "▲" in one)
    assert row.split() == ["wandb-implicit@cognito", "no", "–", "▲", "–", "–", "–"]
    lacks = "This product has no response_type id_token"
    assert f"wandb-implicit@cognito: rp-product/flow: {lacks}" in " ".join(lines)
    latest = ended.folder / "latest"
    page = (latest / "report.html").read_text("utf-8")
    assert re.search(r"<h1><span[^>]*>✗</span> Does not work</h1>", page)
    assert page.count("Products that the application was tried with") == 1
    assert (latest / "report.md").read_text("utf-8").startswith("## ✗ Does not work: ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--provider", "oktaa"), "--provider oktaa: no such product; known: all, auth0"),
        (("--provider", "all"), "has to forget one product to meet the next; write what restarts"),
    ],
)
def test_a_product_that_cannot_be_played_is_told(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    variables = settings("http://localhost:8080", "http://localhost:9400")
    ended = run(tmp_path, *arguments, environment=variables, suites=RP)
    assert ended.exit_code == 4
    assert says in ended.output


def test_a_provider_is_not_judged_by_products(tmp_path: Path) -> None:
    ended = run(tmp_path, "--provider", "okta")
    assert ended.exit_code == 4
    assert "--provider: is for applications (pytest suites/rp)" in ended.output
