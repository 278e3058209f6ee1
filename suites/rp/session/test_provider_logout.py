"""The logout request that the application sends to its provider (RP-Initiated Logout 1.0)."""

from functools import partial

from fakes.attacks.logouts import logouts_into
from fakes.people import ALICE
from fakes.relying_party.party import with_query
from fakes.wire.purposes import Purpose
from suites.application.application import HONEST, Application
from suites.checks.check import check
from suites.checks.words import LOW, MEDIUM, SHOULD
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, is_breakdown

logout_request_check = partial(
    check,
    spec="rp-logout:2",
    level=SHOULD,
    severity=LOW,
    needs="logout",
    remedy="Send the browser to end_session_endpoint with id_token_hint and a registered "
    "post_logout_redirect_uri, and take whatever comes back as the end of the logout.",
)


def logout_request(app: Application) -> dict[str, str]:
    """What the application asks its provider for at a logout of Alice.

    Raises NotApplicable if it asks for nothing, NotRun if a login does not work.
    """
    seen: list[dict[str, str]] = []
    visit = app.attempt(logouts_into(seen))
    if visit.who != ALICE.username:
        raise NotRun("An honest login does not work.", judge=HONEST)
    app.log_out(visit.browser)
    if not seen:
        raise NotApplicable("The application ends no session of its provider.")
    return seen[0]


def address_after(request: dict[str, str]) -> str:
    """Where a logout request wants its user to be led. Raises NotApplicable if it does not say."""
    address = request.get("post_logout_redirect_uri", "")
    if not address:
        raise NotApplicable("The logout request names no address to return to.")
    return address


@logout_request_check("rp-session/logout-hint")
def test_a_logout_request_has_the_id_token_of_the_session_as_its_hint(app: Application) -> None:
    """Without it the provider asks its user, or shows an error and leads nowhere."""
    hint = logout_request(app).get("id_token_hint", "")
    if hint not in app.provider.provider.hints:
        told = "another text" if hint else "none"
        raise Mismatch("the ID Token of the session", told, "logout request, id_token_hint")


@logout_request_check("rp-session/logout-address", spec="rp-logout:3", severity=MEDIUM)
def test_a_logout_request_names_an_address_that_is_registered(app: Application) -> None:
    """The user stays at the provider, on an error page."""
    wanted = app.provider.client.post_logout_redirect_uris
    address = address_after(logout_request(app))
    if address not in wanted:
        where = "logout request, post_logout_redirect_uri"
        raise Mismatch(f"one of {', '.join(wanted)}", address, where)


@logout_request_check("rp-session/logout-state", spec="rp-logout:3")
def test_another_state_after_a_logout_breaks_nothing(app: Application) -> None:
    """A provider that loses or changes it leaves the user on an error."""
    address = address_after(logout_request(app))
    for params in ({}, {"state": "a-state-that-nobody-sent"}):
        reply = (
            app.new_browser().open(with_query(address, params.items()), purpose=Purpose.PAGE).reply
        )
        if is_breakdown(reply.status):
            raise Mismatch("a page", f"HTTP {reply.status}", f"after a logout, with {params}")
