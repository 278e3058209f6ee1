"""The form driver gets through the login pages of the world, and says where it does not."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.user.browser import Browser, Landing
from fakes.user.forms import forms_of
from fakes.user.login import Credentials, FormDriver, LoginFailed
from fakes.wire.purposes import Purpose
from fakes.wire.request import Request
from suites.harness.given.login_pages import (
    BOTH,
    DONE,
    NAME,
    PASSWORD,
    SHAPES,
    USER,
    Shape,
    form,
)
from suites.harness.given.login_pages_by_sight import BY_SIGHT
from suites.harness.given.login_pages_easily_misread import MISREAD
from suites.harness.given.login_pages_of_products import PRODUCTS
from suites.harness.given.sites import CALLBACK, OP, Answer, Site, site, to

CREDENTIALS = Credentials(USER, PASSWORD)
PAGES = SHAPES | BY_SIGHT | MISREAD | PRODUCTS


def enter(
    browser: Browser, driver: FormDriver | None = None, credentials: Credentials = CREDENTIALS
) -> Landing:
    """A login at /start."""
    landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
    return (driver or FormDriver()).log_in(browser, landing, credentials, watch=CALLBACK)


@contextmanager
def failing(answers: dict[str, Answer]) -> Iterator[tuple[str, Site]]:
    """What is told about a login that does not succeed on `answers`."""
    with site(answers) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(running.browser())
        yield str(failed.value), running


@pytest.mark.parametrize("shape", PAGES.values(), ids=PAGES)
def test_it_gets_through(shape: Shape) -> None:
    with site(shape.answers) as running:
        landing = enter(running.browser())
        assert landing.params == {"code": "1"}
        assert {path: running.sent(path) for path in shape.sent} == shape.sent
        assert running.hosts_seen == {"op.example"}


def test_every_scope_of_a_consent_page_is_ticked_with_its_own_value() -> None:
    boxes = "".join(f'<input type="checkbox" name="scope" value="{v}">' for v in ("a", "b", "c"))
    (consent,) = forms_of(form(boxes + "<button>Allow</button>"), OP)
    assert consent.ticked(everything=True).submission({}) == [(("scope"), v) for v in "abc"]
    assert consent.submission({}) == []


def test_cookies_of_the_login_page_come_back_with_the_form() -> None:
    def start(request: Request, _: dict[str, str]) -> Response:
        return HTMLResponse(form(BOTH), headers={"set-cookie": "csrf=1; Path=/; HttpOnly"})

    def login(request: Request, _: dict[str, str]) -> Response:
        return DONE if request.cookie("csrf") == "1" else HTMLResponse("<title>No cookie</title>")

    with site({"/start": start, "/login": login}) as running:
        assert enter(running.browser()).left


def test_a_login_at_another_host_is_gone_through() -> None:
    answers: dict[str, Answer] = {
        "op.example/start": to("http://idp.example/sso"),
        "idp.example/sso": form(BOTH, "/check"),
        "idp.example/check": form(
            '<input type="hidden" name="assertion" value="1">', "http://op.example/acs"
        ),
        "op.example/acs": DONE,
    }
    with site(answers, "idp.example") as running:
        assert enter(running.browser()).left
        assert running.sent("acs") == {"assertion": "1"}


def test_a_wrong_password_is_sent_once_in_the_whole_run() -> None:
    page = f"<title>Sign in</title><p>Wrong password.</p>{form(BOTH + '<button>Go</button>')}"
    with site({"/start": page, "/login": page}) as running:
        driver = FormDriver()
        with pytest.raises(LoginFailed) as failed:
            enter(running.browser(), driver)
        with pytest.raises(LoginFailed, match="refused before, it is not sent"):
            enter(running.browser(), driver)
        assert [url for _, url, _ in running.seen].count("op.example/login") == 1
    told = str(failed.value)
    assert "“Wrong password. Go”" in told
    assert f"{OP}/login (HTTP 200, “Sign in”)" in told
    assert "fields username (text), password (password) and buttons 'Go'" in told
    assert "OIDC_PASSWORD" in told
    assert PASSWORD not in told


def test_a_right_password_stays_right_where_the_login_is_asked_for_again() -> None:
    page = "<title>Sign in</title><p>Somebody else.</p>" + form(BOTH, "/again")
    with site({"/start": form(BOTH), "/login": DONE, "/other": page, "/again": page}) as running:
        driver, browser = FormDriver(), running.browser()
        assert enter(browser, driver).left
        landing = browser.open(f"{OP}/other", purpose=Purpose.PAGE, watch=CALLBACK)
        with pytest.raises(LoginFailed, match=r"The login was asked for again\."):
            driver.log_in(browser, landing, CREDENTIALS, watch=CALLBACK)
        assert enter(running.browser(), driver).left


def test_another_form_that_asks_for_the_password_gets_none_and_blames_none() -> None:
    second = form('<input name="user_id"><input type="password" name="pw">', "/second")
    with failing({"/start": form(BOTH), "/login": second}) as (told, running):
        assert "by another form" in told
        assert "not accepted" not in told
        assert "op.example/second" not in [url for _, url, _ in running.seen]


def test_an_unknown_user_is_told_as_such() -> None:
    page = form(NAME, "/name")
    with failing({"/start": page, "/name": page}) as (told, _):
        assert "The user name was not accepted." in told
        assert "OIDC_USERNAME" in told


def test_a_page_for_scripts_names_the_browser_driver() -> None:
    page = "<title>Welcome</title><script>x()</script><noscript>No JavaScript.</noscript>"
    with failing({"/start": page}) as (told, _):
        assert f"{OP}/start (HTTP 200, “Welcome”) with no form" in told
        assert "No JavaScript." in told
        assert "--login browser" in told


def test_a_second_factor_is_not_guessed() -> None:
    page = form('<input name="otp_code" inputmode="numeric"><button>Verify</button>', "/otp")
    with failing({"/start": form(BOTH), "/login": page}) as (told, running):
        assert "otp_code (text)" in told
        assert "OIDC_TOTP_SECRET" in told
        assert "op.example/otp" not in [url for _, url, _ in running.seen]


def test_a_form_that_leads_to_the_application_is_not_sent() -> None:
    page = form("<button>Back to the application</button>", CALLBACK, "get")
    with failing({"/start": page}) as (told, running):
        assert "no form" not in told
        assert running.hosts_seen == {"op.example"}


def test_a_page_that_asks_for_ever_ends() -> None:
    page = form("<button>Continue</button>", "/start")
    with failing({"/start": page}) as (told, running):
        assert "not done after 10 pages" in told
        assert len(running.seen) == 11
