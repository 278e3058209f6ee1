"""The Entra-like fake against what is known of the product."""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest

from fakes.running import RunningFake
from fakes.wire.purposes import Purpose
from suites.harness.given.an_application import Application, claims_of, error_of

LOGIN = "https://login.microsoftonline.com"
TENANT = "1f3c7a90-52e4-4d0b-8a6e-7d2b9c4e6f10"
WELL_KNOWN = "/.well-known/openid-configuration"
SUPERFLUOUS = "superfluous"


@pytest.fixture
def app() -> Iterator[Application]:
    """The application on the platform Web."""
    with RunningFake("entra") as fake, Application(fake) as application:
        yield application


@pytest.fixture
def single_page() -> Iterator[Application]:
    """The application on the platform for single-page applications."""
    with RunningFake("entra", platform="spa") as fake, Application(fake) as application:
        yield application


def told_in(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    return dict(parse_qsl(parts.fragment or parts.query))


@pytest.mark.parametrize("name", ["common", "organizations"])
def test_a_shared_document_names_no_tenant(app: Application, name: str) -> None:
    document = app.json(f"{LOGIN}/{name}/v2.0{WELL_KNOWN}")
    assert document["issuer"] == f"{LOGIN}/{{tenantid}}/v2.0"
    assert document["token_endpoint"] == f"{LOGIN}/{name}/oauth2/v2.0/token"


def test_the_document_of_version_1_names_another_host(app: Application) -> None:
    document = app.json(f"{LOGIN}/{TENANT}{WELL_KNOWN}")
    assert document["issuer"] == f"https://sts.windows.net/{TENANT}/"
    assert "token" in document["response_types_supported"]
    assert "check_session_iframe" in document


def test_an_unknown_tenant_is_told_by_number(app: Application) -> None:
    reply = app.get(f"{LOGIN}/nowhere/v2.0{WELL_KNOWN}")
    status, error, text = error_of(reply)
    assert (status, error) == (400, "invalid_tenant")
    assert text.startswith("AADSTS90002: Tenant 'nowhere' not found.")
    assert json.loads(reply.body)["error_codes"] == [90002]


@pytest.mark.parametrize(
    ("tenant", "told"), [("common", f"{LOGIN}/common/v2.0"), ("v1", f"{LOGIN}/{TENANT}")]
)
def test_whoever_was_told_the_wrong_address_gets_tokens_of_another_issuer(
    tenant: str, told: str
) -> None:
    with RunningFake("entra", tenant=tenant) as fake, Application(fake) as app:
        assert app.setup.issuer == told
        assert claims_of(app.tokens()["id_token"])["iss"] == f"{LOGIN}/{TENANT}/v2.0"


def test_a_key_has_its_certificate_and_its_issuer(app: Application) -> None:
    keys = app.json(f"{LOGIN}/{TENANT}/discovery/v2.0/keys")["keys"]
    assert len(keys) == 2
    for key in keys:
        assert key["kid"] == key["x5t"]
        assert key["issuer"] == f"{LOGIN}/{TENANT}/v2.0"
        assert "alg" not in key


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"client_id": None}, "AADSTS900144"),
        ({"client_id": "nobody"}, "AADSTS700016"),
        ({"redirect_uri": "https://evil.example.com"}, "AADSTS50011"),
    ],
)
def test_a_wrong_client_or_callback_gets_a_page(
    app: Application, changes: dict[str, str | None], text: str
) -> None:
    reply = app.ask(**changes)
    assert (reply.status, reply.media_type) == (400, "text/html")
    assert text in reply.text


def test_without_redirect_uri_a_registered_one_is_taken(app: Application) -> None:
    app.log_in()
    reply = app.ask(redirect_uri=None, prompt="none")
    assert reply.header("location").startswith(f"{app.setup.host}/oidc/callback?code=")


@pytest.mark.parametrize(
    ("method", "changes", "error", "number"),
    [
        ("pkce", {"response_type": None}, "invalid_request", "AADSTS900144"),
        ("pkce", {"scope": "openid no"}, "invalid_scope", "AADSTS70011"),
        ("pkce", {"prompt": "none"}, "login_required", "AADSTS50058"),
        ("implicit", {"response_mode": "query"}, "invalid_request", "AADSTS70007"),
        (
            "implicit",
            {"response_mode": "fragment", "nonce": None},
            "invalid_request",
            "AADSTS900144",
        ),
    ],
)
def test_other_refusals_are_told_to_the_application_by_number(
    app: Application, method: str, changes: dict[str, str | None], error: str, number: str
) -> None:
    reply = app.ask(method, **changes)
    told = told_in(reply.header("location"))
    assert (reply.status, told["error"]) == (302, error)
    assert told["error_description"].startswith(f"{number}: ")
    lines = ["Trace ID", "Correlation ID", "Timestamp"]
    assert re.findall(r"\r\n([A-Za-z ]+): ", told["error_description"]) == lines
    code = number.removeprefix("AADSTS")
    assert told["error_uri"] == f"https://login.microsoftonline.com/error?code={code}"
    assert "iss" not in told


