"""A provider that holds an answer back: its user is told so, and nobody else waits (RFC 9110).

No specification says how long a provider is waited for. That the user is told in the end is in
RFC 9110 section 15.6; RP_PATIENCE says when that is.
"""

from functools import partial

from suites.application.application import Application
from suites.application.forgeries import by_the_flow
from suites.application.held_back import (
    KEYS,
    SLOWLY,
    TOKEN,
    USERINFO,
    Ended,
    held_logins,
    held_start,
)
from suites.checks.check import check
from suites.checks.words import CRITICAL, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.rp.patience.meanwhile import seen_meanwhile
from suites.verdicts.expect import Mismatch, NotApplicable

patience_check = partial(
    check,
    spec="rfc9110:15.6",
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Give every request to the provider a time after which it ends, from connecting to the "
    "last byte, and show a page that says so then.",
)


def expect_ended(app: Application, login: Ended) -> None:
    """The user got an answer in time. Raises Mismatch, NotApplicable if nothing was held back."""
    if not login.asked:
        raise NotApplicable(f"The application did not ask for {login.what}.")
    if login.trouble:
        expected = f"an answer within {app.target.patience_s:g} s (RP_PATIENCE)"
        raise Mismatch(expected, login.trouble, f"a login, after: {login.after}")


@patience_check("rp-patience/token", needs="code")
def test_a_token_response_that_never_comes_ends_the_login(app: Application) -> None:
    """Whoever sees nothing tries again, and each try takes a connection and a worker."""
    expect_ended(app, held_logins(app)[TOKEN])


@patience_check("rp-patience/keys")
def test_a_jwk_set_that_never_comes_ends_the_login(app: Application) -> None:
    """Keys are asked for seldom, often by another part of the program, with limits of its own."""
    expect_ended(app, held_logins(app)[KEYS])


@patience_check("rp-patience/userinfo", needs="code", severity=LOW)
def test_a_userinfo_response_that_never_comes_ends_the_login(app: Application) -> None:
    """Who the user is was told already by her ID Token."""
    expect_ended(app, held_logins(app)[USERINFO])


@patience_check("rp-patience/slow", severity=LOW)
def test_an_answer_that_comes_by_the_byte_ends_the_login(app: Application) -> None:
    """A limit for each read never ends what goes on for ever."""
    expect_ended(app, held_logins(app)[SLOWLY])


@patience_check("rp-patience/discovery", needs="restart")
def test_a_discovery_document_that_never_comes_ends_the_login(app: Application) -> None:
    """An application that was started beside a silent provider is silent itself."""
    expect_ended(app, held_start(app))


@patience_check("rp-patience/others")
def test_a_login_that_waits_keeps_nobody_else(app: Application) -> None:
    """One user of a slow provider, and the application is gone for everybody."""
    seen = seen_meanwhile(app)
    if seen.got:
        expected = "the page of a user who is signed in, while that login waits"
        raise Mismatch(expected, seen.got, f"{app.target.whoami_url}, after: {seen.after}")


@patience_check(
    "rp-patience/fails-closed",
    spec=["core:3.1.3.7", "core:3.1.3.5"],
    level=MUST,
    severity=CRITICAL,
    remedy="Sign nobody in by what could not be verified: without the keys, no ID Token is valid.",
)
def test_nobody_is_signed_in_by_what_never_came(app: Application) -> None:
    """Whoever can slow the provider down signs in as anybody."""
    ended = held_logins(app)
    if TOKEN in ended:
        expect_nobody_in(ended[TOKEN])
    with by_the_flow(app):
        expect_nobody_in(ended[KEYS])


def expect_nobody_in(login: Ended) -> None:
    """Raises Mismatch if somebody is in by a login without what it had asked for."""
    if login.asked and login.who:
        raise Mismatch("nobody", login.who, f"who is signed in, after: {login.after}")
