"""What would make a deployment right in AWS, as Terraform reads it.

The resources are those of the provider `hashicorp/aws`, version 5 or later.
"""

import json
from collections.abc import Callable
from typing import TypeVar

from suites.services.described import DeploymentTarget
from suites.services.forms import S3, StoragePlace, bucket_at, host_url, queue_at, region_called
from suites.services.sources import deployments
from suites.targets.reading import SettingsError
from suites.targets.sources import Wanted

T = TypeVar("T")
HEAD = """# What W&B Server needs in AWS, by its variables. What is there already has to be taken
# over by `terraform import` first, or to create it fails.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = REGION
}

resource "aws_s3_bucket" "files" {
  bucket = BUCKET
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  cors_rule {
    allowed_origins = [HOST]
    allowed_methods = ["GET", "PUT"]
    allowed_headers = ["*"]
  }
}
"""
QUEUE = """
resource "aws_sqs_queue" "dead_letters" {
  name = DEAD_LETTERS
}

resource "aws_sqs_queue" "events" {
  name                       = QUEUE_NAME
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600

  redrive_policy = <<-JSON
    {"deadLetterTargetArn": "${aws_sqs_queue.dead_letters.arn}", "maxReceiveCount": 5}
  JSON
}

data "aws_iam_policy_document" "events" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.events.arn]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_s3_bucket.files.arn]
    }
  }
}

resource "aws_sqs_queue_policy" "events" {
  queue_url = aws_sqs_queue.events.id
  policy    = data.aws_iam_policy_document.events.json
}

resource "aws_s3_bucket_notification" "files" {
  bucket     = aws_s3_bucket.files.id
  depends_on = [aws_sqs_queue_policy.events]

  queue {
    queue_arn = aws_sqs_queue.events.arn
    events    = ["s3:ObjectCreated:*"]
  }
}
"""
RUNS = """
resource "aws_sqs_queue" "runs" {
  name = RUN_QUEUE
}
"""
NODE = """
data "aws_iam_policy_document" "node" {
  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.files.arn, "${aws_s3_bucket.files.arn}/*"]
  }

  statement {
    actions   = ["sqs:*"]
    resources = [QUEUE_ARNS]
  }
}

resource "aws_iam_role_policy" "node" {
  name   = "wandb-server"
  role   = ROLE
  policy = data.aws_iam_policy_document.node.json
}
"""


def terraform(wanted: Wanted) -> str:
    """The configuration of each deployment of a run. Raises SettingsError."""
    told = []
    for source in deployments(wanted):
        target, close = source.open()
        try:
            assert isinstance(target, DeploymentTarget)
            told.append(terraform_of(target))
        finally:
            close()
    return "\n".join(told)


def terraform_of(target: DeploymentTarget) -> str:
    """The configuration for one deployment.

    Raises SettingsError for a variable that is wrong, or names nothing of AWS.
    """
    bucket = in_aws(target, "BUCKET", bucket_at)
    words = {
        "REGION": written_for(target, "AWS_REGION", region_called),
        "BUCKET": bucket.name,
        "HOST": written_for(target, "HOST", host_url),
    }
    text, queues = filled(HEAD, words), []
    if "BUCKET_QUEUE" in target.values_read:
        name = in_aws(target, "BUCKET_QUEUE", queue_at).name
        names = {"QUEUE_NAME": name, "DEAD_LETTERS": f"{name}-dead-letters"}
        text, queues = text + filled(QUEUE, names), ["aws_sqs_queue.events.arn"]
    if "NOTIFICATIONS_QUEUE" in target.values_read:
        runs = in_aws(target, "NOTIFICATIONS_QUEUE", queue_at).name
        text += filled(RUNS, {"RUN_QUEUE": runs})
        queues.append("aws_sqs_queue.runs.arn")
    if target.role and queues:
        role = NODE.replace("QUEUE_ARNS", ", ".join(queues))
        text += filled(role, {"ROLE": target.role.rpartition("/")[2]})
    return text


def filled(template: str, words: dict[str, str]) -> str:
    """A template with texts in place of its words, each in quotes and none of it evaluated."""
    for word, text in words.items():
        quoted = json.dumps(text).replace("${", "$${").replace("%{", "%%{")
        template = template.replace(f"= {word}\n", f"= {quoted}\n")
        template = template.replace(f"[{word}]", f"[{quoted}]")
    return template


def in_aws(
    target: DeploymentTarget, variable: str, form: Callable[[str], StoragePlace]
) -> StoragePlace:
    """Bucket or queue. Raises SettingsError if it is not one of AWS."""
    found = written_for(target, variable, form)
    if found.cloud != S3:
        raise SettingsError(f"--terraform: {variable} names nothing of AWS, for which it writes")
    if found.name.endswith(".fifo"):
        told = "names a FIFO queue, to which S3 sends nothing"
        raise SettingsError(f"--terraform: {variable} {told}")
    return found


def written_for(target: DeploymentTarget, variable: str, form: Callable[[str], T]) -> T:
    """What a variable says. Raises SettingsError if it is not set, not known or malformed."""
    value = target.values_read.get(variable)
    if value is None or value.unread:
        raise SettingsError(f"--terraform: {variable} is not set, and it is made of it; set it")
    try:
        return form(value.text)
    except ValueError as error:
        raise SettingsError(f"{variable} ({value.place}): {value.text!r}: {error}") from None
