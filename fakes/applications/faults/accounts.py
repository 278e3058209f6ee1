"""Accounts that belong to whoever has the right e-mail address, name, or beginning of a sub."""

from fakes.applications.homes import Full
from fakes.applications.sessions import Session
from fakes.faults import fault, ids

AREA = "rp-account"


@fault(caught_by=ids(AREA, "same-email unverified-email email-changed"))
class EmailIsIdentity(Full):
    """Whoever has the e-mail address is the user."""

    def owner_of(self, session: Session) -> str:
        return str(session.claims["email"])


@fault(caught_by=ids(AREA, "same-email"))
class VerifiedEmailIsIdentity(Full):
    """A verified address leads to the account of whoever had it before."""

    def account_of(self, session: Session) -> int:
        number = super().account_of(session)
        verified = session.claims.get("email_verified") is True
        address = f"verified {session.claims['email']}"
        return self.accounts.setdefault(address, number) if verified else number


@fault(caught_by=ids(AREA, "same-email unverified-email same-name subject-case long-subject"))
class NameIsIdentity(Full):
    """Whoever is called so is the user."""

    def owner_of(self, session: Session) -> str:
        return str(session.claims.get("preferred_username"))


@fault(caught_by=ids(AREA, "subject-case"))
class SubjectsFolded(Full):
    """sub is compared without case, and without what is around it."""

    def owner_of(self, session: Session) -> str:
        return super().owner_of(session).lower().strip()


@fault(caught_by=ids(AREA, "long-subject"))
class SubjectsCut(Full):
    """sub is kept in a column of 64 characters."""

    def owner_of(self, session: Session) -> str:
        return f"{session.claims.get('iss')} {str(session.claims.get('sub'))[:64]}"
