"""The trunk of a provider: who it is, what it remembers, and how a request finds its endpoint."""

import hmac
import secrets
from email.utils import formatdate
from functools import cached_property, lru_cache
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from starlette.responses import JSONResponse, PlainTextResponse, Response

from fakes.clock import Clock
from fakes.engine.endpoint import Route
from fakes.engine.model import AccessToken, Authorization, Client, Grant, Session, User
from fakes.engine.pages import error_page
from fakes.keys import SigningKey, called, rsa_key
from fakes.wire.certificates import ServerTls
from fakes.wire.request import Request

HSTS = "max-age=31536000; includeSubDomains"
# What stays as it is in a Location header: printable ASCII (RFC 9110 section 10.2.2).
SENDABLE = "".join(chr(code) for code in range(0x21, 0x7F))


class Core:
    """State and dispatch. Every other part of the engine adds its routes and its decisions.

    With `speaks_http` there is a second port beside the one for https, without TLS.
    """

    vendor = "reference"
    host = "op.example.com"
    choices: ClassVar[dict[str, tuple[str, ...]]] = {}
    speaks_http = False

    def __init__(
        self,
        *,
        base: str,
        clients: tuple[Client, ...],
        users: tuple[User, ...],
        clock: Clock,
        **options: str,
    ) -> None:
        """`base` is the origin to serve on, such as `https://op.example.com`.

        `options` are settings of the product by name, each with one of its `choices` (the first
        one where nothing is said). Raises ValueError for another name or value.
        """
        self.base = base
        self.options = chosen(self.choices, options)
        self.clients = {client.client_id: client for client in clients}
        self.users = {user.username: user for user in users}
        self.clock = clock
        self.pending: dict[str, Authorization] = {}
        self.sessions: dict[str, Session] = {}
        self.grants: dict[str, Grant] = {}
        self.access_tokens: dict[str, AccessToken] = {}
        self.hints: dict[str, str] = {}
        self.wrong_passwords: dict[str, list[float]] = {}
        self.unconfirmed: dict[str, Session | None] = {}

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        """The clients that an administrator registered: the application, and somebody else's."""
        application = Client(
            client_id="wandb",
            redirect_uris=(f"{application_url}/oidc/callback",),
            post_logout_redirect_uris=(application_url, f"{application_url}/logout"),
        )
        other = Client(
            client_id="other-app",
            redirect_uris=("https://other.example.com/callback",),
            secret="a-secret-of-the-other-app",  # noqa: S106 - of a fake
        )
        return (application, other)

    @property
    def under_its_own_names(self) -> bool:
        """Whether it answers under the product's host names, and not on a loopback URL."""
        return self.base == f"https://{self.host}"

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        """The settings that the application's operator gets told, by name (`fakes.settings`)."""
        application = next(iter(self.clients.values()))
        return {
            "OIDC_ISSUER": self.issuer,
            "OIDC_CLIENT_ID": application.client_id,
            "OIDC_CLIENT_SECRET": application.secret,
            "OIDC_AUTH_METHOD": auth_method,
        }

    @cached_property
    def issuer(self) -> str:
        """The issuer identifier (Discovery section 3)."""
        return self.base

    @cached_property
    def endpoints(self) -> dict[str, str]:
        """Absolute URL of each endpoint."""
        paths = ("authorization", "login", "token", "userinfo", "jwks", "end_session")
        return {name: f"{self.base}/{name}" for name in paths}

    @cached_property
    def table(self) -> dict[str, Route]:
        """Every URL that is served."""
        return self.routes()

    def routes(self) -> dict[str, Route]:
        return {}

    def hosts(self) -> set[str]:
        """Every host name that is served."""
        return {urlsplit(url).hostname or "" for url in self.table}

    def tls(self) -> ServerTls:
        """The certificate that the server shows, and the versions of TLS that it speaks."""
        return ServerTls(names=tuple(sorted(self.hosts())))

    def mutual_tls(self) -> ServerTls | None:
        """As `tls`, for a port of its own where clients are asked for a certificate, if any."""
        return None

    def signing_keys(self) -> list[SigningKey]:
        """The keys that are published; the first one signs ID Tokens."""
        return [SigningKey(called(self.vendor), rsa_key(self.vendor))]

    def answer(self, request: Request) -> Response:
        """The answer to any request whatever."""
        route = self.table.get(request.url)
        if route is None:
            response = self.not_found(request)
        elif request.method == "OPTIONS":
            response = self.preflight(request, route)
        elif request.method not in route.methods:
            response = self.method_not_allowed(request, route)
        else:
            response = route.answer(request)
        self.finish(request, response)
        return response

    def not_found(self, request: Request) -> Response:
        return error_page("not_found", "There is nothing at this address.", 404)

    def json(
        self,
        content: dict[str, Any] | list[Any],
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response:
        """An answer in JSON."""
        return JSONResponse(content, status, headers)

    def redirect(self, url: str) -> Response:
        """A redirect that no browser turns into a second POST (RFC 9700 section 4.12)."""
        headers = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
        return Response(status_code=303, headers=headers | {"location": quote(url, SENDABLE)})

    def method_not_allowed(self, request: Request, route: Route) -> Response:
        return PlainTextResponse("Method Not Allowed", 405, {"allow": ", ".join(route.methods)})

    def preflight(self, request: Request, route: Route) -> Response:
        """Lets browser applications of any origin call the endpoints that CORS opens to them."""
        headers = {"allow": ", ".join((*route.methods, "OPTIONS"))}
        if self.allowed_origin(request) and request.url in self.cross_origin():
            headers |= {
                "access-control-allow-methods": ", ".join(route.methods),
                "access-control-allow-headers": "authorization, content-type",
            }
        return Response(status_code=204, headers=headers)

    def cross_origin(self) -> tuple[str, ...]:
        """The URLs that scripts of another origin may call."""
        at = self.endpoints
        return (at["token"], at["userinfo"], at["jwks"])

    def finish(self, request: Request, response: Response) -> None:
        """Adds what every answer carries.

        The date (RFC 9110 section 6.6.1), HSTS over https (RFC 6797 sections 7.1 and 7.2), and
        that its type is not to be guessed.
        """
        response.headers.setdefault("x-content-type-options", "nosniff")
        response.headers["date"] = http_date(int(self.clock.now()))
        if self.base.startswith("https:"):
            response.headers["strict-transport-security"] = HSTS
        origin = self.allowed_origin(request)
        if origin and request.url in self.cross_origin():
            response.headers.setdefault("access-control-allow-origin", origin)

    def allowed_origin(self, request: Request) -> str:
        """Whose scripts may read an answer that CORS opens: `*`, one origin, or nobody's."""
        return "*"

    def random(self) -> str:
        """A value that nobody can guess: 256 bits (RFC 6749 section 10.10)."""
        return secrets.token_urlsafe(32)

    def same(self, one: str, other: str) -> bool:
        """Whether two secrets are equal, in constant time."""
        return hmac.compare_digest(one.encode(), other.encode())


@lru_cache(maxsize=2)
def http_date(second: int) -> str:
    """A moment as HTTP writes it (RFC 9110 section 5.6.7)."""
    return formatdate(second, usegmt=True)


def chosen(choices: dict[str, tuple[str, ...]], options: dict[str, str]) -> dict[str, str]:
    """The value of every option. Raises ValueError for a name or value that is no choice."""
    for name, value in options.items():
        if value not in choices.get(name, ()):
            known = "; ".join(f"{one}={'|'.join(values)}" for one, values in choices.items())
            raise ValueError(f"option {name}={value}: unknown; known: {known or 'none'}")
    return {name: values[0] for name, values in choices.items()} | options
