"""Where a login leads that a third party began (Core section 4)."""

from functools import partial

from fakes.people import ATTACKER
from fakes.wire.purposes import Purpose
from suites.application.application import Application
from suites.application.returning import began, expect_no_way_out, places_elsewhere, presume_way_in
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.op.memory import remembered
from suites.verdicts.expect import Mismatch, NotRun

initiation_check = partial(
    check,
    spec="core:4",
    level=MUST,
    severity=MEDIUM,
    needs="third-party-login",
    remedy="Begin logins at providers that the application was set up with, and return its user to "
    "addresses of the application alone.",
)
HINT = "alice@example.com"
BEGINS = "rp-third-party/begins"


def initiated(app: Application, **params: str) -> dict[str, str]:
    """The authorization request of a login that somebody else began with `params`."""
    app.play()
    named = {"iss": app.target.issuer} | params
    began(app, app.new_browser(), app.target.initiate_url, named)
    return app.provider.requested


@remembered
def presume_begins(app: Application) -> None:
    """Raises NotRun if nobody can begin a login here: then nothing that is refused counts."""
    if not initiated(app):
        raise NotRun("A login initiation leads to no authorization request.", judge=BEGINS)


@initiation_check(BEGINS)
def test_a_login_that_a_third_party_begins_leads_to_its_provider(app: Application) -> None:
    """A portal of applications, or the provider's own, leads its users to an error."""
    if not initiated(app):
        raise Mismatch("an authorization request", "none", "after a login initiation with iss")


@initiation_check("rp-third-party/by-form", level=SHOULD)
def test_a_login_may_be_begun_by_a_form(app: Application) -> None:
    """The initiator chooses between GET and POST."""
    app.play()
    form = [("iss", app.target.issuer)]
    browser, watch = app.new_browser(), app.target.redirect_uri
    led = browser.open(app.target.initiate_url, purpose=Purpose.FORM, form=form, watch=watch)
    app.driver.show(browser, led, watch=watch)
    if not app.provider.requested:
        raise Mismatch("an authorization request", "none", "after a login initiation by POST")


@initiation_check("rp-third-party/login-hint", severity=LOW)
def test_login_hint_is_passed_on(app: Application) -> None:
    """The user types again what the portal knows."""
    presume_begins(app)
    found = initiated(app, login_hint=HINT).get("login_hint", "none")
    if found != HINT:
        raise Mismatch(HINT, found, "authorization request, login_hint")


@initiation_check("rp-third-party/unknown-parameter", severity=LOW)
def test_parameters_that_nobody_knows_are_ignored(app: Application) -> None:
    """An initiator with an extension leads its users to an error."""
    presume_begins(app)
    if not initiated(app, ssoproof="more"):
        raise Mismatch("an authorization request", "none", "after an initiation with ssoproof=more")


@initiation_check(
    "rp-third-party/another-issuer", spec=["core:4", "rfc9700:4.4"], level=SHOULD, severity=HIGH
)
def test_no_login_begins_at_a_provider_that_nobody_configured(app: Application) -> None:
    """Whoever writes a link chooses who says who somebody is here."""
    presume_begins(app)
    issuer = f"{app.target.issuer}/of-somebody-else"
    initiated(app, iss=issuer)
    called = [one.request.url for one in app.provider.calls if one.request.url.startswith(issuer)]
    if called:
        raise Mismatch("no request", called[0], "what was asked for by a login initiation")
    app.play()
    browser, params = app.new_browser(), {"iss": f"https://{ATTACKER}"}
    led = browser.open(
        f"{app.target.initiate_url}?iss=https://{ATTACKER}",
        purpose=Purpose.PAGE,
        watch=params["iss"],
    )
    if led.left:
        raise Mismatch("a refusal", led.url, f"where an initiation leads with iss {params['iss']}")


@initiation_check("rp-third-party/target-elsewhere")
def test_target_link_uri_leads_to_no_other_site(app: Application) -> None:
    """A link to the application ends on a page that looks like it, right after a login."""
    presume_begins(app)
    named = {"iss": app.target.issuer}
    own = named | {"target_link_uri": app.target.whoami_url}
    presume_way_in(app, app.target.initiate_url, own)
    for place in places_elsewhere(app):
        app.play()
        browser = app.new_browser()
        params = named | {"target_link_uri": place}
        begun = began(app, browser, app.target.initiate_url, params)
        expect_no_way_out(app, begun, browser, place)
