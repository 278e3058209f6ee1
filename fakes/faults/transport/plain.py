"""Providers that speak without TLS, or nearly."""

from dataclasses import replace
from urllib.parse import urlencode

from starlette.responses import Response

from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.certificates import ServerTls
from fakes.wire.request import Request


def as_if_by_https(request: Request) -> Request:
    """A request without TLS, as the endpoint expects it."""
    return replace(request, url=request.url.replace("http:", "https:", 1))


@fault(
    caught_by=[
        "transport/http-token",
        "transport/http-userinfo",
        "transport/http-authorization",
        "transport/http-discovery",
    ]
)
class EverythingByHttpToo(Reference):
    """Every endpoint answers at port 80 as it does at port 443."""

    speaks_http = True

    def answer(self, request: Request) -> Response:
        secure = as_if_by_https(request)
        response = super().answer(secure)
        if request.url != secure.url and "location" in response.headers:
            response.headers["location"] = response.headers["location"].replace(
                "https:", "http:", 1
            )
        return response


@fault(caught_by=["transport/http-token"])
class TokensByHttpToo(Reference):
    """The token endpoint answers at port 80; everything else leads to https from there."""

    speaks_http = True

    def answer(self, request: Request) -> Response:
        secure = as_if_by_https(request)
        if request.url != secure.url and secure.url != self.endpoints["token"]:
            return self.redirect(secure.url)
        return super().answer(secure)


@fault(caught_by=["transport/login-by-https-alone"])
class LoginThroughHttp(Reference):
    """An authorization request is first sent to port 80, and from there back to port 443."""

    speaks_http = True

    def answer(self, request: Request) -> Response:
        query, sent = f"?{urlencode(request.query)}", self.__dict__.setdefault("sent", set())
        if request.url.startswith("http:"):
            return self.redirect(as_if_by_https(request).url + query)
        asked = request.method == "GET" and request.url == self.endpoints["authorization"]
        if not asked or query in sent:
            return super().answer(request)
        sent.add(query)
        return self.redirect(request.url.replace("https:", "http:", 1) + query)


@fault(caught_by=["transport/hsts-lasts"])
class ShortHsts(Reference):
    """HSTS is forgotten after a day."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        response.headers["strict-transport-security"] = "max-age=86400"


@fault(caught_by=["transport/broken-ciphers"])
class CiphersWithoutEncryption(Reference):
    """The server agrees to TLS 1.2 without encryption."""

    def tls(self) -> ServerTls:
        return replace(super().tls(), ciphers="ALL:eNULL:@SECLEVEL=0")
