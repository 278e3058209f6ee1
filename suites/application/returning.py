"""Where an application leads its user after a login that began with a wish of somebody else's."""

from urllib.parse import urlsplit

from fakes.people import ALICE, ATTACKER
from fakes.relying_party.party import with_query
from fakes.user.addresses import origin
from fakes.user.browser import Browser, Landing
from suites.application.application import Application
from suites.application.beginning import begun_at
from suites.verdicts.expect import Mismatch, NotRun


def began(app: Application, browser: Browser, url: str, params: dict[str, str]) -> Landing:
    """Where `url` leads with `params`; a login stops before its response is brought."""
    asked = with_query(url, params.items())
    return begun_at(app.driver, browser, asked, app.target.redirect_uri)


def presume_way_in(app: Application, url: str, *wishes: dict[str, str]) -> None:
    """Raises NotRun unless a login that begins at `url` with one of these `wishes` signs in.

    Else nobody sees what comes of a wish.
    """
    for params in wishes:
        app.play()
        browser = app.new_browser()
        begun = began(app, browser, url, params)
        is_begun = begun.url.startswith(app.target.redirect_uri)
        if is_begun and app.entered(browser, begun).who == ALICE.username:
            return
    raise NotRun(f"Nobody is signed in by {url} with an address of the application's own.")


def places_elsewhere(app: Application) -> list[str]:
    """Addresses of another site, among them such as are easily taken for the application's own."""
    own = urlsplit(app.target.login_url)
    return [
        f"https://{ATTACKER}/",
        f"//{ATTACKER}/",
        f"/\\{ATTACKER}/",
        f"{own.scheme}://{own.netloc}@{ATTACKER}/",
        f"https://{own.hostname}.{ATTACKER}/",
    ]


def expect_no_way_out(app: Application, begun: Landing, browser: Browser, place: str) -> None:
    """The login that begun so does not end at `place`. Raises Mismatch.

    One that the application refused to begin ends nowhere.
    """
    end = begun
    if begun.url.startswith(app.target.redirect_uri):
        end = app.bring(browser, begun, watch=place)
    host = urlsplit(end.url).hostname or ""
    if host.endswith(ATTACKER):
        expected = f"a page of {origin(app.target.login_url)}"
        raise Mismatch(expected, end.url, f"where a login leads that began with {place}")
