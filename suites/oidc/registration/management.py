"""A client manages its registration: RFC 7592, and Registration 1.0 section 4 for reading."""

import json
from typing import Any

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.registration import Registration, note_for_removal, registration
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotApplicable,
    NotRun,
    expect_json_object,
    presuming,
)

WHERE = "client configuration endpoint"
READ = "client read response"
UPDATE = "client update response"
DELETE = "client delete response"
CREDENTIALS = ("registration_client_uri", "registration_access_token")
# What RFC 7592 section 2.2 keeps out of an update.
ISSUED = (*CREDENTIALS, "client_secret_expires_at", "client_id_issued_at")


def managed(op: Op, **metadata: Any) -> Registration:
    """A client with `metadata` that can manage itself. Raises NotApplicable if none can."""
    made = registration(op, **metadata)
    if not any(member in made.members for member in CREDENTIALS):
        raise NotApplicable("The provider does not let a client manage its registration.")
    return made


def manage(
    op: Op, made: Registration, method: str = "GET", *, token: str | None = None, **body: Any
) -> Reply:
    """The answer to a request at the URL of a client, never remembered.

    `token` replaces its registration access token; an empty one sends none.
    """
    token = made.access_token if token is None else token
    headers = [("authorization", f"Bearer {token}")] if token else []
    headers += [("content-type", "application/json")] if body else []
    text = json.dumps(body) if body else ""
    purpose = Purpose.CLIENT_MANAGEMENT
    reply = op.http.send(method, made.url, purpose=purpose, headers=headers, body=text)
    if reply.status == 200:
        _note_rotation(op, made, reply)
    return reply


def _note_rotation(op: Op, made: Registration, reply: Reply) -> None:
    """A provider may give a new token with each answer (RFC 7592 section 5)."""
    try:
        token = expect_json_object(reply, where=WHERE).string("registration_access_token")
    except Mismatch:
        return
    if token != made.access_token:
        made.rotated.append(token)
        note_for_removal(op, reply)


@remembered
def read_response(op: Op, made: Registration) -> Reply:
    """What the client reads about itself. Raises NotApplicable if it may not."""
    reply = manage(op, made)
    if reply.status in (403, 405):
        raise NotApplicable(f"A client may not read its registration: HTTP {reply.status}.")
    return reply


def configuration(op: Op, made: Registration) -> Document:
    """The members of what the client reads about itself. Raises NotRun, NotApplicable."""
    with presuming():
        return op.json_of(read_response(op, made), READ)


@remembered
def updated(op: Op, made: Registration, /, **changes: Any) -> Reply:
    """The answer to an update of everything that the client is, with `changes`.

    Raises NotApplicable if the method is not offered.
    """
    return presume_offered(manage(op, made, "PUT", **replacement(made, **changes)), "PUT")


def replacement(made: Registration, **changes: Any) -> dict[str, Any]:
    """The body of an update: what was registered, without what the provider issued."""
    told = {name: value for name, value in made.members.items() if name not in ISSUED}
    return {name: value for name, value in (told | changes).items() if value is not None}


@remembered
def deleted(op: Op, made: Registration) -> Reply:
    """The answer to the removal of a client. Raises NotApplicable if it is not offered."""
    return presume_offered(manage(op, made, "DELETE"), "DELETE")


def removable_client(op: Op) -> Registration:
    """A client that is there to be removed."""
    return managed(op, client_name="ssoproof, to be removed")


def deleted_client(op: Op, made: Registration) -> Registration:
    """A client that was removed. Raises NotRun if it was not."""
    reply = deleted(op, made)
    if reply.status not in (200, 204):
        raise NotRun(f"The client could not be removed: HTTP {reply.status}.")
    return made


def presume_offered(reply: Reply, method: str) -> Reply:
    """`reply`. Raises NotApplicable if the endpoint does not know the method (RFC 7592 2)."""
    if reply.status in (403, 404, 405, 501):
        raise NotApplicable(f"{method} is not offered: HTTP {reply.status}.")
    return reply


def body_of(reply: Reply, where: str) -> Document:
    """The members of an answer. Raises NotRun."""
    with presuming():
        return expect_json_object(reply, where=where)
