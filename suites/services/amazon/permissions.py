"""What a judge has to be allowed in AWS: by the names of IAM, which are not those of operations."""

import json

# By service and operation, where IAM calls it otherwise.
ACTIONS = {
    "s3:HeadBucket": "s3:ListBucket",
    "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3:GetBucketCors": "s3:GetBucketCORS",
    "s3:GetBucketNotificationConfiguration": "s3:GetBucketNotification",
    "s3:GetBucketPolicy": "s3:GetBucketPolicy",
}
OF_BUCKET = tuple(ACTIONS.values())
OF_QUEUES = ("sqs:GetQueueUrl", "sqs:GetQueueAttributes")
OF_ROLE = ("iam:SimulatePrincipalPolicy", "sts:AssumeRole")
OF_OBJECTS = ("s3:PutObject", "s3:GetObject", "s3:DeleteObject")
OF_MESSAGES = (
    "sqs:SendMessage",
    "sqs:ReceiveMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
)


def action_of(service: str, operation: str) -> str:
    """What IAM calls an operation."""
    name = f"{service}:{operation}"
    return ACTIONS.get(name, name)


def judges_policy(*, writes: bool) -> str:
    """The least that a judge needs, as a policy; `writes` is for checks that are stateful."""
    queues = "arn:aws:sqs:REGION:ACCOUNT:QUEUE"
    statements = [(OF_BUCKET, "arn:aws:s3:::BUCKET"), (OF_QUEUES, queues)]
    if writes:
        statements = [(OF_OBJECTS, "arn:aws:s3:::BUCKET/ssoproof/*"), (OF_MESSAGES, queues)]
    else:
        statements.append((OF_ROLE, "arn:aws:iam::ACCOUNT:role/NODE"))
    told = [
        {"Effect": "Allow", "Action": list(actions), "Resource": resource}
        for actions, resource in statements
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": told}, indent=2)
