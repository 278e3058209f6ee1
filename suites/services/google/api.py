"""The APIs of Google Cloud, asked through our client; refusals name what IAM calls the action."""

import json
from collections.abc import Sequence
from typing import Any

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.services.clouds.reading import Told, answer_in, said
from suites.services.deployment import Deployment
from suites.services.google.credentials import Identity, emulator_of, judge_of
from suites.verdicts.expect import NotApplicable, NotRun, is_breakdown

CLOUD = "Google"
# How an emulator says that it has no such thing.
NOT_THERE = (405, 501)


def url_of(deployment: Deployment, service: str, path: str) -> str:
    """Where a service of Google, such as `storage`, or its emulator, has a path."""
    origin = emulator_of(deployment, service) or f"https://{service}.googleapis.com"
    return f"{origin.rstrip('/')}/{path}"


def answer_of_google(
    deployment: Deployment,
    method: str,
    service: str,
    path: str,
    *,
    action: str,
    by: Identity | None = None,
    body: Any = None,
    absent: Sequence[int] = (),
    refused: Sequence[int] = (),
) -> Told | None:
    """What an API answers to `by`, in place of whoever judges; an emulator is shown no token.

    `action` is the permission that it takes, such as `storage.buckets.get`. None if the status is
    one of `absent`; raises RefusedByApi for one of `refused`, NotRun without access, NotApplicable
    where an emulator does not know it.
    """
    nobody = Identity("") if emulator_of(deployment, service) else None
    identity = nobody or by or judge_of(deployment)
    headers = [("authorization", f"Bearer {identity.token}")] if identity.token else []
    if identity.quota:
        headers.append(("x-goog-user-project", identity.quota))
    if body is not None:
        headers.append(("content-type", "application/json"))
    reply = deployment.http.send(
        method,
        url_of(deployment, service, path),
        purpose=Purpose.CLOUD_API,
        detail=action,
        headers=headers,
        body="" if body is None else json.dumps(body),
    )
    if reply.status in absent:
        return None
    if reply.status in refused:
        raise RefusedByApi(said(reply) or f"HTTP {reply.status}")
    if not 200 <= reply.status < 300:
        raise refused_by_google(reply, action, is_emulated=not identity.token)
    # What an emulator says of what is gone is of no matter.
    return {} if method == "DELETE" else answer_in(reply, action, CLOUD)


class RefusedByApi(Exception):
    """An action that whoever asked may not do; the message is Google's."""


def refused_by_google(reply: Reply, action: str, *, is_emulated: bool) -> NotRun | NotApplicable:
    """What the refusal of an action means for a check."""
    if reply.status in NOT_THERE or (is_emulated and reply.status == 404):
        return NotApplicable(f"The emulator does not know {action}.")
    if is_breakdown(reply.status):
        return NotRun(f"{action}: Google answered HTTP {reply.status}, which decides nothing.")
    told = f"{action} was refused with HTTP {reply.status}: {said(reply)}".rstrip(": ")
    if reply.status in (401, 403):
        told += ". Allow it to the credentials that Google's library finds"
    return NotRun(f"{told}.")
