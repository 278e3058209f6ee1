"""Clients of the harness's own, registered for a check and removed after the run.

OpenID Connect Dynamic Client Registration 1.0, RFC 7591, and RFC 7592 for the removal.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fakes.relying_party.authentication import jwks_of
from fakes.wire.client import Reply
from fakes.wire.errors import ExchangeError
from fakes.wire.purposes import Purpose
from suites.op.ledger import ClientMade
from suites.op.login import refusal_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.verdicts.expect import (
    BrokeDown,
    Document,
    Mismatch,
    NotApplicable,
    NotRun,
    expect_json_object,
    is_breakdown,
    presuming,
)

WHERE = "registration response"
REGISTERED = (200, 201)
GIVE_TOKEN = "if it wants an initial access token, name it in OIDC_INITIAL_ACCESS_TOKEN"  # noqa: S105 - what to do


@dataclass(frozen=True, slots=True, eq=False)
class Registration:
    """A client that the provider registered: what was sent, and what it answered.

    `rotated` are the registration access tokens that replaced each other since.
    """

    sent: dict[str, Any]
    reply: Reply
    members: Document
    rotated: list[str] = field(default_factory=list)

    @property
    def client_id(self) -> str:
        """Its identifier. Raises NotRun if the answer has none that can be sent."""
        with presuming():
            return sendable(self.members.string("client_id"), "client_id")

    @property
    def client_secret(self) -> str:
        """Its secret; empty for a public client. Raises NotRun if it cannot be sent."""
        secret = self.members.get("client_secret", "")
        if not isinstance(secret, str):
            return ""
        with presuming():
            return sendable(secret, "client_secret")

    @property
    def token_endpoint_auth_method(self) -> str:
        """How it proves itself: as the provider registered it (RFC 7591 section 3.2.1)."""
        method = self.members.get("token_endpoint_auth_method")
        return method if isinstance(method, str) else self.sent["token_endpoint_auth_method"]

    @property
    def access_token(self) -> str:
        """What manages the client (RFC 7592). Raises NotRun if the answer has none."""
        if self.rotated:
            return self.rotated[-1]
        with presuming():
            return self.members.string("registration_access_token")

    @property
    def url(self) -> str:
        """Where the client is managed (RFC 7592). Raises NotRun if the answer has none."""
        with presuming():
            return self.members.string("registration_client_uri")


def presume_granted(made: Registration, *members: str) -> None:
    """Raises NotApplicable unless `members` are registered as they were asked for.

    A provider may ignore, replace or refuse what it is asked (Registration 3.2, RFC 7591 3.2.1).
    """
    for name in members:
        if made.members.get(name) != made.sent[name]:
            raise NotApplicable(f"The provider did not register {name} as asked, as it may.")


@contextmanager
def as_far_as_granted(op: Op, *members: str, **metadata: Any) -> Iterator[None]:
    """Inside, what fails is no finding where a client with `metadata` was not given `members`.

    Many providers keep members that they do not tell, so only a failure is looked at so: Raises
    NotApplicable then, as `presume_granted`.
    """
    try:
        yield
    except Mismatch:
        presume_granted(registration(op, **metadata), *members)
        raise


@contextmanager
def as_far_as_permitted(refused: str) -> Iterator[None]:
    """Inside, what the provider does not let a client have is not applicable; `refused` says so.

    A provider that broke down, or did not answer, permits and refuses nothing: Raises NotRun then.
    """
    try:
        yield
    except NotRun as why:
        if _undecided(why):
            raise
        raise NotApplicable(f"{refused}: {why}") from None


def _undecided(error: BaseException | None) -> bool:
    """Whether `error` comes of a request that got no answer, or an error of the server."""
    if isinstance(error, BrokeDown | ExchangeError):
        return True
    return error is not None and _undecided(error.__cause__)


def sendable(value: str, member: str) -> str:
    """`value`, which is text and no half of a character. Raises Mismatch."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Mismatch("text", "half a character", f"{WHERE}, {member}") from None
    return value


def register(op: Op, *, token: str | None = None, **metadata: Any) -> Reply:
    """The answer to a registration request with `metadata`, never remembered.

    `token` replaces the initial access token; an empty one sends none. What is created is noted
    for removal. A member that is None is left out of what every request has.
    """
    return register_by(op, json.dumps(requested_metadata(op, **metadata)), token=token)


