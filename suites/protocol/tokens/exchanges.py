"""Verbs for the token endpoint: successful answers, errors, codes and how hard they are to guess.

Every negative exchange builds on a successful one, so a dead endpoint never reads as a secure one.
"""

import base64
import math
import string

from fakes.wire.client import Reply
from suites.op.jwt import Jwt
from suites.op.login import Login
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.tokens.refusals import expect_token_error
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotApplicable,
    NotRun,
    Tolerated,
    expect_json_object,
    presuming,
)

NO_SUCH_CODE = "ssoproof-no-such-code-0123456789abcdefghij"
NO_SUCH_CLIENT = "ssoproof-no-such-client"
ERROR = "token error response"
ALPHABETS = ("0123456789", "0123456789abcdef", string.digits + string.ascii_letters)
LARGEST_ALPHABET = 64


def exchanged(op: Op) -> tuple[Login, Reply]:
    """A login by code with the answer of the token endpoint. Raises NotRun."""
    login = op.login("pkce")
    if login.token_reply is None:
        raise NotRun("The login made no token request.")
    return login, login.token_reply


def tokens_of(op: Op) -> Document:
    """The members of a successful answer of the token endpoint. Raises NotRun."""
    return exchanged(op)[0].tokens


def optional_member(tokens: Document, name: str) -> object:
    """A member that may be missing. Raises NotApplicable then."""
    if name not in tokens:
        raise NotApplicable(f"The token response has no {name}, which is optional.")
    return tokens[name]


@remembered
def failed_exchange(op: Op, /, *, without: str = "", **changes: str | None) -> Reply:
    """The answer to a token request with a code that was never issued, remembered.

    `changes` replace form fields, `without` is one to leave out. Raises NotRun if even a right
    code gets no tokens.
    """
    exchanged(op)
    request = op.rp.authorization_request("pkce")
    headers, form = op.rp.token_request(request, NO_SUCH_CODE, **changes)
    return op.token_request([one for one in form if one[0] != without], headers=headers)


@remembered
def changed_exchange(op: Op, /, **changes: str | None) -> Reply:
    """The answer to a token request with a fresh code and changed form fields, remembered."""
    exchanged(op)
    request, code = op.fresh_code()
    return op.exchange(request, code, **changes)


@remembered
def failed_basic(op: Op) -> Reply:
    """The answer to an unknown client that authenticates by HTTP Basic, remembered."""
    exchanged(op)
    pair = f"{NO_SUCH_CLIENT}:ssoproof-no-such-secret".encode()
    header = ("authorization", f"Basic {base64.b64encode(pair).decode()}")
    request = op.rp.authorization_request("pkce")
    form = op.rp.token_request(request, NO_SUCH_CODE, client_id=None)[1]
    return op.token_request(form, headers=[header])


def expect_error(reply: Reply, right: str, *others: str) -> None:
    """The error answer has the form of RFC 6749 section 5.2 and the code `right`.

    One of `others` is a warning: the request is refused, but the client is told another reason.
    """
    found = expect_token_error(reply, right, *others)["error"]
    if found != right:
        reason = "The request was refused, for another reason than the specification names."
        raise Tolerated(right, found, f"{ERROR}, error", reason)


def descriptions(*replies: Reply) -> list[str]:
    """The error descriptions in `replies`. Raises NotApplicable if there is none."""
    with presuming():
        bodies = [expect_json_object(reply, where=ERROR) for reply in replies]
    found = [body["error_description"] for body in bodies if "error_description" in body]
    if not found:
        raise NotApplicable("No error has an error_description, which is optional.")
    return [text if isinstance(text, str) else "" for text in found]


def expect_unguessable(value: str, *, where: str) -> None:
    """At least 128 bits by its length, and not made of few characters (RFC 6749 10.10).

    What a provider signed is judged by its signature elsewhere. The letters of a short value
    need not show its whole alphabet, so the smallest known one that fits is assumed.
    """
    if is_signed(value):
        return
    bits = bits_of(value)
    if bits < 128:
        raise Mismatch("at least 128 bits of randomness", f"at most {bits:.0f} bits", where)
    if len(set(value)) < 8:
        raise Mismatch("random characters", f"{len(set(value))} different characters", where)


def is_signed(value: str) -> bool:
    """Whether `value` is a JWS."""
    try:
        Jwt.parse(value, "token")
    except Mismatch:
        return False
    return True


def bits_of(value: str) -> float:
    """The most that `value` can carry; dashes, as in a UUID, carry nothing in hexadecimal."""
    plain = value.replace("-", "").lower()
    for alphabet in ALPHABETS[:2]:
        if set(plain) <= set(alphabet):
            return len(plain) * math.log2(len(alphabet))
    if set(value) <= set(ALPHABETS[2]):
        return len(value) * math.log2(len(ALPHABETS[2]))
    return len(value) * math.log2(LARGEST_ALPHABET)


def differing(one: str, other: str) -> int:
    """In how many places two values differ."""
    places = sum(left != right for left, right in zip(one, other, strict=False))
    return places + abs(len(one) - len(other))
