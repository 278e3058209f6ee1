"""The Okta-like fake's other endpoints: logout, introspection, revocation, and CORS."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from fakes.running import RunningFake
from fakes.wire.purposes import Purpose
from suites.harness.given.an_application import Application, error_of


@pytest.fixture
def app(okta: RunningFake) -> Iterator[Application]:
    with Application(okta) as application:
        yield application


def logged_out(app: Application, **parameters: str) -> tuple[int, str]:
    """Status and location of the answer to a logout request."""
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    url = f"{app.fake.provider.endpoints['end_session']}?{query}"
    reply = app.get(url, jar=app.browser.jar)
    return reply.status, reply.header("location")


def test_logout_returns_with_the_state_whether_or_not_there_is_a_session(app: Application) -> None:
    there = f"{app.setup.host}/logout"
    good = {"id_token_hint": app.tokens()["id_token"], "post_logout_redirect_uri": there}
    assert logged_out(app, state="s", **good) == (302, f"{there}?state=s")
    assert "login_required" in app.ask(prompt="none").header("location")
    assert logged_out(app, **good) == (302, there)


def test_logout_without_a_good_hint_or_a_registered_url_is_refused(app: Application) -> None:
    hint = app.tokens()["id_token"]
    there = f"{app.setup.host}/logout"
    for parameters in (
        {"post_logout_redirect_uri": there},
        {"post_logout_redirect_uri": there, "client_id": app.setup.client_id},
        {"post_logout_redirect_uri": there, "id_token_hint": "garbage"},
        {"post_logout_redirect_uri": app.setup.host, "id_token_hint": hint},
    ):
        assert logged_out(app, **parameters) == (400, "")
    assert "code=" in app.ask(prompt="none").header("location")


def test_an_access_token_can_be_introspected_and_revoked(app: Application) -> None:
    token, mine = app.tokens()["access_token"], app.setup.client_id
    told = json.loads(app.post("introspection", token=token, client_id=mine).body)
    assert (told["active"], told["client_id"], told["username"]) == (True, mine, "alice")
    assert app.post("revocation", token=token, client_id=mine).status == 200
    gone = app.post("introspection", token=token, client_id=mine)
    assert json.loads(gone.body) == {"active": False}
    assert app.userinfo(token).status == 401
    assert app.post("revocation", token=token, client_id=mine).status == 200
    stranger = app.post("introspection", token=token, client_id="nobody")
    assert error_of(stranger)[:2] == (401, "invalid_client")


def test_scripts_of_the_application_may_call_the_token_endpoint(app: Application) -> None:
    url = app.fake.provider.endpoints["token"]
    allowed = {}
    for origin in (app.setup.host, "https://evil.example.com"):
        headers = [("origin", origin), ("access-control-request-method", "POST")]
        reply = app.http.send("OPTIONS", url, purpose=Purpose.TOKEN_REQUEST, headers=headers)
        allowed[origin] = reply.header("access-control-allow-origin")
    assert allowed == {app.setup.host: app.setup.host, "https://evil.example.com": ""}


def test_every_answer_has_the_products_headers(app: Application) -> None:
    reply = app.get("https://dev-1234.okta.com/nowhere")
    assert reply.header("strict-transport-security") == "max-age=315360000; includeSubDomains"
    assert reply.header("referrer-policy") == "strict-origin-when-cross-origin"


def test_what_only_others_may_use_is_forbidden(app: Application) -> None:
    for endpoint in ("registration", "device", "par"):
        assert app.post(endpoint, client_id=app.setup.client_id).status == 403


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"assignment": "nobody"}, "User is not assigned to the client application."),
        ({"server": "default", "policy": "none"}, "Policy evaluation failed for this request"),
    ],
)
def test_a_user_for_whom_the_client_is_not_is_denied_after_the_login(
    options: dict[str, Any], text: str
) -> None:
    with RunningFake("okta", **options) as fake, Application(fake) as app:
        _, landing = app.log_in()
        assert landing.params["error"] == "access_denied"
        assert landing.params["error_description"].startswith(text)
