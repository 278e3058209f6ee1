"""Bucket, queues and role of a deployment in AWS, as seams that a fault overrides."""

import json
from typing import Any, ClassVar

from starlette.responses import Response

from fakes.deployment.amazon import (
    Amazon,
    Rule,
    Statement,
    document,
    is_signed,
    preflight_answer,
    simulated,
)
from fakes.wire.request import Request

REGION = "us-west-2"
ROLE = "wandb-node"
KEY = "the-key-of-the-embedded-deployment"
TRUST = [
    {"Effect": "Allow", "Principal": {"Service": ["ec2.amazonaws.com"]}, "Action": "sts:AssumeRole"}
]
FOUR_DAYS_S = 345_600
# Where the harness puts what is its own.
OBJECTS = ".amazonaws.com/ssoproof/"


class Storage:
    """What is in the account, right in everything."""

    queue = "wandb-files"
    run_queue = "wandb-runs"
    dead_letters = "wandb-dead-letters"
    host: ClassVar[str]
    queue_region: ClassVar[str] = REGION
    bucket_region: ClassVar[str] = REGION

    def __init__(self, account: str) -> None:
        self.account = account
        self.amazon = Amazon(account)

    @property
    def bucket(self) -> str:
        return f"wandb-files-{self.account}"

    def arn(self, queue: str, region: str = REGION) -> str:
        return f"arn:aws:sqs:{region}:{self.account}:{queue}"

    @property
    def bucket_arn(self) -> str:
        return f"arn:aws:s3:::{self.bucket}"

    @property
    def role_arn(self) -> str:
        return f"arn:aws:iam::{self.account}:role/{ROLE}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that it is reached by."""
        regions = {REGION, self.bucket_region}
        buckets = [f"{self.bucket}.s3.{region}.amazonaws.com" for region in regions]
        services = [f"{name}.{REGION}.amazonaws.com" for name in ("s3", "sqs", "sts")]
        return (*buckets, *services, "iam.amazonaws.com")

    @property
    def credentials(self) -> dict[str, str]:
        """What a judge is let in by, as boto3 is told it."""
        return {"aws_access_key_id": "embedded", "aws_secret_access_key": KEY}

    @property
    def role(self) -> str:
        return self.role_arn

    # What is set up

    def close(self) -> None:
        """Forgets the account."""
        self.amazon.close()

    def set_up(self) -> None:
        """Creates it all, as an administrator does by boto3."""
        self.make_queues()
        self.make_bucket()
        self.make_role()

    def make_bucket(self) -> None:
        s3 = self.amazon.client("s3", self.bucket_region)
        place = {"LocationConstraint": self.bucket_region}
        s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration=place)
        block, rules = self.public_access_block(), self.encryption()
        if block:
            s3.put_public_access_block(Bucket=self.bucket, PublicAccessBlockConfiguration=block)
        if rules:
            told = {"Rules": rules}
            s3.put_bucket_encryption(Bucket=self.bucket, ServerSideEncryptionConfiguration=told)
        if self.cors_rules():
            cors = {"CORSRules": self.cors_rules()}
            s3.put_bucket_cors(Bucket=self.bucket, CORSConfiguration=cors)
        self.tell_of_objects(self.notifications())

    def tell_of_objects(self, queues: list[dict[str, Any]]) -> None:
        """Has the bucket send its events to these."""
        s3 = self.amazon.client("s3", self.bucket_region)
        told = {"QueueConfigurations": queues}
        s3.put_bucket_notification_configuration(Bucket=self.bucket, NotificationConfiguration=told)

    def make_queues(self) -> None:
        sqs = self.amazon.client("sqs", self.queue_region)
        sqs.create_queue(QueueName=self.dead_letters)
        sqs.create_queue(QueueName=self.queue, Attributes=self.queue_attributes())
        self.amazon.client("sqs", REGION).create_queue(QueueName=self.run_queue)

    def make_role(self) -> None:
        iam = self.amazon.client("iam", REGION)
        iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=document(TRUST))

    def public_access_block(self) -> dict[str, bool]:
        names = (
            "BlockPublicAcls",
            "IgnorePublicAcls",
            "BlockPublicPolicy",
            "RestrictPublicBuckets",
        )
        return dict.fromkeys(names, True)

    def encryption(self) -> list[dict[str, Any]]:
        return [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]

    def cors_rules(self) -> list[Rule]:
        return [
            {
                "AllowedOrigins": [self.host],
                "AllowedMethods": ["GET", "PUT"],
                "AllowedHeaders": ["*"],
            }
        ]

    def notifications(self) -> list[dict[str, Any]]:
        return [{"Id": "wandb", "QueueArn": self.arn(self.queue), "Events": ["s3:ObjectCreated:*"]}]

    def queue_attributes(self) -> dict[str, str]:
        redrive = {
            "deadLetterTargetArn": self.arn(self.dead_letters, self.queue_region),
            "maxReceiveCount": 5,
        }
        return {
            "Policy": document(self.queue_policy()),
            "VisibilityTimeout": "30",
            "MessageRetentionPeriod": str(FOUR_DAYS_S),
            "RedrivePolicy": json.dumps(redrive),
        }

    def queue_policy(self) -> list[Statement]:
        return [
            {
                "Effect": "Allow",
                "Principal": {"Service": "s3.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": self.arn(self.queue, self.queue_region),
                "Condition": {"ArnEquals": {"aws:SourceArn": self.bucket_arn}},
            }
        ]

    def node_policy(self) -> list[Statement]:
        """What the role of the node may do."""
        queues = [self.arn(self.queue), self.arn(self.run_queue)]
        return [
            {"Action": ["s3:*"], "Resource": [self.bucket_arn, f"{self.bucket_arn}/*"]},
            {"Action": ["sqs:*"], "Resource": queues},
        ]

    # What is answered

    def answer(self, request: Request) -> Response:
        """The answer to one request."""
        if request.method == "OPTIONS":
            return self.preflight(request)
        if not is_signed(request):
            return self.anonymous(request)
        if dict(request.form).get("Action") == "SimulatePrincipalPolicy":
            return simulated(self.node_policy(), dict(request.form))
        if request.headers.get("x-amz-target") == "AmazonSQS.ReceiveMessage":
            return self.received(request)
        return self.stored(request) if OBJECTS in request.url else self.amazon.answer(request)

    def stored(self, request: Request) -> Response:
        """To whoever writes, reads or removes an object."""
        return self.amazon.answer(request)

    def received(self, request: Request) -> Response:
        """To whoever asks a queue for messages."""
        return self.amazon.answer(request)

    def preflight(self, request: Request) -> Response:
        return preflight_answer(self.cors_rules(), request)

    def anonymous(self, request: Request) -> Response:
        """To somebody without credentials."""
        return Response("<Error><Code>AccessDenied</Code></Error>", 403)
