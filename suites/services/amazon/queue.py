"""A queue of a deployment in SQS, as its attributes tell it."""

from suites.op.memory import remembered
from suites.services.amazon.aws import Told, answer_of_aws, region_of, told_by_aws
from suites.services.amazon.policy import Policy, policy_in
from suites.services.clouds.reading import LONGEST_SHOWN, text, whole_number
from suites.services.deployment import Deployment
from suites.services.forms import INTERNAL, S3, queue_at
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, presuming

QUEUE, RUN_QUEUE = "BUCKET_QUEUE", "NOTIFICATIONS_QUEUE"
PARTS_OF_ARN = 6
MISSING = ("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist")


def queue_name(deployment: Deployment, variable: str = QUEUE) -> str:
    """The name of the queue. Raises NotRun, NotApplicable if there is none outside."""
    found = deployment.formed(variable, queue_at)
    if found.cloud == INTERNAL:
        raise NotApplicable(f"{variable} is internal://: there is no queue outside.")
    if found.cloud != S3:
        judge = "setting/notifications-queue"
        raise NotRun(f"{variable} names no queue of SQS.", judge=judge)
    return found.name


@remembered
def queue_url(deployment: Deployment, variable: str = QUEUE) -> str:
    """The URL of the queue. Raises Mismatch if there is none in the region, NotRun."""
    name, region = queue_name(deployment, variable), region_of(deployment)
    told = answer_of_aws(deployment, "sqs", "get_queue_url", *MISSING, QueueName=name)
    if told is None:
        actual = f"there is none in {region}"
        raise Mismatch(f"a queue {name} in {region}", actual, deployment.where(variable))
    return told_by_queue(told, "QueueUrl")


@remembered
def queue_attributes(deployment: Deployment, variable: str = QUEUE) -> Told:
    """The attributes of a queue, each a text. Raises NotRun."""
    with presuming():
        url = queue_url(deployment, variable)
    told = told_by_aws(
        deployment, "sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["All"]
    )
    found: Told = told.get("Attributes", {})
    return found


def queue_arn(deployment: Deployment) -> str:
    """The ARN of the bucket's queue, of six parts. Raises NotRun."""
    arn = told_by_queue(queue_attributes(deployment), "QueueArn")
    if arn.count(":") != PARTS_OF_ARN - 1:
        raise NotRun(f"The ARN of the queue is none: {arn[:LONGEST_SHOWN]!r}.")
    return arn


def told_by_queue(told: Told, name: str) -> str:
    """A member without which an answer of SQS is none. Raises NotRun."""
    found = text(told, name)
    if not found:
        raise NotRun(f"SQS answered without {name}: look whether it is SQS that answers.")
    return found


def queue_policy(deployment: Deployment, variable: str = QUEUE) -> Policy:
    """Who may do what with a queue. Raises NotRun if it cannot be read."""
    text = str(queue_attributes(deployment, variable).get("Policy", ""))
    return policy_in(text, "the policy of the queue")


def seconds_of(deployment: Deployment, attribute: str) -> int:
    """An attribute that is a number of seconds. Raises NotRun, NotApplicable if there is none."""
    text = str(queue_attributes(deployment).get(attribute, ""))
    if not text:
        raise NotApplicable(f"The queue has no {attribute}.")
    return whole_number(text, f"{attribute} of the queue")
