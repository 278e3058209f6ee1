"""A policy of a resource of AWS: which statements let whom do what.

IAM User Guide, JSON policy elements: Principal, Action, Resource, Condition.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import ip_address, ip_network
from typing import Any

from suites.verdicts.expect import NotRun

S3_SERVICE, SOURCE = "s3.amazonaws.com", "aws:sourcearn"
# Keys of a condition that may narrow everybody to what is somebody's own, and what a stranger has
# of them: a bucket in an account, and an address, that nobody here knows.
STRANGER = {
    "aws:sourcearn": "arn:aws:s3:::of-somebody-else",
    "aws:sourceaccount": "000000000000",
    "aws:principalaccount": "000000000000",
    "aws:principalarn": "arn:aws:iam::000000000000:user/of-somebody-else",
    "aws:sourceip": "198.51.100.77",
}
NARROWING = frozenset((
    "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
    "aws:principalorgid", "aws:principalarn", "aws:principalaccount", "aws:sourcevpc",
    "aws:sourcevpce", "aws:sourceip", "aws:userid", "aws:principalorgpaths",
))  # fmt: skip

KNOWN_OPERATORS = frozenset((
    "arnequals", "arnlike", "stringlike", "stringequals", "arnnotequals", "arnnotlike",
    "stringnotlike", "stringnotequals",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class PolicyStatement:
    """One statement: `principals` are `*`, ARNs and services, `conditions` by operator and key.

    With `but_actions` (NotAction) it is about all others. NotPrincipal is read as `*`: strangers
    are not among those whom it leaves out.
    """

    allows: bool
    principals: tuple[str, ...]
    actions: tuple[str, ...]
    but_actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[tuple[str, str, tuple[str, ...]], ...]

    @property
    def lets_a_stranger(self) -> bool:
        """Whether it allows somebody of whatever account, or S3 for whatever bucket.

        A key that says nothing of who asks, such as aws:SecureTransport, narrows nobody.
        """
        return self.allows and bool({"*", S3_SERVICE} & set(self.principals)) and self._is_met()

    @property
    def denies_strangers(self) -> bool:
        """Whether it denies what it names to everybody who is a stranger, whatever else is so."""
        about_who = all(key.lower() in NARROWING for _, key, _ in self.conditions)
        return not self.allows and "*" in self.principals and about_who and self._is_met()

    def _is_met(self) -> bool:
        """Whether a stranger meets what it says of who asks."""
        return all(
            a_stranger_meets(operator, key.lower(), values)
            for operator, key, values in self.conditions
            if key.lower() in NARROWING
        )

    @property
    def told_actions(self) -> tuple[str, ...]:
        """What it is about, for a person."""
        everything_but = f"everything but {', '.join(self.but_actions)}"
        return (everything_but,) if self.but_actions else self.actions

    def is_about(self, action: str, resource: str) -> bool:
        """Whether it is about an action on a resource; names of actions know no case."""
        globs = self.but_actions or self.actions
        found = any(fnmatchcase(action.lower(), one.lower()) for one in globs)
        named = not found if self.but_actions else found
        return named and any(fnmatchcase(resource, one) for one in self.resources)

    def holds_for(self, bucket: str) -> bool:
        """Whether its conditions hold for an event of a bucket.

        What cannot be known, such as whose the bucket is, is believed of what allows, and not of
        what denies.
        """
        return all(
            meets(operator, bucket, values) if key.lower() == SOURCE else self.allows
            for operator, key, values in self.conditions
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """All statements of a policy."""

    statements: tuple[PolicyStatement, ...]

    def lets_bucket_send(self, bucket: str, queue: str) -> bool:
        """Whether S3 may tell `queue` of what is new in `bucket`."""
        action = "sqs:SendMessage"
        about = [
            one
            for one in self.statements
            if {"*", S3_SERVICE} & set(one.principals)
            and one.is_about(action, queue)
            and one.holds_for(bucket)
        ]
        return any(one.allows for one in about) and all(one.allows for one in about)

    def names(self, principal: str) -> bool:
        """Whether something is allowed to a principal by its ARN, or to everybody."""
        return any(one.allows and {"*", principal} & set(one.principals) for one in self.statements)

    def open_actions(self) -> list[str]:
        """What everybody may do, themselves or by a bucket of theirs."""
        told, denied = self.statements, [one for one in self.statements if one.denies_strangers]
        shut = [glob.lower() for one in denied for glob in one.actions]
        found = [action for one in told if one.lets_a_stranger for action in one.told_actions]
        return [
            one
            for one in dict.fromkeys(found)
            if not any(fnmatchcase(one.lower(), glob) for glob in shut)
        ]


def meets(operator: str, value: str, wanted: tuple[str, ...]) -> bool:
    """Whether a value meets one operator of a condition; an unknown operator is believed."""
    name = operator.lower().removesuffix("ifexists").rpartition(":")[2]
    matched = any(fnmatchcase(value, one) for one in wanted)
    if name in ("arnequals", "arnlike", "stringlike"):
        return matched
    if name == "stringequals":
        return value in wanted
    if name in ("arnnotequals", "arnnotlike", "stringnotlike"):
        return not matched
    return value not in wanted if name == "stringnotequals" else True


def a_stranger_meets(operator: str, key: str, wanted: tuple[str, ...]) -> bool:
    """Whether somebody who is of no account, organisation or network of ours meets a condition.

    An operator that is not known here is believed to narrow.
    """
    name = operator.lower().removesuffix("ifexists").rpartition(":")[2]
    if name in ("ipaddress", "notipaddress"):
        inside = any(is_within(STRANGER["aws:sourceip"], one) for one in wanted)
        return inside is (name == "ipaddress")
    if name == "null":
        return "false" in wanted
    if name not in KNOWN_OPERATORS:
        return False
    return meets(name, STRANGER.get(key, "of-somebody-else"), wanted)


def is_within(address: str, network: str) -> bool:
    """Whether an address is of a network; of what is none it is not."""
    try:
        return ip_address(address) in ip_network(network, strict=False)
    except ValueError:
        return False


def policy_in(text: str, name: str) -> Policy:
    """The policy of a text; no statements if there is none. Raises NotRun for what is none."""
    try:
        told = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        raise NotRun(f"{name} is not JSON.") from None
    listed = as_list(told.get("Statement") if isinstance(told, dict) else None)
    return Policy(tuple(map(statement_in, (one for one in listed if isinstance(one, dict)))))


def statement_in(told: Mapping[str, Any]) -> PolicyStatement:
    principal = "*" if "NotPrincipal" in told else told.get("Principal")
    named = principal.values() if isinstance(principal, dict) else [principal]
    return PolicyStatement(
        allows=told.get("Effect") == "Allow",
        principals=tuple(text for one in named for text in texts_in(one)),
        actions=tuple(texts_in(told.get("Action"))),
        but_actions=tuple(texts_in(told.get("NotAction"))),
        resources=tuple(texts_in(told.get("Resource"))),
        conditions=tuple(conditions_in(told.get("Condition"))),
    )


def conditions_in(told: Any) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for operator, keys in told.items() if isinstance(told, dict) else ():
        for key, values in keys.items() if isinstance(keys, dict) else ():
            yield str(operator), str(key), tuple(texts_in(values))


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def texts_in(value: Any) -> list[str]:
    return [one for one in as_list(value) if isinstance(one, str)]


def tight_policy(queue: str, bucket: str, account: str) -> str:
    """A policy by which this bucket, and nobody else, may send to the queue."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": S3_SERVICE},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        "Condition": {
            "ArnEquals": {"aws:SourceArn": bucket},
            "StringEquals": {"aws:SourceAccount": account},
        },
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
