"""A small application behind single sign-on, with the variables and the URLs of W&B Server."""

import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from fakes.applications.failure import SignInFailed
from fakes.applications.logout import url_at_provider
from fakes.applications.pages import (
    HEADERS,
    RESTORING,
    button,
    failure_page,
    folded,
    page,
    paragraph,
    password_page,
    table,
)
from fakes.applications.sessions import SECONDS_OF_A_SESSION, Memory, Session, unguessable
from fakes.applications.settings import settings_of
from fakes.applications.settings_page import settings_page
from fakes.applications.signing_in import SigningIn
from fakes.wire.redaction import Redactor
from fakes.wire.request import Request

BROWSER, SESSION = "wandb_browser", "wandb_session"
ADMINISTRATOR = "admin"
Route = Callable[[Request], Response]


class WandbServer(SigningIn):
    """Answers every request. With LOCAL_RESTORE its `password` signs the administrator in.

    `log` takes the lines of the access log, if LOGGING_ENABLED says that there is one.
    """

    def __init__(self, environment: Mapping[str, str], log: Callable[[str], None] = print) -> None:
        super().__init__(settings_of(environment))
        self.environment = environment
        self.sessions: Memory[Session] = Memory(SECONDS_OF_A_SESSION)
        self.password = unguessable() if self.settings.local_restore else ""
        self._log = log
        callback = "POST" if self.settings.auth_method == "implicit" else "GET"
        self.routes: dict[str, dict[str, Route]] = {
            "/": {"GET": self.home},
            "/login": {"GET": self.login, "POST": self.login_by_password},
            "/oidc/callback": {callback: self.callback},
            "/logout": {"GET": self.logout},
            "/system-admin": {"GET": self.system_admin},
        }

    def answer(self, request: Request) -> Response:
        """The answer to any request whatever."""
        path = urlsplit(request.url).path
        methods = self.routes.get(path, {})
        route = methods.get("GET" if request.method == "HEAD" else request.method)
        if route is not None:
            response = self._answered(route, request)
        elif not methods:
            body = paragraph("There is nothing at this address.") + button("Go home", "/")
            response = page("Not found", body, status=404)
        else:
            response = self._other_method(request, path, methods)
        if self.settings.logging_enabled:
            self._log(self._line(request, path, response))
        return response

    def _answered(self, route: Route, request: Request) -> Response:
        try:
            return route(request)
        except SignInFailed as failure:
            if self.settings.logging_enabled:
                told = f"sign-in failed: {failure} {dict(failure.facts)}"
                self._log(self._redactor().text(told))
            again = f"{self.settings.host}/login"
            return failure_page(str(failure), failure.facts, status=failure.status, again=again)

    def _line(self, request: Request, path: str, response: Response) -> str:
        query = f"?{urlencode(request.query)}" if request.query else ""
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        redactor = self._redactor()
        redactor.learn(dict(request.query).get("state", ""))
        asked = redactor.url(f"{quote(path)}{query}")
        return f"{moment} {request.method} {asked} {response.status_code}"

    def _redactor(self) -> Redactor:
        """A new one for each line: there is no end to the lines."""
        return Redactor(self.password, self.settings.secret)

    def _other_method(self, request: Request, path: str, methods: dict[str, Route]) -> Response:
        """HTTP 405, in words where a setting may be the reason."""
        allowed = ", ".join(methods)
        if path != "/oidc/callback":
            return PlainTextResponse("Method Not Allowed", 405, {"allow": allowed})
        facts = [
            ("Where", "authorization response, HTTP method"),
            ("Expected", f"{allowed}, as the auth method {self.settings.auth_method} has it"),
            ("Found", request.method),
            (
                "What to change",
                "OIDC_AUTH_METHOD: write pkce if the provider answers by a link, implicit if it "
                "posts a form (response_mode=form_post).",
            ),
        ]
        again = f"{self.settings.host}/login"
        what = "The answer of the provider came in another way than the application listens for."
        response = failure_page(what, facts, status=405, again=again)
        response.headers["allow"] = allowed
        return response

    # Pages

    def home(self, request: Request) -> Response:
        """Who is signed in, or a button to do so."""
        session = self.session_of(request)
        if session is None:
            restoring = self.settings.local_restore
            way = "the temporary password" if restoring else self.settings.issuer
            body = paragraph(RESTORING, "warning") if restoring else ""
            body += paragraph(f"You are not signed in. Sign in by {way}.")
            return page("Welcome", body + button("Sign in", f"{self.settings.host}/login"))
        rows = [*about(session), ("Signed in by", session.how)]
        claims = [(name, text(value)) for name, value in session.claims.items()]
        body = table(rows) + button("Sign out", "/logout", quiet=True)
        body += folded("All claims about you", table(claims))
        return page(f"Hello, {name_of(session)}", body, user=name_of(session))

    def system_admin(self, request: Request) -> Response:
        session = self.session_of(request)
        user = name_of(session) if session else ""
        return settings_page(self.environment, self, user)

    # Signing in

    def login(self, request: Request) -> Response:
        """Sends the browser to the provider; with LOCAL_RESTORE asks for the password."""
        browser = request.cookie(BROWSER)
        if len(browser) != len(unguessable()):
            browser = unguessable()
        if self.settings.local_restore:
            response = password_page(self._ticket(browser))
        else:
            response = away(self.begin(browser))
        self._set_cookie(response, BROWSER, browser)
        return response

    def login_by_password(self, request: Request) -> Response:
        """Signs the administrator in, from a form of ours."""
        browser = request.cookie(BROWSER)
        given = request.params
        ours = bool(browser) and same(given.get("ticket", ""), self._ticket(browser))
        right = given.get("username") == ADMINISTRATOR
        right &= bool(self.password) and same(given.get("password", ""), self.password)
        if not self.settings.local_restore or not ours:
            raise SignInFailed(
                "This form is not one of this server.",
                expected="a form that this browser got here, while LOCAL_RESTORE is on",
                status=403,
            )
        if not right:
            return password_page(self._ticket(browser), "User name or password is wrong.")
        claims = {"name": "Administrator", "email": f"{ADMINISTRATOR}@localhost"}
        how = "the temporary password of LOCAL_RESTORE"
        return self._enter(request, Session(claims=claims, how=how))

    def callback(self, request: Request) -> Response:
        """Takes the authorization response: a query (pkce), or a form (implicit)."""
        if self.settings.local_restore:
            raise SignInFailed(
                "Single sign-on is off.", expected="LOCAL_RESTORE not set", found="true",
                change="LOCAL_RESTORE: take it out and start the server again.", status=403,
            )  # fmt: skip
        session = self.complete(request.params, request.cookie(BROWSER))
        return self._enter(request, session)

    def _enter(self, request: Request, session: Session) -> Response:
        """Leads to the first page, with a session."""
        name = self.session_name(request)
        self.sessions.keep(name, session)
        response = away(self.entered_at(request))
        self._set_cookie(response, SESSION, name)
        return response

    def session_name(self, request: Request) -> str:
        """What nobody could have put into the browser before."""
        return unguessable()

    def entered_at(self, request: Request) -> str:
        """Where a login ends."""
        return "/"

    # Signing out

    def logout(self, request: Request) -> Response:
        """Ends the session here, and sends the browser to the provider to end it there.

        The provider leads back to this page, or to the first one. In a frame (Front-Channel Logout)
        it is the provider that asks.
        """
        framed = request.headers.get("sec-fetch-dest") == "iframe"
        session = self.ended(request.cookie(SESSION))
        response = self._signed_out(framed)
        if session is not None and session.id_token and not framed:
            metadata = self.metadata()
            there = url_at_provider(self.settings, metadata, session.id_token)
            response = away(there) if there else self._still_at_provider()
        response.delete_cookie(SESSION)
        return response

    def ended(self, name: str) -> Session | None:
        """The session of that name, which is over by that."""
        return self.sessions.take(name)

    def _signed_out(self, framed: bool) -> Response:
        parts = urlsplit(self.settings.issuer)
        framed_by = f"{parts.scheme}://{parts.netloc}" if framed else "'none'"
        body = paragraph("You are signed out.", "note")
        body += button("Sign in again", f"{self.settings.host}/login")
        return page("Signed out", body, framed_by=framed_by)

    def _still_at_provider(self) -> Response:
        issuer = self.settings.issuer
        body = paragraph(
            f"You are signed out here, and still signed in at {issuer}: it publishes no logout "
            "(end_session_endpoint). Whoever signs in next at this browser may be you.",
            "warning",
        )
        return page("Signed out of this application", body)

    # Cookies

    def session_of(self, request: Request) -> Session | None:
        return self.sessions.get(request.cookie(SESSION))

    def _ticket(self, browser: str) -> str:
        """What shows that a form was given to this very browser."""
        return hmac.new(self.password.encode(), browser.encode(), "sha256").hexdigest()

    def _set_cookie(self, response: Response, name: str, value: str) -> None:
        """Such that it comes along with a form that another site posts.

        For that it must be Secure, which browsers let http on localhost be; elsewhere it is Lax.
        """
        secure = self.settings.host.startswith("https:") or self.settings.is_loopback
        attributes = {"httponly": True, "secure": secure, "samesite": "none" if secure else "lax"}
        response.set_cookie(name, value, path="/", **self.attributes(attributes))

    def attributes(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """How a cookie is set, as Starlette calls it."""
        return wanted


def away(url: str) -> Response:
    """Sends the browser on by GET."""
    return RedirectResponse(url, 303, HEADERS)


def about(session: Session) -> list[tuple[str, str]]:
    """The user in a few lines; some providers say `email_verified` as a string."""
    said = str(session.claims.get("email_verified", "not said")).lower()
    verified = {"true": "verified", "false": "not verified"}.get(said, "not said to be verified")
    return [
        ("Name", name_of(session)),
        ("E-mail address", f"{session.claims['email']} ({verified})"),
    ]


def name_of(session: Session) -> str:
    """What to call the user."""
    claims = session.claims
    names = (claims.get(one) for one in ("name", "preferred_username", "email"))
    return next(one for one in names if isinstance(one, str) and one)


def text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())
