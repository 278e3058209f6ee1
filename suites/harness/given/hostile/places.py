"""URLs, numbers and certificates that a parser chokes on, where a provider may write them."""

from base64 import b64encode
from typing import Any

import trustme
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate
from joserfc.jwk import RSAKey
from starlette.responses import HTMLResponse, Response

from fakes.engine.model import Authorization, Session
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs, Request
from suites.harness.given.hostile import hostile

NO_URL = "https://[op"
DIGITS = "9" * 5_000


@hostile("transport/http-*")
class EndpointsAtNoUrl(Reference):
    """The endpoints of clients have URLs that are none."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"token_endpoint": NO_URL, "userinfo_endpoint": NO_URL}


@hostile("transport/http-*")
class EndpointsAtNoPort(Reference):
    """The endpoints of clients have ports that there are not."""

    def document(self) -> dict[str, Any]:
        nowhere = "https://op.example.com:99999/"
        return super().document() | {"token_endpoint": nowhere, "userinfo_endpoint": nowhere}


@hostile("transport/login-form-*")
class LoginFormToNoUrl(Reference):
    """The login form is sent to a URL that is none."""

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        page = bytes(super().login_form(ticket, hint, message).body).decode()
        return HTMLResponse(page.replace('action="', f'action="{NO_URL}'))


@hostile("session/*")
class SessionFrameOfNoUrl(Reference):
    """The session frame loads a script from a URL that is none, and names such a host."""

    def session_frame(self, request: Request) -> Response:
        policy = {"content-security-policy": "frame-ancestors //["}
        return HTMLResponse(f'<script src="{NO_URL}"></script>', headers=policy)


@hostile("flow/implicit-*", "authorization/state*", method="implicit")
class ResponseAtNoUrl(Reference):
    """Where no form is asked for, the response goes to a URL that is none."""

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        if "response_mode" in authorization.params:
            return super().deliver(authorization, pairs)
        return self.redirect(f"{NO_URL}?state=1#id_token=2")


@hostile("flow/implicit-*", "hybrid/*", method="implicit")
class FrontChannelLifetimeOf5000Digits(Reference):
    """Access tokens in the front channel live for longer than a number of Python has digits."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        return [(name, DIGITS if name == "expires_in" else value) for name, value in pairs]


def certified_key() -> dict[str, Any]:
    """A key, and a certificate for it of a version that there is not."""
    issued = trustme.CA().issue_cert("op.example.com", key_type=trustme.KeyType.RSA)
    key = RSAKey.import_key(issued.private_key_pem.bytes()).as_dict(private=False)
    der = load_pem_x509_certificate(issued.cert_chain_pems[0].bytes()).public_bytes(Encoding.DER)
    tenth = der.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x09", 1)
    return dict(key) | {"x5c": [b64encode(tenth).decode()]}


@hostile("jwks/*")
class CertificateOfVersion10(Reference):
    """The certificate of a key has a version that there is not."""

    def jwks(self) -> dict[str, Any]:
        return {"keys": [certified_key()]}


@hostile("jwks/*")
class KeyOf5MillionBits(Reference):
    """A key is so large that to take a root of it is half a minute's work."""

    def jwks(self) -> dict[str, Any]:
        return {"keys": [{"kty": "RSA", "n": "_" * 900_000, "e": "AQAB"}]}


NO_WEB = {
    "a script": "javascript:alert(1)//",
    "a file": "file:///etc/passwd",
    "data": "data:text/html,<form method=post><input type=password name=p></form>",
    "another program": "ms-settings:privacy",
}
MEMBERS = ("jwks_uri", "check_session_iframe", "op_policy_uri", "op_tos_uri")
NAMING = ("discovery/*", "jwks/*", "flow/login", "userinfo/*", "logout/*", "session/*")


def leading_to(what: str, url: str) -> None:
    """Rows of a provider whose login, and of one whose endpoints, are at `url`."""

    class Redirects(Reference):
        """A request for a login is redirected."""

        def authorize(self, request: Request) -> Response:
            return Response(status_code=302, headers={"location": url})

    class Names(Reference):
        """All URLs of the document are the same."""

        def document(self) -> dict[str, Any]:
            told = super().document()
            named = [one for one in told if one in MEMBERS or one.endswith("_endpoint")]
            return told | dict.fromkeys(named, url)

    Redirects.__name__, Names.__name__ = f"redirects to {what}", f"endpoints at {what}"
    hostile("flow/login", "login/*", "authorization/prompt-*")(Redirects)
    hostile(*NAMING)(Names)


for what, url in NO_WEB.items():
    leading_to(what, url)


@hostile("flow/login", "login/*", "authorization/prompt-*")
class RedirectsForEver(Reference):
    """Each request for a login leads to another one."""

    def authorize(self, request: Request) -> Response:
        return self.redirect(f"{self.endpoints['authorization']}?again={self.random()}")


@hostile("discovery/*", "jwks/*", "userinfo/*", "token/success", "logout/*")
class EndpointsRedirectToThemselves(Reference):
    """What clients ask for is always at the place where they ask."""

    def answer(self, request: Request) -> Response:
        own = {self.endpoints[one] for one in ("token", "userinfo", "jwks", "end_session")}
        if request.url in own:
            return Response(status_code=307, headers={"location": request.url})
        return super().answer(request)
