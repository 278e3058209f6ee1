"""Chromium gets through the same login pages as the form driver, and through those of scripts."""

from collections.abc import Iterator

import pytest
from starlette.responses import JSONResponse

from fakes.user.browser import Landing
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.user.login import Credentials, LoginFailed
from fakes.wire.purposes import Purpose
from suites.harness.given.login_pages import BOTH, PASSWORD, SHAPES, USER, Shape, form
from suites.harness.given.sites import CALLBACK, OP, Site, site

CREDENTIALS = Credentials(USER, PASSWORD)
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


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
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
