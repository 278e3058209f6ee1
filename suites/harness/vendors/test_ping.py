"""The PingFederate-like fake against what is known of the product."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest

from fakes.running import RunningFake
from fakes.wire.purposes import Purpose
from suites.harness.given.an_application import Application, claims_of, error_of

SERVER = "https://federate.example.com"
NO_PASSWORD = "The client may not use password."  # noqa: S105 - a sentence
WELL_KNOWN = "/.well-known/openid-configuration"


@pytest.fixture
def app() -> Iterator[Application]:
    with RunningFake("ping") as fake, Application(fake) as application:
        yield application


def told_in(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    return dict(parse_qsl(parts.fragment or parts.query))


def test_the_issuer_is_the_base_url(app: Application) -> None:
    document = app.json(SERVER + WELL_KNOWN)
    assert document["issuer"] == SERVER
    keys = app.json(document["jwks_uri"])["keys"]
    assert [list(key) for key in keys] == [["kty", "kid", "use", "n", "e"]]
    assert app.get(f"{SERVER}/as{WELL_KNOWN}").status == 404


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"client_id": "nobody"}, "Unknown or invalid client_id"),
        ({"redirect_uri": "https://evil.example.com"}, "Invalid redirect_uri"),
    ],
)
def test_a_wrong_client_or_callback_gets_a_page(
    app: Application, changes: dict[str, str], text: str
) -> None:
    reply = app.ask(**changes)
    assert (reply.status, reply.media_type) == (400, "text/html")
    assert text in reply.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"scope": "openid groups"}, "invalid_scope"),
        ({"prompt": "none"}, "login_required"),
        ({"request": "e30.e30."}, "invalid_request_object"),
        ({"request_uri": "https://wandb.mycompany.com/r"}, "request_uri_not_supported"),
    ],
)
def test_other_refusals_are_told_to_the_application(
    app: Application, changes: dict[str, str], error: str
) -> None:
    reply = app.ask(**changes)
    told = told_in(reply.header("location"))
    assert (reply.status, told["error"]) == (302, error)
    assert "iss" not in told


def test_the_claims_of_an_id_token(app: Application) -> None:
    tokens = app.tokens()
    assert set(jwt.get_unverified_header(tokens["id_token"])) == {"alg", "kid"}
    claims = claims_of(tokens["id_token"])
    assert {"pi.sri", "jti", "auth_time", "email"} <= set(claims)
    assert tokens["access_token"].count(".") == 0
    assert json.loads(app.userinfo(tokens["access_token"]).body)["email_verified"] is True


def test_an_attribute_that_no_policy_maps_is_nowhere() -> None:
    with RunningFake("ping", email="unmapped") as fake, Application(fake) as app:
        tokens = app.tokens()
        told = claims_of(tokens["id_token"]) | json.loads(app.userinfo(tokens["access_token"]).body)
        assert "name" in told
        assert not {"email", "email_verified"} & set(told)
        _, landing = app.log_in("implicit")
        assert "email" not in claims_of(landing.params["id_token"])


@pytest.mark.parametrize(
    ("changes", "status", "error", "text"),
    [
        ({"client_id": "nobody"}, 401, "invalid_client", "Invalid client or client credentials."),
        ({"code": "another"}, 400, "invalid_grant", "Authorization code is invalid or expired."),
        ({"code_verifier": "x" * 43}, 400, "invalid_grant", "PKCE verification failed."),
        (
            {"grant_type": "password"},
            400,
            "unauthorized_client",
            "The client may not use password.",
        ),
        ({"grant_type": "bribe"}, 400, "unsupported_grant_type", "unsupported grant_type"),
    ],
)
def test_token_errors_have_the_products_words(
    app: Application, changes: dict[str, str], status: int, error: str, text: str
) -> None:
    request, landing = app.log_in()
    headers, form = app.rp.token_request(request, landing.params["code"])
    sent = list((dict(form) | changes).items())
    url = app.fake.provider.endpoints["token"]
    reply = app.http.send("POST", url, purpose=Purpose.TOKEN_REQUEST, headers=headers, form=sent)
    assert error_of(reply) == (status, error, text)
    assert list(json.loads(reply.body)) == ["error_description", "error"]


def logged_out(app: Application, endpoint: str, **parameters: str) -> tuple[int, str, str]:
    """Status, location and page of the answer to a logout request."""
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    url = f"{app.fake.provider.endpoints[endpoint]}?{query}"
    reply = app.get(url, jar=app.browser.jar)
    return reply.status, reply.header("location"), reply.text


def test_a_hint_that_cannot_be_validated_asks_the_user(app: Application) -> None:
    app.log_in()
    for parameters in ({}, {"id_token_hint": "garbage"}):
        status, location, text = logged_out(app, "end_session", **parameters)
        assert (status, location, "Sign out?" in text) == (200, "", True)
    assert "code=" in app.ask(prompt="none").header("location")


def test_a_logout_url_that_is_not_registered_is_ignored(app: Application) -> None:
    hint, there = app.tokens()["id_token"], f"{app.setup.host}/logout"
    elsewhere = {"id_token_hint": hint, "post_logout_redirect_uri": "https://evil.example.com"}
    status, location, text = logged_out(app, "end_session", **elsewhere)
    assert (status, location, "You are signed out." in text) == (200, "", True)
    assert "login_required" in app.ask(prompt="none").header("location")
    good = {"id_token_hint": app.tokens()["id_token"], "post_logout_redirect_uri": there}
    assert logged_out(app, "end_session", state="s", **good)[:2] == (302, f"{there}?state=s")


def test_the_older_way_out_has_a_target_resource(app: Application) -> None:
    there = f"{app.setup.host}/logout"
    app.log_in()
    assert logged_out(app, "slo", TargetResource="https://evil.example.com")[:2] == (200, "")
    assert "login_required" in app.ask(prompt="none").header("location")
    assert logged_out(app, "slo", TargetResource=there)[:2] == (302, there)


def test_what_only_others_may_use_is_refused(app: Application) -> None:
    mine = app.setup.client_id
    answers = [
        error_of(app.post(endpoint, client_id=mine))[:2]
        for endpoint in ("registration", "device", "ciba")
    ]
    refused = (400, "unauthorized_client")
    assert answers == [(401, "invalid_token"), refused, refused]
