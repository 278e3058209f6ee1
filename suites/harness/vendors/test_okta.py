"""The Okta-like fake against what is known of the product."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest

from fakes.running import RunningFake
from suites.harness.given.an_application import Application, claims_of, error_of

ORG = "https://dev-1234.okta.com"
WELL_KNOWN = "/.well-known/openid-configuration"
# fmt: off
MEMBERS = [
    "issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint",
    "registration_endpoint", "jwks_uri", "response_types_supported", "response_modes_supported",
    "grant_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported",
    "scopes_supported", "token_endpoint_auth_methods_supported", "claims_supported",
    "code_challenge_methods_supported", "introspection_endpoint",
    "introspection_endpoint_auth_methods_supported", "revocation_endpoint",
    "revocation_endpoint_auth_methods_supported", "end_session_endpoint",
    "request_parameter_supported", "request_object_signing_alg_values_supported",
    "device_authorization_endpoint", "pushed_authorization_request_endpoint",
    "backchannel_token_delivery_modes_supported",
    "backchannel_authentication_request_signing_alg_values_supported",
    "dpop_signing_alg_values_supported",
]
LISTS = {
    "response_types_supported": [
        "code", "id_token", "code id_token", "code token", "id_token token", "code id_token token",
    ],
    "response_modes_supported": ["query", "fragment", "form_post", "okta_post_message"],
    "token_endpoint_auth_methods_supported": [
        "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none",
    ],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": ["RS256"],
    "code_challenge_methods_supported": ["S256"],
    "dpop_signing_alg_values_supported": ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
}
# fmt: on


@pytest.fixture
def app(okta: RunningFake) -> Iterator[Application]:
    """The application at the org server."""
    with Application(okta) as application:
        yield application


@pytest.fixture
def custom() -> Iterator[Application]:
    """The application at the custom authorization server `default`."""
    with RunningFake("okta", server="default") as fake, Application(fake) as application:
        yield application


def test_the_org_servers_document(app: Application) -> None:
    document = app.json(ORG + WELL_KNOWN)
    assert list(document) == MEMBERS
    assert document.items() >= LISTS.items()
    assert document["issuer"] == ORG
    assert document["authorization_endpoint"] == f"{ORG}/oauth2/v1/authorize"
    scopes = ["openid", "email", "profile", "address", "phone", "offline_access", "groups"]
    assert document["scopes_supported"] == scopes
    keys = app.json(document["jwks_uri"])["keys"]
    assert [list(key) for key in keys] == [["kty", "alg", "kid", "use", "e", "n"]]


def test_a_custom_servers_document(custom: Application) -> None:
    document = custom.json(f"{ORG}/oauth2/default{WELL_KNOWN}")
    assert list(document) == MEMBERS
    assert document["issuer"] == f"{ORG}/oauth2/default"
    assert document["jwks_uri"] == f"{ORG}/oauth2/default/v1/keys"
    assert document["registration_endpoint"] == f"{ORG}/oauth2/v1/clients"
    assert document["scopes_supported"][-1] == "device_sso"
    metadata = f"{ORG}/.well-known/oauth-authorization-server/oauth2/default"
    assert custom.json(metadata) == document


def test_the_administrators_host_names_the_plain_issuer(app: Application) -> None:
    assert app.json(f"https://dev-1234-admin.okta.com{WELL_KNOWN}")["issuer"] == ORG


def test_an_unknown_authorization_server_has_an_error_of_its_own(app: Application) -> None:
    reply = app.get(f"{ORG}/oauth2/default{WELL_KNOWN}")
    body = json.loads(reply.body)
    summary = "Not found: Resource not found: default (AuthorizationServer)"
    assert (reply.status, body["errorCode"], body["errorSummary"]) == (404, "E0000007", summary)
    assert list(body)[2:] == ["errorLink", "errorId", "errorCauses"]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"client_id": "nobody"}, "client_id"),
        ({"redirect_uri": "https://evil.example.com"}, "https://evil.example.com"),
    ],
)
def test_a_wrong_client_or_callback_gets_a_page(
    app: Application, changes: dict[str, str], text: str
) -> None:
    reply = app.ask(**changes)
    assert (reply.status, reply.media_type) == (400, "text/html")
    assert "Your request resulted in an error." in reply.text
    assert text in reply.text


@pytest.mark.parametrize(
    ("changes", "error", "text"),
    [
        ({"state": None}, "invalid_request", "invalid 'state' parameter."),
        ({"response_type": "none"}, "unsupported_response_type", "Configured response types: ["),
        ({"scope": "profile"}, "invalid_scope", "require the 'openid' scope."),
        ({"scope": "openid nonsense"}, "invalid_scope", "not configured for the authorization"),
        ({"code_challenge": None}, "invalid_request", "PKCE code challenge is required by"),
        ({"code_challenge_method": "plain"}, "invalid_request", "Valid values: [S256]"),
        ({"prompt": "create"}, "invalid_request", "Invalid value for 'prompt' parameter."),
        ({"max_age": "-1"}, "invalid_request", "Invalid value for 'max_age' parameter."),
        ({"max_age": "2147483648"}, "invalid_request", "within range 0 - 2^31-1."),
        ({"prompt": "none", "max_age": "0"}, "invalid_request", "max_age"),
        ({"prompt": "none"}, "login_required", "specified not to prompt, but the user is not"),
        ({"request": "e30.e30."}, "invalid_request_object", "request"),
    ],
)
def test_other_refusals_are_told_to_the_application(
    app: Application, changes: dict[str, str | None], error: str, text: str
) -> None:
    reply = app.ask(**changes)
    assert reply.status == 302
    told = dict(parse_qsl(urlsplit(reply.header("location")).query))
    assert told["error"] == error
    assert text in told["error_description"]
    assert "iss" not in told


@pytest.mark.parametrize(
    ("changes", "error", "text"),
    [
        ({"nonce": None}, "invalid_request", "The 'nonce' parameter is required"),
        ({"response_mode": "query"}, "unsupported_response_mode", "'query' response mode"),
        ({"response_mode": "pigeon"}, "unsupported_response_mode", "response mode"),
    ],
)
def test_refusals_of_the_implicit_grant(
    app: Application, changes: dict[str, str | None], error: str, text: str
) -> None:
    fragment = {"response_mode": "fragment"} | changes
    reply = app.ask("implicit", **fragment)
    parts = urlsplit(reply.header("location"))
    told = dict(parse_qsl(parts.fragment or parts.query))
    assert told["error"] == error
    assert text in told["error_description"]


def test_errors_are_posted_where_form_post_was_asked_for(app: Application) -> None:
    reply = app.ask("implicit", prompt="none")
    assert reply.status == 200
    assert 'name="error" value="login_required"' in reply.text


def test_a_window_can_be_told(app: Application) -> None:
    app.log_in()
    reply = app.ask("implicit", response_mode="okta_post_message", state="</script>")
    assert "postMessage(...[{" in reply.text
    assert '"https://wandb.mycompany.com"]' in reply.text
    assert 'state": "\\u003c/script>' in reply.text


def test_an_id_token_alone_is_fat(app: Application) -> None:
    _, landing = app.log_in("implicit")
    assert landing.mode == "form_post"
    claims = claims_of(landing.params["id_token"])
    assert claims["email_verified"] is True
    assert claims["family_name"] == "Adams"
    assert claims["sub"].startswith("00u")
    assert (claims["ver"], claims["amr"]) == (1, ["pwd"])


def test_an_id_token_beside_an_access_token_is_thin(app: Application) -> None:
    tokens = app.tokens()
    assert set(jwt.get_unverified_header(tokens["id_token"])) == {"kid", "alg"}
    claims = claims_of(tokens["id_token"])
    assert {"name", "email", "preferred_username", "at_hash"} <= set(claims)
    assert not {"email_verified", "family_name"} & set(claims)
    userinfo = json.loads(app.userinfo(tokens["access_token"]).body)
    assert userinfo["email_verified"] is True
    assert tokens["access_token"].count(".") == 0
    members = ["token_type", "expires_in", "access_token", "scope", "id_token"]
    assert list(tokens) == members


def test_a_hybrid_answer_binds_its_code(app: Application) -> None:
    request, landing = app.log_in(response_type="code id_token token")
    assert "c_hash" in claims_of(landing.params["id_token"])
    assert landing.params["scope"] == "openid profile email"
    tokens = json.loads(app.redeem(request, landing.params["code"]).body)
    assert "c_hash" not in claims_of(tokens["id_token"])


def test_a_custom_servers_access_token_names_the_login(custom: Application) -> None:
    tokens = custom.tokens()
    access, identity = claims_of(tokens["access_token"]), claims_of(tokens["id_token"])
    assert (access["aud"], access["cid"]) == ("api://default", custom.setup.client_id)
    assert (access["sub"], access["uid"]) == ("alice", identity["sub"])
    assert access["scp"] == ["openid", "profile", "email"]


def test_userinfo_wants_more_than_openid(app: Application) -> None:
    reply = app.userinfo(app.tokens(scope="openid")["access_token"])
    assert reply.status == 403
    assert 'error="insufficient_scope"' in reply.header("www-authenticate")
    assert app.userinfo("garbage").status == 401


@pytest.mark.parametrize(
    ("changes", "status", "error", "text"),
    [
        ({"client_id": None}, 401, "invalid_client", "No client credentials found."),
        ({"client_id": "nobody"}, 401, "invalid_client", "Invalid value for 'client_id'"),
        ({"client_secret": "superfluous"}, 401, "invalid_client", "Client authentication failed."),
        ({"client_id": "0oa9other8WebApp5d7"}, 401, "invalid_client", "Client authentication"),
        ({"code_verifier": None}, 400, "invalid_request", "PKCE code verifier is required"),
        ({"code_verifier": "x" * 43}, 400, "invalid_grant", "PKCE verification failed."),
        ({"redirect_uri": None}, 400, "invalid_grant", "The 'redirect_uri' does not match"),
        ({"grant_type": None}, 400, "invalid_request", "must specify a 'grant_type'."),
        ({"grant_type": "password"}, 400, "unauthorized_client", "Configured grant types: ["),
        ({"grant_type": "bribe"}, 400, "unsupported_grant_type", "not supported by the"),
    ],
)
def test_token_errors_have_the_products_words(
    app: Application, changes: dict[str, str | None], status: int, error: str, text: str
) -> None:
    told = error_of(app.exchange(**changes))
    assert told[:2] == (status, error)
    assert text in told[2]


def test_a_code_works_once(app: Application) -> None:
    request, landing = app.log_in()
    assert app.redeem(request, landing.params["code"]).status == 200
    spent = error_of(app.redeem(request, landing.params["code"]))
    unknown = error_of(app.redeem(request, "another"))
    words = "The authorization code is invalid or has expired."
    assert spent == unknown == (400, "invalid_grant", words)
