"""An application and its user's browser in front of a running fake, for the tests of the fakes."""

import json
from typing import Any, Self

import jwt

from fakes.relying_party.party import AuthorizationRequest, RelyingParty
from fakes.running import RunningFake
from fakes.user.browser import Browser, Landing
from fakes.user.login import FormDriver
from fakes.wire.client import Headers, HttpClient, Reply
from fakes.wire.cookies import CookieJar
from fakes.wire.journal import Journal
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor

SCOPES = "openid profile email"


class Application:
    """Asks a fake for logins as its administrator registered it; a context manager."""

    def __init__(self, fake: RunningFake, *, other: bool = False) -> None:
        """With `other` it is the second registered client."""
        self.fake = fake
        self.setup = fake.setup()
        self.registered = list(fake.provider.clients.values())[1 if other else 0]
        self.http = HttpClient(fake.connection, Journal("test", Redactor()))
        self.rp = RelyingParty(
            client_id=self.registered.client_id,
            redirect_uri=self.registered.redirect_uris[0],
            scopes=SCOPES,
            client_secret=self.registered.secret,
        )
        self.browser = Browser(self.http, (self.setup.host, self.rp.redirect_uri))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.http.close()

    def get(self, url: str, *, headers: Headers = (), jar: CookieJar | None = None) -> Reply:
        return self.http.send("GET", url, purpose=Purpose.PAGE, headers=headers, jar=jar)

    def json(self, url: str) -> Any:
        return json.loads(self.get(url).body)

    def post(self, endpoint: str, **form: str) -> Reply:
        """A form to an endpoint, from a client without secret."""
        url = self.fake.provider.endpoints[endpoint]
        return self.http.send("POST", url, purpose=Purpose.TOKEN_REQUEST, form=list(form.items()))

    def ask(self, method: str = "pkce", /, **changes: str | None) -> Reply:
        """The first response to an authorization request."""
        request = self.rp.authorization_request(method, **changes)
        return self.get(request.url(self.authorization_endpoint), jar=self.browser.jar)

    @property
    def authorization_endpoint(self) -> str:
        return self.fake.provider.endpoints["authorization"]

    def log_in(
        self, method: str = "pkce", /, **changes: str | None
    ) -> tuple[AuthorizationRequest, Landing]:
        """An authorization request, and where its user's login led."""
        request = self.rp.authorization_request(method, **changes)
        landing = self.browser.open(
            request.url(self.authorization_endpoint), purpose=Purpose.AUTHORIZATION_REQUEST
        )
        user = self.setup.user.credentials
        assert user is not None
        return request, FormDriver().log_in(self.browser, landing, user, watch="")

    def exchange(self, **changes: str | None) -> Reply:
        """The response of the token endpoint to the code of a fresh login."""
        request, landing = self.log_in()
        return self.redeem(request, landing.params["code"], **changes)

    def redeem(self, request: AuthorizationRequest, code: str, **changes: str | None) -> Reply:
        headers, form = self.rp.token_request(request, code, **changes)
        url = self.fake.provider.endpoints["token"]
        return self.http.send(
            "POST", url, purpose=Purpose.TOKEN_REQUEST, headers=headers, form=form
        )

    def tokens(self, **changes: str | None) -> dict[str, Any]:
        """The tokens of a login by code."""
        request, landing = self.log_in(**changes)
        told: dict[str, Any] = json.loads(self.redeem(request, landing.params["code"]).body)
        return told

    def userinfo(self, token: str = "") -> Reply:
        headers = [("authorization", f"Bearer {token}")] if token else []
        return self.get(self.fake.provider.endpoints["userinfo"], headers=headers)


def claims_of(token: str) -> dict[str, Any]:
    """What a JWT says; nobody checks its signature here."""
    return jwt.decode(token, options={"verify_signature": False})


def error_of(reply: Reply) -> tuple[int, str, str]:
    """Status, error and description of an answer in JSON."""
    body = json.loads(reply.body)
    return reply.status, body["error"], body.get("error_description", "")
