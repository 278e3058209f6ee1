"""A registration answer that makes no sense is the provider's defect, never an error of ours."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.responses import Response

from fakes.engine.model import Client
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.user.login import FormDriver
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS
from suites.op.op import Op
from suites.protocol.cleaning import clean_up
from suites.targets.embedded import EMBEDDED
from suites.verdicts.judge import judge

AREAS = ("registration", "client-management", "subject")
VALUES: dict[str, Callable[[Any], Any]] = {
    "null": lambda _: None,
    "long number": lambda _: 10**1000,
    "nested list": lambda _: [[1]],
    "object": lambda _: {"a": []},
    "no URL": lambda value: "http://[::1" if isinstance(value, str) else value,
    "surrogates": lambda value: "\ud800" if isinstance(value, str) else value,
}
# One at a time where the rest has to be right for a check to get as far as that.
MEMBERS = (
    "client_id", "client_secret", "redirect_uris", "token_endpoint_auth_method",
    "registration_client_uri", "registration_access_token", "client_secret_expires_at",
)  # fmt: skip


def errors(odd: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, str]:
    """The checks that break where the client's members are `odd`, and how."""

    class Hostile(Reference):
        def registration_answer(self, client: Client, status: int) -> Response:
            members = odd(self.registered_members(client))
            return Response(json.dumps(members), status, media_type="application/json")

    fault = Fault("hostile", "hostile", frozenset(), "reference", Hostile)
    fake, target = EMBEDDED["reference"].start("reference", (fault,))
    op = Op.at(target, FormDriver())
    try:
        found = {one: judge(one, op) for one in catalogue(*PROVIDERS).values() if one.area in AREAS}
        clean_up(op)
    finally:
        op.close()
        fake.stop()
    return {one.id: was.reason for one, was in found.items() if was.outcome == "ERRORED"}


@pytest.mark.parametrize("name", VALUES)
def test_every_member_may_be_of_any_type(name: str) -> None:
    """All members of the answer at once."""
    assert errors(lambda members: {key: VALUES[name](was) for key, was in members.items()}) == {}


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("name", ["long number", "nested list", "surrogates"])
def test_one_member_may_be_of_any_type(name: str, member: str) -> None:
    """The others are right, so that every check gets to it."""
    assert errors(lambda members: members | {member: VALUES[name]("a string")}) == {}
