"""Defects of who gets offline access, and whether anybody is asked."""

from fakes.engine.model import Authorization, Grant, Session
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs

OFFLINE = "offline_access"


@fault(caught_by=["offline-access/without-code"])
class OfflineAccessInTheBrowser(Reference):
    """offline_access brings a refresh token where no code was asked for."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        if OFFLINE in authorization.scopes and authorization.response_type == "id_token token":
            pairs.append(("refresh_token", self.random()))
        return pairs


@fault(caught_by=["offline-access/prompt-consent"])
class OfflineAccessUnderstood(Reference):
    """A request for offline_access asks nobody, although it has prompt=consent."""

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        asked = {"consent", OFFLINE} <= {*authorization.prompts, *authorization.scopes}
        return not asked and super().must_consent(authorization, session)


@fault(caught_by=["offline-access/consent"])
class OfflineAccessUnasked(Reference):
    """Any client gets offline access, and nobody is asked."""

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        asked = OFFLINE not in authorization.scopes or "consent" in authorization.prompts
        return asked and super().must_consent(authorization, session)

    def gives_refresh_token(self, grant: Grant) -> bool:
        """Of foreign clients to those who ask for it."""
        asked = OFFLINE in grant.authorization.scopes or not self.is_foreign(grant.client)
        return asked and super().gives_refresh_token(grant)
