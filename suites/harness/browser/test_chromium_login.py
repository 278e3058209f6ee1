"""Chromium gets through the same login pages as the form driver, and through those of scripts."""

from collections.abc import Iterator

import pytest
from starlette.responses import JSONResponse

from fakes.user.browser import Landing
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.user.either import EitherDriver
from fakes.user.login import Credentials, LoginFailed
from fakes.user.obstacles import obstacles
from fakes.wire.purposes import Purpose
from suites.harness.given.login_obstacles import AFTER_PASSWORD, OFFERS
from suites.harness.given.login_pages import BOTH, DONE, PASSWORD, SHAPES, USER, Shape, form
from suites.harness.given.login_pages_by_sight import BY_SIGHT
from suites.harness.given.sites import CALLBACK, OP, Site, site

CREDENTIALS = Credentials(USER, PASSWORD)
PAGES = SHAPES | BY_SIGHT
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
