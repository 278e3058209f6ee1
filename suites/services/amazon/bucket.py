"""The bucket of a deployment in S3, as its configuration tells it, and as a browser meets it."""

from typing import Any

from suites.op.memory import remembered
from suites.services.amazon.aws import Told, answer_of_aws, boto_client, partition_of, region_of
from suites.services.amazon.policy import Policy, policy_in
from suites.services.deployment import Deployment
from suites.services.forms import bucket_at
from suites.verdicts.expect import Mismatch, NotRun, presuming

MISSING = ("404", "NoSuchBucket", "NotFound")


def bucket_name(deployment: Deployment) -> str:
    """The name of the bucket. Raises NotRun."""
    return deployment.formed("BUCKET", bucket_at).name


@remembered
def bucket_head(deployment: Deployment) -> Told:
    """What HeadBucket tells. Raises Mismatch if there is no such bucket, NotRun without access."""
    name = bucket_name(deployment)
    told = answer_of_aws(deployment, "s3", "head_bucket", *MISSING, Bucket=name)
    if told is None:
        raise Mismatch(f"a bucket {name}", "there is none", deployment.where("BUCKET"))
    return told


def bucket_arn(deployment: Deployment) -> str:
    """The ARN of the bucket. Raises NotRun if there is none."""
    with presuming():
        bucket_head(deployment)
    return f"arn:{partition_of(region_of(deployment))}:s3:::{bucket_name(deployment)}"


def bucket_region(deployment: Deployment) -> str:
    """Where the bucket is. Raises NotRun, also where it is not told."""
    with presuming():
        told = bucket_head(deployment)
    headers = told.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    found = str(told.get("BucketRegion") or headers.get("x-amz-bucket-region", ""))
    if not found:
        raise NotRun("The store does not tell the region of the bucket.")
    return found


def of_bucket(deployment: Deployment, operation: str, *absent: str) -> Told:
    """What an operation tells of the bucket; nothing if it is one of the codes `absent`.

    Raises NotRun if there is no such bucket, or without access.
    """
    with presuming():
        bucket_head(deployment)
    return answer_of_aws(deployment, "s3", operation, *absent, Bucket=bucket_name(deployment)) or {}


def bucket_policy(deployment: Deployment) -> Policy:
    """Who may do what with the bucket, by its policy. Raises NotRun if it cannot be read."""
    told = of_bucket(deployment, "get_bucket_policy", "NoSuchBucketPolicy")
    return policy_in(str(told.get("Policy", "")), "the policy of the bucket")


def cors_rules(deployment: Deployment) -> list[dict[str, Any]]:
    """The CORS rules of the bucket. Raises NotRun."""
    told = of_bucket(deployment, "get_bucket_cors", "NoSuchCORSConfiguration")
    return [one for one in told.get("CORSRules", []) if isinstance(one, dict)]


def presigned(deployment: Deployment, operation: str, **parameters: str) -> str:
    """A URL by which somebody without credentials does one operation on one object."""
    client = boto_client(deployment, "s3")
    told = {"Bucket": bucket_name(deployment), **parameters}
    url: str = client.generate_presigned_url(operation, Params=told, ExpiresIn=300)
    return url


def object_url(deployment: Deployment, key: str) -> str:
    """The URL of an object, or with no key of the bucket, without a signature."""
    url = presigned(deployment, "get_object", Key=key or "x").partition("?")[0]
    return url if key else url[: -len("x")]
