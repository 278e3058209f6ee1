"""Topic and subscription: whether they are there, who may publish, what the server gets of it."""

import re

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, INFO, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.deployment.google.publishing import EVERYBODY, expect_publisher, topic_policy
from suites.services.clouds.reading import part, text, texts
from suites.services.deployment import Deployment
from suites.services.google.bucket import google_bucket
from suites.services.google.pubsub import (
    of_subscription,
    subscription_resource,
    topic_name,
    topic_resource,
)
from suites.verdicts.expect import NotRun, expect, expect_none

DAY_S = 86_400
# No longer than ten thousand years, in nanoseconds (google.protobuf.Duration).
DURATION = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,9})?)s")
# Where messages go that are not left for whoever pulls.
ELSEWHERE = {
    "pushConfig": "pushEndpoint",
    "bigqueryConfig": "table",
    "cloudStorageConfig": "bucket",
}


@check(
    "google/topic",
    spec="wandb-server:Google Cloud Platform",
    level=MUST,
    severity=CRITICAL,
    needs="pubsub",
    remedy="Create the topic, or write the one that is there into BUCKET_QUEUE.",
)
def test_the_topic_is_there(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run."""
    topic_resource(deployment)


@check(
    "google/subscription",
    spec="wandb-server:Google Cloud Platform",
    level=MUST,
    severity=CRITICAL,
    needs="pubsub",
    remedy="Create the subscription, or write the one that is there into BUCKET_QUEUE.",
)
def test_the_subscription_is_there(deployment: Deployment) -> None:
    """Files that were uploaded never appear in a run."""
    subscription_resource(deployment)


@check(
    "google/subscription-topic",
    spec="wandb-server:Google Cloud Platform",
    level=MUST,
    severity=HIGH,
    needs="pubsub",
    remedy="Create the subscription at the topic of BUCKET_QUEUE, without a filter.",
)
def test_the_subscription_gets_every_message_of_the_topic(deployment: Deployment) -> None:
    """The server reads a subscription in which no event of the bucket ever is."""
    found, topic = of_subscription(deployment), topic_name(deployment)
    where, filtered = deployment.where("BUCKET_QUEUE"), text(found, "filter")
    actual = text(found, "topic") or "no topic"
    expect(actual == topic, f"a subscription to {topic}", actual, where=where)
    expect(found.get("detached") is not True, "an attached one", "a detached one", where=where)
    expect(not filtered, "no filter", filtered, where="filter of the subscription")


@check(
    "google/pull",
    spec="wandb-server:Google Cloud Platform",
    level=MUST,
    severity=HIGH,
    needs="pubsub",
    remedy="Change the delivery type of the subscription to pull.",
)
def test_the_subscription_is_one_to_pull_from(deployment: Deployment) -> None:
    """Messages are sent to somebody else, and the server finds none."""
    found = of_subscription(deployment)
    places = {name: text(part(found, name), member) for name, member in ELSEWHERE.items()}
    other = ", ".join(f"{name} to {place}" for name, place in places.items() if place)
    expect(not other, "pull", other, where="delivery type of the subscription")


@check(
    "google/bucket-may-publish",
    spec="gcs-notifications",
    level=MUST,
    severity=HIGH,
    needs=["gcs", "pubsub"],
    remedy="Give the service agent of Cloud Storage the role Pub/Sub Publisher on the topic.",
)
def test_the_bucket_may_publish_to_the_topic(deployment: Deployment) -> None:
    """Events are dropped, and nothing tells it."""
    number = google_bucket(deployment).get("projectNumber")
    if not number:
        raise NotRun("The bucket does not tell its project, and so not who publishes for it.")
    agent = f"serviceAccount:service-{number}@gs-project-accounts.iam.gserviceaccount.com"
    expect_publisher(deployment, agent)


@check(
    "google/topic-not-public",
    spec="pubsub-security",
    level=MUST,
    severity=HIGH,
    needs="pubsub",
    remedy="Take allUsers and allAuthenticatedUsers out of the policy of the topic.",
)
def test_the_topic_is_not_open_to_everybody(deployment: Deployment) -> None:
    """Anybody makes up events of the server, or reads on which files people work."""
    opened = [
        f"{text(one, 'role')} for {member}"
        for one in topic_policy(deployment)
        for member in texts(one, "members")
        if member in EVERYBODY
    ]
    expect_none(opened, where="roles of everybody in the policy of the topic")


@check(
    "google/retention",
    spec="pubsub",
    level=SHOULD,
    severity=MEDIUM,
    needs="pubsub",
    remedy="Set the message retention duration to some days; the default is seven.",
)
def test_messages_outlive_a_day_without_the_server(deployment: Deployment) -> None:
    """After an outage files of that time never appear in their runs."""
    found, where = text(of_subscription(deployment), "messageRetentionDuration"), "retention"
    expect(seconds_in(found) >= DAY_S, f"{DAY_S}s or more", found, where=f"message {where}")


@check(
    "google/expiration",
    spec="pubsub",
    level=SHOULD,
    severity=LOW,
    needs="pubsub",
    remedy="Set the expiration period of the subscription to never, or to a month.",
)
def test_the_subscription_outlives_a_month_without_the_server(deployment: Deployment) -> None:
    """A server that was off for a while comes back to a subscription that is gone."""
    ttl = text(part(of_subscription(deployment), "expirationPolicy"), "ttl")
    right = not ttl or seconds_in(ttl) >= 31 * DAY_S
    expect(right, f"never, or {31 * DAY_S}s or more", ttl, where="expiration of the subscription")


@check(
    "google/dead-letters",
    spec="pubsub",
    level=MAY,
    severity=INFO,
    needs="pubsub",
    remedy="Name a dead-letter topic, so that events which nobody can work on are kept.",
)
def test_the_subscription_has_a_topic_for_dead_letters(deployment: Deployment) -> None:
    """An event that fails comes back until it is forgotten, and nobody sees it."""
    found = part(of_subscription(deployment), "deadLetterPolicy")
    expect(bool(found), "a dead-letter topic", "none", where="deadLetterPolicy")


def seconds_in(duration: str) -> float:
    """A duration as Google's APIs write it: `604800s`. Raises NotRun if it is none."""
    told = DURATION.fullmatch(duration)
    if not told:
        raise NotRun(f"{duration!r} is no duration.")
    return float(told[1])
