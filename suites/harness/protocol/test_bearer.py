"""Challenges of WWW-Authenticate, as targets write them and as they should not."""

import pytest

from fakes.wire.client import Reply
from suites.protocol.tokens.bearer import bearer_challenge, challenges


def reply(*headers: str) -> Reply:
    """A response with WWW-Authenticate headers."""
    pairs = [("www-authenticate", header) for header in headers]
    return Reply(
        method="GET", url="https://op.example.com", status=401, headers=pairs, body=b"", exchange=""
    )


@pytest.mark.parametrize(
    ("header", "scheme", "parameters"),
    [
        ("Bearer", "Bearer", []),
        ('Bearer realm="a, b=c", error="invalid_token"', "Bearer", ["a, b=c", "invalid_token"]),
        ('bearer realm=x,error = "y"', "bearer", ["x", "y"]),
        (r'Bearer realm="a \"quoted\" word"', "Bearer", ['a "quoted" word']),
        ('error="invalid_request", error_description="Bad"', "", ["invalid_request", "Bad"]),
        ('DPoP algs="ES256", Bearer error="invalid_token"', "Bearer", ["invalid_token"]),
    ],
)
def test_a_challenge_is_read_as_it_is_written(
    header: str, scheme: str, parameters: list[str]
) -> None:
    challenge = bearer_challenge(reply(header))
    assert challenge.scheme == scheme
    assert [value for _, value in challenge.parameters] == parameters
    assert not challenge.rest


@pytest.mark.parametrize(
    "header",
    ["Bearer error_description=The access token", 'Bearer realm="open', "Bearer a=b=c", "=", "Ü x"],
)
def test_what_cannot_be_read_is_kept(header: str) -> None:
    assert any(one.rest for one in challenges(reply(header)))


def test_several_headers_are_several_challenges() -> None:
    found = challenges(reply('Bearer realm="a"', 'Basic realm="b"'))
    assert [one.scheme for one in found] == ["Bearer", "Basic"]
