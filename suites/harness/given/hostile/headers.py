"""Headers that say nothing that can be read, with every answer."""

from collections.abc import Callable

from starlette.responses import Response

from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.hostile import hostile

MET = (
    "flow/login",
    "transport/page-*",
    "transport/cookie-*",
    "userinfo/garbage-*",
    "session/frame-*",
)
DIGITS = b"9" * 5_000
Change = Callable[[Response], None]


def with_headers(name: str, change: Change, *checks: str) -> None:
    """A row in which every answer is changed."""

    class Headers(Reference):
        """Odd headers."""

        def finish(self, request: Request, response: Response) -> None:
            super().finish(request, response)
            change(response)

    Headers.__name__ = name
    hostile(*(checks or MET))(Headers)


def beside(name: str, value: bytes) -> Change:
    return lambda response: response.raw_headers.append((name.encode(), value))


def every_value(value: bytes) -> Change:
    """What a client needs to go on is kept."""
    kept = (b"content-length", b"content-type", b"location", b"set-cookie")

    def change(response: Response) -> None:
        raw = response.raw_headers
        raw[:] = [(name, told if name in kept else value) for name, told in raw]

    return change


def cookies_with(attribute: bytes) -> Change:
    def change(response: Response) -> None:
        raw = response.raw_headers
        raw[:] = [(name, told + attribute * (name == b"set-cookie")) for name, told in raw]

    return change


def charset(of: str) -> Change:
    def change(response: Response) -> None:
        if "content-type" in response.headers:
            media_type = response.headers["content-type"].partition(";")[0]
            response.headers["content-type"] = f"{media_type}; charset={of}"

    return change


with_headers("cookies for 5000 digits of seconds", cookies_with(b"; Max-Age=" + DIGITS))
with_headers("cookies until the year 99999", cookies_with(b"; Expires=Fri, 31 Dec 99999 23:59:59"))
with_headers("cookies of no domain", cookies_with(b"; Domain=[::1; SameSite=\xff; Path=//["))
with_headers("HSTS of 5000 digits", beside("strict-transport-security", b"max-age=" + DIGITS))
with_headers("caches of 5000 digits", beside("cache-control", b"max-age=" + DIGITS + b', s="'))
with_headers("policies of no sense", beside("content-security-policy", b"frame-ancestors //[ 'x"))
with_headers("frames of no sense", beside("x-frame-options", b"\xff, ALLOW-FROM http://["))
with_headers("origins of no sense", beside("access-control-allow-origin", b"http://[::1 \xff"))
with_headers(
    "challenges of no sense", beside("www-authenticate", b'Bearer realm="\xff\\", =, ,,= "')
)
with_headers("a date of the year 99999", beside("date", b"Fri, 31 Dec 99999 23:59:59 +99999999"))
with_headers("values of no UTF-8", every_value(b"\xff\xfe\x80"))
with_headers("values that are empty", every_value(b""))
with_headers("a charset that is none", charset("utf-99"))
with_headers("a charset of another kind", charset("idna"))
