"""The user's browser goes where a login leads, and nowhere else."""

import httpx
import pytest
from starlette.responses import HTMLResponse, Response

from fakes.user.addresses import hosts_named
from fakes.user.browser import Browser, Landing, RedirectLoop
from fakes.wire.cookies import CookieJar
from fakes.wire.purposes import Purpose
from fakes.wire.request import Request
from suites.harness.given.sites import APP, CALLBACK, OP, Answer, site, to


def landing_after(answer: Answer, watch: str = CALLBACK) -> tuple[Landing, set[str]]:
    """Where a browser ends that asks a provider which gives `answer`, and the hosts it asked."""
    with site({"/start": answer, "/next": "<title>Next</title>"}) as running:
        landing = running.browser().open(f"{OP}/start", purpose=Purpose.PAGE, watch=watch)
        return landing, running.hosts_seen


@pytest.mark.parametrize(
    "location",
    [
        f"{CALLBACK}?code=1&state=2",
        f"{CALLBACK}#id_token=1",
        f"{APP}/elsewhere?code=1",
        "HTTP://APP.EXAMPLE/callback?code=1",
        "//app.example/callback?code=1",
        "com.example.app:/callback?code=1",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://[broken/callback",
    ],
)
def test_a_redirect_to_the_application_is_not_followed(location: str) -> None:
    landing, hosts = landing_after(to(location))
    assert landing.left
    assert hosts == {"op.example"}


@pytest.mark.parametrize(
    ("watch", "location"),
    [
        ("http://attacker.example/cb", "http://attacker.example/cb?code=1"),
        ("http://attacker.example/cb", "http://attacker.example/other"),
        ("http://attacker.example\\@app.example/cb", "http://attacker.example/@app.example/cb"),
        ("http://attacker.example#@app.example/cb", "http://attacker.example?code=1"),
        ("http://app.example@attacker.example/cb", "http://attacker.example/cb?code=1"),
        ("//attacker.example/cb", "//attacker.example/cb?code=1"),
        ("http://attacker%2eexample/cb", "http://attacker.example/cb"),
        ("http://ATTACKER.example/cb", "http://attacker.example/cb"),
        ("http://\u0430pp.example/cb", "http://xn--pp-6kc.example/cb"),
        ("http://\u0430pp.example/cb", "http://%D0%B0pp.example/cb"),
        ("/callback", "/callback?code=1"),
    ],
)
def test_a_host_that_only_the_request_names_is_not_contacted(watch: str, location: str) -> None:
    landing, hosts = landing_after(to(location), watch)
    assert landing.left
    assert hosts == {"op.example"}


def test_a_login_goes_on_at_another_host() -> None:
    answers = {
        "op.example/start": to("http://login.example/form?next=app.example"),
        "login.example/form": to("http://op.example/done"),
        "op.example/done": to(f"{CALLBACK}?code=1"),
    }
    with site(answers, "login.example") as running:
        landing = running.browser().open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
        assert running.hosts_seen == {"op.example", "login.example"}
    assert landing.params == {"code": "1"}


def test_a_provider_on_the_host_of_the_application_is_not_left() -> None:
    answers = {
        "/start": to("/login"),
        "/login": to(f"{OP}/callback?code=1"),
    }
    with site(answers) as running:
        browser: Browser = running.browser(OP, f"{OP}/callback")
        landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=f"{OP}/callback")
        assert [url for _, url, _ in running.seen] == ["op.example/start", "op.example/login"]
    assert landing.left


REFRESHES = [
    Response("", headers={"refresh": "0; url=/next"}),
    '<meta http-equiv="refresh" content="0;url=/next">',
    "<meta http-equiv='Refresh' content='1; URL=\"/next\"'>",
]


@pytest.mark.parametrize("answer", REFRESHES)
def test_a_page_that_refreshes_leads_on(answer: Answer) -> None:
    landing, _ = landing_after(answer)
    assert landing.url == f"{OP}/next"


@pytest.mark.parametrize(
    "answer",
    [
        "<noscript><meta http-equiv='refresh' content='0;url=/next'></noscript>",
        "<meta http-equiv='refresh' content='300;url=/next'>",
        "<meta http-equiv='refresh' content='0'>",
    ],
)
def test_a_page_that_stays_is_the_end(answer: Answer) -> None:
    landing, _ = landing_after(answer)
    assert landing.url == f"{OP}/start"


def test_a_refresh_to_the_application_is_captured() -> None:
    page = f'<meta http-equiv="refresh" content="0;url={CALLBACK}?code=1">'
    landing, hosts = landing_after(page)
    assert (landing.left, landing.params, hosts) == (True, {"code": "1"}, {"op.example"})


def test_a_form_post_to_the_application_is_captured() -> None:
    page = f'<form method=post action="{CALLBACK}"><input type=hidden name=code value=1></form>'
    landing, hosts = landing_after(page)
    assert (landing.mode, landing.params, hosts) == ("form_post", {"code": "1"}, {"op.example"})


