"""Bodies that are far larger than they look, at every place where one is read."""

import gzip
import zlib
from functools import cache

from starlette.responses import Response

from fakes.engine.model import Grant
from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.hostile import answers, hostile

USERINFO = ("userinfo/get", "userinfo/sub", "userinfo/json", "userinfo/content-type")
JWKS = ("jwks/*", "id-token/signature")
DISCOVERY = ("discovery/issuer-exact", "discovery/status", "discovery/json", "issuer/*")


@cache
def bomb(layers: int) -> bytes:
    """A hundred megabytes of nothing, compressed so many times."""
    packer = zlib.compressobj(wbits=31)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    for _ in range(layers - 1):
        packed = gzip.compress(packed)
    return packed


def coded(body: bytes, coding: str, media_type: str = "application/json") -> Response:
    return Response(body, media_type=media_type, headers={"content-encoding": coding})


def three() -> Response:
    return coded(bomb(3), "gzip, gzip, gzip")


answers("gzip three times at UserInfo", "userinfo", three, *USERINFO)
answers("gzip three times at the keys", "jwks", three, *JWKS)
answers("gzip three times at discovery", "discovery", three, *DISCOVERY)
answers("gzip three times at the login page", "authorization", three, "flow/login", "login/*")
answers("gzip of gzip without a word", "userinfo", lambda: coded(bomb(3), "gzip"), *USERINFO)
answers("40 codings", "userinfo", lambda: coded(b"{}", ", ".join(["gzip"] * 40)), *USERINFO)
answers("gzip that is none", "jwks", lambda: coded(b"{}", "gzip"), *JWKS)
answers(
    "deflate that is cut off",
    "jwks",
    lambda: coded(zlib.compress(b"{}" * 99)[:9], "deflate"),
    *JWKS,
)


@hostile(*DISCOVERY, "discovery/*")
class DocumentOf150000Members(Reference):
    """1.9 megabytes of members that mean nothing."""

    def discovery(self, request: Request) -> Response:
        more = "".join(f', "m{n}": "x"' for n in range(130_000))
        text = bytes(super().discovery(request).body).decode().rstrip()[:-1] + more + "}"
        return Response(text, media_type="application/json")


@hostile(*USERINFO)
class HeadersByTheThousand(Reference):
    """As many headers as the largest head has room for."""

    def userinfo_success(self, grant: Grant) -> Response:
        response = super().userinfo_success(grant)
        response.raw_headers.extend((b"x-%d" % n, b"<b>") for n in range(5000))
        return response


@hostile(*USERINFO, "claims/*")
class UserInfoNests300Levels(Reference):
    """Deep enough for the reader, too deep for whoever writes it down."""

    def userinfo_success(self, grant: Grant) -> Response:
        return Response('{"a":' * 300 + "1" + "}" * 300, media_type="application/json")


@hostile("flow/login", "transport/*cookie*", "session/*")
class CookiesByTheThousand(Reference):
    """As many fresh ones as a head has room for, with every answer."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        for number in range(700):
            name = f"c{number}-{self.random()[:6]}"
            response.headers.append("set-cookie", f"{name}={self.random()}.v+{number}; Path=/")


@hostile("flow/login", "session/*", "login/*")
class CookiesThatChange(Reference):
    """The same names, with another value in every answer."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        for number in range(700):
            response.headers.append("set-cookie", f"c{number}={self.random()}; Path=/")
