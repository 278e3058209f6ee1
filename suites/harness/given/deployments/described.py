"""Deployments that are described by one variable alone, and what is found out about it."""

from dataclasses import replace

from fakes.wire.network import Connection
from suites.harness.given.deployments.clouds import judged_at
from suites.services.deployment import Deployment
from suites.services.described import DeploymentTarget
from suites.services.sources import described_deployment
from suites.services.told import DescribedDeployment
from suites.services.values import ENVIRONMENT, Value
from suites.verdicts.verdict import Outcome


def described(
    variable: str, text: str, connection: Connection, place: str = ENVIRONMENT
) -> DeploymentTarget:
    """A deployment of this one variable, which was read from `place`, reached so."""
    values = {variable: Value(text, place)}
    target = described_deployment(DescribedDeployment(name="wandb", values=values))
    return replace(target, connection=connection)


def outcomes_of(target: DeploymentTarget, *patterns: str) -> dict[str, Outcome]:
    """As `judged_at`, without what is secret."""
    deployment = Deployment(target)
    try:
        found = judged_at(deployment, *patterns)
        clean = deployment.journal.redactor.text
        return {one: told.cleaned(clean) for one, told in found.items()}
    finally:
        deployment.close()


def red(found: dict[str, Outcome]) -> set[str]:
    """Those that are not met."""
    return {one for one, told in found.items() if told.outcome in ("FAILED", "WARNED")}


def unjudged(found: dict[str, Outcome]) -> set[str]:
    """Those that could not be judged."""
    return {one for one, told in found.items() if told.outcome == "NOT_RUN"}
