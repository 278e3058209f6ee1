"""Topic and subscription of a deployment in Pub/Sub (REST API, version 1)."""

from suites.op.memory import remembered
from suites.services.clouds.reading import Told
from suites.services.deployment import Deployment
from suites.services.forms import GCS, queue_at
from suites.services.google.api import answer_of_google
from suites.verdicts.expect import Mismatch, NotRun, presuming

QUEUE = "BUCKET_QUEUE"


def queue_parts(deployment: Deployment) -> tuple[str, str, str]:
    """Project, topic and subscription by their short names. Raises NotRun."""
    found = deployment.formed(QUEUE, queue_at)
    if found.cloud != GCS or len(found.parts) != 3:
        raise NotRun(f"{QUEUE} names no subscription of Pub/Sub.", judge="setting/queue")
    project, topic, subscription = found.parts
    return project, topic, subscription


def topic_name(deployment: Deployment) -> str:
    """The topic as Pub/Sub calls it. Raises NotRun."""
    project, topic, _ = queue_parts(deployment)
    return f"projects/{project}/topics/{topic}"


def subscription_name(deployment: Deployment) -> str:
    """The subscription as Pub/Sub calls it. Raises NotRun."""
    project, _, subscription = queue_parts(deployment)
    return f"projects/{project}/subscriptions/{subscription}"


@remembered
def topic_resource(deployment: Deployment) -> Told:
    """The topic. Raises Mismatch if there is none, NotRun without access."""
    return _resource(deployment, topic_name(deployment), "pubsub.topics.get", "a topic")


@remembered
def subscription_resource(deployment: Deployment) -> Told:
    """The subscription. Raises Mismatch if there is none, NotRun without access."""
    name, action = subscription_name(deployment), "pubsub.subscriptions.get"
    return _resource(deployment, name, action, "a subscription")


def of_subscription(deployment: Deployment) -> Told:
    """As `subscription_resource`, for checks that build on it. Raises NotRun."""
    with presuming():
        return subscription_resource(deployment)


def _resource(deployment: Deployment, name: str, action: str, what: str) -> Told:
    told = answer_of_google(deployment, "GET", "pubsub", f"v1/{name}", action=action, absent=[404])
    if told is None:
        raise Mismatch(f"{what} {name}", "there is none", deployment.where(QUEUE))
    return told
