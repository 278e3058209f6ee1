"""Accounts: what the application keeps about its users, under whom the provider vouches for."""

from typing import Any

from starlette.responses import Response

from fakes.applications.full.second_provider import SecondProvider
from fakes.applications.pages import paragraph
from fakes.applications.sessions import Session
from fakes.faults.editing import add
from fakes.wire.request import Request


class Accounts(SecondProvider):
    """Numbers its accounts, and shows whoever is signed in the number of hers.

    `accounts` is the number of each by its owner.
    """

    def __init__(self, *known: Any) -> None:
        self.accounts: dict[str, int] = {}
        super().__init__(*known)

    def share(self, second: Any) -> None:
        super().share(second)
        second.accounts = self.accounts

    def home(self, request: Request) -> Response:
        """With the number of the user's account."""
        response, session = super().home(request), self.session_of(request)
        if session is None:
            return response
        return add(response, paragraph(f"Account number {self.account_of(session)}"))

    def account_of(self, session: Session) -> int:
        """The number of the user's account, which is made at the first login."""
        return self.accounts.setdefault(self.owner_of(session), len(self.accounts) + 1)

    def owner_of(self, session: Session) -> str:
        """Whose account it is: iss and sub together tell (Core section 5.7)."""
        return f"{session.claims.get('iss')} {session.claims.get('sub')}"
