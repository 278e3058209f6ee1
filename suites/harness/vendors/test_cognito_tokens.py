"""The Cognito-like fake's tokens, token endpoint and UserInfo endpoint."""

import json
from collections.abc import Iterator

import jwt
import pytest

from fakes.running import RunningFake
from suites.harness.given.an_application import Application, claims_of, error_of


@pytest.fixture
def app(cognito: RunningFake) -> Iterator[Application]:
    with Application(cognito) as application:
        yield application


def test_the_tokens_are_the_products_own(app: Application) -> None:
    tokens = app.tokens()
    members = ["id_token", "access_token", "refresh_token", "expires_in", "token_type"]
    assert list(tokens) == members
    headers = [jwt.get_unverified_header(tokens[name]) for name in members[:2]]
    assert all(set(header) == {"kid", "alg"} for header in headers)
    assert headers[0]["kid"] != headers[1]["kid"]
    claims = claims_of(tokens["id_token"])
    own = {"token_use": "id", "cognito:username": "alice", "email_verified": True}
    assert claims.items() >= own.items()
    assert not {"azp", "acr", "amr", "sid"} & set(claims)
    access = claims_of(tokens["access_token"])
    assert (access["client_id"], access["scope"]) == (app.setup.client_id, "openid profile email")
    assert "aud" not in access
    assert tokens["refresh_token"].startswith("eyJj")
    assert tokens["refresh_token"].count(".") == 4


def test_userinfo_has_strings_for_booleans(app: Application) -> None:
    reply = app.userinfo(app.tokens()["access_token"])
    assert reply.header("content-type") == "application/json;charset=UTF-8"
    assert json.loads(reply.body)["email_verified"] == "true"
    assert json.loads(reply.body)["username"] == "alice"


def test_userinfo_refuses_without_naming_a_scheme(app: Application) -> None:
    missing, garbage = app.userinfo(), app.userinfo("garbage")
    assert (missing.status, garbage.status) == (400, 401)
    assert missing.header("www-authenticate").startswith('error="invalid_request", ')
    assert garbage.header("www-authenticate").startswith('error="invalid_token", ')


def test_refreshing_gives_no_new_refresh_token(app: Application) -> None:
    first = app.tokens()
    asked = {"client_id": app.setup.client_id, "grant_type": "refresh_token"}
    second = json.loads(app.post("token", refresh_token=first["refresh_token"], **asked).body)
    assert list(second) == ["id_token", "access_token", "expires_in", "token_type"]
    before, after = claims_of(first["id_token"]), claims_of(second["id_token"])
    assert "nonce" not in after
    assert after["auth_time"] == before["auth_time"]
    revoked = app.post("revocation", token=first["refresh_token"], client_id=app.setup.client_id)
    assert (revoked.status, revoked.body) == (200, b"")
    again = app.post("token", refresh_token=first["refresh_token"], **asked)
    assert error_of(again) == (400, "invalid_grant", "")
    assert app.userinfo(second["access_token"]).status == 401


def test_only_refresh_tokens_are_revoked(app: Application) -> None:
    mine, token = app.setup.client_id, app.tokens()["access_token"]
    refused = app.post("revocation", token=token, client_id=mine)
    assert error_of(refused) == (400, "unsupported_token_type", "")
    assert app.post("revocation", token=f"not-{token}", client_id=mine).status == 200
    stranger = app.post("revocation", token=token, client_id="nobody")
    assert error_of(stranger)[:2] == (401, "invalid_client")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "x" * 43}, ("invalid_grant", "")),
        (
            {"redirect_uri": "https://wandb.mycompany.com"},
            ("unauthorized_client", "invalid_redirect"),
        ),
        ({"client_id": "nobody"}, ("invalid_client", "")),
        ({"client_id": "2b7x5w9u1e4a8o3i6y0z9l8p7d"}, ("invalid_client", "invalid_client_secret")),
        ({"client_secret": "superfluous"}, ("invalid_client", "")),
        ({"grant_type": "password"}, ("unsupported_grant_type", "")),
        ({"grant_type": None}, ("invalid_request", "")),
    ],
)
def test_token_errors_are_terse_and_always_400(
    app: Application, changes: dict[str, str | None], error: tuple[str, str]
) -> None:
    assert error_of(app.exchange(**changes)) == (400, *error)


def test_a_code_works_once(app: Application) -> None:
    request, landing = app.log_in()
    assert app.redeem(request, landing.params["code"]).status == 200
    again = app.redeem(request, landing.params["code"])
    assert error_of(again) == (400, "invalid_grant", "")
