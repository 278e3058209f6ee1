"""Defects of the login page: whose form it takes, and how it answers guesses."""

from starlette.responses import Response

from fakes.engine.model import Authorization, Session, User
from fakes.faults import fault
from fakes.faults.editing import asks_for_password, rewrite
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["login/csrf"])
class LoginFormFromAnywhere(Reference):
    """A login form works in every browser."""

    def was_shown_here(self, request: Request, ticket: str) -> bool:
        return True


@fault(
    caught_by=[
        "login/csrf",
        "login/transaction-of-another-browser",
        "transport/session-fixation",
        "transport/cookie-tossing",
    ]
)
class LoginOfWhoeverAsked(Reference):
    """The browser that was shown the login page is logged in by whoever sends its form."""

    def was_shown_here(self, request: Request, ticket: str) -> bool:
        return True

    def user_of(self, request: Request) -> User | None:
        self.shown = request.params.get("ticket") or request.params.get("_csrf", "")
        return super().user_of(request)

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        response = super().logged_in(authorization, user)
        self.sessions[self.shown] = list(self.sessions.values())[-1]
        return response

    def session_of(self, request: Request) -> Session | None:
        cookies = request.headers.get("cookie", "").split("; ")
        known = [self.sessions.get(one.partition("=")[2]) for one in cookies]
        return next(filter(None, known), None)


class Newest(Reference):
    """Knows which request of a browser came last, of those that wait for a login."""

    def newest(self, request: Request) -> Authorization:
        cookies = request.headers.get("cookie", "").split("; ")
        values = {one.partition("=")[2] for one in cookies if one.startswith("login-")}
        return [wanted for ticket, wanted in self.pending.items() if ticket in values][-1]


@fault(caught_by=["login/two-tabs", "login/two-tabs-nonce"])
class LastTabWins(Newest):
    """A login answers the newest request of the browser, whatever page it came from."""

    def log_in(self, request: Request) -> Response:
        if request.params.get("ticket") in self.pending and "cookie" in request.headers:
            self.pending[request.params["ticket"]] = self.newest(request)
        return super().log_in(request)


@fault(caught_by=["login/two-tabs-nonce"])
class LastNonceWins(Newest):
    """The ID Token has the nonce of the newest request of the browser."""

    def log_in(self, request: Request) -> Response:
        waiting = self.pending.get(request.params.get("ticket", ""))
        if waiting is not None and "cookie" in request.headers:
            waiting.params["nonce"] = self.newest(request).params.get("nonce", "")
        return super().log_in(request)


@fault(caught_by=["login/unknown-user"])
class AnyPasswordWillDo(Reference):
    """Whoever is unknown is logged in, whatever the password."""

    def user_of(self, request: Request) -> User | None:
        known = request.params.get("username", "") in self.users
        return super().user_of(request) if known else next(iter(self.users.values()))


@fault(caught_by=["login/user-enumeration"])
class LoginTellsWhoIsThere(Reference):
    """The login page says whether the name or the password was wrong."""

    def complaint(self, request: Request) -> str:
        name = request.params.get("username", "")
        known = name in self.users
        if self.tried_too_often(name):
            return super().complaint(request)
        return "The password is wrong." if known else "There is no such user."


@fault(caught_by=["login/guessing"])
class GuessingForEver(Reference):
    """Passwords may be guessed without end."""

    def tried_too_often(self, name: str) -> bool:
        return False


@fault(caught_by=["login/hint-enumeration"])
class HintTellsWhoIsThere(Reference):
    """The login page greets a user that login_hint names."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if dict(request.query).get("login_hint") in self.users and asks_for_password(response):
            rewrite(response, lambda page: page.replace("<h1>", "<h1>Welcome back: "))


@fault(caught_by=["login/webfinger-enumeration"])
class WebFingerTellsWhoIsThere(Reference):
    """WebFinger knows the provider of those who are users."""

    def webfinger(self, request: Request) -> Response:
        name = request.params.get("resource", "").removeprefix("acct:").partition("@")[0]
        known = name in {one.partition("@")[0] for one in self.users}
        return super().webfinger(request) if known else self.not_found(request)
