"""The scope of a refresh: RFC 6749 section 6."""

from fakes.wire.client import Reply
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MUST, STATEFUL
from suites.op.op import Op
from suites.protocol.tokens.grants import expect_tokens
from suites.protocol.tokens.refresh import (
    WHERE,
    presume_rotation,
    refresh,
    refresh_grant,
    refreshed,
)
from suites.verdicts.expect import (
    Document,
    NotApplicable,
    NotRun,
    Tolerated,
    expect,
    expect_decided,
    presuming,
)

WIDER = "phone"


def narrowed(op: Op) -> Reply:
    """The answer to a refresh for the scope openid alone. Raises NotRun if there is none."""
    with presuming():
        expect_tokens(refreshed(op).reply, WHERE)
    reply = refreshed(op).narrowed
    if reply is None:
        raise NotRun("The first refresh gave nothing to refresh with.")
    return reply


def words(tokens: Document) -> set[str]:
    """The scopes that a response tells. Raises NotApplicable if it tells none."""
    told = tokens.get("scope")
    if not isinstance(told, str):
        raise NotApplicable("The refresh response does not tell its scope.")
    return set(told.split())


@check(
    "refresh/scope-not-wider",
    spec="rfc6749:6",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let a refresh without scope give the scope that the user granted, and no more.",
    needs="code",
)
def test_a_refresh_gives_no_more_scopes_than_the_login(op: Op) -> None:
    """The application gets more than the user agreed to, an hour later."""
    done = refreshed(op)
    first = done.login.tokens.get("scope")
    granted = first if isinstance(first, str) else done.login.request.params.get("scope", "")
    expect_no_more(words(done.tokens), granted)


def expect_no_more(told: set[str], granted: str) -> None:
    """Nothing was given that was not granted."""
    more = sorted(told - set(granted.split()))
    expect(not more, "no more than was granted", " ".join(more), where=f"{WHERE}, scope")


@check(
    "refresh/narrower-scope",
    spec=["rfc6749:6", "rfc6749:3.3"],
    level=MAY,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let a refresh with a narrower scope give an access token of that scope.",
    needs="code",
)
def test_a_refresh_for_a_narrower_scope_gives_no_more(op: Op) -> None:
    """An application that gives a weaker token away gives everything away."""
    reply = narrowed(op)
    if 400 <= reply.status < 500:
        raise NotApplicable("The provider takes no scope at a refresh.")
    with presuming():
        told = words(expect_tokens(reply, WHERE))
    expect_no_more(told, "openid")


@check(
    "refresh/scope-kept",
    spec="rfc6749:6",
    level=MUST,
    severity=LOW,
    run_class=STATEFUL,
    remedy="Let a refresh token keep the scope of the one that it replaces.",
    needs="code",
)
def test_a_new_refresh_token_has_the_scope_of_the_old_one(op: Op) -> None:
    """An application that asked for less once never gets back what the user granted."""
    presume_rotation(op)
    with presuming():
        expect_tokens(narrowed(op), WHERE)
    reply = refreshed(op).after
    if reply is None:
        raise NotApplicable("The refresh for a narrower scope gave no new refresh token.")
    with presuming():
        told = words(expect_tokens(reply, WHERE))
    missing = sorted(words(refreshed(op).tokens) - told)
    expect(not missing, "the scope of the login", " ".join(told), where=f"{WHERE}, scope")


@check(
    "refresh/scope-growth",
    spec="rfc6749:6",
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let a refresh for a scope that was not granted end with invalid_scope.",
    needs="code",
)
def test_a_refresh_cannot_widen_the_scope(op: Op) -> None:
    """The user agreed to less than the application would get."""
    login, token = refresh_grant(op, "scope growth", scope="openid")
    wider = " ".join(dict.fromkeys((*op.rp.scopes.split(), WIDER)))
    reply = refresh(op, token, scope=wider)
    expect_decided(reply, "The token endpoint")
    if 400 <= reply.status < 500:
        return
    first = login.tokens.get("scope")
    granted = first if isinstance(first, str) else "openid"
    with presuming():
        told = expect_tokens(reply, WHERE).get("scope")
    if not isinstance(told, str):
        why = "A scope that is not told is the one that was asked for (RFC 6749 section 5.1)."
        raise Tolerated("a refusal", "a success that tells no scope", WHERE, why)
    expect_no_more(set(told.split()), granted)
