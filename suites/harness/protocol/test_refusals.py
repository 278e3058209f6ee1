"""What refuses, what lets in, and what decides nothing, at whichever endpoint."""

from collections.abc import Callable

import pytest

from fakes.wire.client import Reply
from suites.protocol.session.page_headers import is_framed_by_few
from suites.protocol.tokens.bearer import expect_refused_token
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Mismatch, NotRun

TOKENS = b'{"access_token": "a", "token_type": "Bearer"}'
JUDGES = {
    "The token endpoint": expect_refused_exchange,
    "The UserInfo endpoint": expect_refused_token,
}


def reply(status: int, body: bytes = b"", **headers: str) -> Reply:
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Reply(
        method="GET",
        url="https://op.example.com",
        status=status,
        headers=pairs,
        body=body,
        exchange="",
    )


@pytest.mark.parametrize(("endpoint", "judge"), JUDGES.items())
def test_an_endpoint_that_is_out_of_order_is_named_and_decides_nothing(
    endpoint: str, judge: Callable[[Reply], None]
) -> None:
    for status in (500, 502):
        with pytest.raises(NotRun, match=f"{endpoint} answered HTTP {status}"):
            judge(reply(status))


@pytest.mark.parametrize("judge", JUDGES.values())
def test_a_refusal_counts_however_it_is_worded_and_a_success_never(
    judge: Callable[[Reply], None],
) -> None:
    judge(reply(400))
    judge(reply(401, b"<html>"))
    with pytest.raises(Mismatch):
        judge(reply(200, TOKENS))


@pytest.mark.parametrize(
    ("headers", "few"),
    [
        ({}, False),
        ({"x_frame_options": "DENY, SAMEORIGIN"}, True),
        ({"x_frame_options": "ALLOWALL"}, False),
        ({"content_security_policy": "default-src 'none'; frame-ancestors 'none'"}, True),
        ({"content_security_policy": "frame-ancestors *", "x_frame_options": "DENY"}, False),
        ({"content_security_policy": "frame-ancestors *, frame-ancestors 'none'"}, True),
        ({"content_security_policy": "default-src 'self', frame-ancestors 'self'"}, True),
        ({"content_security_policy": "frame-ancestors *, frame-ancestors https:"}, False),
    ],
)
def test_frame_ancestors_count_before_x_frame_options(headers: dict[str, str], few: bool) -> None:
    assert is_framed_by_few(reply(200, **headers)) is few
