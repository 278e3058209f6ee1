"""What a deployment may or may not have: the words for `needs` of the checks of `deployment`."""

from suites.checks.suite import Feature
from suites.services.deployment import Deployment


def set_by(variable: str, without: str) -> Feature[Deployment]:
    """That a variable is set; `without` says what the server does if it is not."""
    return Feature(
        lambda deployment: deployment.has(variable),
        lambda deployment: f"{variable} is not set: {without}",
    )


def schemed(variable: str, scheme: str, cloud: str) -> Feature[Deployment]:
    """That a variable names something of one cloud."""
    return Feature(
        lambda deployment: deployment.text(variable).startswith(scheme),
        lambda deployment: f"{variable} names nothing of {cloud}, which begins with {scheme}",
    )


def bucket_in_amazon(deployment: Deployment) -> bool:
    text = deployment.text("BUCKET")
    return text.startswith("s3://") and "@" not in text


def no_bucket_in_amazon(deployment: Deployment) -> str:
    if "@" in deployment.text("BUCKET"):
        return "BUCKET names a bucket of a store that imitates S3, which is not asked"
    return "BUCKET names nothing of AWS, which begins with s3://"


def kept_somewhere(deployment: Deployment) -> bool:
    """Whether it is known how variables are kept: by a manifest."""
    return any(one.kept for one in deployment.target.values_read.values())


def nowhere_kept(deployment: Deployment) -> str:
    return "No manifest says how the variables are kept (--from)"


def slack_set(deployment: Deployment) -> bool:
    return deployment.has("SLACK_CLIENT_ID") and deployment.has("SLACK_SECRET")


def slack_not_set(deployment: Deployment) -> str:
    return "SLACK_CLIENT_ID and SLACK_SECRET are not both set: alerts are not sent to Slack"


FEATURES: dict[str, Feature[Deployment]] = {
    "host": set_by("HOST", "nothing can be held against it"),
    "bucket": set_by("BUCKET", "files are kept on the server's own disk"),
    "bucket-queue": set_by("BUCKET_QUEUE", "the server learns of no new object"),
    "notifications-queue": set_by("NOTIFICATIONS_QUEUE", "events of runs are not published"),
    "mysql": set_by("MYSQL", "the server brings a database of its own"),
    "redis": set_by("REDIS", "the server brings a cache of its own"),
    "slack": Feature(slack_set, slack_not_set),
    "license": set_by("LICENSE", "there is none to look at"),
    "oidc": set_by("OIDC_ISSUER", "users are managed by hand"),
    "s3": Feature(bucket_in_amazon, no_bucket_in_amazon),
    "sqs": schemed("BUCKET_QUEUE", "sqs://", "AWS"),
    "gcs": schemed("BUCKET", "gs://", "Google Cloud"),
    "pubsub": schemed("BUCKET_QUEUE", "pubsub:", "Google Cloud"),
    "azure": schemed("BUCKET", "az://", "Azure"),
    "azure-queue": schemed("BUCKET_QUEUE", "az://", "Azure"),
    "manifest": Feature(kept_somewhere, nowhere_kept),
}
