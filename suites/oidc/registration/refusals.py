"""How a provider refuses to register a client, or registers it without what it must not have.

Every refusal builds on a client that the same provider did register.
"""

from collections.abc import Callable, Mapping
from typing import Any, Unpack
from urllib.parse import SplitResult, urlsplit

from fakes.wire.client import Reply
from suites.checks.check import CheckFunction, Declared
from suites.checks.words import MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.alike import alike
from suites.protocol.clients.registration import (
    REGISTERED,
    WHERE,
    registration,
    registration_response,
)
from suites.verdicts.expect import (
    Mismatch,
    NotRun,
    expect,
    expect_decided,
    expect_json_object,
    presuming,
)

ERROR = "registration error response"
ERRORS = ("invalid_redirect_uri", "invalid_client_metadata")
TAKES_ANYTHING = (
    "Switch off open registration, or the acceptance of such values; if there is no such setting, "
    "report it to the vendor of the provider."
)
Make = Callable[[SplitResult], str]
NOTHING: Mapping[str, Any] = {}
USUAL: Declared = {
    "level": MUST,
    "remedy": TAKES_ANYTHING,
    "run_class": STATEFUL,
    "needs": ["registration"],
}


def expect_not_registered(reply: Reply, member: str, value: str) -> None:
    """The registration was refused, or its answer has no such value in `member`."""
    expect_decided(reply)
    if reply.status not in REGISTERED:
        return
    with presuming():
        given = expect_json_object(reply, where=WHERE).get(member)
    words = given if isinstance(given, list) else str(given).split()
    expect(value not in words, "a refusal", f"registered with {value}", where=f"{WHERE}, {member}")


def refused_registration(op: Op, **metadata: Any) -> Reply:
    """The answer to `metadata` that no client may have, from a provider that registers others.

    Raises NotRun if the registration was not refused, NotApplicable as `registration`.
    """
    registration(op)
    reply = registration_response(op, **metadata)
    if reply.status in REGISTERED:
        raise NotRun("Another check judges this first: the registration was not refused.")
    expect_decided(reply)
    return reply


def never_registered(
    identifier: str, *, metadata: Mapping[str, Any] = NOTHING, **declared: Unpack[Declared]
) -> Callable[[Make], CheckFunction]:
    """Makes a check of a function from the application's redirect URI to one nobody may register.

    The wrong one is sent after a right one, with what `metadata` says.
    """

    def judge(op: Op, make: Make) -> None:
        registration(op)
        good = op.target.redirect_uri
        wrong = make(urlsplit(good))
        reply = registration_response(op, redirect_uris=[good, wrong], **metadata)
        expect_not_registered(reply, "redirect_uris", wrong)

    return alike(judge, identifier, **(USUAL | declared))


def expect_unauthorized(reply: Reply, *, where: str) -> None:
    """Whoever asks was not let in: HTTP 401, or 403 (RFC 7592 section 2.1)."""
    expect_decided(reply)
    if reply.status < 400:
        raise Mismatch("HTTP 401 or 403", f"HTTP {reply.status}", where)
