"""One login in Chromium serves those after it, on pages whose scripts add nothing to it."""

from collections.abc import Iterator

import pytest
from starlette.responses import Response

from fakes.user.browser import Browser, Landing
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.wire.purposes import Purpose
from fakes.wire.request import Request
from suites.harness.browser.test_chromium_login import CREDENTIALS
from suites.harness.given.login_pages import BOTH, DONE, TOLD, form
from suites.harness.given.sites import APP, CALLBACK, OP, Answer, Site, site

# Loaded each time that Chromium shows the page: nobody may keep it.
LOADED = Response("1", media_type="text/javascript", headers={"cache-control": "no-store"})
MARK = '<script src="/app.js"></script>'
FORM = form(BOTH + "<button name='go' value='1'>In</button>") + MARK


@pytest.fixture
def driver() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium(), spares=True)
    yield driver
    driver.close()


def enter(driver: ChromiumDriver, browser: Browser, path: str = "/start") -> Landing:
    landing = browser.open(f"{OP}{path}", purpose=Purpose.PAGE, watch=CALLBACK)
    landing = driver.see(browser, landing, watch=CALLBACK)
    return driver.log_in(browser, landing, CREDENTIALS, watch=CALLBACK)


def entered_twice(driver: ChromiumDriver, running: Site, again: str = "/start") -> None:
    """Two users log in, each in a browser of their own, as in a run."""
    first = running.browser()
    second = Browser(first.client, (APP, CALLBACK))
    assert enter(driver, first).left
    assert enter(driver, second, again).left


def shown(running: Site) -> int:
    """How often Chromium showed a page."""
    return [url for _, url, _ in running.seen].count("op.example/app.js")


def posts(running: Site) -> list[dict[str, str]]:
    return [sent for how, _, sent in running.seen if how == "POST"]


def test_a_plain_page_is_shown_by_chromium_once(driver: ChromiumDriver) -> None:
    with site({"/start": FORM, "/login": DONE, "/app.js": LOADED}) as running:
        entered_twice(driver, running)
        assert shown(running) == 1
        assert posts(running) == [TOLD | {"go": "1"}] * 2


def test_it_is_the_same_page_with_the_values_of_another_request(driver: ChromiumDriver) -> None:
    made = []

    def page(_: Request, __: dict[str, str]) -> Response:
        made.append(f"ticket-{len(made)}-of-one-request")
        hidden = f'<input type="hidden" name="ticket" value="{made[-1]}">'
        told = f"<script>const ticket = '{made[-1]}';</script>"
        return Response(form(BOTH + hidden) + MARK + told, media_type="text/html")

    with site({"/start": page, "/login": DONE, "/app.js": LOADED}) as running:
        entered_twice(driver, running)
        assert shown(running) == 1
        assert posts(running) == [TOLD | {"ticket": one} for one in made]


def test_a_button_that_is_switched_off_when_it_is_pressed_is_not_sent(
    driver: ChromiumDriver,
) -> None:
    """So in Chromium, and so without it."""
    page = FORM.replace("<form ", '<form onsubmit="go.disabled = true" ')
    with site({"/start": page, "/login": DONE, "/app.js": LOADED}) as running:
        entered_twice(driver, running)
        assert shown(running) == 1
        assert posts(running) == [TOLD] * 2


SCRIPTS = {
    "adds a field": "document.forms[0].addEventListener('formdata', event => "
    "event.formData.set('seen', 'yes'));",
    "sets a cookie": "document.cookie = 'seen=yes; path=/';",
    "calls its server": "fetch('/api');",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_page_whose_scripts_do_something_takes_chromium_each_time(
    driver: ChromiumDriver, script: str
) -> None:
    told: list[str | None] = []

    def log_in(request: Request, sent: dict[str, str]) -> Response:
        told.append(sent.get("seen") or request.cookie("seen"))
        return DONE

    page = f"{FORM}<script>{script}</script>"
    answers: dict[str, Answer] = {"/start": page, "/login": log_in, "/app.js": LOADED, "/api": "{}"}
    with site(answers) as running:
        entered_twice(driver, running)
        assert shown(running) == 2
        assert told[0] == told[1]


def test_what_was_learnt_at_a_page_holds_for_no_page_with_other_scripts(
    driver: ChromiumDriver,
) -> None:
    other = f"{FORM}<script>document.forms[0].action = '/elsewhere';</script>"
    answers = {"/start": FORM, "/other": other, "/login": DONE, "/app.js": LOADED}
    with site(answers | {"/elsewhere": DONE}) as running:
        entered_twice(driver, running, again="/other")
        assert shown(running) == 2
        assert [url for how, url, _ in running.seen if how == "POST"] == [
            "op.example/login",
            "op.example/elsewhere",
        ]


def test_chromium_comes_back_where_a_page_after_it_needs_it(driver: ChromiumDriver) -> None:
    asks = """<div id="root"></div><script>document.getElementById('root').innerHTML =
    '<form method="post" action="/allow"><button>Allow</button></form>';</script>"""
    answers = {"/start": FORM, "/login": asks + MARK, "/allow": DONE, "/app.js": LOADED}
    with site(answers) as running:
        entered_twice(driver, running)
        assert shown(running) == 3
        assert posts(running) == [TOLD | {"go": "1"}, {}] * 2


def test_two_targets_at_the_same_urls_are_learnt_apart(driver: ChromiumDriver) -> None:
    with site({"/start": FORM, "/login": DONE, "/app.js": LOADED}) as running:
        for _ in range(2):
            assert enter(driver, running.browser()).left
        assert shown(running) == 2
