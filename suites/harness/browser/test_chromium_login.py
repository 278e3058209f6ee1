"""Chromium gets through the same login pages as the form driver, and through those of scripts."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.responses import JSONResponse

from fakes.clock import MovableClock
from fakes.user.browser import Landing
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.user.codes import Totp
from fakes.user.either import EitherDriver
from fakes.user.login import Credentials, LoginFailed
from fakes.user.obstacles import obstacles
from fakes.wire.purposes import Purpose
from suites.harness.given.login_obstacles import AFTER_PASSWORD, OFFERS
from suites.harness.given.login_pages import (
    BOTH,
    DONE,
    PASSWORD,
    SHAPES,
    TOLD,
    USER,
    Shape,
    form,
)
from suites.harness.given.login_pages_by_sight import BY_SIGHT
from suites.harness.given.login_pages_easily_misread import MISREAD
from suites.harness.given.login_pages_of_products import PRODUCTS
from suites.harness.given.misconfigurations.login import OWN_SECRET
from suites.harness.given.sites import CALLBACK, OP, Site, site

CREDENTIALS = Credentials(USER, PASSWORD)
PAGES = SHAPES | BY_SIGHT | MISREAD | PRODUCTS
# A login that posts nothing but JSON, and goes on by script.
SINGLE_PAGE = """<title>App</title><div id="root"></div><script>
const root = document.getElementById('root');
root.innerHTML = '<input placeholder="Email"><input type="password"><button>Enter</button>';
root.querySelector('button').onclick = async () => {
    const [email, password] = [...root.querySelectorAll('input')].map(input => input.value);
    const body = JSON.stringify({email, password});
    const headers = {'content-type': 'application/json'};
    const answer = await (await fetch('/api/login', {method: 'POST', headers, body})).json();
    location.href = answer.next;
};
</script>"""
# The same in a form that leads nowhere, and in the shadow of an element.
FORM_OF_A_SCRIPT = """<form id="f" method="post" action="javascript:void(0)">
<input name="email"><input type="password" name="password"><button>Enter</button></form><script>
document.getElementById('f').addEventListener('submit', async event => {
    event.preventDefault();
    const body = JSON.stringify(Object.fromEntries(new FormData(event.target)));
    const headers = {'content-type': 'application/json'};
    const answer = await (await fetch('/api/login', {method: 'POST', headers, body})).json();
    location.href = answer.next;
});
</script>"""
SHADOW = f"""<title>App</title><flow-page></flow-page><script>
customElements.define('flow-page', class extends HTMLElement {{
    connectedCallback() {{
        const root = this.attachShadow({{mode: 'open'}});
        root.innerHTML = `{form(BOTH + "<button>Sign in</button>")}`;
    }}
}});
</script>"""
# Six boxes without names, which a script puts together.
BOXES = """<title>Code</title><form method="post" action="/code"><div id="boxes"></div>
<input type="hidden" name="code"><button>Verify</button></form><script>
const boxes = document.getElementById('boxes');
boxes.innerHTML = '<input maxlength="1" inputmode="numeric">'.repeat(6);
document.forms[0].addEventListener('submit', () => {
    document.forms[0].code.value = [...boxes.children].map(box => box.value).join('');
});
</script>"""
# A script that tries every way out.
WAYS_OUT = f"""<title>Sign in</title>{form(BOTH + "<button>In</button>")}
<img src="http://app.example/image"><iframe src="http://app.example/frame"></iframe>
<link rel="stylesheet" href="http://attacker.example/style"><script>
fetch('http://app.example/fetch', {{mode: 'no-cors'}}).catch(() => 0);
navigator.sendBeacon('http://app.example/beacon', 'x');
new WebSocket('ws://app.example/socket');
new EventSource('http://app.example/events');
</script>"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium())
    yield driver
    driver.close()


def enter(
    driver: ChromiumDriver,
    running: Site,
    credentials: Credentials = CREDENTIALS,
    watch: str = CALLBACK,
) -> Landing:
    """A login at /start."""
    browser = running.browser()
    landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=watch)
    return driver.log_in(browser, landing, credentials, watch=watch)


@pytest.mark.parametrize("shape", PAGES.values(), ids=PAGES)
def test_it_gets_through(chromium: ChromiumDriver, shape: Shape) -> None:
    with site(shape.answers) as running:
        landing = enter(chromium, running)
        assert landing.params == {"code": "1"}
        assert {path: running.sent(path) for path in shape.sent} == shape.sent
        assert running.hosts_seen == {"op.example"}


def test_a_page_without_forms_is_typed_into(chromium: ChromiumDriver) -> None:
    answer = JSONResponse({"next": f"{CALLBACK}?code=1#rest"})
    with site({"/start": SINGLE_PAGE, "/api/login": answer}) as running:
        landing = enter(chromium, running)
        assert landing.left
        assert landing.url.startswith(f"{CALLBACK}?code=1")
        assert [body for body in running.bodies if body] == [
            f'{{"email":"{USER}","password":"{PASSWORD}"}}'
        ]


def test_a_form_that_leads_to_a_script_is_typed_into(chromium: ChromiumDriver) -> None:
    answer = JSONResponse({"next": f"{CALLBACK}?code=1"})
    with site({"/start": FORM_OF_A_SCRIPT, "/api/login": answer}) as running:
        assert enter(chromium, running).params == {"code": "1"}
        assert running.bodies[-1] == f'{{"email":"{USER}","password":"{PASSWORD}"}}'


