"""Identity providers of a deployment as they also answer, and who is asked what."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from fakes.deployment.deployment import HOST
from fakes.deployment.deployment import Deployment as Fake
from fakes.wire.network import Connection
from fakes.wire.request import Request
from suites.harness.given.deployments.clouds import deployed_in, judged_in
from suites.harness.given.deployments.described import described, outcomes_of
from suites.verdicts.verdict import Outcome

NAME = "login.mycompany.com"
ISSUER, CLIENT = f"https://{NAME}", "wandb"
LOGIN = "<h1>Sign in</h1><form method=post><input name=u><input type=password name=p></form>"


def with_provider(page: Callable[[], Response], **document: Any) -> dict[str, Outcome]:
    """What is found out at a provider that shows this page, and publishes this."""

    class Own(Fake):
        @property
        def hosts(self) -> tuple[str, ...]:
            return (*super().hosts, NAME)

        def single_sign_on(self) -> dict[str, str]:
            return {"OIDC_ISSUER": ISSUER, "OIDC_CLIENT_ID": CLIENT}

        def answer(self, request: Request) -> Response:
            if not request.url.startswith(ISSUER):
                return super().answer(request)
            if request.url.endswith("/.well-known/openid-configuration"):
                told = {"issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/authorize"}
                return JSONResponse(told | document)
            return page()

    with deployed_in("deployment", Own) as deployment:
        return judged_in("identity", deployment)


def back(query: str) -> Callable[[], Response]:
    return lambda: RedirectResponse(f"{HOST}/oidc/callback#{query}", 302)


RIGHT = {
    "a login page": lambda: HTMLResponse(LOGIN),
    "a login page with HTTP 401": lambda: HTMLResponse(LOGIN, 401),
    "a page of scripts": lambda: HTMLResponse("<div id=app></div><script src=/app.js></script>"),
    "a user who is known": back("id_token=e30.e30.x&state=s"),
    "a link to the login page": lambda: HTMLResponse("<h1>Welcome</h1><a href=/in>Sign in</a>"),
    "a challenge of the network": lambda: HTMLResponse(
        "<h1>Sign in</h1>", 401, {"www-authenticate": "Negotiate"}
    ),
    "a form that submits itself beside a challenge": lambda: HTMLResponse(
        "<title>Kerberos Unsupported</title><body onload='document.forms[0].submit()'>"
        "<form method=post action=/form></form>",
        401,
        {"www-authenticate": "Negotiate"},
    ),
    "a login page with HTTP 403": lambda: HTMLResponse(LOGIN, 403),
    "a page of scripts that knows of callbacks": lambda: HTMLResponse(
        "<div id=app></div><script>const redirect_uri = 1, error = 'invalid_client'</script>"
    ),
}
SEARCH = "<form action=/search><input name=q><button>Search</button></form>"
WRONG = {
    "an error that scripts stand beside": (
        lambda: HTMLResponse("<h1>Error</h1><p>Not registered.</p><script src=/a.js></script>"),
        "the provider showed a page (HTTP 200: Error Not registered.)",
    ),
    "an unknown client beside a search": (
        lambda: HTMLResponse(f"<title>Sorry</title><p>Unknown client</p>{SEARCH}"),
        "the provider showed a page (HTTP 200: Unknown client Search)",
    ),
    "an answer that is no page": (
        lambda: JSONResponse({"error": "invalid_client", "form": "<form>"}),
        'the provider showed a page (HTTP 200: {"error":"invalid_client","form":" "})',
    ),
    "the callback without a response": (
        back("state=s"),
        f"the provider sent the browser to {HOST}/oidc/callback",
    ),
    "a program of the user's": (
        lambda: RedirectResponse("myapp://x?code=1", 302),
        "the provider sent the browser to myapp://x",
    ),
    "an error that is sent back": (
        back("error=unauthorized_client&error_description=no+implicit"),
        "the provider answered error=unauthorized_client (no implicit)",
    ),
    "an error page": (
        lambda: HTMLResponse("<title>Unknown client</title><p>No.</p>", 400),
        "the provider showed a page (HTTP 400: No.)",
    ),
    "a page that asks nothing": (
        lambda: PlainTextResponse("invalid redirect_uri"),
        "the provider showed a page (HTTP 200: invalid redirect_uri)",
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_whoever_is_asked_who_it_is_can_sign_in(name: str) -> None:
    found = with_provider(RIGHT[name])
    assert {one: told.outcome for one, told in found.items()} == {
        "identity/discovery": "PASSED",
        "identity/client": "PASSED",
    }


@pytest.mark.parametrize("name", WRONG)
def test_a_page_that_is_no_login_is_told(name: str) -> None:
    page, actual = WRONG[name]
    told = with_provider(page)["identity/client"]
    assert (told.outcome, told.actual) == ("FAILED", actual)


NOTHING_SAID = {
    "a breakdown": lambda: PlainTextResponse("", 500),
    "a breakdown that is sent back": back("error=server_error"),
    "a breakdown for a while": back("error=temporarily_unavailable&state=s"),
    "a bot protection": lambda: HTMLResponse(
        "<title>Just a moment...</title><p>Checking your browser before accessing</p>", 403
    ),
}


@pytest.mark.parametrize("name", NOTHING_SAID)
def test_what_decides_nothing_says_nothing(name: str) -> None:
    told = with_provider(NOTHING_SAID[name])["identity/client"]
    assert told.outcome == "NOT_RUN", told


def test_a_provider_on_the_machine_of_the_server_is_not_looked_for_here() -> None:
    target = described("OIDC_ISSUER", "http://localhost:9", Connection(), "wandb.env")
    told = outcomes_of(target, "identity/discovery")["identity/discovery"]
    assert told.outcome == "NOT_RUN"
    assert "the machine of the server itself" in told.reason


def test_a_document_of_another_issuer_is_told_with_what_to_write() -> None:
    found = with_provider(RIGHT["a login page"], issuer=f"{ISSUER}/")
    told = found["identity/discovery"]
    assert (told.outcome, told.expected) == ("FAILED", f"write '{ISSUER}/'")
    assert found["identity/client"].outcome == "NOT_RUN"


@pytest.mark.parametrize("endpoint", [None, 1, "", "/authorize", "javascript:alert(1)"])
def test_an_endpoint_that_is_none_is_told_and_not_followed(endpoint: object) -> None:
    found = with_provider(RIGHT["a login page"], authorization_endpoint=endpoint)
    assert found["identity/discovery"].outcome == "FAILED"
    assert found["identity/client"].outcome == "NOT_RUN"
