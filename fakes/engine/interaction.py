"""The user at the provider: sessions, cookies and the login page."""

from abc import ABC, abstractmethod
from hashlib import sha256

from starlette.responses import Response

from fakes.engine.core import Core
from fakes.engine.endpoint import Route
from fakes.engine.model import Authorization, Client, Session, User
from fakes.engine.pages import About, error_page, login_page
from fakes.wire.request import Request

WRONG = "The user name or the password is wrong."
TOO_MANY = "Too many attempts. Try again later."
ENDED = "; Max-Age=0"


class Interaction(Core, ABC):
    """Login by user name and password; a session lasts as long as the provider."""

    cookie = "session"
    most_wrong_passwords = 10
    patience_s = 900

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["login"]] = Route(("POST",), self.log_in)
        return routes

    def session_of(self, request: Request) -> Session | None:
        """The session of the cookie; of none where there are two (RFC 6265 section 8.6)."""
        found = request.cookies(self.cookie)
        return self.sessions.get(found[0]) if len(found) == 1 else None

    def ask_for_login(self, authorization: Authorization) -> Response:
        """What is shown to a user who has to log in."""
        return self.show_login(authorization, "")

    def show_login(self, authorization: Authorization, message: str) -> Response:
        """The login page; the request waits under a value that only this page knows.

        The browser keeps that value too, so that nobody can log in on another's page.
        """
        ticket = self.random()
        self.pending[ticket] = authorization
        response = self.login_form(ticket, authorization.params.get("login_hint", ""), message)
        response.headers.append("set-cookie", self.ticket_cookie(ticket))
        return response

    def login_form(self, ticket: str, hint: str, message: str) -> Response:
        about = self.about_client(self.pending[ticket].client)
        return login_page(self.endpoints["login"], [("ticket", ticket)], message, hint, about)

    def about_client(self, client: Client) -> About:
        """What the login page shows about the application."""
        return About()

    def log_in(self, request: Request) -> Response:
        """Checks the password, starts a session in place of an old one, answers the request."""
        ticket = request.params.get("ticket", "")
        authorization = self.pending.get(ticket)
        if authorization is None or not self.was_shown_here(request, ticket):
            return error_page("invalid_request", "This login page is too old. Start again.")
        user = self.user_of(request)
        if user is None:
            return self.login_form(ticket, "", self.complaint(request))
        del self.pending[ticket]
        self.end_older_session(request)
        response = self.logged_in(authorization, user)
        response.headers.append("set-cookie", self.ticket_cookie(ticket, ENDED))
        return response

    def was_shown_here(self, request: Request, ticket: str) -> bool:
        """Whether this browser got the page (RFC 6749 section 10.12)."""
        return self.same(request.cookie(self.ticket_name(ticket)), ticket)

    def end_older_session(self, request: Request) -> None:
        """Another login in the same browser takes its place."""
        self.sessions.pop(request.cookie(self.cookie), None)

    def user_of(self, request: Request) -> User | None:
        """Whose name and password came with a login form; None if either is wrong."""
        name = request.params.get("username", "")
        if self.tried_too_often(name):
            return None
        user = self.users.get(name)
        if user and self.same(user.password, request.params.get("password", "")):
            return user
        self.wrong_passwords.setdefault(name, []).append(self.clock.now())
        return None

    def tried_too_often(self, name: str) -> bool:
        """Whether passwords are being guessed, of a user or of nobody (RFC 6749 10.10)."""
        since = self.clock.now() - self.patience_s
        recent = [moment for moment in self.wrong_passwords.get(name, []) if moment > since]
        return len(recent) >= self.most_wrong_passwords

    def complaint(self, request: Request) -> str:
        """What the login page says after a wrong password."""
        return TOO_MANY if self.tried_too_often(request.params.get("username", "")) else WRONG

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        """A new session under a new id, and the answer to the request that waited for it."""
        session = Session(self.random(), user, self.clock.now())
        self.sessions[session.sid] = session
        response = self.respond(authorization, session)
        self.remember(session, response)
        return response

    @abstractmethod
    def respond(self, authorization: Authorization, session: Session) -> Response:
        """What the request that waited for the login is answered with."""

    def remember(self, session: Session, response: Response) -> None:
        """Lets the browser know the session."""
        response.headers.append("set-cookie", self.session_cookie(session.sid))

    def session_cookie(self, value: str, lifetime: str = "") -> str:
        """The session cookie; `lifetime` ends it when it is `; Max-Age=0`."""
        return f"{self.cookie}={value}; Path=/; HttpOnly; SameSite=Lax{self.secure}{lifetime}"

    def ticket_cookie(self, ticket: str, lifetime: str = "") -> str:
        """What keeps a login page to the browser that it was shown in; a tab has its own."""
        name = self.ticket_name(ticket)
        return f"{name}={ticket}; Path=/; HttpOnly; SameSite=Lax{self.secure}{lifetime}"

    def ticket_name(self, ticket: str) -> str:
        """A name that tells nothing of the ticket: names of cookies are shown."""
        return f"login-{sha256(ticket.encode()).hexdigest()[:8]}"

    @property
    def secure(self) -> str:
        """The attribute that keeps a cookie off plain http."""
        return "; Secure" if self.base.startswith("https:") else ""

    def end_session_cookie(self) -> str:
        return self.session_cookie("", ENDED)
