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
from fakes.wire.request import Request
from suites.harness.given.deployments.clouds import deployed_in, judged_in
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
}
WRONG = {
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


def test_a_provider_that_breaks_down_says_nothing() -> None:
    told = with_provider(lambda: PlainTextResponse("", 500))["identity/client"]
    assert told.outcome == "NOT_RUN"


def test_a_document_of_another_issuer_is_told_with_what_to_write() -> None:
    found = with_provider(RIGHT["a login page"], issuer=f"{ISSUER}/")
    told = found["identity/discovery"]
    assert (told.outcome, told.expected) == ("FAILED", f"write '{ISSUER}/'")
    assert found["identity/client"].outcome == "NOT_RUN"


@pytest.mark.parametrize("endpoint", [None, 1, "", "/authorize", "javascript:alert(1)"])
def test_an_endpoint_that_is_none_is_not_followed(endpoint: object) -> None:
    found = with_provider(RIGHT["a login page"], authorization_endpoint=endpoint)
    assert found["identity/client"].outcome == "NOT_RUN"
