"""How an attack is judged: between two honest logins, by whom the application lets in."""

from collections.abc import Iterable

from fakes.attacks.provider import Attack, says
from fakes.people import ALICE, User
from suites.application.application import Application, Visit
from suites.verdicts.expect import Mismatch


def expect_refused(
    app: Application, *attacks: Attack, user: User = ALICE, anew: bool = False
) -> None:
    """Nobody is signed in by a provider that attacks so, and honest logins work before and after.

    `anew`: the application is restarted first, where it would not look otherwise. Raises Mismatch
    if somebody is in, NotRun if an honest login does not work.
    """
    app.presume_honest()
    if anew:
        app.restart()
    expect_nobody(app.attempt(*attacks, user=user), *attacks)
    if anew:
        app.restart()
    app.honest()


def expect_each_refused(app: Application, attacks: Iterable[Attack]) -> None:
    """As `expect_refused`, of several providers one after the other."""
    app.presume_honest()
    for attack in attacks:
        expect_nobody(app.attempt(attack), attack)
    app.honest()


def expect_nobody(visit: Visit, *attacks: Attack) -> None:
    """Raises Mismatch if somebody was let in."""
    if visit.who:
        how = "; ".join(map(says, attacks))
        where = f"who is signed in, after: {how}" if how else "who is signed in"
        raise Mismatch("nobody", visit.who, where)


def expect_welcome(app: Application, *attacks: Attack, user: User = ALICE) -> Visit:
    """The user is signed in by a provider that does something unusual and allowed.

    Raises Mismatch if not, NotRun if an honest login does not work.
    """
    app.presume_honest()
    visit = app.attempt(*attacks, user=user)
    if visit.who != user.username:
        how = "; ".join(map(says, attacks))
        told = visit.who or f"nobody; HTTP {visit.landing.reply.status}"
        raise Mismatch(user.username, told, f"who is signed in, after: {how}")
    return visit
