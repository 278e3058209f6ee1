"""The Google-like fake against what is known of the product."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest

from fakes.running import RunningFake
from suites.harness.given.an_application import Application, claims_of, error_of

ISSUER = "https://accounts.google.com"


@pytest.fixture
def app() -> Iterator[Application]:
    with RunningFake("google") as fake, Application(fake) as application:
        yield application


def test_the_endpoints_are_on_four_hosts_and_none_of_them_logs_out(app: Application) -> None:
    document = app.json(f"{ISSUER}/.well-known/openid-configuration")
    urls = [value for name, value in document.items() if name.endswith(("_endpoint", "_uri"))]
    assert {urlsplit(url).hostname for url in urls} == {
        "accounts.google.com",
        "oauth2.googleapis.com",
        "openidconnect.googleapis.com",
        "www.googleapis.com",
    }
    assert "end_session_endpoint" not in document
    assert app.get(f"{ISSUER}/logout").status == 404


def test_on_a_loopback_url_all_are_on_one_host() -> None:
    with RunningFake("google", loopback="http") as fake, Application(fake) as app:
        document = app.json(fake.provider.discovery_url())
        assert document["jwks_uri"] == f"{fake.provider.base}/oauth2/v3/certs"
        assert app.tokens()["id_token"]


def test_an_unregistered_callback_gets_a_page_that_quotes_it(app: Application) -> None:
    reply = app.ask(redirect_uri="https://evil.example.com/<b>")
    assert (reply.status, reply.media_type) == (400, "text/html")
    assert "Error 400: redirect_uri_mismatch" in reply.text
    assert "redirect_uri=https://evil.example.com/&lt;b&gt;" in reply.text


def test_an_unknown_client_gets_a_page(app: Application) -> None:
    reply = app.ask(client_id="nobody")
    assert (reply.status, reply.media_type) == (401, "text/html")
    assert "Error 401: invalid_client" in reply.text


def test_a_web_client_needs_its_secret_beside_pkce(app: Application) -> None:
    assert app.setup.client_secret
    request, landing = app.log_in()
    form = {
        "grant_type": "authorization_code",
        "code": landing.params["code"],
        "redirect_uri": request.redirect_uri,
        "code_verifier": request.verifier,
        "client_id": app.setup.client_id,
    }
    told = error_of(app.post("token", **form))
    assert told == (400, "invalid_client", "client_secret is missing.")
    wrong = error_of(app.post("token", **form | {"client_secret": "wrong"}))
    assert wrong == (400, "invalid_client", "Unauthorized")
    right = app.post("token", **form, client_secret=app.setup.client_secret)
    assert right.status == 200


def test_the_id_token_has_the_claims_of_the_user_and_of_google(app: Application) -> None:
    tokens = app.tokens()
    assert list(tokens) == ["access_token", "expires_in", "scope", "token_type", "id_token"]
    assert tokens["access_token"].startswith("ya29.")
    claims = claims_of(tokens["id_token"])
    assert (claims["iss"], claims["azp"], claims["hd"]) == (
        ISSUER,
        app.setup.client_id,
        "example.com",
    )
    assert claims["sub"].isdigit()
    assert len(claims["sub"]) == 21
    assert (claims["email_verified"], claims["given_name"]) == (True, "Alice")
    assert "at_hash" in claims
    userinfo = json.loads(app.userinfo(tokens["access_token"]).body)
    assert (userinfo["sub"], userinfo["email"]) == (claims["sub"], claims["email"])


def test_two_keys_are_published(app: Application) -> None:
    keys = app.json("https://www.googleapis.com/oauth2/v3/certs")["keys"]
    assert [len(key["kid"]) for key in keys] == [40, 40]
    header = jwt.get_unverified_header(app.tokens()["id_token"])
    assert header == {"alg": "RS256", "kid": keys[0]["kid"], "typ": "JWT"}


def test_the_response_names_the_issuer(app: Application) -> None:
    reply = app.ask(prompt="none", state="s")
    told = dict(parse_qsl(urlsplit(reply.header("location")).query))
    assert (reply.status, told["error"], told["iss"]) == (302, "login_required", ISSUER)


def test_the_response_type_none_gives_nothing(app: Application) -> None:
    _, landing = app.log_in(response_type="none", code_challenge=None, code_challenge_method=None)
    assert set(landing.params) == {"state", "iss"}


def test_a_refresh_token_comes_for_offline_access_by_a_parameter(app: Application) -> None:
    assert "refresh_token" not in app.tokens(scope="openid offline_access")
    token = app.tokens(access_type="offline")["refresh_token"]
    form = {"client_id": app.setup.client_id, "client_secret": app.setup.client_secret}
    again = app.post("token", grant_type="refresh_token", refresh_token=token, **form)
    assert again.status == 200
    assert "refresh_token" not in json.loads(again.body)


@pytest.mark.parametrize(("code", "text"), [("bogus", "Malformed auth code."), ("", "Bad Request")])
def test_codes_that_do_not_do(app: Application, code: str, text: str) -> None:
    request, landing = app.log_in()
    spent = landing.params["code"]
    assert app.redeem(request, spent).status == 200
    assert error_of(app.redeem(request, code or spent)) == (400, "invalid_grant", text)


def test_the_device_endpoint_is_for_clients_of_another_type(app: Application) -> None:
    assert error_of(app.post("device"))[:2] == (401, "invalid_client")
