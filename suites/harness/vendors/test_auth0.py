"""The Auth0-like fake against what is known of the product."""

import base64
import hashlib
import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from fakes.running import RunningFake
from fakes.user.login import FormDriver
from suites.checks.catalogue import catalogue
from suites.harness.given.an_application import Application, claims_of, error_of
from suites.op.op import Op
from suites.targets.embedded import Embedded
from suites.verdicts.judge import judge

TENANT = "https://dev-1234.us.auth0.com"
FORBIDDEN = "unauthorized_client: Grant type &#x27;implicit&#x27; not allowed for the client."


@pytest.fixture
def app() -> Iterator[Application]:
    with RunningFake("auth0") as fake, Application(fake) as application:
        yield application


@pytest.fixture
def codes_only() -> Iterator[Application]:
    """The application without the implicit grant."""
    with RunningFake("auth0", implicit="off") as fake, Application(fake) as application:
        yield application


def test_the_issuer_ends_in_a_slash_with_or_without_which_the_document_is_found(
    app: Application,
) -> None:
    document = app.json(f"{TENANT}/.well-known/openid-configuration")
    assert document["issuer"] == app.setup.issuer == f"{TENANT}/"
    assert claims_of(app.tokens()["id_token"])["iss"] == f"{TENANT}/"


def test_the_tenants_setting_takes_the_end_session_endpoint_from_the_document_alone() -> None:
    with RunningFake("auth0", end_session="unlisted") as fake, Application(fake) as app:
        assert "end_session_endpoint" not in app.json(fake.provider.discovery_url())
        assert app.get(f"{TENANT}/oidc/logout").status == 200


def test_two_keys_are_published_with_their_certificates(app: Application) -> None:
    keys = app.json(f"{TENANT}/.well-known/jwks.json")["keys"]
    assert [list(key) for key in keys] == [
        ["kty", "use", "n", "e", "kid", "x5t", "x5c", "alg"],
    ] * 2
    assert jwt.get_unverified_header(app.tokens()["id_token"])["kid"] == keys[0]["kid"]
    der = base64.b64decode(keys[0]["x5c"][0])
    public_key = x509.load_der_x509_certificate(der).public_key()
    assert isinstance(public_key, RSAPublicKey)
    modulus = base64.urlsafe_b64decode(keys[0]["n"] + "==")
    assert public_key.public_numbers().n == int.from_bytes(modulus, "big")
    thumbprint = base64.urlsafe_b64decode(keys[0]["x5t"] + "=")
    assert thumbprint == hashlib.sha1(der, usedforsecurity=False).digest()


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"redirect_uri": "https://evil.example.com/<b>"}, "Callback URL mismatch."),
        ({"client_id": "nobody<b>"}, "Unknown client: nobody&lt;b&gt;"),
    ],
)
def test_a_wrong_client_or_callback_gets_a_page(
    app: Application, changes: dict[str, str], text: str
) -> None:
    reply = app.ask(**changes)
    assert (reply.status, reply.media_type) == (400, "text/html")
    assert text in reply.text
    assert "<b>" not in reply.text


@pytest.mark.parametrize("response_type", ["id_token", "token", "token id_token", "code id_token"])
def test_the_implicit_grant_that_is_not_switched_on_ends_on_a_page(
    codes_only: Application, response_type: str
) -> None:
    reply = codes_only.ask("implicit", response_type=response_type)
    assert (reply.status, reply.media_type, reply.header("location")) == (403, "text/html", "")
    assert FORBIDDEN in reply.text
    assert codes_only.tokens()["id_token"]


def test_a_login_that_may_ask_nothing_is_refused_at_the_application(app: Application) -> None:
    reply = app.ask(prompt="none", state="s")
    told = parse_qsl(urlsplit(reply.header("location")).query)
    assert reply.status == 302
    assert told == [
        ("error", "login_required"),
        ("error_description", "Login required"),
        ("state", "s"),
    ]


def test_the_default_method_of_wandb_server_posts_an_id_token_with_all_claims(
    app: Application,
) -> None:
    _, landing = app.log_in("implicit")
    assert landing.mode == "form_post"
    claims = claims_of(landing.params["id_token"])
    assert (claims["email"], claims["email_verified"]) == ("alice@example.com", True)
    assert claims["sub"].startswith("auth0|")
    assert claims["updated_at"] == "2011-07-21T20:42:50.000Z"
    assert {"nickname", "name", "picture", "sid", "nonce"} <= set(claims)
    assert claims["exp"] - claims["iat"] == 36000


def test_a_code_gives_the_same_claims_at_userinfo_too(app: Application) -> None:
    tokens = app.tokens()
    assert list(tokens) == ["access_token", "id_token", "scope", "expires_in", "token_type"]
    claims = claims_of(tokens["id_token"])
    userinfo = json.loads(app.userinfo(tokens["access_token"]).body)
    assert {name: claims[name] for name in userinfo} == userinfo
    assert "at_hash" in claims
    assert tokens["expires_in"] == 86400


