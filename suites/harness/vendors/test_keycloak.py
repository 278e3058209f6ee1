"""The Keycloak-like fake against what is known of the product."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest

from fakes.running import RunningFake
from suites.harness.given.an_application import Application, claims_of, error_of

SERVER = "https://sso.example.com"
REALM = f"{SERVER}/realms/acme"
WELL_KNOWN = "/.well-known/openid-configuration"


@pytest.fixture
def app() -> Iterator[Application]:
    with RunningFake("keycloak") as fake, Application(fake) as application:
        yield application


@pytest.fixture
def implicit() -> Iterator[Application]:
    """The application, for whose client the implicit flow was switched on."""
    with RunningFake("keycloak", implicit="on") as fake, Application(fake) as application:
        yield application


def told_in(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    return dict(parse_qsl(parts.fragment or parts.query, keep_blank_values=True))


def test_one_of_the_two_published_keys_signs_nothing(app: Application) -> None:
    document = app.json(REALM + WELL_KNOWN)
    assert document["issuer"] == REALM
    keys = app.json(document["jwks_uri"])["keys"]
    assert [(key["use"], key["alg"]) for key in keys] == [("enc", "RSA-OAEP"), ("sig", "RS256")]
    members = ["kid", "kty", "alg", "use", "x5c", "x5t", "x5t#S256", "n", "e"]
    assert [list(key) for key in keys] == [members, members]


def test_before_version_17_the_realms_are_below_a_path() -> None:
    with RunningFake("keycloak", prefix="auth") as fake, Application(fake) as app:
        assert app.setup.issuer == f"{SERVER}/auth/realms/acme"
        assert app.json(app.setup.issuer + WELL_KNOWN)["issuer"] == app.setup.issuer
        assert app.get(REALM + WELL_KNOWN).status == 404


def test_a_wrong_path_or_realm_is_not_found(app: Application) -> None:
    elsewhere = app.get(f"{SERVER}/realms/nowhere{WELL_KNOWN}")
    told = json.loads(elsewhere.body)
    assert (elsewhere.status, told) == (404, {"error": "Realm does not exist"})
    assert app.get(f"{SERVER}/auth/realms/acme{WELL_KNOWN}").status == 404
    assert app.get(SERVER + WELL_KNOWN).status == 404


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"client_id": None}, "Invalid Request"),
        ({"client_id": "nobody"}, "Client not found."),
        ({"redirect_uri": "https://evil.example.com"}, "Invalid parameter: redirect_uri"),
    ],
)
def test_a_wrong_client_or_callback_gets_a_page(
    app: Application, changes: dict[str, str | None], text: str
) -> None:
    reply = app.ask(**changes)
    assert (reply.status, reply.media_type) == (400, "text/html")
    assert text in reply.text


@pytest.mark.parametrize(
    ("changes", "error", "text"),
    [
        ({"response_type": None}, "invalid_request", "Missing parameter: response_type"),
        ({"response_type": "pigeon", "scope": "no"}, "unsupported_response_type", None),
        ({"response_mode": "web_message"}, "invalid_request", "Invalid parameter: response_mode"),
        ({"scope": "openid  no"}, "invalid_scope", "Invalid scopes: openid  no"),
        ({"code_challenge": None}, "invalid_request", "Missing parameter: code_challenge"),
        (
            {"code_challenge": None, "code_challenge_method": None},
            "invalid_request",
            "Missing parameter: code_challenge_method",
        ),
        (
            {"code_challenge_method": "plain"},
            "invalid_request",
            "Invalid parameter: code challenge method is not matching the configured one",
        ),
        ({"prompt": "none"}, "login_required", None),
    ],
)
def test_other_refusals_are_told_to_the_application(
    app: Application, changes: dict[str, str | None], error: str, text: str | None
) -> None:
    reply = app.ask(**changes)
    told = told_in(reply.header("location"))
    assert (reply.status, told["error"], told.get("error_description")) == (302, error, text)
    described = ["error_description"] if text else []
    assert list(told) == ["error", *described, "state", "iss"]


def test_the_implicit_flow_is_off_until_somebody_switches_it_on(app: Application) -> None:
    reply = app.ask("implicit", response_mode="fragment")
    told = told_in(reply.header("location"))
    assert told["error"] == "unauthorized_client"
    assert told["error_description"].endswith("Implicit flow is disabled for the client.")
    posted = app.ask("implicit")
    assert posted.status == 200
    assert 'name="error" value="unauthorized_client"' in posted.text


def test_the_implicit_flow_posts_an_id_token_when_it_is_on(implicit: Application) -> None:
    _, landing = implicit.log_in("implicit")
    assert landing.mode == "form_post"
    claims = claims_of(landing.params["id_token"])
    assert (claims["email"], claims["email_verified"]) == ("alice@example.com", True)
    assert landing.params["iss"] == REALM
    missing = implicit.ask("implicit", nonce=None)
    assert "Missing parameter: nonce" in missing.text


def test_the_claims_of_an_id_token(app: Application) -> None:
    request, landing = app.log_in()
    assert list(landing.params) == ["state", "session_state", "iss", "code"]
    tokens = json.loads(app.redeem(request, landing.params["code"]).body)
    claims, access = claims_of(tokens["id_token"]), claims_of(tokens["access_token"])
    assert (claims["typ"], claims["azp"], claims["acr"]) == ("ID", "wandb", "1")
    assert claims["sid"] == landing.params["session_state"] == tokens["session_state"]
    assert "nbf" not in claims
    assert (access["typ"], access["aud"], access["sub"]) == ("Bearer", "account", claims["sub"])


def test_a_response_can_come_as_a_jwt(app: Application) -> None:
    reply = app.ask(prompt="none", response_mode="jwt")
    told = claims_of(told_in(reply.header("location"))["response"])
    assert (told["error"], told["aud"]) == ("login_required", app.setup.client_id)


@pytest.mark.parametrize(
    ("changes", "status", "error", "text"),
    [
        ({"client_id": "nobody"}, 401, "invalid_client", "Invalid client or Invalid client"),
        ({"client_id": "another-application"}, 401, "unauthorized_client", "Invalid client or"),
        ({"code_verifier": None}, 400, "invalid_grant", "PKCE code verifier not specified"),
        ({"code_verifier": "x"}, 400, "invalid_grant", "failed: Invalid code verifier"),
        ({"code_verifier": "x" * 43}, 400, "invalid_grant", "failed: Code mismatch"),
        ({"redirect_uri": None}, 400, "invalid_grant", "Incorrect redirect_uri"),
        ({"grant_type": None}, 400, "invalid_request", "Missing form parameter: grant_type"),
        ({"grant_type": "password"}, 400, "unauthorized_client", "direct access grants"),
        ({"grant_type": "client_credentials"}, 401, "unauthorized_client", "service account"),
        ({"grant_type": "bribe"}, 400, "unsupported_grant_type", "Unsupported grant_type"),
    ],
)
def test_token_errors_have_the_products_words(
    app: Application, changes: dict[str, str | None], status: int, error: str, text: str
) -> None:
    told = error_of(app.exchange(**changes))
    assert told[:2] == (status, error)
    assert text in told[2]


def test_a_mistake_spends_the_code(app: Application) -> None:
    request, landing = app.log_in()
    app.redeem(request, landing.params["code"], code_verifier="x" * 43)
    spent = error_of(app.redeem(request, landing.params["code"]))
    assert spent == (400, "invalid_grant", "Code not valid")


def logged_out(app: Application, **parameters: str) -> tuple[int, str, str]:
    """Status, location and page of the answer to a logout request."""
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    url = f"{app.fake.provider.endpoints['end_session']}?{query}"
    reply = app.get(url, jar=app.browser.jar)
    return reply.status, reply.header("location"), reply.text


def test_logout_without_hint_asks_only_whoever_is_logged_in(app: Application) -> None:
    there = f"{app.setup.host}/logout"
    asked = {"client_id": app.setup.client_id, "post_logout_redirect_uri": there}
    assert logged_out(app, **asked)[:2] == (302, there)
    app.log_in()
    status, location, text = logged_out(app, **asked)
    assert (status, location) == (200, "")
    assert "Sign out?" in text
    assert "code=" in app.ask(prompt="none").header("location")


def test_logout_says_what_is_wrong_on_a_page(app: Application) -> None:
    hint, there = app.tokens()["id_token"], f"{app.setup.host}/logout"
    for parameters, text in (
        ({"post_logout_redirect_uri": there}, "Missing parameters: id_token_hint"),
        ({"id_token_hint": "garbage"}, "Invalid parameter: id_token_hint"),
        (
            {"id_token_hint": hint, "post_logout_redirect_uri": "https://evil.example.com"},
            "Invalid redirect uri",
        ),
    ):
        status, location, shown = logged_out(app, **parameters)
        assert (status, location) == (400, "")
        assert text in shown
    good = logged_out(app, id_token_hint=hint, post_logout_redirect_uri=there, state="s")
    assert good[:2] == (302, f"{there}?state=s")


def test_what_is_switched_off_says_so(app: Application) -> None:
    mine = app.setup.client_id
    answers = [
        error_of(app.post(endpoint, client_id=mine))[:2]
        for endpoint in ("registration", "device", "ciba", "introspection")
    ]
    assert answers == [
        (403, "insufficient_scope"),
        (400, "unauthorized_client"),
        (401, "invalid_grant"),
        (403, "invalid_request"),
    ]
