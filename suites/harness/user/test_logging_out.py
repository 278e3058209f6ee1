"""A user who logs out sends the form that says so, and none that would log her in again."""

import pytest
from starlette.responses import HTMLResponse

from fakes.user.browser import Landing
from fakes.user.logging_out import say_yes
from fakes.wire.purposes import Purpose
from suites.harness.given.sites import OP, site


def form(action: str, button: str) -> str:
    pressed = f"<button>{button}</button>" if button else ""
    return f'<form method="post" action="{action}"><input type="hidden" name="a">{pressed}</form>'


SEARCH = '<form method="post" action="/search"><input name="q"><button>Go</button></form>'
PAGES = {
    "the question alone": (form("/out", "Yes"), "/out"),
    "what says so, among others": (form("/stay", "Continue") + form("/out", "Log out"), "/out"),
    "not what asks for something else": (SEARCH + form("/out", "Sign out"), "/out"),
    "what a script sends on": (form("/out", ""), "/out"),
    "nothing that logs her in again": (form("/in", "Sign in again"), "/start"),
    "nothing that she would refuse": (form("/stay", "Cancel"), "/start"),
    "nothing where there is no question": ("You are signed out.", "/start"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_form_of_a_logout_is_the_one_that_is_sent(name: str) -> None:
    text, led_to = PAGES[name]
    seen: list[Landing] = []
    elsewhere = dict.fromkeys(("/out", "/stay", "/in", "/search"), "Done.")
    with site({"/start": HTMLResponse(f"<title>Bye</title>{text}"), **elsewhere}) as running:
        browser = running.browser()
        landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE)
        last = say_yes(browser, landing, "", lambda page: seen.append(page) or page)
    assert last.url == f"{OP}{led_to}"
    assert len(seen) == (led_to != "/start")
