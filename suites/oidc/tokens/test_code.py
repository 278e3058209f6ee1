"""The authorization code at the token endpoint: RFC 6749 sections 4.1.2, 4.1.3 and 10.5."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.op.login import Login, outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.authentication import confidential
from suites.protocol.tokens.bearer import expect_refused_token, with_garbage
from suites.protocol.tokens.exchanges import (
    NO_SUCH_CLIENT,
    changed_exchange,
    differing,
    exchanged,
    expect_error,
    expect_unguessable,
    is_signed,
)
from suites.protocol.tokens.grants import own_grant
from suites.protocol.tokens.refresh import way_to_refresh
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Mismatch, NotApplicable, Tolerated, expect, presuming

LEAST_DIFFERENCE = 16
BOUND = "Let the token endpoint compare the redirect_uri with the one of the request."
ONCE = "Let the provider mark a code as used at its first exchange."


@remembered
def used_twice(op: Op) -> tuple[Login, Reply]:
    """A login whose code was sent a second time, and the answer to that.

    Both uses follow at once: a code that has expired since is refused for that alone.
    """
    login = own_grant(op, "code to use twice", **way_to_refresh(op))
    return login, op.exchange(login.request, login.landing.params.get("code", ""))


def second_use(op: Op) -> Reply:
    """The answer to the second use of a code."""
    return used_twice(op)[1]


def other_redirect_uri(op: Op) -> Reply:
    """The answer to a right code with another redirect_uri, remembered."""
    return changed_exchange(op, redirect_uri=f"{op.rp.redirect_uri}/other")


@check(
    "token/code-entropy",
    spec="rfc6749:10.10",
    level=MUST,
    severity=CRITICAL,
    remedy="Let the provider issue longer random codes.",
    needs="code",
)
def test_the_code_cannot_be_guessed(op: Op) -> None:
    """Whoever guesses a code of somebody else logs in as that user."""
    code = exchanged(op)[0].landing.params["code"]
    expect_unguessable(code, where="authorization response, code")


@check(
    "token/code-unpredictable",
    spec="rfc6749:10.10",
    level=MUST,
    severity=CRITICAL,
    remedy="Let the provider take codes from a random generator, not from a counter or a clock.",
    needs="code",
)
def test_a_code_does_not_follow_from_the_one_before(op: Op) -> None:
    """Whoever logs in himself could derive the code of the next user."""
    first = exchanged(op)[0].landing.params["code"]
    again = op.separate_login().landing.params.get("code", "")
    if is_signed(first):
        raise NotApplicable("The code is signed, which another check judges by its length.")
    enough = differing(first, again) >= min(LEAST_DIFFERENCE, len(first) // 2)
    words = f"two codes that differ in {LEAST_DIFFERENCE} places, or half their length"
    expect(enough, words, "two similar ones", where="authorization response, code")


@check(
    "token/code-single-use",
    spec=["rfc6749:4.1.2", "core:3.1.3.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=ONCE,
    needs="code",
)
def test_a_code_works_once(op: Op) -> None:
    """Whoever finds a used code in a log or a history would get tokens for it."""
    expect_refused_exchange(second_use(op))


@check(
    "token/code-single-use-without-pkce",
    spec=["rfc6749:4.1.2", "core:3.1.3.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=ONCE,
    needs="code",
)
def test_a_code_without_pkce_works_once(op: Op) -> None:
    """What marks codes as used may be the part of the provider that does PKCE."""
    op.login("pkce")
    client, browser = confidential(op), op.provider.expendable_browser()
    request, landing = client.authorize(
        "pkce", browser=browser, code_challenge=None, code_challenge_method=None
    )
    if "code" not in landing.params:
        raise NotApplicable(f"No code without PKCE: {outcome_in_words(landing)}.")
    with presuming():
        login = client.read(request, landing, "pkce")
    expect_refused_exchange(client.exchange(login.request, login.landing.params.get("code", "")))


@check(
    "token/code-reuse-error",
    spec="rfc6749:5.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the token endpoint answer a used code with HTTP 400, JSON and invalid_grant.",
    needs="code",
)
def test_a_used_code_is_answered_with_invalid_grant(op: Op) -> None:
    """The client must see that this is no fault of its own request."""
    with presuming():
        expect_refused_exchange(second_use(op))
    expect_error(second_use(op), "invalid_grant")


@check(
    "token/code-reuse-revokes",
    spec=["rfc6749:4.1.2", "rfc6749:10.5"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let the provider revoke what a code gave as soon as the code is used again.",
    needs=["code", "userinfo"],
)
def test_the_second_use_of_a_code_ends_the_access_token_of_the_first(op: Op) -> None:
    """A second use means that the code was stolen, and the thief may have been first."""
    with presuming():
        expect_refused_token(with_garbage(op))
        expect_refused_exchange(second_use(op))
    expect_refused_token(op.userinfo(used_twice(op)[0].access_token))


@check(
    "token/code-bound-to-client",
    spec=["rfc6749:4.1.3", "rfc6749:5.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy="Let the token endpoint take a code only from the client that it was issued to.",
    needs=["code", "public-client"],
)
def test_a_code_gives_no_tokens_to_a_client_that_nobody_knows(op: Op) -> None:
    """Whoever finds a code would log in with it, and need not even be an application."""
    expect_refused_exchange(changed_exchange(op, client_id=NO_SUCH_CLIENT))


@check(
    "token/code-bound-to-redirect-uri",
    spec=["rfc6749:4.1.3", "core:3.1.3.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=BOUND,
    needs="code",
)
def test_a_code_gives_no_tokens_with_another_redirect_uri(op: Op) -> None:
    """An attacker who had the code sent elsewhere could have it exchanged by the application."""
    expect_refused_exchange(other_redirect_uri(op))


@check(
    "token/other-redirect-uri-error",
    spec="rfc6749:5.2",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let the token endpoint answer another redirect_uri with invalid_grant.",
    needs="code",
)
def test_another_redirect_uri_is_answered_with_invalid_grant(op: Op) -> None:
    """An operator with a wrong HOST looks for the fault in the wrong place."""
    reply = other_redirect_uri(op)
    with presuming():
        expect_refused_exchange(reply)
    expect_error(reply, "invalid_grant")


@check(
    "token/missing-redirect-uri",
    spec=["rfc6749:4.1.3", "core:3.1.3.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=BOUND,
    needs="code",
)
def test_a_code_gives_no_tokens_without_its_redirect_uri(op: Op) -> None:
    """Left out, the comparison protects nobody."""
    try:
        expect_refused_exchange(changed_exchange(op, redirect_uri=None))
    except Mismatch as mismatch:
        why = "Core 3.1.3.2 allows it for a client with a single registered redirect_uri."
        raise Tolerated(mismatch.expected, mismatch.actual, mismatch.where, why) from None


@check(
    "token/altered-code",
    spec=["rfc6749:10.10", "rfc6749:5.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Report to the provider's maker: a code must be compared as a whole.",
    needs="code",
)
def test_an_altered_code_gives_no_tokens(op: Op) -> None:
    """A code with a readable structure invites to exchange its parts."""
    exchanged(op)
    request, code = op.fresh_code()
    middle = len(code) // 2
    other = "A" if code[middle] != "A" else "B"
    altered = code[:middle] + other + code[middle + 1 :]
    expect_refused_exchange(op.exchange(request, altered))
