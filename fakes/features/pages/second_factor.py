"""A second factor after the password: one-time codes of an authenticator app (RFC 6238)."""

from abc import ABC
from base64 import b32decode
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from starlette.responses import Response

from fakes.engine.endpoint import Route
from fakes.engine.interaction import Interaction
from fakes.engine.model import Authorization, User
from fakes.engine.pages import error_page, hidden, page
from fakes.wire.request import Request

STEP_S = 30
DIGITS = 6
WRONG_CODE = "This code is wrong, or was used before."


class SecondFactor(Interaction, ABC):
    """Asks users who have an authenticator app for a code, and takes each code once."""

    def __init__(self, **begun: Any) -> None:
        super().__init__(**begun)
        self.half_way: dict[str, tuple[Authorization, User]] = {}
        self.used_codes: set[tuple[str, str]] = set()

    @cached_property
    def endpoints(self) -> dict[str, str]:
        return super().endpoints | {"second_factor": f"{self.base}/second-factor"}

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["second_factor"]] = Route(("POST",), self.check_code)
        return routes

    def totp_secret_of(self, user: User) -> str:
        """The secret of the user's authenticator app in base32; empty without one."""
        return user.totp_secret

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        """After the password, a code where the user has an app for it."""
        if not self.totp_secret_of(user):
            return super().logged_in(authorization, user)
        ticket = self.random()
        self.half_way[ticket] = authorization, user
        return self.code_page(ticket, "")

    def code_page(self, ticket: str, message: str) -> Response:
        notice = f'<p role="alert">{message}</p>' if message else ""
        return page(
            "Two-step verification",
            f'{notice}<form method="post" action="{self.endpoints["second_factor"]}">'
            f"{hidden([('ticket', ticket)])}<label>Code of your authenticator app "
            '<input name="code" inputmode="numeric" autocomplete="one-time-code"></label>'
            '<button type="submit">Continue</button></form>',
        )

    def check_code(self, request: Request) -> Response:
        """The answer to the request that waits, if the code is right."""
        ticket = request.params.get("ticket", "")
        if ticket not in self.half_way:
            return error_page("invalid_request", "This page is too old. Start again.")
        authorization, user = self.half_way[ticket]
        if not self.is_code_right(user, request.params.get("code", "")):
            return self.code_page(ticket, WRONG_CODE)
        del self.half_way[ticket]
        return super().logged_in(authorization, user)

    def is_code_right(self, user: User, code: str) -> bool:
        """Whether a code is of now, or of the step before or after (RFC 6238 section 5.2)."""
        if (user.username, code) in self.used_codes:
            return False
        secret = self.totp_secret_of(user).upper()
        key = b32decode(secret + "=" * (-len(secret) % 8))
        totp = TOTP(key, DIGITS, SHA1(), STEP_S, enforce_key_length=False)  # noqa: S303 - of the app
        for step in (-1, 0, 1):
            try:
                totp.verify(code.encode(), int(self.clock.now()) + step * STEP_S)
            except InvalidToken:
                continue
            self.used_codes.add((user.username, code))
            return True
        return False
