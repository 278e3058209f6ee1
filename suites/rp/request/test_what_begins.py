"""What a login is begun with, whatever a link or the provider's metadata would have it be."""

from functools import partial

from fakes.attacks.forging import ABSENT, document
from suites.application.application import Application
from suites.application.attacks import started_anew
from suites.application.metadata import presume_discovery
from suites.application.returning import began
from suites.checks.check import check
from suites.checks.words import HIGH, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun

begins_check = partial(
    check,
    spec="rfc9700:4.7.1",
    level=MUST,
    severity=HIGH,
    remedy="Make state, nonce and code_verifier yourself for each login, and take nothing of the "
    "authorization request from the URL that begins a login.",
)
PLANTED = "planted-by-an-attacker-0123456789"


@begins_check("rp-request/planted")
def test_a_link_decides_nothing_of_the_authorization_request(app: Application) -> None:
    """Whoever plants state or nonce in another's login knows them."""
    app.presume_honest()
    app.play()
    names = ("state", "nonce", "code_challenge", "code_verifier")
    began(app, app.new_browser(), app.target.login_url, dict.fromkeys(names, PLANTED))
    if not app.provider.requested:
        raise NotRun(f"{app.target.login_url} begins no login with parameters of a link.")
    for name in names:
        if PLANTED in app.provider.requested.get(name, ""):
            raise Mismatch("a value of the application's own", "the one of the link", name)


@begins_check(
    "rp-request/pkce-kept",
    spec=["rfc9700:2.1.1", "rfc9700:4.8.2"],
    level=SHOULD,
    severity=MEDIUM,
    needs=("code", "restart"),
)
def test_pkce_is_used_whatever_the_metadata_say_of_it(app: Application) -> None:
    """Whoever takes one member out of a document takes PKCE out of all logins."""
    if app.honest().request.get("code_challenge_method") != "S256":
        raise NotApplicable("The application does not use PKCE with S256.")
    presume_discovery(app)
    for methods in (ABSENT, ["plain"]):
        with started_anew(app, document(code_challenge_methods_supported=methods)) as is_up:
            request = app.visit().request if is_up else {}
        if request and request.get("code_challenge_method") != "S256":
            told = request.get("code_challenge_method", "no PKCE")
            where = "authorization request, after metadata without S256"
            raise Mismatch("S256", told, where)
