"""Providers that speak without TLS, or nearly."""

from dataclasses import replace

from fakes.faults import fault


def as_if_by_https(request):
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
class EverythingByHttpToo:
    """Every endpoint answers at port 80 as it does at port 443."""

    speaks_http = True

    def answer(self, request):
        return super().answer(as_if_by_https(request))


@fault(caught_by=["transport/http-token"])
class TokensByHttpToo:
    """The token endpoint answers at port 80; everything else leads to https from there."""

    speaks_http = True

    def answer(self, request):
        secure = as_if_by_https(request)
        if request.url != secure.url and secure.url != self.endpoints["token"]:
            return self.redirect(secure.url)
        return super().answer(secure)


@fault(caught_by=["transport/login-by-https-alone"])
class LoginThroughHttp:
    """A correct login form is answered with a redirect to port 80, and from there to the rest."""

    speaks_http = True
    onward = ""

    def log_in(self, request):
        response = super().log_in(request)
        self.onward = response.headers.get("location", "")
        if self.onward:
            response.headers["location"] = f"http://{self.host}/continue"
        return response

    def not_found(self, request):
        return self.redirect(self.onward) if self.onward else super().not_found(request)


@fault(caught_by=["transport/hsts-lasts"])
class ShortHsts:
    """HSTS is forgotten after a day."""

    def finish(self, request, response):
        super().finish(request, response)
        response.headers["strict-transport-security"] = "max-age=86400"


@fault(caught_by=["transport/broken-ciphers"])
class CiphersWithoutEncryption:
    """The server agrees to TLS 1.2 without encryption."""

    def tls(self):
        return replace(super().tls(), ciphers="ALL:eNULL:@SECLEVEL=0")
