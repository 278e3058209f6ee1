"""The deployment suite on Microsoft's Azurite: its keys, its signed URLs, its XML, its CORS."""

from dataclasses import replace
from pathlib import Path

import pytest

from suites.harness.given.runs import Run, run
from suites.real.azurite import Azurite, azurite
from suites.services.azure.round_trip import is_worked_on, reached_queue
from suites.services.deployment import Deployment
from suites.services.sources import described_deployment
from suites.services.told import deployment_of_environment

# Azurite has no Resource Manager, nor Event Grid, whose checks begin with another letter.
CHECKS = "azure/[!e]*"
OF_RESOURCE_MANAGER = {"azure/public-access", "azure/secure-transfer"}


def judged(emulated: Azurite, folder: Path) -> Run:
    variables = emulated.variables | {"AZURE_CLIENT_SECRET": ""}
    chosen = ("--check", CHECKS, "--allow", "stateful")
    return run(folder, *chosen, environment=variables, suites=("suites/deployment",))


def outcomes(done: Run) -> dict[str, str]:
    """Those of the checks that were selected."""
    found = {check: one["outcome"] for (_, check), one in done.findings.items()}
    return {
        check: outcome
        for check, outcome in found.items()
        if check.startswith("azure/") and not check.startswith("azure/event")
    }


def test_azurite_is_judged_as_it_is_set_up(tmp_path: Path) -> None:
    with azurite() as emulated:
        right = judged(emulated, tmp_path / "right")
        emulated.open_to_everybody()
        opened = judged(emulated, tmp_path / "opened")
    found, now = outcomes(right), outcomes(opened)
    left = {check for check, outcome in found.items() if outcome != "PASSED"}
    assert left == OF_RESOURCE_MANAGER, right.output
    changed = {check: outcome for check, outcome in now.items() if outcome != found[check]}
    assert changed == {"azure/container-private": "FAILED", "azure/file": "FAILED"}
    texts = [one.read_text("utf-8", "replace") for one in tmp_path.rglob("*") if one.is_file()]
    assert not [one for one in texts if emulated.key in one]


def test_an_event_is_taken_out_of_the_queue_and_others_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with azurite() as emulated:
        name = "AZURE_STORAGE_CONNECTION_STRING"
        monkeypatch.setenv(name, emulated.variables[name])
        described = deployment_of_environment(emulated.variables, "")
        assert described is not None
        deployment = Deployment(replace(described_deployment(described), event_wait_s=1))
        emulated.tell("somebody-elses")
        emulated.tell("ssoproof/ours")
        try:
            assert reached_queue(deployment, "ssoproof/ours")
            assert is_worked_on(deployment)
            assert reached_queue(deployment, "somebody-elses")
            assert not is_worked_on(deployment)
        finally:
            deployment.close()