def test_what_is_in_the_shadow_of_an_element_is_typed_into(chromium: ChromiumDriver) -> None:
    with site({"/start": SHADOW, "/login": DONE}) as running:
        assert enter(chromium, running).left
        assert running.sent("login") == TOLD


def test_a_code_is_typed_into_boxes_of_a_script(chromium: ChromiumDriver) -> None:
    clock = MovableClock()
    known = replace(CREDENTIALS, totp_secret=OWN_SECRET, clock=clock)
    with site({"/start": form(BOTH + "<button>In</button>"), "/login": BOXES, "/code": DONE}) as at:
        assert enter(chromium, at, known).left
        assert at.sent("code") == {"code": Totp(OWN_SECRET).at(int(clock.now()))}


NOT_FOR_A_PASSWORD = {
    "a form under a heading that makes an account": "<h1>Create your account</h1>"
    + form(BOTH + "<button>Continue</button>", "/trap"),
    "a form that leads to where the login never was": form(
        BOTH + "<button>Sign in</button>", "http://evil.test/trap"
    ),
}


@pytest.mark.parametrize("html", NOT_FOR_A_PASSWORD.values(), ids=NOT_FOR_A_PASSWORD)
def test_a_form_that_no_user_would_fill_in_gets_no_password(
    chromium: ChromiumDriver, html: str
) -> None:
    with site({"/start": html, "/trap": DONE}, "evil.test") as running:
        with pytest.raises(LoginFailed):
            enter(chromium, running)
        assert [url for _, url, _ in running.seen] == ["op.example/start"]


def test_a_button_of_which_nothing_comes_is_pressed_once(chromium: ChromiumDriver) -> None:
    """As one that copies a number, beside the words of an error."""
    page = """<title>Error</title><p>Unhandled exception</p><button id="b">Copy</button><script>
    let pressed = 0;
    document.getElementById('b').onclick = () => fetch('/pressed/' + ++pressed);</script>"""
    with site({"/start": page}) as running:
        with pytest.raises(LoginFailed, match="Nothing came of the button “Copy” on the page"):
            enter(chromium, running)
        assert [url for _, url, _ in running.seen] == ["op.example/start", "op.example/pressed/1"]


def test_scripts_do_not_get_out(chromium: ChromiumDriver) -> None:
    with site({"/start": WAYS_OUT, "/login": SHAPES["plain"].answers["/login"]}) as running:
        landing = enter(chromium, running, watch="http://attacker.example/callback")
        assert landing.left
        assert running.hosts_seen == {"op.example"}


def test_a_wrong_password_is_sent_once_in_the_whole_run(chromium: ChromiumDriver) -> None:
    wrong = Credentials("eve", "wrong-password")
    page = f"<title>Sign in</title><p>Wrong.</p>{form(BOTH + '<button>In</button>')}"
    with site({"/start": page, "/login": page}) as running:
        with pytest.raises(LoginFailed, match="The password was not accepted"):
            enter(chromium, running, wrong)
        with pytest.raises(LoginFailed, match="refused before, it is not sent"):
            enter(chromium, running, wrong)
        assert [url for _, url, _ in running.seen].count("op.example/login") == 1


AFTER = {kind: next(iter(pages.values())) for kind, pages in AFTER_PASSWORD.items()}


@pytest.mark.parametrize("kind", sorted(set(AFTER) - {"JavaScript"}))
def test_an_obstacle_is_told_as_what_it_is(chromium: ChromiumDriver, kind: str) -> None:
    with site({"/start": form(BOTH + "<button>In</button>"), "/login": AFTER[kind]}) as running:
        with pytest.raises(LoginFailed) as failed:
            enter(chromium, running)
        assert failed.value.obstacle is obstacles()[kind]
        assert [url for how, url, _ in running.seen if how == "POST"] == ["op.example/login"]


@pytest.mark.parametrize(("html", "sent"), OFFERS.values(), ids=OFFERS)
def test_what_is_only_offered_is_passed_by(
    chromium: ChromiumDriver, html: str, sent: dict[str, str]
) -> None:
    with site({"/start": form(BOTH + "<button>In</button>"), "/login": html, "/later": DONE}) as at:
        assert enter(chromium, at).left
        assert at.sent("later") == sent


def test_a_page_that_scripts_show_is_gone_back_to_from_its_frames(
    chromium: ChromiumDriver,
) -> None:
    page = SINGLE_PAGE + '<iframe src="/news" width="300" height="200"></iframe>'
    answer = JSONResponse({"next": f"{CALLBACK}?code=1"})
    with site({"/start": page, "/news": "<p>News</p>", "/api/login": answer}) as running:
        browser = running.browser()
        landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
        driver = EitherDriver(lambda: chromium)
        assert driver.log_in(browser, landing, CREDENTIALS, watch=CALLBACK).left


def test_forms_are_left_for_chromium_where_a_page_needs_it(chromium: ChromiumDriver) -> None:
    """And only from there on: the password was sent once, by the form before."""
    scripted = """<title>App</title><div id="root"></div><script>
    document.getElementById('root').innerHTML = '<form method="post" action="/next">' +
        '<button>Continue</button></form>';</script>"""
    answers = {"/start": form(BOTH + "<button>In</button>"), "/login": scripted, "/next": DONE}
    with site(answers) as running:
        browser = running.browser()
        landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
        driver = EitherDriver(lambda: chromium)
        assert driver.log_in(browser, landing, CREDENTIALS, watch=CALLBACK).left
        assert browser.ran_scripts
        assert [url for how, url, _ in running.seen if how == "POST"] == [
            "op.example/login",
            "op.example/next",
        ]
