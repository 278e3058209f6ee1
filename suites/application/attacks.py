"""How an attack is judged: between two honest logins, by whom the application lets in."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from fakes.attacks.provider import Attack, says
from fakes.people import ALICE, User
from suites.application.application import Application, Visit
from suites.verdicts.expect import Mismatch


@contextmanager
def started_anew(app: Application, *attacks: Attack, user: User = ALICE) -> Iterator[bool]:
    """The application is restarted beside a provider that attacks so, and honestly at the end.

    Gives whether it came up: some do not start without metadata that they believe. Raises NotRun
    if an honest login does not work, or if nobody said how it is restarted.
    """
    app.presume_honest()
    app.play(*attacks, user=user)
    try:
        yield app.starts()
    finally:
        app.play()
        app.restart()


def expect_refused(
    app: Application, *attacks: Attack, user: User = ALICE, anew: bool = False
) -> None:
    """Nobody is signed in by a provider that attacks so, and honest logins work before and after.

    `anew`: the application is restarted beside it, where it would not look otherwise. One that
    does not start lets nobody in. Raises Mismatch if somebody is in, NotRun if an honest login does
    not work.
    """
    if anew:
        with started_anew(app, *attacks, user=user) as is_up:
            if is_up:
                expect_nobody(app.visit(), *attacks)
    else:
        app.presume_honest()
        expect_nobody(app.attempt(*attacks, user=user), *attacks)
    app.honest()


def expect_each_refused(app: Application, attacks: Iterable[Attack | Sequence[Attack]]) -> None:
    """As `expect_refused`, of several providers one after the other, by one attack or more each."""
    app.presume_honest()
    for one in attacks:
        together = one if isinstance(one, Sequence) else (one,)
        expect_nobody(app.attempt(*together), *together)
    app.honest()


def expect_nobody(visit: Visit, *attacks: Attack) -> None:
    """Raises Mismatch if somebody was let in."""
    if visit.who:
        raise Mismatch("nobody", visit.who, where_after(attacks))


def expect_welcome(
    app: Application, *attacks: Attack, user: User = ALICE, anew: bool = False
) -> None:
    """The user is signed in by a provider that does something unusual and allowed.

    `anew` is as for `expect_refused`. Raises Mismatch if not, NotRun if an honest login does not
    work.
    """
    if anew:
        with started_anew(app, *attacks, user=user) as is_up:
            if not is_up:
                raise Mismatch("an application", "none: it does not start", where_after(attacks))
            expect_user(app.visit(), user, attacks)
    else:
        app.presume_honest()
        expect_user(app.attempt(*attacks, user=user), user, attacks)


def expect_user(visit: Visit, user: User, attacks: Sequence[Attack] = ()) -> None:
    """Raises Mismatch if not `user` was let in."""
    if visit.who != user.username:
        told = visit.who or f"nobody; HTTP {visit.landing.reply.status}"
        raise Mismatch(user.username, told, where_after(attacks))


def where_after(attacks: Sequence[Attack]) -> str:
    """Where a finding is, with what the provider did."""
    how = "; ".join(map(says, attacks))
    return f"who is signed in, after: {how}" if how else "who is signed in"
