"""What the application shows, fetches and leads to, beside what it was asked for."""

import re
from functools import partial
from urllib.parse import urlsplit

from fakes.attacks.elsewhere import address, called, claims_at
from fakes.attacks.forging import claims, userinfo
from suites.application.application import Application
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, LOW, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun

other_answers_check = partial(
    check,
    spec="rfc6749:10.14",
    level=MUST,
    severity=HIGH,
    remedy="Show what comes from the provider as text, fetch nothing that a user can name, and "
    "keep secrets on the server.",
)
PICTURE = "https://pictures.example/of-a-user"
SCRIPT = "javascript:ssoproof()"
LEADING = re.compile(r"""(?:src|href|action)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


@other_answers_check("rp-answers/script-addresses")
def test_no_claim_becomes_an_address_that_runs_a_script(app: Application) -> None:
    """A user of the provider puts a script where his picture or his page should be."""
    app.presume_honest()
    if not addresses_with(app, PICTURE):
        raise NotApplicable(f"No claim becomes an address at {app.target.whoami_url}.")
    found = addresses_with(app, SCRIPT)
    if found:
        raise Mismatch("text", found[0], f"{app.target.whoami_url}, an address of the page")


def addresses_with(app: Application, value: str) -> list[str]:
    """The addresses of the page with `value`, if it is what a user has for a picture or a page."""
    named = dict.fromkeys(("picture", "profile", "website"), value)
    visit = app.attempt(claims(**named), userinfo(**named))
    return [one for one in LEADING.findall(app.page_of(visit.browser)) if value in one]


@other_answers_check("rp-answers/no-call-out", spec="core:5.6.2", level=SHOULD, severity=MEDIUM)
def test_no_address_in_the_claims_is_fetched(app: Application) -> None:
    """By a claim, a user of the provider sends the application to addresses of its own network."""
    app.presume_honest()
    visit = app.attempt(claims_at(address(app.provider)))
    app.page_of(visit.browser)
    if called(app.provider):
        raise Mismatch("no request", "a request", "what was asked for after a login")
    if not visit.who:
        raise NotRun("Nobody is signed in whose claims have addresses.")


@other_answers_check(
    "rp-answers/no-secret", spec=["rfc9700:2.5", "rfc6749:10.1"], severity=CRITICAL
)
def test_no_page_shows_the_client_secret(app: Application) -> None:
    """Whoever reads it is this application, at the provider."""
    secret = app.target.client_secret
    if not secret:
        raise NotApplicable("The application's client is public.")
    visit = app.honest()
    refused = app.attempt(claims(aud="other-app"))
    for shown in (app.page_of(visit.browser), refused.landing.reply.text):
        if secret in shown:
            raise Mismatch("no client secret", "the client secret", "a page of the application")


@other_answers_check(
    "rp-answers/no-credentials-in-errors", spec="rfc9700:4.2", level=SHOULD, severity=MEDIUM
)
def test_no_error_page_shows_code_or_tokens(app: Application) -> None:
    """Error pages are copied into tickets and chats, with all that is on them."""
    app.presume_honest()
    visit = app.attempt(claims(aud="other-app"))
    shown = visit.landing.reply.text
    for name in ("code", "access_token", "id_token"):
        value = visit.response.params.get(name, "")
        if value and value in shown:
            raise Mismatch(f"no {name}", name, "the page of a login that was refused")


@other_answers_check(
    "rp-answers/outside-links", spec="rfc9700:4.2.4", level=SHOULD, severity=MEDIUM
)
def test_a_page_with_a_response_in_its_address_leads_to_no_other_site(app: Application) -> None:
    """Whoever gets a request from that page may get the code along, in the Referer."""
    app.presume_honest()
    app.play()
    page = app.visit(state="a-state-that-nobody-sent").landing.reply
    own = {urlsplit(one).netloc for one in (app.target.login_url, app.target.issuer)}
    policy = page.header("referrer-policy").lower()
    others = {urlsplit(one).netloc for one in LEADING.findall(page.text)} - own - {""}
    if others and "?" in page.url and "no-referrer" not in policy:
        where = "the page of a login that was refused, with the response in its address"
        raise Mismatch("no other site, or Referrer-Policy no-referrer", min(others), where)


@other_answers_check("rp-answers/not-framed", spec="wstg:CLNT-09", level=SHOULD, severity=LOW)
def test_no_other_site_shows_the_pages_of_a_signed_in_user_in_a_frame(app: Application) -> None:
    """A page around it has the user click where she does not see what."""
    reply = app.whoami(app.honest().browser)
    policy = reply.header("content-security-policy").lower()
    if "html" not in reply.media_type:
        raise NotApplicable("What tells who is signed in is no page.")
    if "frame-ancestors" not in policy and not reply.header("x-frame-options"):
        raise Mismatch("frame-ancestors or X-Frame-Options", "neither", app.target.whoami_url)
