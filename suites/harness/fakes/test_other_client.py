"""Somebody else's relying party, Authlib's, logs in at each fake: what it takes is no invention."""

from typing import Any

import pytest
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.jwk import KeySet

from fakes.running import RunningFake
from fakes.user.browser import Browser
from fakes.user.login import Credentials, FormDriver
from fakes.wire.client import HttpClient
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor

VERIFIER = "a-code-verifier-of-more-than-43-characters-0123456789"


@pytest.mark.parametrize("vendor", ["reference", "cognito", "okta"])
def test_the_client_of_authlib_logs_in(vendor: str) -> None:
    """Discovery, PKCE, code, tokens, key set and UserInfo fit together for another client."""
    with RunningFake(vendor, loopback="http") as fake:
        setup = fake.setup()
        callback = f"{setup.host}/oidc/callback"
        with OAuth2Client(
            setup.client_id,
            redirect_uri=callback,
            scope="openid profile email",
            code_challenge_method="S256",
            token_endpoint_auth_method="none",  # noqa: S106 - a public client has no secret
        ) as client:
            about = public(client, f"{setup.issuer}/.well-known/openid-configuration")
            url, state = client.create_authorization_url(
                about["authorization_endpoint"], code_verifier=VERIFIER, nonce="n-0S6_WzA2Mj"
            )
            answer = logged_in(url, callback, Credentials(setup.user.username, setup.user.password))
            token = client.fetch_token(
                about["token_endpoint"],
                authorization_response=answer,
                state=state,
                code_verifier=VERIFIER,
            )
            keys = KeySet.import_key_set(public(client, about["jwks_uri"]))
            claims = jwt.decode(token["id_token"], keys).claims
            told = client.get(about["userinfo_endpoint"]).json()
    assert (claims["iss"], claims["nonce"]) == (setup.issuer, "n-0S6_WzA2Mj")
    assert told["sub"] == claims["sub"]
    assert told["email"] == "alice@example.com"


def public(client: OAuth2Client, url: str) -> Any:
    """A JSON document that everybody may read."""
    return client.request("GET", url, withhold_token=True).json()


def logged_in(url: str, callback: str, credentials: Credentials) -> str:
    """The URL that the provider sends the user's browser to after the login."""
    client = HttpClient(Connection(), Journal("other", Redactor()))
    browser = Browser(client, (callback,))
    landing = browser.open(url, purpose=Purpose.AUTHORIZATION_REQUEST)
    landed = FormDriver().log_in(browser, landing, credentials, watch=callback)
    client.close()
    return landed.url
