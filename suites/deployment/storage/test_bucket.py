"""The bucket in S3: where it is, who gets in, how it lies there."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.services.amazon.aws import region_of
from suites.services.amazon.bucket import bucket_head, bucket_region, object_url, of_bucket
from suites.services.clouds.browser import expect_not_listed
from suites.services.deployment import Deployment
from suites.verdicts.expect import expect, presuming

BLOCKS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
NO_BLOCK = "NoSuchPublicAccessBlockConfiguration"
NO_ENCRYPTION = "ServerSideEncryptionConfigurationNotFoundError"


@check(
    "bucket/exists",
    spec="wandb-server:Amazon Web Services",
    level=MUST,
    severity=CRITICAL,
    needs="s3",
    remedy="Create the bucket, or write the name of the one that is there into BUCKET.",
)
def test_the_bucket_is_there(deployment: Deployment) -> None:
    """No file of a run can be stored."""
    bucket_head(deployment)


@check(
    "bucket/region",
    spec="wandb-server:Amazon Web Services",
    level=MUST,
    severity=HIGH,
    needs="s3",
    remedy="Write the region of the bucket into AWS_REGION.",
)
def test_the_bucket_is_in_aws_region(deployment: Deployment) -> None:
    """URLs are presigned for another region than the bucket's, and S3 refuses them."""
    region, found = region_of(deployment), bucket_region(deployment)
    write = f"{found!r}, or take a bucket of {region}"
    deployment.expect_written("AWS_REGION", region == found, repr(region), write)


@check(
    "bucket/public-access-block",
    spec="s3-security",
    level=SHOULD,
    severity=MEDIUM,
    needs="s3",
    remedy="Switch on Block all public access of the bucket; the account's is not looked at.",
)
def test_public_access_to_the_bucket_is_blocked(deployment: Deployment) -> None:
    """One wrong policy or ACL would show every file of every run to everybody."""
    told = of_bucket(deployment, "get_public_access_block", NO_BLOCK)
    found = told.get("PublicAccessBlockConfiguration", {})
    off = [name for name in BLOCKS if found.get(name) is not True]
    expect(not off, "all four on", f"off: {', '.join(off)}", where="public access block")


@check(
    "bucket/not-public",
    spec="s3-security",
    level=MUST,
    severity=CRITICAL,
    needs="s3",
    remedy="Remove the policy, or the ACL, that lets everybody read the bucket.",
)
def test_nobody_lists_the_bucket_without_credentials(deployment: Deployment) -> None:
    """Everybody on the internet finds every file of every run."""
    with presuming():
        bucket_head(deployment)
    url = f"{object_url(deployment, '')}?list-type=2&max-keys=1"
    expect_not_listed(deployment, url)


@check(
    "bucket/encryption",
    spec="s3-security",
    level=SHOULD,
    severity=MEDIUM,
    needs="s3",
    remedy="Switch on default encryption of the bucket: SSE-S3, or SSE-KMS with a key of yours.",
)
def test_objects_of_the_bucket_are_encrypted_by_default(deployment: Deployment) -> None:
    """Files of runs lie in clear text on disks of somebody else."""
    told = of_bucket(deployment, "get_bucket_encryption", NO_ENCRYPTION)
    rules = told.get("ServerSideEncryptionConfiguration", {}).get("Rules", [])
    kinds = [one.get("ApplyServerSideEncryptionByDefault", {}).get("SSEAlgorithm") for one in rules]
    expect(any(kinds), "AES256 or aws:kms", "none", where="default encryption of the bucket")