def register_by(op: Op, body: str, *, token: str | None = None) -> Reply:
    """As `register`, for a request whose whole body is given."""
    op.presume_allowed("stateful")
    if "registration_endpoint" not in op.discovery():
        raise NotApplicable("The discovery document has no registration_endpoint.")
    token = op.target.initial_access_token if token is None else token
    headers = [("content-type", "application/json")]
    headers += [("authorization", f"Bearer {token}")] if token else []
    url = op.endpoint("registration_endpoint")
    reply = op.http.send("POST", url, purpose=Purpose.REGISTRATION, headers=headers, body=body)
    if reply.status in REGISTERED:
        note_for_removal(op, reply)
    return reply


@remembered
def registration_response(op: Op, /, *, token: str | None = None, **metadata: Any) -> Reply:
    """As `register`, but remembered."""
    return register(op, token=token, **metadata)


def successful_registration(op: Op, **metadata: Any) -> Reply:
    """The answer to a registration that succeeded, remembered.

    Raises NotApplicable where nobody registers without a token and none is known, NotRun if it
    is refused.
    """
    reply = registration_response(op, **metadata)
    if reply.status in REGISTERED:
        return reply
    if is_breakdown(reply.status):
        raise BrokeDown("registration", reply.status)
    told = f"No client could be registered: {refusal_in_words(reply)}; {GIVE_TOKEN}."
    if reply.status in (401, 403) and not op.target.initial_access_token:
        raise NotApplicable(told)
    raise NotRun(told)


def requested_metadata(op: Op, **metadata: Any) -> dict[str, Any]:
    """What a registration request asks for: like the application's client, with `metadata`.

    A client that signs registers the key of the relying party, unless `metadata` name others.
    """
    members: dict[str, Any] = {
        "client_name": "ssoproof",
        "redirect_uris": [op.target.redirect_uri],
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
        "token_endpoint_auth_method": "client_secret_basic",
    }
    if metadata.get("token_endpoint_auth_method") == "private_key_jwt" and (
        "jwks_uri" not in metadata
    ):
        members["jwks"] = jwks_of(op.rp.key)
    return {k: v for k, v in (members | metadata).items() if v is not None}


@remembered
def registration(op: Op, /, **metadata: Any) -> Registration:
    """A client with `metadata`, registered once and remembered.

    Raises NotApplicable if clients cannot register themselves, or only with a token that is not
    known, NotRun if it is refused for another reason.
    """
    reply = successful_registration(op, **metadata)
    with presuming():
        members = expect_json_object(reply, where=WHERE)
    return Registration(requested_metadata(op, **metadata), reply, members)


def note_for_removal(op: Op, reply: Reply) -> None:
    """Has the client of a registration response removed at the end of the run."""
    try:
        members = expect_json_object(reply, where=WHERE)
    except Mismatch:
        members = Document({}, WHERE)
    op.provider.ledger.note(ClientMade(members))


def registered(op: Op, **metadata: Any) -> Op:
    """As `for_client`, for a client that the harness registers with `metadata`; remembered.

    Raises NotApplicable if clients cannot register themselves, NotRun if it is refused or if
    nothing may be created at this target.
    """
    made = registration(op, **metadata)
    return op.for_client(
        made.client_id,
        made.client_secret,
        redirect_uri=made.sent["redirect_uris"][0],
        token_endpoint_auth_method=made.token_endpoint_auth_method,
    )


def registered_as_asked(op: Op, *members: str, **metadata: Any) -> Op:
    """As `registered`, where the provider says that it keeps `members` as they were asked for.

    It may leave them out or replace them (RFC 7591 section 3.2.1): Raises NotApplicable then.
    """
    client = registered(op, **metadata)
    presume_granted(registration(op, **metadata), *members)
    return client


def newly_registered(op: Op, **metadata: Any) -> Op:
    """A client that registers itself, for what the target's own client may not do.

    Raises NotApplicable if clients register themselves only with a token that nobody gave us.
    """
    if op.target.initial_access_token:
        return registered(op, **metadata)
    with as_far_as_permitted("This needs a client of another kind"):
        return registered(op, **metadata)
