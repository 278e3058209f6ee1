"""What is seen of a page where nobody does anything, and the login that begins there."""

from collections.abc import Iterator

import pytest

from fakes.user.browser import Browser, Landing
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.wire.purposes import Purpose
from suites.harness.browser.test_chromium_login import CREDENTIALS
from suites.harness.given.login_pages import BOTH, DONE, TOLD
from suites.harness.given.sites import CALLBACK, OP, Answer, site

LOGIN = f"<form method=\\'post\\' action=\\'/login\\'>{BOTH}<button>In</button></form>"
SHOW = f"document.body.innerHTML = '{LOGIN}'"
# How a page comes to its login form, or leaves, with none at first.
WAYS: dict[str, dict[str, Answer]] = {
    "at once": {"/start": f"<body><script>{SHOW}</script>"},
    "a moment later": {"/start": f"<body><script>setTimeout(() => {{ {SHOW} }}, 600)</script>"},
    "after calls and pauses": {
        "/start": "<body><script>setTimeout(async () => { await fetch('/a');"
        f" setTimeout(async () => {{ await fetch('/b'); {SHOW} }}, 900) }}, 900)</script>",
        "/a": "{}",
        "/b": "{}",
    },
    "beside a clock": {
        "/start": f"<body><script>setInterval(() => 0, 10); setTimeout(() => {{ {SHOW} }}, 600)"
        "</script>"
    },
    "on another page": {
        "/start": "<body><script>setTimeout(() => location.href = '/next', 600)</script>",
        "/next": f"<body><script>setTimeout(() => {{ {SHOW} }}, 600)</script>",
    },
    "at another host": {
        "/start": "<body><script>setTimeout(() => location.href = "
        "'http://login.example/next', 600)</script>",
        "login.example/next": f"<body><script>setTimeout(() => {{ {SHOW} }}, 600)</script>",
    },
    "by a worker": {
        "/start": "<body><script>const worker = new Worker('/worker.js');"
        f" worker.onmessage = () => {{ {SHOW} }};</script>",
        "/worker.js": "setTimeout(() => postMessage(1), 300)",
    },
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium())
    yield driver
    driver.close()


def look(driver: ChromiumDriver, browser: Browser) -> Landing:
    landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
    return driver.see(browser, landing, watch=CALLBACK)


@pytest.mark.parametrize("answers", WAYS.values(), ids=WAYS)
def test_a_login_form_is_seen_and_filled_in(
    chromium: ChromiumDriver, answers: dict[str, Answer]
) -> None:
    with site(answers | {"/login": DONE}, "login.example") as running:
        browser = running.browser()
        seen = look(chromium, browser)
        assert seen.asks_for_password
        assert chromium.log_in(browser, seen, CREDENTIALS, watch=CALLBACK).left
        assert running.sent("login") == TOLD


def test_a_page_that_leaves_by_itself_is_seen_to_have_left(chromium: ChromiumDriver) -> None:
    leaves = f"<body><script>setTimeout(() => location.href = '{CALLBACK}?code=1', 600)</script>"
    with site({"/start": leaves}) as running:
        assert look(chromium, running.browser()).params == {"code": "1"}


def test_a_page_that_asks_nothing_is_seen_with_what_it_says(chromium: ChromiumDriver) -> None:
    """And what it does after minutes is not seen, nor done."""
    says = (
        "<body><p id='told'></p><script>setTimeout(() => told.textContent = 'No such client', 400);"
        "setInterval(() => fetch('/still-there'), 60000);"
        "setTimeout(() => location.href = '/timeout', 300000);</script>"
    )
    with site({"/start": says}) as running:
        seen = look(chromium, running.browser())
        assert "No such client" in seen.text
        assert not seen.left
        assert [url for _, url, _ in running.seen] == ["op.example/start"]


def test_the_login_goes_on_where_the_page_was_seen(chromium: ChromiumDriver) -> None:
    """What the page asked of its server is asked once."""
    calls = f"<body><script>fetch('/api').then(() => {{ {SHOW} }})</script>"
    with site({"/start": calls, "/api": "{}", "/login": DONE}) as running:
        browser = running.browser()
        seen = look(chromium, browser)
        assert chromium.log_in(browser, seen, CREDENTIALS, watch=CALLBACK).left
        assert [url for _, url, _ in running.seen] == [
            "op.example/start",
            "op.example/api",
            "op.example/login",
        ]


def test_it_begins_anew_where_something_was_sent_since(chromium: ChromiumDriver) -> None:
    calls = f"<body><script>fetch('/api').then(() => {{ {SHOW} }})</script>"
    with site({"/start": calls, "/api": "{}", "/login": DONE, "/other": "Hello"}) as running:
        browser = running.browser()
        seen = look(chromium, browser)
        browser.open(f"{OP}/other", purpose=Purpose.PAGE)
        assert chromium.log_in(browser, seen, CREDENTIALS, watch=CALLBACK).left
        assert [url for _, url, _ in running.seen].count("op.example/api") == 2


def test_what_keeps_a_request_from_being_sent_is_told(chromium: ChromiumDriver) -> None:
    """Whatever it is: a page that waits for an answer would wait for ever."""

    def guard(*_: object) -> None:
        raise Guarded

    page = f"<body><script>{SHOW}</script>"
    with site({"/start": page, "/login": DONE}) as running:
        browser = running.browser()
        seen = look(chromium, browser)
        browser.client._guard = guard
        with pytest.raises(Guarded):
            chromium.log_in(browser, seen, CREDENTIALS, watch=CALLBACK)


class Guarded(Exception):
    """No such form may be sent."""
