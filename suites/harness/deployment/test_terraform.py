"""What `--terraform` prints is HCL, and what it describes is right in everything."""

import json
import re
from functools import cached_property
from pathlib import Path
from typing import Any

import hcl2
import pytest

from fakes.deployment.deployment import Deployment as Fake
from suites.harness.given.deployments.clouds import deployed_in, judged_at
from suites.harness.given.proving import described
from suites.services.described import DeploymentTarget
from suites.services.sources import deployments
from suites.services.terraform import terraform, terraform_of
from suites.services.values import Value
from suites.targets.permission import Permission
from suites.targets.profile import profiles
from suites.targets.reading import SettingsError
from suites.targets.sources import Wanted

REFERENCE = re.compile(r"\$\{([^}]+)\}")
BLOCKS = {
    "block_public_acls": "BlockPublicAcls",
    "ignore_public_acls": "IgnorePublicAcls",
    "block_public_policy": "BlockPublicPolicy",
    "restrict_public_buckets": "RestrictPublicBuckets",
}


def target_with(values: dict[str, str], role: str = "") -> DeploymentTarget:
    return DeploymentTarget(
        name="one",
        profile=profiles()["wandb-server"],
        values_read={name: Value(text, "here") for name, text in values.items() if text},
        role=role,
    )


def named(told: dict[str, Any], kind: str) -> dict[str, Any]:
    """The blocks of a kind by their address, such as `aws_sqs_queue.events`."""
    return {
        f"{word.strip(chr(34))}.{name.strip(chr(34))}": body
        for one in told[kind]
        for word, bodies in one.items()
        for name, body in bodies.items()
    }


class AsTerraformHasIt(Fake):
    """A deployment that is set up by what the HCL says, and by nothing else."""

    @cached_property
    def plan(self) -> dict[str, Any]:
        told = hcl2.loads(terraform_of(target_with(self.variables(), self.role_arn)))
        data = {f"data.{name}": body for name, body in named(told, "data").items()}
        return named(told, "resource") | data

    def value(self, told: Any) -> Any:
        """A value of HCL, with what it refers to."""
        if isinstance(told, list):
            return [self.value(one) for one in told]
        if not isinstance(told, str):
            return told
        return REFERENCE.sub(lambda found: self.referred(found[1]), told.strip('"'))

    def referred(self, path: str) -> str:
        address, _, member = path.rpartition(".")
        if address == "aws_s3_bucket.files":
            name = self.value(self.plan[address]["bucket"])
            return name if member == "id" else f"arn:aws:s3:::{name}"
        assert address.startswith("aws_sqs_queue.")
        name = self.value(self.plan[address]["name"])
        return name if member == "id" else self.arn(name)

    def statements(self, address: str) -> list[dict[str, Any]]:
        found = []
        for one in self.plan[f"data.aws_iam_policy_document.{address}"]["statement"]:
            told = {
                "Effect": "Allow",
                "Action": self.value(one["actions"]),
                "Resource": self.value(one["resources"]),
            }
            for principal in one.get("principals", []):
                names = self.value(principal["identifiers"])
                told["Principal"] = {self.value(principal["type"]): names}
            for two in one.get("condition", []):
                test, variable = self.value(two["test"]), self.value(two["variable"])
                told["Condition"] = {test: {variable: self.value(two["values"])}}
            found.append(told)
        return found

    def public_access_block(self) -> dict[str, bool]:
        told = self.plan["aws_s3_bucket_public_access_block.files"]
        return {name: told[word] for word, name in BLOCKS.items()}

    def encryption(self) -> list[dict[str, Any]]:
        (rule,) = self.plan["aws_s3_bucket_server_side_encryption_configuration.files"]["rule"]
        (told,) = rule["apply_server_side_encryption_by_default"]
        kind = self.value(told["sse_algorithm"])
        return [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": kind}}]

    def cors_rules(self) -> list[dict[str, list[str]]]:
        (told,) = self.plan["aws_s3_bucket_cors_configuration.files"]["cors_rule"]
        words = ("allowed_origins", "allowed_methods", "allowed_headers")
        return [{word.title().replace("_", ""): self.value(told[word]) for word in words}]

    def notifications(self) -> list[dict[str, Any]]:
        told = self.plan["aws_s3_bucket_notification.files"]["queue"]
        return [
            {"QueueArn": self.value(one["queue_arn"]), "Events": self.value(one["events"])}
            for one in told
        ]

    def queue_attributes(self) -> dict[str, str]:
        told = self.plan["aws_sqs_queue.events"]
        redrive = self.value(told["redrive_policy"]).removeprefix("<<-JSON").removesuffix("JSON")
        return {
            "Policy": json.dumps({"Statement": self.queue_policy()}),
            "VisibilityTimeout": str(told["visibility_timeout_seconds"]),
            "MessageRetentionPeriod": str(told["message_retention_seconds"]),
            "RedrivePolicy": redrive,
        }

    def queue_policy(self) -> list[dict[str, Any]]:
        return self.statements("events")

    def node_policy(self) -> list[dict[str, Any]]:
        return self.statements("node")

    @property
    def bucket(self) -> str:
        return f"files-{self.account}"

    queue = "events-of-files"
    dead_letters = "events-of-files-dead-letters"


def test_what_it_describes_is_right_in_everything() -> None:
    with deployed_in("deployment", AsTerraformHasIt) as deployment:
        found = judged_at(deployment, "*")
    unmet = {
        check: told
        for check, told in found.items()
        if told.outcome not in ("PASSED", "NOT_APPLICABLE")
    }
    assert not unmet, described(unmet)


def test_texts_of_the_user_are_not_evaluated() -> None:
    told = {"BUCKET": "s3://files", "AWS_REGION": "us-east-1", "HOST": "https://a${b}%{c}.com"}
    with pytest.raises(SettingsError, match="placeholder"):
        terraform_of(target_with(told))
    text = terraform_of(target_with(told | {"HOST": 'https://a"b'}))
    assert r'allowed_origins = ["https://a\"b"]' in text
    assert "aws_sqs_queue" not in text


WRONG = {
    "AWS_REGION": "--terraform: AWS_REGION is not set",
    "BUCKET": "BUCKET names nothing of AWS",
    "HOST": r"HOST \(here\): 'https://a/': .*write 'https://a'",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_it_cannot_be_made_of_is_told(name: str) -> None:
    told = {"BUCKET": "s3://files", "AWS_REGION": "us-east-1", "HOST": "https://a"}
    changed = {"AWS_REGION": "", "BUCKET": "gs://files", "HOST": "https://a/"}
    with pytest.raises(SettingsError, match=WRONG[name]):
        terraform_of(target_with(told | {name: changed[name]}))


def test_it_is_printed_for_each_deployment_of_a_run(tmp_path: Path) -> None:
    environment = {"BUCKET": "s3://files", "AWS_REGION": "us-east-1", "HOST": "https://a"}
    wanted = Wanted(
        names=[],
        environment=environment,
        file=tmp_path / "targets.toml",
        timeout_s=None,
        permission=Permission(),
    )
    assert len(deployments(wanted)) == 1
    assert 'bucket = "files"' in terraform(wanted)
