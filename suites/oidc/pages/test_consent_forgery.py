"""Consent that the user did not give: RFC 6749 sections 10.6 and 10.12."""

from functools import partial

from fakes.people import ATTACKER
from fakes.user.browser import Browser, Landing
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.pages.consent import (
    WHERE,
    consent_page,
    newcomer_client,
    presume_yes_works,
    with_fields,
    without_hidden,
)
from suites.op.login import outcome_in_words
from suites.op.op import Op
from suites.protocol.authorization.responses import (
    expect_not_taken,
    is_response_at,
    presume_decided,
)
from suites.protocol.session.cross_site import foreign, form_taken
from suites.protocol.session.other_user import other_user
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import Mismatch, expect, presuming

TIE = (
    "Tie the consent form to the session and to a request that is kept at the server: a value in "
    "the form that nobody can guess, and that no other session can use."
)
EVIL = f"https://{ATTACKER}/callback"

consent_forgery_check = partial(
    check,
    spec=["rfc6749:10.12", "wstg:4.6.5"],
    level=MUST,
    severity=CRITICAL,
    run_class=STATEFUL,
    remedy=TIE,
)


@consent_forgery_check("consent/without-token", needs="registration")
def test_a_yes_without_the_hidden_fields_of_the_page_grants_nothing(op: Op) -> None:
    """Any page on the web could agree in the name of the user who visits it."""
    presume_yes_works(op)
    page = consent_page(op, "without token")
    landing = page.send(foreign(without_hidden(page.form)))
    _judge(landing, page.browser, f"{WHERE}, yes of another site without hidden fields")


@consent_forgery_check("consent/csrf", needs=["registration", "other-user"])
def test_a_yes_by_the_form_of_another_user_grants_nothing(op: Op) -> None:
    """An attacker takes the form from a page of their own, and has the user's browser send it."""
    presume_yes_works(op)
    theirs = consent_page(op, "csrf", other_user(op)[0])
    mine = consent_page(op, "csrf")
    landing = mine.send(foreign(theirs.form))
    _judge(landing, mine.browser, f"{WHERE}, form of another session sent by another site")


def _judge(landing: Landing, browser: Browser, where: str) -> None:
    """Nothing was granted by a form of another site."""
    try:
        expect_not_taken(landing, "a refusal", where=where)
    except Mismatch as mismatch:
        raise form_taken(browser, mismatch.expected, mismatch.actual, where) from mismatch


@consent_forgery_check("consent/other-session", needs=["registration", "other-user"], severity=HIGH)
def test_a_consent_form_is_good_in_no_other_session(op: Op) -> None:
    """Who sees the page of somebody else could finish it, and would get what that user has."""
    presume_yes_works(op)
    mine = consent_page(op, "other session")
    browser, _ = other_user(op)
    landing = mine.send(mine.form, browser)
    expect_not_taken(landing, "a refusal", where=f"{WHERE}, sent from another session")


@consent_forgery_check(
    "consent/tampered-scope",
    needs="registration",
    spec=["core:3.1.2.4", "rfc6749:3.3"],
    level=SHOULD,
    severity=MEDIUM,
)
def test_a_changed_scope_in_the_consent_form_grants_no_more(op: Op) -> None:
    """The client would get what the user was never shown."""
    presume_yes_works(op)
    page = consent_page(op, "tampered scope", scope="openid")
    form = with_fields(page.form, scope="openid profile email", scopes="openid profile email")
    landing = page.send(form)
    presume_decided(landing)
    if not landing.left or "error" in landing.params:
        return
    with presuming():
        tokens = page.client.read(page.request, landing).tokens
    granted = tokens.get("scope", "openid")
    more = set(str(granted).split()) - {"openid"}
    expect(not more, "openid", granted, where="token response, scope after a changed consent form")


@consent_forgery_check(
    "consent/tampered-target", needs="registration", spec=["rfc6749:10.6", "rfc6749:3.1.2.4"]
)
def test_a_changed_client_or_url_in_the_consent_form_leads_nowhere_else(op: Op) -> None:
    """The code would go to an attacker, with the user's consent to somebody else."""
    presume_yes_works(op)
    page = consent_page(op, "tampered target")
    other = newcomer_client(op, "other target")
    form = with_fields(page.form, redirect_uri=EVIL, client_id=other.target.client_id)
    landing = page.send(form, watch=EVIL)
    presume_decided(landing)
    if landing.left and not is_response_at(landing, page.request.redirect_uri):
        raise Mismatch("the registered redirect_uri", outcome_in_words(landing), WHERE)
    if landing.left and "code" in landing.params:
        expect_refused_exchange(other.exchange(page.request, landing.params["code"]))
