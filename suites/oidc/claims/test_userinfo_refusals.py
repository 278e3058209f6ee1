"""How the UserInfo endpoint refuses: Core 5.3.3, RFC 6750 section 3."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.op.op import Op
from suites.protocol.session.pages import expect_no_internals
from suites.protocol.tokens.bearer import (
    CHALLENGE,
    WHERE,
    bearer_challenge,
    challenges,
    expect_refused_token,
    presume_refused,
    with_garbage,
    without_token,
)
from suites.verdicts.expect import expect, expect_equal, expect_none, expect_status


@check(
    "userinfo/no-token-refused",
    spec=["core:5.3.1", "rfc6750:3"],
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy="Let the UserInfo endpoint answer nobody without an access token.",
)
def test_userinfo_tells_nothing_without_a_token(op: Op) -> None:
    """Anybody could read who the users are."""
    expect_refused_token(without_token(op))


@check(
    "userinfo/no-token-status",
    spec=["rfc6750:3", "rfc9110:15.5.2"],
    level=SHOULD,
    severity=LOW,
    needs="userinfo",
    remedy="Answer 401 when a request brings no access token.",
)
def test_a_request_without_a_token_is_answered_with_401(op: Op) -> None:
    """Clients do not learn that they have to log the user in again."""
    expect_status(presume_refused(without_token(op)), 401, where=f"{WHERE} without a token")


@check(
    "userinfo/no-token-challenge",
    spec="rfc6750:3",
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy="Send WWW-Authenticate: Bearer with the answer to a request without a token.",
)
def test_www_authenticate_comes_with_the_answer_to_a_request_without_a_token(op: Op) -> None:
    """Clients cannot find out which kind of credentials is wanted."""
    expect_challenge(presume_refused(without_token(op)))


@check(
    "userinfo/no-token-no-error-code",
    spec="rfc6750:3.1",
    level=SHOULD,
    severity=LOW,
    needs="userinfo",
    remedy="Leave `error` out of WWW-Authenticate when the request brought no token.",
)
def test_no_error_code_is_told_to_a_request_without_a_token(op: Op) -> None:
    """A client that just asks how to authenticate is told that its token is bad."""
    challenge = bearer_challenge(presume_refused(without_token(op)))
    expect_equal(challenge.parameter("error"), "", where=f"{CHALLENGE}, error")


@check(
    "userinfo/challenge-parameters",
    spec="rfc6750:3",
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy='Give the Bearer challenge a parameter, such as realm: Bearer realm="userinfo".',
)
def test_the_challenge_to_a_request_without_a_token_has_a_parameter(op: Op) -> None:
    """Strict parsers of WWW-Authenticate refuse the scheme alone."""
    challenge = bearer_challenge(presume_refused(without_token(op)))
    expect(bool(challenge.parameters), "at least one parameter", "none", where=CHALLENGE)


@check(
    "userinfo/garbage-refused",
    spec=["rfc6749:7", "core:5.3.3", "rfc6750:3.1"],
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy="Let the UserInfo endpoint look up, or verify, every access token.",
)
def test_a_made_up_token_is_refused(op: Op) -> None:
    """Anybody could read who the users are."""
    expect_refused_token(with_garbage(op))


@check(
    "userinfo/garbage-status",
    spec="rfc6750:3.1",
    level=SHOULD,
    severity=LOW,
    needs="userinfo",
    remedy="Answer 401 to an access token that is unknown or malformed.",
)
def test_a_made_up_token_is_answered_with_401(op: Op) -> None:
    """Clients do not learn that a new token would help; a 500 hides a broken endpoint."""
    reply = with_garbage(op)
    if reply.status < 500:
        presume_refused(reply)
    expect_status(reply, 401, where=f"{WHERE} to a made-up token")


@check(
    "userinfo/garbage-challenge",
    spec=["core:5.3.3", "rfc6750:3"],
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy="Send WWW-Authenticate: Bearer when an access token is refused.",
)
def test_www_authenticate_comes_with_the_refusal_of_a_token(op: Op) -> None:
    """Clients cannot tell a bad token from any other error."""
    expect_challenge(presume_refused(with_garbage(op)))


@check(
    "userinfo/garbage-error-code",
    spec=["rfc6750:3", "rfc6750:3.1"],
    level=SHOULD,
    severity=LOW,
    needs="userinfo",
    remedy='Put error="invalid_token" into WWW-Authenticate when an access token is refused.',
)
def test_the_refusal_of_a_token_says_invalid_token(op: Op) -> None:
    """Clients do not learn that the token is the problem."""
    challenge = bearer_challenge(presume_refused(with_garbage(op)))
    expect_equal(challenge.parameter("error"), "invalid_token", where=f"{CHALLENGE}, error")


@check(
    "userinfo/challenge-scheme",
    spec="rfc6750:3",
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy="Begin the WWW-Authenticate header with the word Bearer.",
)
def test_the_challenge_begins_with_the_scheme_bearer(op: Op) -> None:
    """Parsers of WWW-Authenticate find no scheme that they know."""
    schemes = [one.scheme for one in challenges(presume_refused(with_garbage(op)))]
    bearer_challenge(with_garbage(op))
    named = any(scheme.lower() == "bearer" for scheme in schemes)
    found = ", ".join(filter(None, schemes)) or "no scheme"
    expect(named, "Bearer", found, where=f"{CHALLENGE}, scheme")


@check(
    "userinfo/challenge-syntax",
    spec=["rfc6750:3", "rfc9110:11.6.1"],
    level=MUST,
    severity=LOW,
    needs="userinfo",
    remedy="Quote every value of WWW-Authenticate, separate them by commas, give each name once.",
)
def test_the_challenge_is_well_formed(op: Op) -> None:
    """A parser stops at the first character that it does not expect."""
    challenge = bearer_challenge(presume_refused(with_garbage(op)))
    expect(not challenge.rest, "name=value pairs", challenge.rest[:80], where=CHALLENGE)
    names = [name for name, _ in challenge.parameters]
    twice = sorted({name for name in names if names.count(name) > 1})
    expect_none(twice, where=f"{CHALLENGE}, parameters that come twice")


@check(
    "userinfo/error-internals",
    spec="wstg:4.8.1",
    level=MAY,
    severity=MEDIUM,
    needs="userinfo",
    remedy="Switch detailed error messages off at the UserInfo endpoint.",
)
def test_the_refusal_of_a_token_shows_nothing_of_the_inside(op: Op) -> None:
    """Stack traces and file names tell an attacker which software to attack, and how."""
    reply = with_garbage(op)
    expect_no_internals(reply.text, where=f"{WHERE} to a made-up token")


def expect_challenge(reply: Reply) -> None:
    """The response has a WWW-Authenticate header."""
    present = bool(reply.header("www-authenticate"))
    expect(present, "a WWW-Authenticate header", "none", where=WHERE)