def test_a_challenge_is_not_asked_for_and_may_be_plain(app: Application) -> None:
    request, landing = app.log_in(code_challenge=None, code_challenge_method=None)
    assert app.redeem(request, landing.params["code"], code_verifier=None).status == 200
    verifier = "plain-verifier-of-at-least-43-characters-0123"
    plain = {"code_challenge": verifier, "code_challenge_method": "plain"}
    for sent, status in ((verifier, 200), ("another" * 7, 400)):
        request, landing = app.log_in(**plain)
        assert app.redeem(request, landing.params["code"], code_verifier=sent).status == status


@pytest.mark.parametrize(
    ("changes", "status", "error", "text"),
    [
        ({"code_verifier": "x" * 43}, 400, "invalid_grant", "Failed to verify code verifier"),
        (
            {"grant_type": "password"},
            403,
            "unauthorized_client",
            "Grant type 'password' not allowed for the client.",
        ),
        (
            {"grant_type": "refresh_token", "refresh_token": "bogus"},
            400,
            "invalid_grant",
            "Unknown or invalid refresh token.",
        ),
    ],
)
def test_token_errors_have_the_products_words(
    app: Application, changes: dict[str, str], status: int, error: str, text: str
) -> None:
    assert error_of(app.exchange(**changes)) == (status, error, text)


def test_a_code_works_once(app: Application) -> None:
    request, landing = app.log_in()
    assert app.redeem(request, landing.params["code"]).status == 200
    for code in (landing.params["code"], "bogus"):
        refusal = error_of(app.redeem(request, code))
        assert refusal == (400, "invalid_grant", "Invalid authorization code")


def test_offline_access_gives_a_refresh_token_that_is_used_once(app: Application) -> None:
    first = app.tokens(scope="openid offline_access")["refresh_token"]
    form = {"grant_type": "refresh_token", "client_id": app.setup.client_id}
    again = json.loads(app.post("token", refresh_token=first, **form).body)
    assert again["refresh_token"] != first
    assert app.post("token", refresh_token=first, **form).status == 400


def test_scripts_of_other_origins_may_not_call(app: Application) -> None:
    url = app.fake.provider.endpoints["userinfo"]
    for origin, allowed in ((app.setup.host, app.setup.host), ("https://evil.example.com", "")):
        reply = app.get(url, headers=[("origin", origin)])
        assert reply.header("access-control-allow-origin") == allowed


@pytest.mark.parametrize("name", ["device", "mfa", "registration"])
def test_what_is_listed_for_other_applications_is_closed(app: Application, name: str) -> None:
    assert error_of(app.post(name))[:2] == (403, "unauthorized_client")


def logged_out(app: Application, path: str, **parameters: str) -> tuple[int, str]:
    """Status and location of the answer to a logout request."""
    reply = app.get(f"{TENANT}{path}?{urlencode(parameters)}", jar=app.browser.jar)
    return reply.status, reply.header("location")


def test_the_older_logout_returns_to_a_registered_url_of_the_client(app: Application) -> None:
    mine, there = app.setup.client_id, app.setup.host
    app.log_in()
    assert logged_out(app, "/v2/logout", client_id=mine, returnTo=there + "/x") == (400, "")
    assert logged_out(app, "/v2/logout", returnTo=there) == (400, "")
    assert "code=" in app.ask(prompt="none").header("location")
    assert logged_out(app, "/v2/logout", client_id=mine, returnTo=there) == (302, there)
    assert "login_required" in app.ask(prompt="none").header("location")
    assert logged_out(app, "/v2/logout") == (200, "")


def test_the_standards_logout_takes_the_id_token_as_a_hint(app: Application) -> None:
    there = app.setup.host
    hint = app.tokens()["id_token"]
    wanted = {"id_token_hint": hint, "post_logout_redirect_uri": there, "state": "s"}
    assert logged_out(app, "/oidc/logout", **wanted) == (302, f"{there}?state=s")
    assert "login_required" in app.ask(prompt="none").header("location")


@pytest.mark.parametrize("implicit", ["on", "off"])
def test_pkce_works_as_well_with_or_without_the_implicit_grant(implicit: str) -> None:
    fake, target = Embedded("auth0", "pkce", (("implicit", implicit),)).start("auth0")
    op = Op.at(target, FormDriver())
    try:
        found = {name: judge(one, op).outcome for name, one in catalogue("oidc").items()}
    finally:
        op.close()
        fake.stop()
    fine = ("PASSED", "KNOWN", "NOT_APPLICABLE")
    assert {name: outcome for name, outcome in found.items() if outcome not in fine} == {}