def test_a_circle_of_redirects_ends() -> None:
    with pytest.raises(RedirectLoop, match="more than 15 redirects"):
        landing_after(to("/start"))


@pytest.mark.parametrize(("status", "method"), [(302, "GET"), (303, "GET"), (307, "POST")])
def test_a_redirect_after_a_form_keeps_the_method_that_it_must(status: int, method: str) -> None:
    with site({"/start": to("/next", status), "/next": "x"}) as running:
        running.browser().open(f"{OP}/start", purpose=Purpose.PAGE, form=[("a", "1")])
        assert [(seen, sent) for seen, _, sent in running.seen] == [
            ("POST", {"a": "1"}),
            (method, {"a": "1"} if method == "POST" else {}),
        ]


SET = "sid=1; Path=/"


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        (["sid=1; Domain=localhost"], "sid=1"),
        (["sid=1; Path=somewhere"], "sid=1"),
        (["sid=1; Path=/app; Secure; Priority=High; Partitioned"], "sid=1"),
        (["sid=1; Path=/applications"], ""),
        (["__Host-sid=1; Path=/; Secure"], "__Host-sid=1"),
        (["__Host-sid=1; Path=/"], ""),
        (["__Host-sid=1; Path=/app; Secure"], ""),
        (["__Host-sid=1; Path=/; Secure; Domain=localhost"], ""),
        (["__secure-sid=1"], ""),
        ([SET, "sid=; Path=/; Max-Age=0"], ""),
        ([SET, "sid=; Path=/; Max-Age=0; Domain=localhost"], ""),
        ([SET, "sid=x; Path=/; Expires=Thu, 01-Jan-70 00:00:01 GMT"], ""),
        ([SET, "sid=x; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], ""),
        ([SET, "sid=x; Path=/other; Max-Age=0"], "sid=1"),
        ([SET, "sid=2; Path=/"], "sid=2"),
        ([SET, "sid=2; Path=/app"], "sid=2; sid=1"),
    ],
)
def test_a_cookie_is_kept_and_sent_as_by_a_browser(headers: list[str], sent: str) -> None:
    """RFC 6265 section 5, and the prefixes of names that came after it."""
    url, jar = "http://localhost:8080/app/login", CookieJar()
    pairs = [("set-cookie", one) for one in headers]
    jar.take(httpx.Response(200, headers=pairs, request=httpx.Request("GET", url)))
    request = httpx.Request("GET", url)
    jar.cookies.set_cookie_header(request)
    assert request.headers.get("cookie", "") == sent


def test_cookies_come_back_to_their_host_alone() -> None:
    def start(request: Request, _: dict[str, str]) -> Response:
        return HTMLResponse("", headers={"set-cookie": "a=1; Path=/"})

    def tell(request: Request, _: dict[str, str]) -> Response:
        return HTMLResponse(request.headers.get("cookie", "none"))

    with site({"/start": start, "/next": tell}, "login.example") as running:
        browser = running.browser()
        browser.open(f"{OP}/start", purpose=Purpose.PAGE)
        assert browser.open(f"{OP}/next", purpose=Purpose.PAGE).reply.text == "a=1"
        other = browser.open("http://login.example/next", purpose=Purpose.PAGE)
        assert other.reply.text == "none"


def test_a_host_is_found_however_it_is_written() -> None:
    assert "evil.example" in hosts_named("https://EVIL%2eexample:443\\@good.example/cb?x#y")
    assert "good.example" in hosts_named("https://EVIL%2eexample:443\\@good.example/cb?x#y")


@pytest.mark.parametrize(
    ("policy", "sent"), [("same-origin", "http://op.example"), ("no-referrer", "null")]
)
def test_a_form_says_where_it_comes_from(policy: str, sent: str) -> None:
    """Some providers take no form without it (Django over https), and none from nowhere."""
    page = HTMLResponse(
        "<form method=post action=/next><button>On</button></form>",
        headers={"referrer-policy": policy},
    )
    origins: list[str | None] = []

    def next_page(request: Request, _: dict[str, str]) -> Response:
        origins.append(request.headers.get("origin"))
        return HTMLResponse("<title>Next</title>")

    with site({"/start": page, "/next": next_page}) as running:
        browser = running.browser()
        landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE)
        browser.submit(landing.forms[0], {})
    assert origins == [sent]


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://127.0.0.1:8080/", True),
        ("http://localhost/", True),
        ("https://op.example/", True),
        ("http://op.example/", False),
    ],
)
def test_a_secure_cookie_goes_to_this_machine_by_plain_http_too(url: str, sent: bool) -> None:
    """Keycloak sets them there, and Chromium and Firefox send them."""
    jar = CookieJar()
    answer = httpx.Response(
        200, headers={"set-cookie": "sid=1; Path=/; Secure"}, request=httpx.Request("GET", url)
    )
    jar.cookies.extract_cookies(answer)
    request = httpx.Request("GET", url)
    jar.cookies.set_cookie_header(request)
    assert ("cookie" in request.headers) is sent
