"""The deployments that come with the harness, with faults put on them."""

from collections.abc import Callable

from fakes.deployment.running import RunningDeployment
from fakes.faults import Fault
from suites.services.described import DeploymentTarget
from suites.services.values import Value
from suites.targets.profile import profiles

EMBEDDED_DEPLOYMENT = "deployment"
# What the embedded ones are called, and the cloud of each by the name that its faults have for it.
EMBEDDED = {
    EMBEDDED_DEPLOYMENT: "deployment",
    "deployment-google": "google",
    "deployment-azure": "azure",
}
PLACE = "the embedded deployment"


def running_deployment(
    faults: tuple[Fault, ...] = (), name: str = EMBEDDED_DEPLOYMENT
) -> tuple[DeploymentTarget, Callable[[], None]]:
    """An embedded deployment, running, as a target, and what stops it."""
    fake = RunningDeployment(faults, EMBEDDED[name]).start()
    told = {name: text for name, text in fake.deployment.variables().items() if text}
    values = {name: Value(text, PLACE, fake.deployment.kept(name)) for name, text in told.items()}
    target = DeploymentTarget(
        name=name,
        profile=profiles()["wandb-server"],
        values_read=values,
        connection=fake.connection,
        clock=fake.clock,
        event_wait_s=0,
        role=fake.deployment.role,
        webhook=fake.deployment.slack_webhook,
        cloud=fake.deployment.credentials,
    ).changed(
        issuer=told.get("OIDC_ISSUER", ""),
        client_id=told.get("OIDC_CLIENT_ID", ""),
        auth_method=told.get("OIDC_AUTH_METHOD", "implicit"),
        host=told.get("HOST", ""),
    )
    return target, fake.stop


def home_of(fault: Fault) -> str:
    """What the embedded deployment is called on which a fault is at home."""
    return next(name for name, cloud in EMBEDDED.items() if cloud == fault.vendor)
