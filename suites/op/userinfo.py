"""What a UserInfo response is: claims, or an error whatever its status (Core 5.3.2 and 5.3.3)."""

from fakes.wire.client import Reply
from suites.op.jwt import Jwt
from suites.op.login import members_of, refusal_in_words
from suites.verdicts.expect import Document, Mismatch, expect_json_object, expect_status

# What tells of a user, so that an `error` beside it is a claim like any other.
OF_A_USER = {"sub", "name", "email", "preferred_username"}


def is_error(reply: Reply) -> bool:
    """Whether the body is a JSON object that names an error, and tells of nobody."""
    members = members_of(reply)
    return bool(members.get("error")) and OF_A_USER.isdisjoint(members)


def expect_answered(reply: Reply, *, where: str) -> None:
    """The access token was taken: HTTP 200, and no error. Raises Mismatch with what it says."""
    if reply.status == 200 and is_error(reply):
        raise Mismatch("HTTP 200 with claims", f"an error: {refusal_in_words(reply)}", where)
    expect_status(reply, 200, where=where)


def claims_in(reply: Reply, where: str) -> Document:
    """The claims of a UserInfo response, signed or not (Core section 5.3.2). Raises Mismatch."""
    expect_answered(reply, where=where)
    if reply.media_type == "application/jwt":
        return Jwt.parse(reply.text.strip(), where).claims
    return expect_json_object(reply, where=where)
