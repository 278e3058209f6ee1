"""The user at the provider: sessions, cookies and the login page."""

from starlette.responses import Response

from fakes.engine.core import Core
from fakes.engine.http import Request, Route
from fakes.engine.model import Authorization, Session, User
from fakes.engine.pages import error_page, login_page

WRONG = "The user name or the password is wrong."


class Interaction(Core):
    """Login by user name and password; a session lasts as long as the provider."""

    cookie = "session"

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["login"]] = Route(("POST",), self.log_in)
        return routes

    def session_of(self, request: Request) -> Session | None:
        return self.sessions.get(request.cookie(self.cookie))

    def ask_for_login(self, authorization: Authorization) -> Response:
        """The login page; the request waits under a value that only this page knows."""
        ticket = self.random()
        self.pending[ticket] = authorization
        hint = authorization.params.get("login_hint", "")
        return self.login_form(ticket, hint, "")

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        return login_page(self.endpoints["login"], [("ticket", ticket)], message, hint)

    def log_in(self, request: Request) -> Response:
        """Checks the password, starts a session under a new id, answers the waiting request."""
        ticket = request.params.get("ticket", "")
        authorization = self.pending.get(ticket)
        if authorization is None:
            return error_page("invalid_request", "This login page is too old. Start again.")
        user = self.user_of(request)
        if user is None:
            return self.login_form(ticket, "", WRONG)
        del self.pending[ticket]
        return self.logged_in(authorization, user)

    def user_of(self, request: Request) -> User | None:
        """Whose name and password came with a login form; None if either is wrong."""
        user = self.users.get(request.params.get("username", ""))
        right = user and self.same(user.password, request.params.get("password", ""))
        return user if right else None

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        """A new session under a new id, and the answer to the request that waited for it."""
        session = Session(self.random(), user, self.clock.now())
        self.sessions[session.sid] = session
        response = self.respond(authorization, session)
        response.headers.append("set-cookie", self.session_cookie(session.sid))
        return response

    def session_cookie(self, value: str, lifetime: str = "") -> str:
        """The session cookie; `lifetime` ends it when it is `; Max-Age=0`."""
        return f"{self.cookie}={value}; Path=/; HttpOnly; SameSite=Lax{self.secure}{lifetime}"

    @property
    def secure(self) -> str:
        """The attribute that keeps a cookie off plain http."""
        return "; Secure" if self.base.startswith("https:") else ""

    def end_session_cookie(self) -> str:
        return self.session_cookie("", "; Max-Age=0")
