"""One provider of an application attacks the users of the other one (RFC 9700 section 4.4)."""

from dataclasses import replace
from functools import partial

from fakes.attacks.forging import ABSENT, claims
from fakes.attacks.logout_tokens import logout_token
from fakes.attacks.provider import Attack, OwnProvider
from fakes.attacks.two_providers import KeyOfItsOwn, SignedByOther, leading_to
from fakes.people import ALICE, BOB, User
from fakes.wire.purposes import Purpose
from suites.application.application import HONEST, Application, Visit
from suites.application.attacks import expect_nobody
from suites.application.forgeries import expect_forgery_refused
from suites.application.returning import began
from suites.application.signed_in import found_by
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST
from suites.verdicts.expect import Mismatch, NotRun

NAMESAKE = replace(ALICE, claims=BOB.claims | {"sub": ALICE.claims["sub"]})

second_check = partial(
    check,
    spec=["rfc9700:4.4", "core:3.1.3.7"],
    level=MUST,
    severity=CRITICAL,
    needs="second-provider",
    remedy="Keep with each login which provider it began at, compare iss of the response and of "
    "the ID Token with that one, and keep keys and users apart by issuer.",
)


def second_of(app: Application) -> OwnProvider:
    """The second provider. Raises NotRun without one."""
    if app.target.second is None:
        raise NotRun("The application has one provider alone.")
    return app.target.second


def at_second(app: Application, *attacks: Attack, user: User = ALICE) -> Visit:
    """A login that begins at the second provider, which attacks so."""
    second = second_of(app)
    second.play(*attacks, user=user)
    browser = app.new_browser()
    browser.been_to(second.issuer)
    return app.entered(browser, began(app, browser, app.target.second_login_url, {}))


def presume_second(app: Application) -> None:
    """Raises NotRun unless honest logins work at both."""
    app.honest()
    if at_second(app, user=BOB).who != BOB.username:
        raise NotRun("An honest login at the second provider does not work.", judge=HONEST)


@second_check("rp-second-provider/mix-up", spec=["rfc9700:4.4.2", "rfc9207:2.4"])
def test_a_code_of_one_provider_is_not_sent_to_the_other(app: Application) -> None:
    """A provider that turned bad collects the codes of all users of the good one."""
    presume_second(app)
    app.play()
    visit = at_second(app, leading_to(app.provider.provider))
    sent = [dict(one.form).get("code") for one in second_of(app).asked("token")]
    if visit.response.params.get("code", "") in sent:
        where = "token request to the second provider, code"
        raise Mismatch("no code of the first provider", "a code of the first provider", where)


@second_check("rp-second-provider/issuer")
def test_an_id_token_of_one_provider_in_the_name_of_the_other_is_refused(app: Application) -> None:
    """Whoever runs the one decides who somebody is at the other."""
    presume_second(app)
    attack = claims(iss=app.target.issuer)
    expect_nobody(at_second(app, attack), attack)


@second_check("rp-second-provider/keys", spec=["rfc8725:3.8", "core:10.1.1"])
def test_a_key_of_one_provider_signs_nothing_for_the_other(app: Application) -> None:
    """Keys that are kept by their names alone are those of everybody."""
    presume_second(app)
    if at_second(app, KeyOfItsOwn).who != ALICE.username:
        raise NotRun("The application takes no new key.", judge="rp-metadata/new-key")
    expect_forgery_refused(app, SignedByOther)


@second_check(
    "rp-second-provider/same-subject", spec="core:5.7", needs=("second-provider", "account")
)
def test_users_of_two_providers_with_the_same_sub_have_two_accounts(app: Application) -> None:
    """A sub is unique at its own provider alone."""
    presume_second(app)
    # Who knows users by e-mail address or name is judged by the checks of accounts.
    visits = (app.attempt(), at_second(app, user=NAMESAKE))
    pages = [app.page_of(one.browser) for one in visits]
    first, second = (found_by(app.target.account, page) for page in pages)
    if not first or not second:
        raise NotRun("The page of a signed-in user tells no account (RP_ACCOUNT).", judge=HONEST)
    if first == second:
        raise Mismatch("two accounts", f"account {first} twice", "logins with the same sub")


@second_check(
    "rp-second-provider/logout",
    spec="backchannel:2.7",
    severity=HIGH,
    needs=("second-provider", "backchannel"),
)
def test_a_logout_token_of_one_provider_ends_no_session_of_the_other(app: Application) -> None:
    """Whoever runs the one signs out the users of the other."""
    presume_second(app)
    visit = app.attempt()
    logged_out_by(app, second_of(app))
    if app.who(visit.browser) != ALICE.username:
        raise Mismatch(ALICE.username, "nobody", "who is signed in, after a logout at the second")
    logged_out_by(app, app.provider)
    if app.who(visit.browser):
        judge = "rp-backchannel/by-user"
        raise NotRun("A logout at the first one ends no session either.", judge=judge)


def logged_out_by(app: Application, provider: OwnProvider) -> None:
    """One of two providers tells the application that all sessions of Alice are over."""
    form = [("logout_token", logout_token(provider.provider, sid=ABSENT))]
    app.http.send("POST", app.target.backchannel_url, purpose=Purpose.CALL, form=form)
