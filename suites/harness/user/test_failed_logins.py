"""A login that failed is not tried again in the same way, and every check tells its reason."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.engine.model import Authorization, User
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.user.login import FormDriver
from fakes.wire.request import Request
from suites.harness.given.misconfigurations.further import NO_GRANT
from suites.harness.given.misconfigurations.login import shown_after_password, shown_elsewhere
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.verdicts.expect import Mismatch, NotRun, Verdict


class Forbidden(Reference):
    """Everybody gets HTTP 403 after the login, and no reason."""

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        return HTMLResponse("<title>Forbidden</title><p>Request has been denied.</p>", 403)


class Broken(Reference):
    """Whoever logs in gets an error of the server."""

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        return HTMLResponse("<title>Error</title><p>Something went wrong.</p>", 500)


class Challenged(Reference):
    """A firewall wants to see a browser before the login page."""

    def authorize(self, request: Request) -> Response:
        return HTMLResponse("<title>Checking</title><p>Just a moment...</p>", 403)


CHALLENGED = (Fault("challenged", "Asks robots.", frozenset(), "reference", Challenged),)
BROKEN = (Fault("broken", "Breaks down.", frozenset(), "reference", Broken),)
FORBIDDEN = (Fault("forbidden", "Lets nobody in.", frozenset(), "reference", Forbidden),)
PUSH = shown_after_password("<title>Approve sign in request</title><p>Open your Guard app.</p>")


@contextmanager
def judged(faults: tuple[Fault, ...], **changes: str) -> Iterator[Op]:
    """The reference with `faults`, as it is judged."""
    fake, target = EMBEDDED["reference"].start("fake", faults)
    op = Op.at(target.changed(**changes), FormDriver())
    try:
        yield op
    finally:
        op.close()
        fake.stop()


def passwords_sent(op: Op) -> int:
    urls = [entry["request"]["url"] for entry in op.journal.entries]
    return sum(url.endswith("/login") for url in urls)


def test_a_phone_rings_once_in_a_run() -> None:
    with judged(PUSH) as op:
        with pytest.raises(Mismatch, match="Open your Guard app") as failed:
            op.attempt()
        assert failed.value.where == "login, second factor: push"
        for again in (op.login, op.separate_login, lambda: op.login("implicit")):
            with pytest.raises(NotRun, match="Open your Guard app"):
                again()
        assert passwords_sent(op) == 1


def test_a_question_in_words_that_nobody_knows_is_no_failure_of_the_provider() -> None:
    """Neither the first time nor when it is not tried again."""
    page = '<form method="post"><button>Atmesti</button><button>Leisti</button></form>'
    with judged(shown_after_password(page)) as op:
        for attempt in (op.attempt, op.attempt, lambda: op.login("implicit")):
            with pytest.raises(NotRun, match="“Atmesti”, “Leisti”"):
                attempt()
        assert passwords_sent(op) == 2


def test_a_page_that_forbids_it_gets_the_password_once_for_each_flow() -> None:
    with judged(FORBIDDEN) as op:
        for attempt in range(5):
            for method in ("pkce", "implicit"):
                with pytest.raises(Verdict):
                    op.login(method, ui_locales=f"en-{attempt}")
                with pytest.raises(Verdict):
                    op.separate_login()
        assert passwords_sent(op) == 2


def test_a_provider_that_breaks_down_gets_the_password_twice_for_each_flow() -> None:
    """It may have been busy the first time; after that it is told what it was."""
    with judged(BROKEN) as op:
        for attempt in range(5):
            for method in ("pkce", "implicit"):
                with pytest.raises(Verdict, match="500"):
                    op.login(method, ui_locales=f"en-{attempt}")
                with pytest.raises(Verdict, match="500"):
                    op.separate_login()
        assert passwords_sent(op) == 4


def test_a_provider_that_calls_itself_an_identity_provider_breaks_down_itself() -> None:
    """Nobody was sent anywhere else, so nothing behind it can have failed."""
    words = "<title>Error</title><p>Identity Provider error. Contact your administrator.</p>"
    with judged(shown_after_password(words, 500)) as op:
        with pytest.raises(Mismatch, match="as 2 s before: Identity Provider error") as failed:
            op.attempt()
        assert failed.value.where == "authorization response"


@pytest.mark.parametrize("own", ["pkce", "implicit"])
def test_the_words_of_a_refusal_are_told_by_whatever_asks_first(own: str) -> None:
    """Another flow may be tried first; what the application needs says why all the same."""
    with judged((), password="not-the-password", auth_method=own) as op:  # noqa: S106 - a wrong one
        with pytest.raises(NotRun, match="user name or the password is wrong"):
            op.login("pkce" if own == "implicit" else "implicit")
        with pytest.raises(Mismatch, match="user name or the password is wrong"):
            op.attempt()
        assert passwords_sent(op) == 1


PLACES = {
    "login, at another site": "<p>The moon is in the wrong phase.</p>",
    "login": '<form method="post"><label>User <input name="u"></label>'
    '<label>Password <input name="p" type="password"></label><button>Sign in</button></form>',
}


@pytest.mark.parametrize("where", PLACES)
def test_a_page_on_another_site_is_told_as_that_and_our_own_giving_up_is_not(where: str) -> None:
    """Who is asked twice for the password has met no refusal of anybody."""
    with judged(shown_elsewhere(PLACES[where])) as op:
        with pytest.raises(Mismatch) as failed:
            op.attempt()
        assert failed.value.where == where
        assert passwords_sent(op) == 1


def test_a_challenge_in_place_of_the_login_page_is_told_as_one() -> None:
    with judged(CHALLENGED) as op:
        with pytest.raises(Mismatch, match="Just a moment") as failed:
            op.attempt()
        assert failed.value.where == "login, captcha"
        assert passwords_sent(op) == 0


def test_a_page_that_calls_itself_an_error_is_not_left_by_its_link() -> None:
    """The link begins anew: the words would be lost, and the password sent once more."""
    with judged(shown_after_password(NO_GRANT)) as op:
        with pytest.raises(Mismatch, match="at least one grant on the application"):
            op.attempt()
        assert passwords_sent(op) == 1
