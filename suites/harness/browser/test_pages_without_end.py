"""No page is waited for without end: Chromium is ended, and nothing is said about the provider."""

from collections.abc import Iterator

import pytest

from fakes.user.browser import Landing
from fakes.user.chromium import MOST_STOPS, ChromiumDriver, find_chromium
from fakes.user.login import BrowserStopped
from fakes.wire.errors import Undecided
from fakes.wire.purposes import Purpose
from suites.harness.browser.test_chromium_login import CREDENTIALS
from suites.harness.given.login_pages import BOTH, DONE, TOLD, form
from suites.harness.given.sites import CALLBACK, OP, Site, site

LOGIN = form(BOTH + "<button>In</button>")
FOR_EVER = "while (true) {}"
STUCK = {
    "when it is shown": f"{LOGIN}<script>{FOR_EVER}</script>",
    "a moment later": f"<body><script>setTimeout(() => {{ {FOR_EVER} }}, 300)</script>",
    "when its button is pressed": LOGIN.replace("<form ", f'<form onsubmit="{FOR_EVER}" '),
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium(), patience_s=8)
    yield driver
    driver.close()


def enter(driver: ChromiumDriver, running: Site) -> Landing:
    browser = running.browser()
    landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
    landing = driver.see(browser, landing, watch=CALLBACK)
    return driver.log_in(browser, landing, CREDENTIALS, watch=CALLBACK)


@pytest.mark.parametrize("html", STUCK.values(), ids=STUCK)
def test_a_page_whose_script_never_ends_is_given_up(chromium: ChromiumDriver, html: str) -> None:
    told = r"could not go on at http://op\.example/start"
    with site({"/start": html}) as running, pytest.raises(BrowserStopped, match=told):
        enter(chromium, running)
    assert issubclass(BrowserStopped, Undecided)


def test_chromium_is_started_anew_for_the_next_page(chromium: ChromiumDriver) -> None:
    with site({"/start": STUCK["when it is shown"]}) as running, pytest.raises(BrowserStopped):
        enter(chromium, running)
    with site({"/start": LOGIN, "/login": DONE}) as running:
        assert enter(chromium, running).left
        assert running.sent("login") == TOLD


def test_a_provider_that_ends_it_time_and_again_does_not_see_it_again(
    chromium: ChromiumDriver,
) -> None:
    with site({"/start": STUCK["when it is shown"]}) as running:
        browser = running.browser()
        landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
        before = chromium.tabs
        for turn in range(MOST_STOPS + 2):
            told = "could not go on" if turn < MOST_STOPS else "not started again"
            with pytest.raises(BrowserStopped, match=told):
                chromium.log_in(browser, landing, CREDENTIALS, watch=CALLBACK)
        assert chromium.tabs - before == MOST_STOPS


def test_a_page_that_loads_more_and_more_is_left(chromium: ChromiumDriver) -> None:
    """It never rests; what is on it is filled in all the same."""
    loads = "setInterval(() => fetch('/more').catch(() => 0), 200)"
    with site({"/start": f"{LOGIN}<script>{loads}</script>", "/login": DONE}) as running:
        assert enter(chromium, running).left
