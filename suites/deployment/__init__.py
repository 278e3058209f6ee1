"""The deployment suite: what W&B Server needs beside its IdP, before the server is started."""

from suites.checks.suite import Cost, Suite
from suites.checks.words import SAFE
from suites.services.admin_page import system_admin
from suites.services.deployment import Deployment
from suites.services.features import FEATURES
from suites.services.sources import deployments
from suites.services.terraform import terraform


def prove_nothing_more(deployment: Deployment, exchanges: list[str]) -> None:
    """No check takes a refusal for an answer, so there is nothing left to prove."""


def nothing_left(deployment: Deployment) -> list[str]:
    """Each check that makes something removes it itself."""
    return []


SUITE = Suite[Deployment](
    name="deployment",
    fixture="deployment",
    features=FEATURES,
    sources=deployments,
    open=Deployment,
    given=lambda deployment: deployment,
    prove=prove_nothing_more,
    clean_up=nothing_left,
    costs={SAFE: Cost(0.5)},
    judges="deployment",
    of_ours="a deployment that comes with the harness, in no account of anybody; BUCKET and its "
    "like, --env-file or --from name one of yours",
    to_enter=system_admin,
    to_build=terraform,
    takes=("--env-file", "--from", "--container", "--assume-role", "--terraform"),
)