def test_id_tokens_come_from_the_authorization_endpoint_when_that_is_ticked() -> None:
    with RunningFake("entra", id_tokens="off") as fake, Application(fake) as app:
        reply = app.ask("implicit")
        assert "AADSTS700054: response_type &#x27;id_token&#x27; is not enabled" in reply.text
        assert "code" in app.log_in()[1].params


def test_the_claims_of_an_id_token(app: Application) -> None:
    tokens = app.tokens()
    claims = claims_of(tokens["id_token"])
    assert (claims["ver"], claims["tid"]) == ("2.0", TENANT)
    assert {"oid", "uti", "rh", "aio", "nbf", "preferred_username", "email"} <= set(claims)
    assert not {"email_verified", "at_hash", "auth_time"} & set(claims)
    userinfo = json.loads(app.userinfo(tokens["access_token"]).body)
    assert userinfo["sub"] == claims["sub"]
    assert "email_verified" not in userinfo


def test_every_application_knows_a_user_by_another_name(app: Application) -> None:
    with Application(app.fake, other=True) as other:
        mine, theirs = (claims_of(one.tokens()["id_token"]) for one in (app, other))
    assert mine["sub"] != theirs["sub"]
    assert mine["oid"] == theirs["oid"]


def test_an_account_without_a_mailbox_has_no_email() -> None:
    with RunningFake("entra", email="absent") as fake, Application(fake) as app:
        tokens = app.tokens()
        assert "email" not in claims_of(tokens["id_token"])
        assert "email" not in json.loads(app.userinfo(tokens["access_token"]).body)


@pytest.mark.parametrize(
    ("changes", "status", "error", "number"),
    [
        ({"client_id": "nobody"}, 401, "invalid_client", "AADSTS700016"),
        ({"client_secret": "wrong"}, 401, "invalid_client", "AADSTS7000215"),
        ({"client_secret": None}, 401, "invalid_client", "AADSTS7000218"),
        ({"grant_type": None}, 400, "invalid_request", "AADSTS900144"),
        ({"grant_type": "bribe"}, 400, "unsupported_grant_type", "AADSTS70003"),
        ({"redirect_uri": None}, 400, "invalid_grant", "AADSTS500112"),
        ({"code_verifier": "x" * 43}, 400, "invalid_grant", "AADSTS501481"),
    ],
)
def test_token_errors_have_the_products_numbers(
    app: Application, changes: dict[str, str | None], status: int, error: str, number: str
) -> None:
    request, landing = app.log_in()
    form = {
        "grant_type": "authorization_code",
        "code": landing.params["code"],
        "redirect_uri": app.rp.redirect_uri,
        "code_verifier": request.verifier,
        "client_id": app.setup.client_id,
        "client_secret": app.setup.client_secret,
    }
    sent = {name: value for name, value in (form | changes).items() if value is not None}
    told = error_of(app.post("token", **sent))
    assert told[:2] == (status, error)
    assert told[2].startswith(f"{number}: ")


def test_a_single_pages_code_is_redeemed_by_a_browser_alone(single_page: Application) -> None:
    assert single_page.setup.client_secret == ""
    status, error, text = error_of(single_page.exchange())
    assert (status, error) == (400, "invalid_request")
    assert text.startswith("AADSTS9002327: ")
    request, landing = single_page.log_in()
    headers, form = single_page.rp.token_request(request, landing.params["code"])
    reply = single_page.http.send(
        "POST",
        single_page.fake.provider.endpoints["token"],
        purpose=Purpose.TOKEN_REQUEST,
        headers=[*headers, ("origin", single_page.setup.host)],
        form=form,
    )
    assert "id_token" in json.loads(reply.body)


def test_a_single_page_has_no_secret_and_a_challenge(single_page: Application) -> None:
    status, error, text = error_of(single_page.exchange(client_secret=SUPERFLUOUS))
    assert (status, error, text[:12]) == (401, "invalid_client", "AADSTS700025")
    told = told_in(single_page.ask(code_challenge=None).header("location"))
    assert told["error_description"].startswith("AADSTS9002325: ")


def logged_out(app: Application, **parameters: str) -> tuple[int, str, str]:
    """Status, location and page of the answer to a logout request."""
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    url = f"{app.fake.provider.endpoints['end_session']}?{query}"
    reply = app.get(url, jar=app.browser.jar)
    return reply.status, reply.header("location"), reply.text


def test_logout_goes_only_where_somebody_registered(app: Application) -> None:
    hint, there = app.tokens()["id_token"], f"{app.setup.host}/logout"
    asked = logged_out(app, post_logout_redirect_uri=there)
    assert (asked[0], "Sign out?" in asked[2]) == (200, True)
    elsewhere = logged_out(
        app, id_token_hint=hint, post_logout_redirect_uri="https://x.example.com"
    )
    assert (elsewhere[:2], "You are signed out." in elsewhere[2]) == ((200, ""), True)
    hint = app.tokens()["id_token"]
    good = logged_out(app, id_token_hint=hint, post_logout_redirect_uri=there, state="s")
    assert good[:2] == (302, f"{there}?state=s")
