"""A run of several suites: whose targets are whose, and what is told of each."""

from pathlib import Path

import pytest

from suites.checks.catalogue import suites
from suites.harness.given.runs import run
from suites.run.seeking import sought
from suites.targets.permission import Permission
from suites.targets.reading import UnknownTarget
from suites.targets.sources import Wanted

BOTH = [suites()["oidc"], suites()["registration"], suites()["rp"]]


def found(*names: str) -> dict[str, list[str]]:
    """The targets by suite, where these are named and nothing else is set up."""
    wanted = Wanted(
        names=list(names),
        environment={},
        file=Path("no-such.toml"),
        timeout_s=None,
        permission=Permission(),
    )
    return {suite: [one.name for one in ones] for suite, ones in sought(BOTH, wanted).items()}


def test_a_name_is_one_that_one_of_the_suites_knows() -> None:
    everything = {"oidc": ["okta-pkce"], "registration": ["okta-pkce"], "rp": ["wandb-pkce"]}
    assert found("okta-pkce", "wandb-pkce") == everything
    assert found("wandb-pkce") == {"oidc": [], "registration": [], "rp": ["wandb-pkce"]}
    assert found("okta-pkce")["rp"] == []


def test_without_a_name_each_suite_judges_its_own() -> None:
    assert found()["oidc"] == found()["registration"] == ["cognito", "okta-implicit", "okta-pkce"]
    assert found()["rp"] == ["wandb-implicit", "wandb-pkce"]


def test_a_name_that_none_knows_is_told_with_those_that_all_know() -> None:
    with pytest.raises(UnknownTarget) as wrong:
        found("wandb-pkce", "nobody")
    told = str(wrong.value)
    assert told.startswith("--target nobody: no such target (there is no no-such.toml); known: ")
    assert "okta-pkce" in told
    assert "wandb-implicit" in told


def test_a_run_of_both_tells_a_provider_and_an_application_apart(tmp_path: Path) -> None:
    """A check of the one suite is not missing on the targets of the other."""
    chosen = ("--target", "wandb-pkce", "--target", "confidential")
    named = ("rp-login/honest", "rp-product/flow", "discovery/status")
    checks = [word for one in named for word in ("--check", one)]
    done = run(tmp_path, *chosen, *checks, suites=("suites/oidc", "suites/rp"))
    assert done.exit_code == 0, done.output
    judged = {one["name"]: one for one in done.data["targets"]}
    assert {name: one["judges"] for name, one in judged.items()} == {
        "confidential": "provider",
        "wandb-pkce": "application",
    }
    assert {name: one["suites"] for name, one in judged.items()} == {
        "confidential": ["oidc"],
        "wandb-pkce": ["rp"],
    }
    places = {one["id"]: one["location"].split("/")[1] for one in done.data["catalogue"]}
    assert {places[one["check"]] for one in done.data["findings"]} == {"oidc", "rp"}
    for one in done.data["findings"]:
        assert places[one["check"]] in judged[one["target"]]["suites"]
    works = judged["wandb-pkce"]["answers"]["works"]
    assert (works["answer"], works["because"].split(" at ")[0]) == (
        "yes",
        "Users of an honest provider sign in",
    )
    assert judged["wandb-pkce"]["answers"]["conforms"]["forecasts"] == []
    assert judged["confidential"]["answers"]["conforms"]["forecasts"] != []
    assert "an application that comes with the harness" in done.output
    proof = (done.folder / "latest" / "evidence.json").read_text("utf-8")
    assert proof.count('"name":"nobody-enters"') == 1
