"""The Cognito-like fake against what is known of the product."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest

from fakes.running import RunningFake
from fakes.wire.purposes import Purpose
from suites.harness.given.an_application import Application, claims_of

ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Wb5kT9qXz"
DOMAIN = "https://wandb-acme.auth.us-east-1.amazoncognito.com"
DOCUMENT = {
    "authorization_endpoint": f"{DOMAIN}/oauth2/authorize",
    "end_session_endpoint": f"{DOMAIN}/logout",
    "id_token_signing_alg_values_supported": ["RS256"],
    "issuer": ISSUER,
    "jwks_uri": f"{ISSUER}/.well-known/jwks.json",
    "response_types_supported": ["code", "token"],
    "revocation_endpoint": f"{DOMAIN}/oauth2/revoke",
    "scopes_supported": ["openid", "email", "phone", "profile"],
    "subject_types_supported": ["public"],
    "token_endpoint": f"{DOMAIN}/oauth2/token",
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    "userinfo_endpoint": f"{DOMAIN}/oauth2/userInfo",
}
WELL_KNOWN = "/.well-known/openid-configuration"


@pytest.fixture
def app(cognito: RunningFake) -> Iterator[Application]:
    with Application(cognito) as application:
        yield application


def test_the_document_has_the_twelve_members_in_their_order(app: Application) -> None:
    assert list(app.json(ISSUER + WELL_KNOWN).items()) == list(DOCUMENT.items())


def test_there_are_two_keys_whose_ids_are_padded_base64(app: Application) -> None:
    keys = app.json(str(DOCUMENT["jwks_uri"]))["keys"]
    assert [list(key) for key in keys] == [["alg", "e", "kid", "kty", "n", "use"]] * 2
    assert all(key["kid"].endswith("=") for key in keys)


def test_the_domain_has_no_document(app: Application) -> None:
    reply = app.get(DOMAIN + WELL_KNOWN)
    assert (reply.status, reply.media_type) == (404, "text/html")


def test_an_unknown_pool_is_an_error_of_the_api(app: Application) -> None:
    reply = app.get(ISSUER[:-1] + "X" + WELL_KNOWN)
    assert reply.status == 400
    assert json.loads(reply.body)["code"] == "ResourceNotFoundException"
    assert json.loads(reply.body)["message"] == "User pool us-east-1_Wb5kT9qXX does not exist."


def test_the_other_form_of_the_issuer() -> None:
    with RunningFake("cognito", issuer="issuer-cognito-idp") as fake, Application(fake) as app:
        issuer = ISSUER.replace("cognito-idp", "issuer-cognito-idp")
        assert app.json(issuer + WELL_KNOWN)["issuer"] == issuer
        assert claims_of(app.tokens()["id_token"])["iss"] == issuer


def test_the_classic_pages_do_not_know_prompt() -> None:
    with RunningFake("cognito", pages="classic") as fake, Application(fake) as app:
        assert urlsplit(app.ask(prompt="none").header("location")).path == "/login"
        app.log_in()
        assert "code=" in app.ask(prompt="login").header("location")


def test_a_pool_without_a_domain_names_endpoints_that_do_not_work() -> None:
    with RunningFake("cognito", domain="none") as fake, Application(fake) as app:
        document = app.json(ISSUER + WELL_KNOWN)
        assert document["authorization_endpoint"] == f"{ISSUER}/authorize"
        reply = app.get(document["authorization_endpoint"])
        assert (reply.status, json.loads(reply.body)["code"]) == (400, "BadRequest")


@pytest.mark.parametrize(
    ("changes", "query"),
    [
        ({"client_id": "nobody"}, "error=invalid_request&client_id=nobody"),
        ({"redirect_uri": "https://evil.example.com"}, "error=redirect_mismatch&client_id=CLIENT"),
        ({"response_type": "id_token"}, "error=invalid_request&client_id=CLIENT"),
        ({"response_type": "token id_token"}, "error=invalid_request&client_id=CLIENT"),
    ],
)
def test_what_the_application_is_not_told_ends_on_the_error_page(
    app: Application, changes: dict[str, str], query: str
) -> None:
    reply = app.ask(**changes)
    assert reply.status == 302
    assert reply.header("location") == f"{DOMAIN}/error?" + query.replace(
        "CLIENT", app.setup.client_id
    )
    landing = app.get(reply.header("location"))
    assert landing.status == 400
    assert "An error was encountered with the requested page." in landing.text


@pytest.mark.parametrize(
    ("changes", "query"),
    [
        ({"response_type": None}, "error=invalid_request&state=s"),
        ({"response_type": "token"}, "error=unauthorized_client&state=s"),
        ({"prompt": "none"}, "error=login_required&state=s"),
        ({"code_challenge_method": "plain"}, "error=invalid_request&state=s"),
        ({"code_challenge_method": None}, "error=invalid_request&state=s"),
        (
            {"scope": "openid offline_access"},
            "error_description=invalid_scope&state=s&error=invalid_request",
        ),
    ],
)
def test_errors_come_back_in_the_form_that_was_seen(
    app: Application, changes: dict[str, str | None], query: str
) -> None:
    reply = app.ask(state="s", **changes)
    assert reply.status == 302
    url, joint = reply.header("location"), "#" if changes.get("response_type") else "?"
    assert url == f"{app.rp.redirect_uri}{joint}{query}"


def test_login_has_a_page_of_its_own_with_the_same_parameters(app: Application) -> None:
    reply = app.ask(state="s", response_mode="form_post", login_hint="bob")
    page = urlsplit(reply.header("location"))
    assert (reply.status, page.path) == (302, "/login")
    assert dict(parse_qsl(page.query))["response_mode"] == "form_post"
    form = app.get(reply.header("location"), jar=app.browser.jar)
    token = dict(app.browser.jar.cookies)["XSRF-TOKEN"]
    assert f'name="_csrf" value="{token}"' in form.text
    assert 'value="bob"' in form.text
    forged = [("_csrf", "another"), ("username", "alice"), ("password", app.setup.user.password)]
    refused = app.http.send(
        "POST", form.url, purpose=Purpose.FORM, form=forged, jar=app.browser.jar
    )
    assert refused.status == 403


def test_response_mode_is_ignored_and_pkce_is_optional(app: Application) -> None:
    _, landing = app.log_in(
        response_mode="form_post", code_challenge=None, code_challenge_method=None
    )
    assert landing.mode == "query"
    assert [name for name, _ in landing.pairs] == ["code", "state"]


def test_the_implicit_grant_gives_an_id_token_too(cognito: RunningFake) -> None:
    with Application(cognito, other=True) as app:
        _, landing = app.log_in(response_type="token")
        names = ["id_token", "access_token", "token_type", "expires_in", "state"]
        assert (landing.mode, [name for name, _ in landing.pairs]) == ("fragment", names)
        assert ("token_type", "bearer") in landing.pairs
        _, bare = app.log_in(response_type="token", scope="aws.cognito.signin.user.admin")
        assert bare.params["error_description"] == "invalid_scope"


def test_logout_goes_by_client_id_and_logout_uri(app: Application) -> None:
    app.log_in()
    good = {"client_id": app.setup.client_id, "logout_uri": app.setup.host}
    assert logged_out(app, **good) == (app.setup.host, 302)
    assert "login_required" in app.ask(prompt="none").header("location")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({}, "client_id"),
        ({"client_id": "CLIENT"}, "redirect_uri"),
        ({"client_id": "CLIENT", "post_logout_redirect_uri": "HOST"}, "redirect_uri"),
        ({"client_id": "CLIENT", "logout_uri": "HOST/"}, "redirect_uri"),
    ],
)
def test_other_logouts_end_the_session_and_blame_a_parameter(
    app: Application, parameters: dict[str, str], message: str
) -> None:
    app.log_in()
    words = {"CLIENT": app.setup.client_id, "HOST": app.setup.host}
    filled = {
        name: value.replace("CLIENT", words["CLIENT"]).replace("HOST", words["HOST"])
        for name, value in parameters.items()
    }
    url, status = logged_out(app, **filled)
    assert (urlsplit(url).path, status) == ("/error", 302)
    page = app.get(url)
    assert page.status == 400
    assert f"Required String parameter &#x27;{message}&#x27; is not present" in page.text
    assert "login_required" in app.ask(prompt="none").header("location")


def test_logout_can_lead_to_another_login(app: Application) -> None:
    again = {"response_type": "code", "redirect_uri": app.rp.redirect_uri}
    url, status = logged_out(app, client_id=app.setup.client_id, **again)
    assert (urlsplit(url).path, status) == ("/login", 302)


def logged_out(app: Application, **parameters: str) -> tuple[str, int]:
    """Where the logout endpoint leads, and by which status."""
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    reply = app.get(f"{DOMAIN}/logout?{query}", jar=app.browser.jar)
    return reply.header("location"), reply.status


def test_authorization_and_logout_take_get_only(app: Application) -> None:
    assert app.post("authorization", client_id=app.setup.client_id).status == 405
    assert app.post("end_session", client_id=app.setup.client_id).status == 405
