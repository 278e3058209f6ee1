"""The cookies of a browser are the same with its scripts and without them."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.responses import HTMLResponse, Response

from fakes.user.browser import Browser, Landing
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.wire.cookies import CookieJar
from fakes.wire.purposes import Purpose
from fakes.wire.request import Request
from suites.harness.browser.test_chromium_login import CREDENTIALS
from suites.harness.given.login_pages import BOTH, DONE, form
from suites.harness.given.sites import APP, CALLBACK, OP, Answer, Site, site, to
from suites.protocol.session.cookies import cookies_of


@pytest.fixture(scope="module")
def chromium() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium())
    yield driver
    driver.close()


def enter(driver: ChromiumDriver, browser: Browser) -> Landing:
    landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
    return driver.log_in(browser, landing, CREDENTIALS, watch=CALLBACK)


def page(script: str, *set_cookies: str) -> Response:
    shown = HTMLResponse(f"{form(BOTH + '<button>In</button>')}<script>{script}</script>")
    for one in set_cookies:
        shown.headers.append("set-cookie", one)
    return shown


def told_to(running: Site, log: list[str]) -> Answer:
    """An answer to the login that notes the cookies it came with."""

    def log_in(request: Request, _: dict[str, str]) -> Response:
        log.append(request.headers.get("cookie", ""))
        return DONE

    return log_in


def logged_in_with(
    driver: ChromiumDriver, script: str, *set_cookies: str, times: int = 1
) -> tuple[list[str], Browser]:
    """The Cookie headers of logins in one browser at a page with a script."""
    log: list[str] = []
    answers: dict[str, Answer] = {"/start": page(script, *set_cookies)}
    with site(answers) as running:
        answers["/login"] = told_to(running, log)
        browser = running.browser()
        for _ in range(times):
            assert enter(driver, browser).left
    return log, browser


def test_a_script_finds_its_own_cookie_in_the_next_tab(chromium: ChromiumDriver) -> None:
    script = """const before = document.cookie;
    document.cookie = 'mine=1; path=/';
    document.cookie = 'before=' + btoa(before).replace(/=/g, '') + '; path=/';"""
    log, _ = logged_in_with(chromium, script, times=2)
    assert "mine=1" in log[0]
    assert "before=bWluZT0x" in log[1]


def test_what_a_script_removes_is_not_sent(chromium: ChromiumDriver) -> None:
    script = "document.cookie = 'one=; path=/; max-age=0';"
    assert logged_in_with(chromium, script, "one=1; path=/", "two=2; path=/")[0] == ["two=2"]
    assert logged_in_with(chromium, "", "one=1; path=/", "two=2; path=/")[0] == ["one=1; two=2"]


def test_what_scripts_may_not_touch_stays(chromium: ChromiumDriver) -> None:
    script = "document.cookie = 'one=; path=/; max-age=0'; document.cookie = 'one=x; path=/';"
    log, _ = logged_in_with(chromium, script, "one=1; path=/; httponly")
    assert log == ["one=1"]


def test_one_cookie_that_chromium_refuses_hides_no_other(chromium: ChromiumDriver) -> None:
    script = "if (!document.cookie.includes('two=2')) document.forms[0].action = '/elsewhere';"
    odd = "odd=1; path=/; samesite=none"
    assert logged_in_with(chromium, script, odd, "two=2; path=/")[0] == ["odd=1; two=2"]


def test_a_session_that_a_script_asked_for_is_one_of_the_login(chromium: ChromiumDriver) -> None:
    """The checks of cookies judge those of an application as those of a form."""
    done = f"location.href = '{CALLBACK}?code=1';"
    script = f"""document.forms[0].onsubmit = event => {{
        event.preventDefault();
        fetch('/api/login', {{method: 'POST'}}).then(() => {{ {done} }});
    }};"""
    session = Response("{}", headers={"set-cookie": "session=1; Path=/; Secure; SameSite=Lax"})
    with site({"/start": page(script), "/api/login": session}) as running:
        browser = running.browser()
        assert enter(chromium, browser).left
        (found,) = cookies_of(browser)
        assert (found.name, found.host) == ("session", "op.example")
        assert found.attributes == {"path": "/", "secure": "", "samesite": "Lax"}


SET = (
    "a=1; Path=/",
    "b=2; Path=/realm; Secure; HttpOnly; SameSite=Strict",
    "c=3; Domain=HOST; Path=/; samesite=lax",
    "d=4; Path=/; Secure; SameSite=None; Max-Age=600",
)


def taken(host: str, *set_cookies: str) -> CookieJar:
    """What a browser keeps of a response from a host."""
    jar = CookieJar()
    pairs = [("set-cookie", one) for one in set_cookies]
    request = httpx.Request("GET", f"https://{host}/realm")
    jar.take(httpx.Response(200, headers=pairs, request=request))
    return jar


@pytest.mark.parametrize("host", ["op.example", "keycloak.local", "localhost", "127.0.0.1"])
def test_a_cookie_keeps_all_that_was_said_of_it(host: str) -> None:
    """From the responses to a profile of Chromium, and back."""
    page = f"https://{host}/realm"
    theirs, ours = taken(host, *(one.replace("HOST", host) for one in SET)), CookieJar()
    told = theirs.for_scripts(page)
    for one in told:
        ours.keep(one)
    assert ours.for_scripts(page) == told
    found = {one["name"]: one for one in told}
    assert found["b"]["path"] == "/realm"
    assert found["b"]["secure"]
    assert found["b"]["httpOnly"]
    assert [found[name].get("sameSite") for name in "abd"] == [None, "Strict", "None"]
    assert found["a"]["expires"] == -1
    assert found["d"]["expires"] > 0
    assert found["a"]["domain"] == host
    for jar in (theirs, ours):
        assert jar.goes_to(f"https://{host}/")
    ours.drop(found["a"])
    assert "a" not in {one["name"] for one in ours.for_scripts(page)}


@pytest.mark.parametrize(("said", "goes"), [("", False), ("; Domain=op.example", True)])
def test_a_cookie_without_a_domain_is_for_its_host_alone(said: str, goes: bool) -> None:
    """RFC 6265 section 5.4."""
    jar = taken("op.example", f"a=1; Path=/{said}")
    for one in jar.for_scripts("https://op.example/"):
        jar.keep(one)
    assert jar.goes_to("https://op.example/")
    assert jar.goes_to("https://app.op.example/") is goes


def test_chromium_has_the_cookies_as_they_were_set(chromium: ChromiumDriver) -> None:
    """A script sees those that it may see, and none of them has changed afterwards."""
    script = """document.forms[0].insertAdjacentHTML('beforeend',
        `<input type="hidden" name="seen" value="${document.cookie}">`);"""
    here = ["a=1; Path=/", "b=2; Path=/login", "c=3; Path=/; HttpOnly", "d=4; Path=/; Secure"]
    domain = "e=5; Path=/; Domain=op.example; SameSite=Lax; Max-Age=600"
    other = "f=6; Path=/; Domain=elsewhere.example"
    answers = {"/start": page(script, *here, domain, other), "/login": DONE}
    with site(answers) as running:
        browser = running.browser()
        landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
        before = browser.jar.for_scripts(OP)
        assert chromium.log_in(browser, landing, CREDENTIALS, watch=CALLBACK).left
        assert running.sent("login")["seen"] == "a=1; e=5"
        assert browser.jar.for_scripts(OP) == before


def test_another_host_sees_none_that_is_for_its_host_alone(chromium: ChromiumDriver) -> None:
    script = f"location.href = '{CALLBACK}?code=' + document.cookie"
    answers = {
        "/start": page("", "a=1; Path=/", "e=5; Path=/; Domain=op.example"),
        "/login": to("http://sub.op.example/next"),
        "sub.op.example/next": f"<body><script>{script}</script>",
    }
    with site(answers, "sub.op.example") as running:
        assert enter(chromium, running.browser()).params == {"code": "e=5"}


@pytest.mark.parametrize(
    ("said", "goes"), [("", False), ("; domain=op.example", True)], ids=["host", "domain"]
)
def test_a_cookie_of_a_script_goes_where_it_said(
    chromium: ChromiumDriver, said: str, goes: bool
) -> None:
    _, browser = logged_in_with(chromium, f"document.cookie = 'mine=1; path=/login{said}';")
    (cookie,) = browser.jar.for_scripts(OP)
    assert (cookie["path"], cookie["secure"], cookie["httpOnly"]) == ("/login", False, False)
    assert browser.jar.goes_to(f"{OP}/login")
    assert not browser.jar.goes_to(f"{OP}/other")
    assert browser.jar.goes_to("http://app.op.example/login") is goes


LEAVES = {
    "a cookie": "document.cookie = 'left=1; path=/'",
    "storage": "localStorage.setItem('left', '1')",
    "the session's storage": "sessionStorage.setItem('left', '1')",
    "a name": "window.name = 'left'",
    "a database": "indexedDB.open('left', 1)",
}


@pytest.mark.parametrize("leaves", LEAVES.values(), ids=LEAVES)
def test_what_a_script_left_is_not_there_for_another_user(
    chromium: ChromiumDriver, leaves: str
) -> None:
    shows = form(BOTH + '<input type="hidden" name="there" value="${there}"><button>In</button>')
    script = f"""(async () => {{
        const there = document.cookie.length + localStorage.length + sessionStorage.length
            + window.name.length + (await indexedDB.databases()).length;
        {leaves};
        document.body.innerHTML = `{shows}`;
    }})()"""
    with site({"/start": f"<body><script>{script}</script>", "/login": DONE}) as running:
        first = running.browser()
        for browser in (first, Browser(first.client, (APP, CALLBACK))):
            assert enter(chromium, browser).left
        sent = [told["there"] for how, _, told in running.seen if how == "POST"]
        assert sent == ["0", "0"]
