"""The deployment that comes with the harness, with faults put on it."""

from collections.abc import Callable

from fakes.deployment.running import RunningDeployment
from fakes.faults import Fault
from suites.services.described import DeploymentTarget
from suites.services.values import Value
from suites.targets.profile import profiles

EMBEDDED_DEPLOYMENT = "deployment"
PLACE = "the embedded deployment"
KEY = "the-key-of-the-embedded-deployment"


def running_deployment(
    faults: tuple[Fault, ...] = (),
) -> tuple[DeploymentTarget, Callable[[], None]]:
    """The embedded deployment, running, as a target, and what stops it."""
    fake = RunningDeployment(faults).start()
    told = {name: text for name, text in fake.deployment.variables().items() if text}
    values = {name: Value(text, PLACE, fake.deployment.kept(name)) for name, text in told.items()}
    target = DeploymentTarget(
        name=EMBEDDED_DEPLOYMENT,
        profile=profiles()["wandb-server"],
        values_read=values,
        connection=fake.connection,
        clock=fake.clock,
        event_wait_s=0,
        role=fake.deployment.role_arn,
        cloud={"aws_access_key_id": "embedded", "aws_secret_access_key": KEY},
    ).changed(
        issuer=told.get("OIDC_ISSUER", ""),
        client_id=told.get("OIDC_CLIENT_ID", ""),
        auth_method=told.get("OIDC_AUTH_METHOD", "implicit"),
        host=told.get("HOST", ""),
    )
    return target, fake.stop
