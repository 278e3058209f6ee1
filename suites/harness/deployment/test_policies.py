"""Who may do what with a queue, by its policy."""

import json
from typing import Any

import pytest

from suites.services.amazon.policy import policy_in, tight_policy
from suites.verdicts.expect import NotRun

QUEUE = "arn:aws:sqs:us-east-1:123456789012:files"
BUCKET = "arn:aws:s3:::files"
SEND = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": QUEUE}
BY_S3 = {"Principal": {"Service": "s3.amazonaws.com"}}
OF_BUCKET = {"Condition": {"ArnEquals": {"aws:SourceArn": BUCKET}}}
PLAIN_HTTP = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sqs:*",
    "Resource": QUEUE,
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
# Statements, whether the bucket may send, and what everybody may do.
POLICIES: dict[str, tuple[list[dict[str, Any]], bool, list[str]]] = {
    "none": ([], False, []),
    "open": ([SEND], True, ["sqs:SendMessage"]),
    "of the guide": ([SEND | OF_BUCKET], True, []),
    "of the service": ([SEND | BY_S3 | OF_BUCKET], True, []),
    "of the service without a condition": ([SEND | BY_S3], True, ["sqs:SendMessage"]),
    "all but some actions": (
        [
            {key: value for key, value in SEND.items() if key != "Action"}
            | {"NotAction": "sqs:Purge*"}
        ],
        True,
        ["everything but sqs:Purge*"],
    ),
    "all but some people": (
        [
            {key: value for key, value in SEND.items() if key != "Principal"}
            | {"NotPrincipal": {"AWS": "arn:aws:iam::1:user/x"}}
        ],
        True,
        ["sqs:SendMessage"],
    ),
    "every bucket": (
        [SEND | {"Condition": {"ArnLike": {"aws:SourceArn": "*"}}}],
        True,
        ["sqs:SendMessage"],
    ),
    "every bucket of S3": (
        [SEND | BY_S3 | {"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}}],
        True,
        ["sqs:SendMessage"],
    ),
    "every account but one": (
        [SEND | {"Condition": {"StringNotEquals": {"aws:PrincipalAccount": "123456789012"}}}],
        True,
        ["sqs:SendMessage"],
    ),
    "every address": (
        [SEND | {"Condition": {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}}],
        True,
        ["sqs:SendMessage"],
    ),
    "some addresses": (
        [SEND | {"Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "x"]}}}],
        True,
        [],
    ),
    "an organisation": (
        [SEND | {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-abc"}}}],
        True,
        [],
    ),
    "an operator that is not known": (
        [SEND | {"Condition": {"DateLessThan": {"aws:PrincipalOrgID": "x"}}}],
        True,
        [],
    ),
    "whoever is of an organisation": (
        [SEND | {"Condition": {"Null": {"aws:PrincipalOrgID": "false"}}}],
        True,
        ["sqs:SendMessage"],
    ),
    "strangers are denied": (
        [
            SEND,
            SEND
            | {"Effect": "Deny", "Action": "sqs:*"}
            | {"Condition": {"ArnNotEquals": {"aws:SourceArn": BUCKET}}},
        ],
        True,
        [],
    ),
    "all actions": ([SEND | OF_BUCKET | {"Action": ["SQS:*"]}], True, []),
    "small letters": ([SEND | OF_BUCKET | {"Action": "sqs:sendmessage"}], True, []),
    "another action": ([SEND | OF_BUCKET | {"Action": "sqs:GetQueueUrl"}], False, []),
    "another queue": ([SEND | OF_BUCKET | {"Resource": f"{QUEUE}-2"}], False, []),
    "a person": ([SEND | {"Principal": {"AWS": "arn:aws:iam::1:user/x"}}], False, []),
    "another bucket": (
        [SEND | {"Condition": {"ArnLike": {"aws:SourceArn": f"{BUCKET}-2"}}}],
        False,
        [],
    ),
    "buckets by a pattern": (
        [SEND | {"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:fil*"}}}],
        True,
        [],
    ),
    "an account": (
        [SEND | {"Condition": {"StringEquals": {"AWS:SourceAccount": "123456789012"}}}],
        True,
        [],
    ),
    "no plain http": ([SEND | OF_BUCKET, PLAIN_HTTP], True, []),
    "denied": ([SEND | OF_BUCKET, SEND | OF_BUCKET | {"Effect": "Deny"}], False, []),
    "everybody by TLS": (
        [SEND | {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}],
        True,
        ["sqs:SendMessage"],
    ),
}


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_is_read_as_aws_reads_it(name: str) -> None:
    statements, may_send, opened = POLICIES[name]
    policy = policy_in(json.dumps({"Statement": statements}), "policy")
    assert policy.lets_bucket_send(BUCKET, QUEUE) is may_send
    assert policy.open_actions() == opened


def test_the_policy_to_paste_is_tight_and_enough() -> None:
    policy = policy_in(tight_policy(QUEUE, BUCKET, "123456789012"), "policy")
    assert policy.lets_bucket_send(BUCKET, QUEUE)
    assert policy.open_actions() == []


@pytest.mark.parametrize("text", ['{"Statement": 1}', "[]", '{"Statement": [1, {"Action": {}}]}'])
def test_odd_policies_let_nobody_in(text: str) -> None:
    assert not policy_in(text, "policy").lets_bucket_send(BUCKET, QUEUE)


def test_what_is_no_policy_is_not_judged() -> None:
    with pytest.raises(NotRun, match="the policy is not JSON"):
        policy_in("{", "the policy")
