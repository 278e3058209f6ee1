"""How the token endpoint refuses a request: RFC 6749 section 5.2."""

from fakes.wire.client import Reply
from suites.verdicts.expect import (
    Document,
    Mismatch,
    expect_decided,
    expect_in,
    expect_json_object,
    expect_media_type,
    expect_status,
)


def expect_token_error(reply: Reply, *errors: str) -> Document:
    """An error answer of the token endpoint, as RFC 6749 section 5.2 wants it.

    HTTP 400, or 401 for invalid_client; JSON; `error` one of `errors`. Tokens in place of an error
    are told as what they are.
    """
    where = "token error response"
    _expect_no_tokens(reply)
    statuses = (400, 401) if "invalid_client" in errors else (400,)
    expect_status(reply, *statuses, where=where)
    expect_media_type(reply, "application/json", where=where)
    body = expect_json_object(reply, where=where)
    expect_in(body.string("error"), errors, where=f"{where}, error")
    return body


def expect_refused_exchange(reply: Reply) -> None:
    """No tokens were given, however the refusal is worded; a broken endpoint proves nothing.

    An error in JSON with the status of a success is a refusal here: its form is for other checks.
    """
    _expect_no_tokens(reply)
    expect_decided(reply, "The token endpoint")


def _expect_no_tokens(reply: Reply) -> None:
    if 200 <= reply.status < 300 and not _tells_error(reply):
        raise Mismatch("a refusal", f"HTTP {reply.status}", "token response")


def _tells_error(reply: Reply) -> bool:
    """Whether the body is a JSON object that names an error and carries no token."""
    try:
        body = expect_json_object(reply, where="token response")
    except Mismatch:
        return False
    return "error" in body and not {"access_token", "id_token"} & set(body)
