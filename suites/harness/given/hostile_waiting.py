"""Providers that hang, break down, throttle, block, or lead elsewhere: one behaviour a row.

A row makes a class on the reference, for a server on this machine that nobody may reach.
"""

from collections.abc import Callable
from itertools import count
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.sockets import Misbehaving

Make = Callable[[Misbehaving], type[Reference]]
ROWS: dict[str, Make] = {}
ENDPOINTS = ("discovery", "jwks", "authorization", "token", "userinfo", "end_session", "revocation",
             "registration")  # fmt: skip
MEMBERS = (
    "jwks_uri", "token_endpoint", "userinfo_endpoint", "end_session_endpoint",
    "registration_endpoint", "revocation_endpoint", "introspection_endpoint",
    "pushed_authorization_request_endpoint", "authorization_endpoint", "check_session_iframe",
)  # fmt: skip
# The server that nobody may reach, as URLs spell it; and what no server is at.
TRAPS = (
    "http://127.0.0.1:{port}/", "https://127.0.0.1:{port}/", "http://localhost:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/", "http://2130706433:{port}/", "http://0x7f.1:{port}/",
    "http://0:{port}/", "http://127.0.0.1.:{port}/", "http://127.0.0.1:22/",
    "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://10.0.0.1:8080/",
    "http://[::ffff:a9fe:a9fe]/", "//127.0.0.1:{port}/", "http://user@127.0.0.1:{port}/",
)  # fmt: skip
RETRY_AFTER = ("-5", "9" * 300, "Fri, 31 Dec 99999 23:59:59 GMT", "1",
               "Sun, 30 Nov 2025 11:00:00 +99999999", "59", "3600", "\u0661")  # fmt: skip
NUMBERS = count(1)


class NeverAnswers(Response):
    """Waits until the client has gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass


class EndsNever(NeverAnswers):
    """Begins, and waits until the client has gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
        await super().__call__(scope, receive, send)


def broken() -> Response:
    return PlainTextResponse("Internal Server Error", 500)


def when(asked: Callable[[Reference, Request], bool], answer: Callable[[], Response]) -> Make:
    """A provider that answers so what is asked for by `asked`."""

    class Sometimes(Reference):
        def answer(self, request: Request) -> Response:
            return answer() if asked(self, request) else super().answer(request)

    return lambda trap: Sometimes


def at(endpoint: str) -> Callable[[Reference, Request], bool]:
    """Whether a request is for an endpoint of this name."""

    def asked(provider: Reference, request: Request) -> bool:
        more = {"discovery": provider.discovery_url(), "registration": f"{provider.base}/clients"}
        return request.url == (provider.endpoints | more)[endpoint]

    return asked


def every(number: int) -> Callable[[Reference, Request], bool]:
    """Whether it is the turn of a request."""
    counted = count(1)
    return lambda provider, request: next(counted) % number == 0


def blocking(answer: Callable[[], Response], for_s: float) -> Make:
    """A firewall that blocks everything for a while after a request that it takes for odd."""

    class Blocks(Reference):
        until = 0.0

        def answer(self, request: Request) -> Response:
            if self.clock.now() < self.until:
                return answer()
            if "userinfo" in request.url:
                self.until = self.clock.now() + for_s
            return super().answer(request)

    return lambda trap: Blocks


def naming(member: str, url: str) -> Make:
    """A provider whose discovery document has `url` at `member`."""

    def make(trap: Misbehaving) -> type[Reference]:
        class Names(Reference):
            def document(self) -> dict[str, Any]:
                return super().document() | {member: url.format(port=trap.place[1])}

        return Names

    return make


def leading(how: Callable[[str], Response], url: str) -> Make:
    """A provider whose login leads to `url`."""

    def make(trap: Misbehaving) -> type[Reference]:
        class Leads(Reference):
            def authorize(self, request: Request) -> Response:
                return how(url.format(port=trap.place[1]))

        return Leads

    return make


def redirect(url: str) -> Response:
    return Response(status_code=302, headers={"location": url})


def refresh(url: str) -> Response:
    return HTMLResponse(f'<title>a</title><meta http-equiv="refresh" content="0; url={url}">')


def form(url: str) -> Response:
    fields = '<input name="username"><input type="password" name="password"><button>a</button>'
    return HTMLResponse(f'<title>a</title><form method="post" action="{url}">{fields}</form>')


# What firewalls, gateways and bot protections answer to whom they block.
CHALLENGE = {"www-authenticate": "Basic realm=firewall"}
FIREWALLS: dict[str, Callable[[], Response]] = {
    "JSON without an error": lambda: JSONResponse({"message": "Forbidden"}, 403),
    "an error in JSON": lambda: JSONResponse({"error": "forbidden"}, 403),
    "an error that is an object": lambda: JSONResponse({"error": {"code": "BLOCKED"}}, 400),
    "plain text": lambda: PlainTextResponse("Not Acceptable!", 406),
    "a page with status 200": lambda: HTMLResponse("<title>Request Rejected</title>Rejected."),
    "nothing with status 200": lambda: Response(""),
    "JSON with status 200": lambda: JSONResponse({"blocked": True}),
    "a redirect to a challenge": lambda: redirect("/cdn-cgi/challenge"),
    "a challenge of its own": lambda: HTMLResponse("No", 401, CHALLENGE),
    "a status of its own": lambda: Response("", 444),
    "a number in each title": lambda: HTMLResponse(f"<title>Blocked {next(NUMBERS)}</title>", 403),
    "a bad gateway": lambda: HTMLResponse("<title>Bad Gateway</title>", 502),
}

for name in ENDPOINTS:
    ROWS[f"{name} never answers"] = when(at(name), NeverAnswers)
    ROWS[f"{name} never ends"] = when(at(name), EndsNever)
    ROWS[f"{name} breaks"] = when(at(name), broken)
    ROWS[f"{name} is out of service"] = when(at(name), lambda: PlainTextResponse("", 503))
for text in RETRY_AFTER:
    asked_for = {"retry-after": text.encode().decode("latin-1")}
    ROWS[f"token: retry after {text[:40]!a}"] = when(
        at("token"),
        lambda asked_for=asked_for: PlainTextResponse("", 429, asked_for),  # type: ignore[misc] # bound now
    )
ROWS["59 s at every 40th request"] = when(
    every(40), lambda: PlainTextResponse("", 503, {"retry-after": "59"})
)
ROWS["every third request breaks"] = when(every(3), broken)
ROWS["every fourth request hangs"] = when(every(4), NeverAnswers)
for seconds in (5, 20, 3600):
    ROWS[f"blocks by a page for {seconds} s"] = blocking(lambda: HTMLResponse("No", 403), seconds)
    ROWS[f"blocks by silence for {seconds} s"] = blocking(NeverAnswers, seconds)
for member in MEMBERS:
    ROWS[f"{member} on this machine"] = naming(member, TRAPS[0])
    ROWS[f"{member} at the metadata of a cloud"] = naming(member, TRAPS[9])
for url in TRAPS:
    ROWS[f"redirects to {url}"] = leading(redirect, url)
for url in TRAPS[:3]:
    ROWS[f"refreshes to {url}"] = leading(refresh, url)
    ROWS[f"has a form for {url}"] = leading(form, url)
