"""What pages load beside themselves is loaded once, unless it may be one user's."""

from collections.abc import Iterator

import pytest
from starlette.responses import Response

from fakes.user.browser import Browser
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.user.tabs.assets import MOST_ASSETS, MOST_BYTES, Asset, Assets
from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.harness.given.sites import APP, CALLBACK, OP, Site, site

PAGE = (
    '<link rel="stylesheet" href="/style.css"><div id="root"></div><script src="/app.js"></script>'
)
SCRIPT = (
    "document.getElementById('root').innerHTML = "
    '\'<form method="post"><input name="username"><button>Go</button></form>\';'
)
CHANGED = {"last-modified": "Mon, 02 Nov 2020 10:00:00 GMT"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium())
    yield driver
    driver.close()


def see(driver: ChromiumDriver, browser: Browser) -> None:
    """The page, which is nothing without its script."""
    landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
    assert driver.see(browser, landing, watch=CALLBACK).forms


def asked(running: Site, name: str) -> int:
    return [url for _, url, _ in running.seen].count(f"op.example/{name}")


def script(headers: dict[str, str], status: int = 200) -> Response:
    return Response(SCRIPT, status, headers, media_type="text/javascript")


@pytest.mark.parametrize(
    ("headers", "with_cookie", "times"),
    [
        ({"cache-control": "public, max-age=600"}, True, 1),
        ({"cache-control": "max-age=31536000, immutable"}, True, 1),
        (CHANGED, True, 1),
        (CHANGED | {"vary": "Accept-Encoding, Origin"}, True, 1),
        # Whoever asked again for a file would be told that it is the same.
        ({"cache-control": "public, max-age=0"} | CHANGED, True, 1),
        # Nothing is said of it; but nothing told who asks, either.
        ({}, False, 1),
        ({"cache-control": "no-cache"}, False, 1),
        ({}, True, 2),
        ({"cache-control": "no-cache"}, True, 2),
        ({"cache-control": "max-age=0"}, True, 2),
        ({"last-modified": "Mon, 02 Nov 2122 10:00:00 GMT"}, True, 2),
        ({"last-modified": "just now"}, True, 2),
        (CHANGED | {"date": CHANGED["last-modified"]}, True, 2),
        ({"cache-control": "no-store"} | CHANGED, True, 2),
        ({"cache-control": "no-store"}, False, 2),
        ({"cache-control": "private, max-age=600"}, False, 2),
        ({"cache-control": "max-age=600", "vary": "Cookie"}, False, 2),
        ({"cache-control": "max-age=600", "vary": "*"}, False, 2),
        ({"cache-control": "max-age=600", "set-cookie": "who=ada"}, False, 2),
    ],
)
def test_how_often_two_browsers_load_it(
    chromium: ChromiumDriver, headers: dict[str, str], with_cookie: bool, times: int
) -> None:
    style = Response("", media_type="text/css", headers={"cache-control": "max-age=600"})
    answers = {"/start": PAGE, "/style.css": style, "/app.js": script(headers)}
    with site(answers) as running:
        first = running.browser()
        for browser in (first, Browser(first.client, (APP, CALLBACK))):
            if with_cookie:
                browser.jar.set("session", "of-one-user", "op.example", "/")
            see(chromium, browser)
        assert asked(running, "app.js") == times
        assert asked(running, "style.css") == 1
        assert asked(running, "start") == 2
        # The journal tells what was sent, and nothing else.
        assert len(first.client.journal.entries) == len(running.seen) == first.client.requests


def test_what_a_stranger_got_is_not_given_to_a_user(chromium: ChromiumDriver) -> None:
    """A script may say who is logged in."""
    with site({"/start": PAGE, "/app.js": script({}), "/style.css": ""}) as running:
        browser = running.browser()
        see(chromium, browser)
        browser.jar.set("session", "of-one-user", "op.example", "/")
        see(chromium, browser)
        assert asked(running, "app.js") == 2


def test_what_failed_is_asked_for_again(chromium: ChromiumDriver) -> None:
    form = '<form method="post"><button>Go</button></form><script src="/gone.js"></script>'
    gone = script({"cache-control": "max-age=600"}, 404)
    with site({"/start": form, "/gone.js": gone}) as running:
        first = running.browser()
        for browser in (first, Browser(first.client, (APP, CALLBACK))):
            see(chromium, browser)
        assert asked(running, "gone.js") == 2


def test_what_one_target_serves_is_not_taken_for_anothers(chromium: ChromiumDriver) -> None:
    """Two may be at the same URLs, as the fakes are."""
    lasts = script({"cache-control": "max-age=600"})
    with site({"/start": PAGE, "/app.js": lasts, "/style.css": ""}) as running:
        for _ in range(2):
            see(chromium, running.browser())
        assert asked(running, "app.js") == 2


def test_no_more_is_kept_than_so_much() -> None:
    assets = Assets()
    wanted = [Asset(f"{OP}/{n}.js", "script", "") for n in range(4)]
    for one in wanted:
        assets.keep(one, reply(one.url, MOST_BYTES // 3), unknown=True)
    assert [bool(assets.find(one, unknown=True)) for one in wanted] == [False, True, True, True]
    many = [Asset(f"{OP}/small-{n}.js", "script", "") for n in range(MOST_ASSETS)]
    for one in many:
        assets.keep(one, reply(one.url, 0), unknown=True)
    assert not any(assets.find(one, unknown=True) for one in wanted)
    document = Asset(f"{OP}/page", "document", "")
    assets.keep(document, reply(document.url, 1), unknown=True)
    assert assets.find(document, unknown=True) is None


def reply(url: str, size: int) -> Reply:
    return Reply(method="GET", url=url, status=200, headers=(), body=b"x" * size, exchange="1")
