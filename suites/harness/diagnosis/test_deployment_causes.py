"""Causes of what is wrong with a deployment: the only one is the fault that was put on it."""

from typing import Any

import pytest

from fakes.deployment.faults import deployment_faults
from suites.checks.catalogue import catalogue
from suites.diagnosis import diagnoses
from suites.harness.given.misconfigurations.deployments import CAUSES_IN_DEPLOYMENTS
from suites.harness.given.proving import RED
from suites.run.findings import finding_of
from suites.services.deployment import Deployment
from suites.services.embedded import EMBEDDED, home_of, running_deployment
from suites.verdicts.judge import judge

Causes = list[dict[str, Any]]


def diagnosed(home: str, *faults: str) -> tuple[set[str], Causes]:
    """What is red at an embedded deployment with these faults, and its causes."""
    target, stop = running_deployment(tuple(deployment_faults()[one] for one in faults), home)
    deployment = Deployment(target)
    checks = catalogue("deployment")
    try:
        outcomes = {one: judge(check, deployment) for one, check in checks.items()}
        state = deployment.state()
    finally:
        deployment.close()
        stop()
    findings = [
        finding_of(checks[one], target, told, exchanges=[], duration_s=0, rerun="")
        for one, told in outcomes.items()
    ]
    red = {one["check"] for one in findings if one["outcome"] in RED}
    return red, diagnoses([state], findings, checks)


@pytest.mark.parametrize("name", [*CAUSES_IN_DEPLOYMENTS, *EMBEDDED])
def test_a_wrong_deployment_has_one_cause(name: str) -> None:
    """It explains all that is red, and says what to change; a right deployment has none."""
    wrong = name in CAUSES_IN_DEPLOYMENTS
    home = home_of(deployment_faults()[name]) if wrong else name
    red, causes = diagnosed(home, *([name] if wrong else []))
    assert [one["id"] for one in causes] == ([CAUSES_IN_DEPLOYMENTS[name]] if wrong else [])
    assert red - {check for one in causes for check in one["explains"]} == set()
    for one in causes:
        assert all(one[member] for member in ("summary", "seen", "setting", "current", "correct"))


BESIDE = {
    "cache-without-tls": ["cache-of-everybody"],
    "bucket-not-there": ["run-events-lost"],
    "google-bucket-not-there": ["google-topic-of-everybody", "google-messages-forgotten"],
    "azure-key-of-another": ["azure-transfer-in-clear-text", "azure-events-of-all-types"],
}


@pytest.mark.parametrize("name", BESIDE)
def test_a_cause_takes_nothing_that_it_does_not_stop(name: str) -> None:
    """What is wrong as well is still to be mended when the cause is gone."""
    known = deployment_faults()
    red, causes = diagnosed(home_of(known[name]), name, *BESIDE[name])
    (own,) = [one for one in causes if one["id"] == CAUSES_IN_DEPLOYMENTS[name]]
    others = {check for one in BESIDE[name] for check in known[one].caught_by}
    assert others <= red
    assert not others & set(own["explains"])
