"""Providers that are run wrongly, for the setups that newcomers report."""

import hashlib
from typing import Any

from starlette.responses import HTMLResponse, Response

from fakes.clock import Clock, MovableClock
from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant, User
from fakes.faults.homes import Reference
from fakes.keys import SigningKey, rsa_key
from fakes.wire.request import Request
from suites.harness.given.misconfigurations.answers import page

NGINX = "<head><title>{0}</title></head><center><h1>{0}</h1></center><hr><center>nginx</center>"


class CodesOfSomeNodes(Reference):
    """Two nodes, and a code that is known at one of them."""

    exchanges = 0
    refuses_first = False

    def exchange_code(self, request: Request, client: Client) -> dict[str, Any]:
        self.exchanges += 1
        if (self.exchanges % 2 == 1) == self.refuses_first:
            raise Rejected("invalid_grant", "Code not valid")
        return super().exchange_code(request, client)


class CodesOfAnotherNode(CodesOfSomeNodes):
    """The same, and the first code is unknown at once."""

    refuses_first = True


class KeysOfEachNode(Reference):
    """Two nodes in turn, each with a key of its own, of which the first one's is published."""

    logins = 0

    def signed_id_token(self, grant: Grant) -> str:
        self.logins += 1
        return super().signed_id_token(grant)

    def id_token_key(self) -> SigningKey:
        own = SigningKey("node-2", rsa_key("node-2"))
        return own if self.logins % 2 == 0 else super().id_token_key()


class InternalIssuer(Reference):
    """ID Tokens name the address by which the application's server calls the provider."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"iss": "http://keycloak:8080/realms/acme"}


class TokenEndpointOverHttp(Reference):
    """A proxy ends TLS and does not say so, and the address of one endpoint is made of that."""

    def metadata(self) -> dict[str, Any]:
        plain = self.endpoints["token"].replace("https:", "http:")
        return super().metadata() | {"token_endpoint": plain}


class NobodyHasAnAddress(Reference):
    """The directory has no e-mail addresses."""

    def user_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().user_claims(grant)
        return {name: claims[name] for name in claims if not name.startswith("email")}


class SubjectOfTheSession(Reference):
    """sub is made of what lasts for a session."""

    def subject(self, grant: Grant) -> str:
        return hashlib.sha256(grant.session.sid.encode()).hexdigest()


class Behind(MovableClock):
    """A clock that is an hour behind another one."""

    def __init__(self, of: Clock) -> None:
        super().__init__()
        self.of = of

    def now(self) -> float:
        return self.of.now() + self._ahead - 3600


class ClockBehind(Reference):
    """The provider's clock is an hour behind."""

    def __init__(self, **known: Any) -> None:
        super().__init__(**(known | {"clock": Behind(known["clock"])}))


class FewPaths(Reference):
    """The proxy before it does not pass UserInfo on, which some applications do without."""

    def answer(self, request: Request) -> Response:
        if request.url == self.endpoints["userinfo"]:
            return HTMLResponse(NGINX.format("404 Not Found"), 404)
        return super().answer(request)


class BearerDropped(Reference):
    """A proxy takes the Authorization header of UserInfo requests away."""

    def answer(self, request: Request) -> Response:
        if request.url == self.endpoints["userinfo"]:
            request.headers.pop("authorization", None)
        return super().answer(request)


class HeaderDropped(Reference):
    """A proxy takes the Authorization header away."""

    def authenticate(self, request: Request) -> Client:
        if "client_secret" in request.params:
            return super().authenticate(request)
        raise Rejected("invalid_client", "No client credentials found.", 401)


class BrokenLogin(Reference):
    """What a login is answered with has more headers than the proxy takes."""

    def log_in(self, request: Request) -> Response:
        return HTMLResponse(NGINX.format("502 Bad Gateway"), 502)


class BrokenSession(Reference):
    """The login breaks down after the password."""

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        return page("Something went wrong.", 500)
