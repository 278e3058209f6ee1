"""The W&B-like application: who gets in, and what it refuses and says to whom."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from fakes.applications.pages import failure_page
from fakes.applications.wandb_server import ADMINISTRATOR, BROWSER, WandbServer
from fakes.user.browser import Landing
from fakes.vendors import vendors
from fakes.wire.purposes import Purpose
from fakes.wire.request import read_request
from suites.harness.given.an_operator import Office, office

# A fault of the provider, and the words of the application about it: found where, what to change.
REFUSALS = {
    "wrong-issuer": ("It was issued by somebody else.", "OIDC_ISSUER"),
    "foreign-issuer": ("The discovery document belongs to another issuer.", "OIDC_ISSUER: write"),
    "wrong-audience": ("It is for another client.", "OIDC_CLIENT_ID"),
    "second-audience": ("It is for other clients too.", "OIDC_CLIENT_ID"),
    "wrong-authorized-party": ("It was issued to another client.", "azp"),
    "no-nonce": ("It belongs to another login.", "nonce"),
    "expired-at-issue": ("It has expired.", "the clocks of both machines"),
    "clock-ahead": ("It is from the future.", "the clocks of both machines"),
    "no-expiration": ("A claim is missing.", "exp"),
    "wrong-access-token-hash": ("The access token beside it is another one.", "at_hash"),
    "foreign-key-same-name": ("Its signature is not the provider's.", "by a published key"),
    "unsigned-id-token": ("It is not signed as it has to be.", "RS256"),
    "public-key-as-secret": ("It is not signed as it has to be.", "HS256"),
    "unpublished-key": ("Nobody knows the key that signed it.", "jwks_uri"),
    "altered-id-token": ("Its signature is not the provider's.", "by a published key"),
    "iss-with-a-slash": ("This answer comes from another provider.", "iss"),
    "iss-missing": ("This answer comes from another provider.", "the provider promises it"),
}  # fmt: skip


def shown(landing: Landing) -> str:
    """The text of a page as a user reads it."""
    tree = LexborHTMLParser(landing.text)
    tree.strip_tags(["script", "style"])
    return " ".join(tree.body.text(separator=" ").split()) if tree.body else ""


def signed_in(place: Office) -> Landing:
    """Where a user who did everything right ends."""
    browser = place.new_browser()
    return place.enter(browser, place.sign_in(browser))


@pytest.mark.parametrize(
    ("vendor", "method"),
    [*((vendor, "pkce") for vendor in vendors()), ("okta", "implicit"), ("reference", "implicit")],
)
def test_a_user_signs_in_and_out_at_every_provider(vendor: str, method: str) -> None:
    """And a provider that has a logout asks for the password again afterwards."""
    with office(vendor, method) as place:
        browser = place.new_browser()
        home = place.enter(browser, place.sign_in(browser))
        assert (home.url, home.reply.status) == (f"{place.host}/", 200)
        assert "Hello, Alice Adams" in shown(home)
        assert "alice@example.com" in shown(home)
        end = place.visit(browser, "/logout")
        assert end.url.startswith(place.host)
        assert "You are not signed in" in shown(place.visit(browser, "/"))
        if "end_session_endpoint" in place.application.metadata():
            assert place.visit(browser, "/login").asks_for_password


def test_a_user_who_is_known_to_the_provider_gets_in_without_a_password() -> None:
    """The session at the provider lasts where only the application forgot its own."""
    with office("okta", "pkce") as place:
        browser = place.new_browser()
        place.enter(browser, place.sign_in(browser))
        browser.jar.cookies.delete("wandb_session")
        assert "Hello, Alice Adams" in shown(place.visit(browser, "/login"))


@pytest.mark.parametrize("fault", REFUSALS)
def test_what_a_provider_gets_wrong_is_refused_in_words(fault: str) -> None:
    """The page says what was read, what was expected, and what to change."""
    with office("reference", "pkce", fault) as place:
        browser = place.new_browser()
        end = refused_at_once(place) or place.enter(browser, place.sign_in(browser))
        assert end.reply.status in (403, 502)
        told = shown(end)
        for words in REFUSALS[fault]:
            assert words in told
        assert "Expected" in told
        assert "Hello" not in shown(place.visit(browser, "/"))


def refused_at_once(place: Office) -> Landing | None:
    """The page if the application does not even send the user to the provider."""
    start = place.visit(place.new_browser(), "/login")
    return start if start.url.startswith(place.host) else None


def test_a_state_of_another_sign_in_is_refused() -> None:
    with office() as place:
        browser = place.new_browser()
        end = place.enter(browser, place.sign_in(browser), state="another")
        assert end.reply.status == 403
        assert "belongs to no sign-in that is under way" in shown(end)


def test_an_answer_is_taken_once() -> None:
    """Whoever finds the URL in a history gets nothing for it."""
    with office() as place:
        browser = place.new_browser()
        landing = place.sign_in(browser)
        assert "Hello" in shown(place.enter(browser, landing))
        assert "belongs to no sign-in" in shown(place.enter(browser, landing))


def test_an_answer_in_another_browser_is_refused() -> None:
    """Else an attacker could sign a victim in as somebody else."""
    with office() as place:
        attacker, victim = place.new_browser(), place.new_browser()
        landing = place.sign_in(attacker)
        assert "did not send the cookie" in shown(place.enter(victim, landing))
        landing = place.sign_in(attacker)
        place.sign_in(victim)
        assert "began in another browser" in shown(place.enter(victim, landing))


def test_the_error_of_a_provider_is_shown_escaped_and_for_a_sign_in_that_began() -> None:
    with office() as place:
        browser = place.new_browser()
        landing = place.sign_in(browser)
        told = {"error": "access_denied", "error_description": "<b>User is not assigned</b>"}
        end = place.enter(browser, landing, **told)
        assert "access_denied: <b>User is not assigned</b>" in shown(end)
        assert "<b>" not in end.text


@pytest.mark.parametrize(("method", "other"), [("implicit", "GET"), ("pkce", "POST")])
def test_the_callback_answers_405_to_the_method_of_the_other_grant(method: str, other: str) -> None:
    with office("reference", method) as place:
        form = [("id_token", "x")] if other == "POST" else None
        end = place.visit(place.new_browser(), "/oidc/callback", form)
        assert end.reply.status == 405
        assert end.reply.header("allow") == ("POST" if method == "implicit" else "GET")
        assert "OIDC_AUTH_METHOD: write pkce if the provider answers by a link" in shown(end)


def test_implicit_with_cognito_is_refused_before_the_user_is_sent_there() -> None:
    with office("cognito", "implicit") as place:
        told = shown(place.visit(place.new_browser(), "/login"))
        assert "The provider does not offer the auth method implicit." in told
        assert "OIDC_AUTH_METHOD: write pkce" in told


def test_a_key_that_is_new_since_the_last_sign_in_is_read_again() -> None:
    with office() as place:
        assert "Hello" in shown(signed_in(place))
        held = place.application
        held.known_keys = {url: [{"kty": "RSA", "kid": "old"}] for url in held.known_keys}
        assert "Hello" in shown(signed_in(place))


def test_what_a_provider_without_logout_leaves_open_is_said() -> None:
    with office("reference", "pkce", "logout-unpublished") as place:
        browser = place.new_browser()
        place.enter(browser, place.sign_in(browser))
        end = place.visit(browser, "/logout")
        assert "You are signed out here, and still signed in at" in shown(end)


@pytest.mark.parametrize(
    ("vendor", "names"),
    [
        ("cognito", {"client_id", "logout_uri"}),
        ("okta", {"id_token_hint", "post_logout_redirect_uri"}),
    ],
)
def test_the_logout_is_asked_for_as_the_product_wants_it(vendor: str, names: set[str]) -> None:
    with office(vendor, "pkce") as place:
        browser = place.new_browser()
        place.enter(browser, place.sign_in(browser))
        url = f"{place.host}/logout"
        reply = place.http.send("GET", url, purpose=Purpose.PAGE, jar=browser.jar)
        assert set(parse_qs(urlsplit(reply.header("location")).query)) == names


def test_a_frame_of_the_provider_ends_the_session_and_leads_nowhere() -> None:
    """Front-Channel Logout 1.0 section 2: Entra ID calls HOST/logout so."""
    with office() as place:
        browser = place.new_browser()
        place.enter(browser, place.sign_in(browser))
        framed = [("sec-fetch-dest", "iframe")]
        url = f"{place.host}/logout"
        reply = place.http.send("GET", url, purpose=Purpose.PAGE, headers=framed, jar=browser.jar)
        assert reply.status == 200
        ancestors = f"frame-ancestors {place.fake.provider.base}"
        assert ancestors in reply.header("content-security-policy")
        assert "You are not signed in" in shown(place.visit(browser, "/"))


def test_local_restore_turns_single_sign_on_off_and_lets_the_administrator_in() -> None:
    with office(LOCAL_RESTORE="true") as place:
        browser = place.new_browser()
        page = place.visit(browser, "/login")
        assert "single sign-on is off until it is taken out" in shown(page)
        ticket = dict(page.forms[0].hidden)["ticket"]
        form = [("ticket", ticket), ("username", ADMINISTRATOR), ("password", "guess")]
        assert place.visit(browser, "/login", form).reply.status == 403
        form[-1] = ("password", place.application.password)
        assert place.visit(place.new_browser(), "/login", form).reply.status == 403
        assert "Hello, Administrator" in shown(place.visit(browser, "/login", form))
        assert "Single sign-on is off." in shown(place.visit(browser, "/oidc/callback?code=1"))


def test_without_local_restore_no_password_lets_anybody_in() -> None:
    with office() as place:
        browser = place.new_browser()
        place.sign_in(browser)
        form = [("ticket", ""), ("username", ADMINISTRATOR), ("password", "")]
        assert place.visit(browser, "/login", form).reply.status == 403


def test_neither_tokens_nor_codes_nor_cookies_reach_the_log_or_a_page() -> None:
    with office() as place:
        browser = place.new_browser()
        landing = place.sign_in(browser)
        home = place.enter(browser, landing)
        session = next(iter(place.application.sessions._kept.values()))
        place.visit(browser, "/logout")
        secrets = [landing.params["code"], landing.params["state"], session.id_token]
        secrets += [cookie.value or "" for cookie in browser.jar.cookies.jar]
        assert all(secrets)
        for secret in secrets:
            assert secret not in home.text
            assert secret not in "\n".join(place.log)
        assert re.search(r"GET /oidc/callback\?code=«redacted 43 chars»&state=", str(place.log))


def test_a_line_of_the_log_is_one_line_without_control_characters() -> None:
    """Any page of the web can make a browser ask for any path of this machine."""
    lines: list[str] = []
    settings = {"HOST": "http://localhost:8080", "LOGGING_ENABLED": "true"}
    request = read_request("http", "GET", "/\x1b[2J\r\nGET / 200", b"", [], b"")
    assert WandbServer(settings, lines.append).answer(request).status_code == 404
    assert [line.isprintable() for line in lines] == [True]


def test_what_is_no_text_is_shown_all_the_same() -> None:
    """JSON can escape half of a character: a page about it is a page."""
    response = failure_page("No \ud800", [("Found", "\udfff")], status=502, again="/login")
    assert b"No ?" in response.body


def test_without_logging_enabled_nothing_is_logged() -> None:
    with office(LOGGING_ENABLED="") as place:
        assert "Hello" in shown(signed_in(place))
        assert place.log == []


def test_its_cookies_come_along_with_a_form_of_another_site() -> None:
    with office("okta", "implicit") as place:
        browser = place.new_browser()
        start = place.http.send("GET", f"{place.host}/login", purpose=Purpose.PAGE, jar=browser.jar)
        assert start.header("set-cookie").startswith(f"{BROWSER}=")
        for attribute in ("HttpOnly", "Path=/", "SameSite=none", "Secure"):
            assert attribute in start.header("set-cookie")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Every setting can be read, and none contradicts another."),
        ({"OIDC_ISSUER": ""}, "OIDC_ISSUER: is missing; write the issuer of your provider"),
        ({"OIDC_CLIENT_ID": ""}, "OIDC_CLIENT_ID: is missing; write the client ID"),
        ({"OIDC_AUTH_METHOD": "code"}, "OIDC_AUTH_METHOD: 'code' is unknown; write implicit or"),
        ({"LOCAL_RESTORE": "true"}, "LOCAL_RESTORE: single sign-on is off; take it out"),
        (
            {"HOST": "http://wandb.example.com"},
            "do not work; write https://wandb.example.com",
        ),
        ({"OIDC_ISSUER": "https://[half", "LOCAL_RESTORE": "true"}, "is no issuer; write an https"),
        ({"OIDC_ISSUER": "http://127.0.0.1:1"}, "127.0.0.1:1/.well-known/openid-configuration"),
    ],
)
def test_the_settings_page_names_what_is_wrong_and_what_to_write(
    changes: dict[str, str], told: str
) -> None:
    with office(**changes) as place:
        page = place.visit(place.new_browser(), "/system-admin")
        assert page.reply.status == 200
        assert told in shown(page)


def test_an_operators_mistake_that_looks_like_a_page_is_a_page() -> None:
    """A value of a setting, or of a provider, is never markup."""
    with office(OIDC_CLIENT_ID="<img src=x>") as place:
        page = place.visit(place.new_browser(), "/system-admin")
        assert "<img" not in page.text
        assert "<img src=x>" in shown(page)
