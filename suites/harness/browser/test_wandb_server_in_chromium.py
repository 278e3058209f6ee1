"""A user in Chromium signs in to the W&B-like application and out again, on real sockets.

Application and provider are plain http on loopback, and two sites: localhost and 127.0.0.1.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from fakes.applications.wandb_server import WandbServer
from fakes.running import RunningFake
from fakes.settings.setup import Setup
from fakes.user.chromium import find_chromium
from fakes.wire.server import Server, listening_socket

# Unlike the driver's, this Chromium finds hosts; it is led to loopback alone.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
LONGEST_STEP_MS = 10_000
GRANTS = [("cognito", "pkce"), ("okta", "implicit")]


@dataclass(frozen=True)
class Desk:
    """A user in front of a new browser."""

    page: Page
    host: str
    setup: Setup
    application: WandbServer

    def sign_in(self) -> None:
        """From the button of the application to the password at the provider."""
        self.page.goto(self.host)
        self.page.get_by_role("link", name="Sign in").click()
        self.page.get_by_label("User name").fill(self.setup.user.username)
        self.page.get_by_label("Password").fill(self.setup.user.password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("heading", name="Hello, Alice Adams").wait_for()

    @property
    def text(self) -> str:
        text: str = self.page.inner_text("main")
        return text

    @property
    def context(self) -> BrowserContext:
        return self.page.context


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def desk(chromium: Browser, vendor: str, method: str, **changes: str) -> Iterator[Desk]:
    sock = listening_socket()
    host = f"http://localhost:{sock.getsockname()[1]}"
    with RunningFake(vendor, loopback="http", application_url=host) as fake:
        setup = fake.setup(method)
        variables = {
            "HOST": host,
            "OIDC_ISSUER": setup.issuer,
            "OIDC_CLIENT_ID": setup.client_id,
            "OIDC_AUTH_METHOD": method,
        }
        application = WandbServer(variables | changes)
        with Server(application.answer, sock, None):
            context = chromium.new_context()
            context.set_default_timeout(LONGEST_STEP_MS)
            yield Desk(context.new_page(), host, setup, application)
            context.close()


@pytest.mark.parametrize(("vendor", "method"), GRANTS)
def test_a_user_signs_in_sees_her_name_and_signs_out_of_both(
    chromium: Browser, vendor: str, method: str
) -> None:
    """At the end neither the application nor the provider knows the browser."""
    with desk(chromium, vendor, method) as user:
        user.sign_in()
        assert user.page.url == f"{user.host}/"
        assert "alice@example.com" in user.text
        user.page.get_by_role("link", name="Sign out").click()
        user.page.wait_for_url(user.host if vendor == "cognito" else f"{user.host}/logout")
        user.page.goto(user.host)
        assert "You are not signed in." in user.text
        user.page.get_by_role("link", name="Sign in").click()
        user.page.get_by_label("Password").wait_for()
        assert not user.page.url.startswith(user.host)


@pytest.mark.parametrize(("vendor", "method"), GRANTS)
def test_whoever_is_signed_in_at_the_provider_gets_in_by_one_click(
    chromium: Browser, vendor: str, method: str
) -> None:
    with desk(chromium, vendor, method) as user:
        user.sign_in()
        user.context.clear_cookies(name="wandb_session")
        user.page.goto(user.host)
        user.page.get_by_role("link", name="Sign in").click()
        user.page.get_by_role("heading", name="Hello, Alice Adams").wait_for()


def test_without_the_cookie_of_a_form_post_the_page_says_why(chromium: Browser) -> None:
    """What a cookie without SameSite=None would do: it stays behind when another site posts."""
    with desk(chromium, "okta", "implicit") as user:
        user.page.goto(user.host)
        user.page.get_by_role("link", name="Sign in").click()
        user.context.clear_cookies(name="wandb_browser")
        user.page.get_by_label("User name").fill(user.setup.user.username)
        user.page.get_by_label("Password").fill(user.setup.user.password)
        user.page.get_by_role("button", name="Sign in").click()
        user.page.get_by_role("alert").wait_for()
        assert "did not send the cookie" in user.text
        assert "SameSite=None and Secure" in user.text


def test_the_cookies_are_such_that_another_site_may_post(chromium: Browser) -> None:
    """Chromium keeps Secure cookies of http on localhost, and nobody's script reads them."""
    with desk(chromium, "okta", "implicit") as user:
        user.sign_in()
        own = [one for one in user.context.cookies(user.host) if one["name"].startswith("wandb_")]
        assert {one["name"] for one in own} == {"wandb_browser", "wandb_session"}
        for cookie in own:
            assert (cookie["sameSite"], cookie["secure"], cookie["httpOnly"]) == (
                "None", True, True,
            )  # fmt: skip


def test_local_restore_lets_the_administrator_in_by_the_password_of_the_log(
    chromium: Browser,
) -> None:
    with desk(chromium, "okta", "implicit", LOCAL_RESTORE="true") as user:
        user.page.goto(f"{user.host}/login")
        assert "single sign-on is off" in user.text
        user.page.get_by_label("User name").fill("admin")
        user.page.get_by_label("Temporary password").fill("not this one")
        user.page.get_by_role("button", name="Sign in").click()
        assert "User name or password is wrong." in user.text
        user.page.get_by_label("User name").fill("admin")
        user.page.get_by_label("Temporary password").fill(user.application.password)
        user.page.get_by_role("button", name="Sign in").click()
        user.page.get_by_role("heading", name="Hello, Administrator").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_can_be_used_by_everybody(chromium: Browser, scheme: str) -> None:
    """Axe finds nothing on a page of the application, in either colour scheme."""
    with desk(chromium, "okta", "implicit") as user:
        user.page.emulate_media(color_scheme=scheme)
        user.sign_in()
        user.page.get_by_text("All claims about you").click()
        for path in ("", "/", "/system-admin", "/oidc/callback", "/nowhere"):
            if path:
                user.page.goto(f"{user.host}{path}")
            assert Axe().run(user.page).response["violations"] == [], path
