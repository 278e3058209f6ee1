"""The identity providers behind a product: who is sent there, and who comes back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from fakes.federation.saml import PostedSamlUpstream
from fakes.federation.upstream import Directory
from fakes.people import ALICE, BOB
from fakes.running import RunningFake
from fakes.user.browser import Landing
from fakes.user.forms import Form
from fakes.user.login import Credentials, FormDriver, LoginFailed
from fakes.user.obstacles import obstacles
from fakes.vendors.keycloak import Vendor as Keycloak
from fakes.wire.purposes import Purpose
from suites.harness.given.an_application import Application
from suites.harness.given.misconfigurations.hop import NobodyAssigned, wrong

BEHIND = {
    "idp.mycompany.com",
    "sso.mycompany.com",
    "login.microsoftonline.com",
}
# Each kind by its product, and what the subjects of its users begin with.
KINDS = {
    ("auth0", "samlp"): "samlp|acme|",
    ("auth0", "pingfederate"): "pingfederate|acme|",
    ("auth0", "oidc"): "oidc|acme|",
    ("auth0", "waad"): "waad|acme|",
    ("keycloak", "saml"): "",
    ("keycloak", "oidc"): "",
    ("okta", "saml"): "00u",
    ("okta", "oidc"): "00u",
}
# How a request of each product names the identity provider that the user comes from.
NAMED = {
    "auth0": {"connection": "acme"},
    "keycloak": {"kc_idp_hint": "acme"},
    "okta": {"idp": "0oa7acme2IdpXk5d7"},
}


@contextmanager
def application(vendor: str, kind: str, loopback: str = "") -> Iterator[Application]:
    with (
        RunningFake(vendor, loopback=loopback, upstream=kind) as fake,
        Application(fake) as app,
    ):
        yield app


def begun(app: Application, **changes: str | None) -> Landing:
    """Where an authorization request leads, and a form that a script sends at once."""
    request = app.rp.authorization_request("pkce", **changes)
    url = request.url(app.authorization_endpoint)
    landing = app.browser.open(url, purpose=Purpose.AUTHORIZATION_REQUEST)
    if any(form.sent_at_once for form in landing.forms):
        return app.browser.submit(landing.forms[0], {})
    return landing


def host_of(landing: Landing) -> str:
    return urlsplit(landing.reply.url).hostname or ""


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
@pytest.mark.parametrize("loopback", ["", "http", "https"])
def test_a_user_of_its_domain_logs_in_at_the_identity_provider_behind(
    vendor: str, kind: str, loopback: str
) -> None:
    """Under its own name, and on a loopback URL."""
    with application(vendor, kind, loopback) as app:
        token = app.tokens()["access_token"]
        claims = json.loads(app.userinfo(token).body)
        assert claims["sub"].startswith(KINDS[vendor, kind])
        assert claims["sub"] not in (ALICE.claims["sub"], f"00u{ALICE.claims['sub']}")
        assert claims["email"] == ALICE.claims["email"] == app.setup.user.username


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_a_request_that_names_it_leads_there_at_once(vendor: str, kind: str) -> None:
    with application(vendor, kind) as app:
        landing = begun(app, **NAMED[vendor])
        assert (host_of(landing) in BEHIND, landing.asks_for_password) == (True, True)


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_whoever_is_not_of_its_domain_logs_in_here(vendor: str, kind: str) -> None:
    with application(vendor, kind) as app:
        landing = begun(app)
        user = Credentials(BOB.username, BOB.password)
        after = FormDriver().log_in(app.browser, landing, user, watch="")
        assert "code" in after.params
        assert {f"https://{host}" for host in BEHIND}.isdisjoint(app.browser.visited)


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_prompt_login_asks_again_there_too(vendor: str, kind: str) -> None:
    """The session there is not enough."""
    with application(vendor, kind) as app:
        app.log_in()
        landing = begun(app, prompt="login", **NAMED[vendor])
        assert (host_of(landing) in BEHIND, landing.asks_for_password) == (True, True)


def sent_back(app: Application) -> Form:
    """The form by which a user comes back, not sent."""
    landing = begun(app, **NAMED["auth0"])
    password = next(form for form in landing.forms if form.password)
    assert password.username
    assert password.password
    typed = {
        password.username.name: app.setup.user.username,
        password.password.name: app.setup.user.password,
    }
    return app.browser.submit(password, typed).forms[0]


def test_nobody_comes_back_in_another_browser_or_twice() -> None:
    """A response that was stolen, or one that was used."""
    with application("auth0", "samlp") as app, Application(app.fake) as stranger:
        form = sent_back(app)
        refused = stranger.browser.submit(form, {})
        told = "IdP-Initiated login is not enabled for connection"
        assert (refused.reply.status, told in refused.text) == (400, True)
        assert "code" in app.browser.submit(form, {}).params
        assert app.browser.submit(form, {}).reply.status == 400


@pytest.mark.parametrize("name", ["alice@example.com", "alice"])
def test_a_password_of_a_directory_is_typed_at_the_tenant(name: str) -> None:
    """With the whole address, or by the name alone where the request names the connection."""
    with application("auth0", "ad") as app:
        named = {} if "@" in name else NAMED["auth0"]
        landing = FormDriver().log_in(
            app.browser, begun(app, **named), Credentials(name, ALICE.password), watch=""
        )
        assert "code" in landing.params


def test_a_wrong_password_of_a_directory_lets_nobody_in() -> None:
    with application("auth0", "ad") as app:
        first = begun(app, **NAMED["auth0"])
        typed = {"username": "alice@example.com", "password": BOB.password}
        again = app.browser.submit(first.forms[0], typed)
        assert (again.left, again.asks_for_password) == (False, True)
        assert "The user name or the password is wrong." in again.text


def test_a_connector_that_is_offline_is_told_whatever_the_password_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And no try counts as a wrong one."""
    monkeypatch.setattr(Directory, "online", False)
    with application("auth0", "ad") as app:
        with pytest.raises(LoginFailed, match="AD/LDAP Connector is offline") as failed:
            app.log_in()
        assert failed.value.obstacle == obstacles()["upstream provider"]
        assert app.fake.provider.wrong_passwords == {}


def test_whom_the_chosen_one_sends_back_types_nothing_into_another_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The password belongs to the identity provider, and the login page is Keycloak's own."""
    refusing = wrong(PostedSamlUpstream, NobodyAssigned)
    monkeypatch.setattr(Keycloak, "upstream_kinds", {"saml": refusing})
    with application("keycloak", "saml") as app:
        with pytest.raises(LoginFailed, match="Unexpected error when authenticating"):
            app.log_in()
        assert app.fake.provider.wrong_passwords == {}
