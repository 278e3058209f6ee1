"""Which tokens the UserInfo endpoint takes, and from where: RFC 6750 section 2, RFC 9700."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.claims.test_userinfo import token_in_body
from suites.op.op import Op
from suites.protocol.tokens.bearer import (
    WHERE,
    accepted_token,
    expect_refused_token,
    guarded_token,
    presume_refused,
    with_garbage,
)
from suites.verdicts.expect import NotApplicable, expect_decided, expect_status


@check(
    "userinfo/tampered-token",
    spec=["rfc6750:3.1", "rfc6750:5.2"],
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy="Compare the whole access token, or verify its signature.",
)
def test_a_token_with_one_changed_character_is_refused(op: Op) -> None:
    """Whoever may change a token can make it another user's."""
    token = accepted_token(op)
    presume_refused(with_garbage(op))
    at = min((token.rfind(".") + 1 + len(token)) // 2, len(token) - 1)
    changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
    expect_refused_token(op.userinfo(changed))


@check(
    "userinfo/expired-token",
    spec=["rfc6749:7", "rfc6750:3.1"],
    level=MUST,
    severity=HIGH,
    needs="userinfo",
    remedy="Check the expiry of an access token each time it is used.",
)
def test_an_expired_token_is_refused(op: Op) -> None:
    """A token that leaked once works for ever."""
    token, clock = accepted_token(op), op.target.clock
    told = str(op.login_with_access_token().tokens.get("expires_in", ""))
    if not (told.isascii() and told.isdigit() and len(told) < 10):
        raise NotApplicable("The token response does not say when the access token expires.")
    seconds = int(told) + 1
    if seconds > clock.patience_s:
        raise NotApplicable(f"The access token lives {told} s, which is too long to wait for.")
    with clock.ahead(seconds):
        reply = op.userinfo(token)
    expect_refused_token(reply)


@check(
    "userinfo/id-token-refused",
    spec=["core:5.3.1", "rfc8725:3.12"],
    level=MUST,
    severity=HIGH,
    needs="userinfo",
    remedy="Let the UserInfo endpoint take access tokens only (check `typ` or `token_use`).",
)
def test_an_id_token_is_not_taken_for_an_access_token(op: Op) -> None:
    """ID Tokens travel through browsers and logs, and would open what they must not open."""
    accepted_token(op)
    presume_refused(with_garbage(op))
    expect_refused_token(op.userinfo(op.login_with_access_token().id_token.raw))


@check(
    "userinfo/code-refused",
    spec=["core:5.3.1", "rfc6750:3.1"],
    level=MUST,
    severity=HIGH,
    needs=["userinfo", "code"],
    remedy="Let the UserInfo endpoint take access tokens only.",
)
def test_an_authorization_code_is_not_taken_for_an_access_token(op: Op) -> None:
    """Codes stand in URLs, histories and logs."""
    accepted_token(op)
    presume_refused(with_garbage(op))
    code = op.login_with_access_token().landing.params.get("code", "")
    if not code:
        raise NotApplicable("The login that gave the access token had no code.")
    expect_refused_token(op.userinfo(code))


@check(
    "userinfo/basic-refused",
    spec="rfc6750:2.1",
    level=MAY,
    severity=LOW,
    needs="userinfo",
    remedy="Take access tokens with the scheme Bearer only.",
)
def test_a_token_with_the_scheme_basic_is_refused(op: Op) -> None:
    """Who does not read the scheme takes credentials of one kind for those of another."""
    token = guarded_token(op)
    expect_refused_token(op.userinfo(headers=[("authorization", f"Basic {token}")]))


@check(
    "userinfo/empty-token-refused",
    spec=["rfc6750:2.1", "rfc6750:3.1"],
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy="Treat an empty access token as none.",
)
def test_an_empty_token_is_refused(op: Op) -> None:
    """Anybody could read who the users are."""
    guarded_token(op)
    expect_refused_token(op.userinfo(headers=[("authorization", "Bearer")]))


@check(
    "userinfo/token-in-query",
    spec=["rfc6750:2.3", "rfc9700:4.3.2"],
    level=SHOULD,
    severity=MEDIUM,
    needs="userinfo",
    remedy="Switch off access tokens in the query (`access_token=`) at the UserInfo endpoint.",
)
def test_a_token_in_the_url_is_refused(op: Op) -> None:
    """URLs end in logs, histories and Referer headers, and the token with them."""
    token = guarded_token(op)
    expect_refused_token(op.userinfo(query={"access_token": token}))


@check(
    "userinfo/token-sent-twice",
    spec=["rfc6750:2", "rfc6750:3.1"],
    level=SHOULD,
    severity=LOW,
    needs="userinfo",
    remedy="Answer 400 invalid_request when a token comes in the header and in the form body.",
)
def test_a_token_that_is_sent_in_two_ways_is_an_invalid_request(op: Op) -> None:
    """Two programs that read one request may each believe another token."""
    token = accepted_token(op)
    if token_in_body(op).status != 200:
        raise NotApplicable("No token is taken from the form body, so there is one way only.")
    reply = op.userinfo(token, method="POST", form=[("access_token", token)])
    expect_decided(reply, "The UserInfo endpoint")
    expect_status(reply, 400, where=f"{WHERE} to a token in header and body")


@check(
    "userinfo/post-without-token",
    spec=["core:5.3.1", "rfc6750:3"],
    level=MUST,
    severity=CRITICAL,
    needs="userinfo",
    remedy="Ask for an access token whatever the method of the request is.",
)
def test_a_post_without_a_token_is_refused(op: Op) -> None:
    """A guard at GET alone leaves the other door open."""
    guarded_token(op)
    expect_refused_token(op.userinfo(method="POST", form=[]))
