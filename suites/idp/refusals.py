"""Requests that have to be refused: a refusal counts only beside a request that works."""

from typing import Any

from fakes.user.browser import Landing
from fakes.user.forms import title_of
from fakes.user.login import LoginFailed
from fakes.wire.client import Form
from suites.idp.answers import SamlAnswer, saml_message_in
from suites.idp.provider import IdentityProvider
from suites.idp.requests import AuthnRequest
from suites.op.login import outcome_in_words, presume_seen
from suites.verdicts.expect import BrokeDown, Mismatch, NotRun, is_breakdown, presuming

NO_ASSERTION = "no assertion"


def provoked(idp: IdentityProvider, request: AuthnRequest, **sent: Any) -> Landing:
    """Where an odd request leads, by the user who has logged in before. Raises NotRun."""
    idp.login()
    return led(idp, idp.send(request, idp.browser, **sent), request.acs_url)


def provoked_by_form(idp: IdentityProvider, form: Form, binding: str, watch: str = "") -> Landing:
    """As `provoked`, for the parameters of a binding."""
    idp.login()
    return led(idp, idp.carry(form, idp.browser, binding, watch), watch or idp.target.acs_url)


def led(idp: IdentityProvider, landing: Landing, watch: str) -> Landing:
    """Where the user gets from a page. Raises BrokeDown for an error of the server."""
    try:
        landing = idp.answered(landing, idp.browser, watch)
    except LoginFailed as failure:
        # A page that nobody can go on from is a refusal too.
        landing = failure.landing
    if not landing.left and is_breakdown(landing.reply.status):
        raise BrokeDown("authorization", landing.reply.status)
    return landing


def seen(landing: Landing) -> Landing:
    """A landing whose meaning is clear. Raises NotRun for a page of scripts, or a breakdown."""
    presume_seen(landing)
    if not landing.left and is_breakdown(landing.reply.status):
        raise BrokeDown("authorization", landing.reply.status)
    return landing


def expect_no_assertion(
    idp: IdentityProvider, landing: Landing, where: str, expected: str = NO_ASSERTION
) -> None:
    """Nobody was told who the user is, and a correct request works still.

    Raises Mismatch, NotRun.
    """
    answer = answer_at(landing)
    if answer is not None and answer.is_success:
        sent_to = landing.url.partition("?")[0]
        raise Mismatch(expected, f"an assertion, sent to {sent_to}", where)
    presume_works(idp, landing, answer)


def answer_at(landing: Landing) -> SamlAnswer | None:
    """The response that a browser carries; None if there is none that can be read."""
    try:
        return saml_message_in(landing, "Response")
    except Mismatch:
        return None


def presume_works(idp: IdentityProvider, landing: Landing, answer: SamlAnswer | None) -> None:
    """Raises NotRun unless a correct request is answered after a refusal of this kind."""
    kind = (
        tuple(answer.statuses)
        if answer
        else (str(landing.reply.status), title_of(landing.reply.text)[:60])
    )
    if kind in idp.proved:
        return
    try:
        with presuming():
            idp.attempt()
    except NotRun as error:
        told = outcome_in_words(landing) if answer is None else answer.in_words
        raise NotRun(
            f"After this refusal ({told}) a correct request is not answered as before, so it "
            f"decides nothing: {error}"
        ) from error
    idp.proved.add(kind)
