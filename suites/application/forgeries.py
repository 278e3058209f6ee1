"""How a signature that is none is judged: by the way that the ID Token came (Core 3.1.3.7)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from fakes.attacks.provider import Attack
from suites.application.application import Application
from suites.application.attacks import expect_each_refused, expect_refused
from suites.verdicts.expect import Mismatch, Tolerated

BY_TLS = "The ID Token comes from the token endpoint itself, whose TLS may stand for the signature."


def expect_forgery_refused(app: Application, *attacks: Attack, anew: bool = False) -> None:
    """Nobody is signed in by ID Tokens that are signed so; `anew` is as for `expect_refused`.

    A warning where they come from the token endpoint alone: Core section 3.1.3.7, number 6.
    """
    with by_the_flow(app):
        expect_refused(app, *attacks, anew=anew)


def expect_each_forgery_refused(
    app: Application, attacks: Iterable[Attack | Sequence[Attack]]
) -> None:
    """As `expect_forgery_refused`, of several one after the other."""
    with by_the_flow(app):
        expect_each_refused(app, attacks)


@contextmanager
def by_the_flow(app: Application) -> Iterator[None]:
    """What is found inside of the last login is tolerated where TLS may stand for the signature.

    A browser brings other ID Tokens, and everybody can write those.
    """
    try:
        yield
    except Mismatch as found:
        asked = app.visits[-1].request.get("response_type", "")
        if "id_token" in asked.split():
            raise
        raise by_tls(found) from None


def by_tls(found: Mismatch) -> Tolerated:
    """The same difference, of an ID Token that the token endpoint gave."""
    return Tolerated(found.expected, found.actual, found.where, BY_TLS)
