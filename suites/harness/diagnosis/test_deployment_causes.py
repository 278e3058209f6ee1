"""Causes of what is wrong with a deployment: the only one is the fault that was put on it."""

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


@pytest.mark.parametrize("name", [*CAUSES_IN_DEPLOYMENTS, *EMBEDDED])
def test_a_wrong_deployment_has_one_cause(name: str) -> None:
    """It explains all that is red, and says what to change; a right deployment has none."""
    known, wrong = deployment_faults(), name in CAUSES_IN_DEPLOYMENTS
    target, stop = (
        running_deployment((known[name],), home_of(known[name]))
        if wrong
        else running_deployment(name=name)
    )
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
    causes = diagnoses([state], findings, checks)
    assert [one["id"] for one in causes] == ([CAUSES_IN_DEPLOYMENTS[name]] if wrong else [])
    red = {one["check"] for one in findings if one["outcome"] in RED}
    assert red - {check for one in causes for check in one["explains"]} == set()
    for one in causes:
        assert all(one[member] for member in ("summary", "seen", "setting", "current", "correct"))
