"""offline_access (Core section 11): access without the user, whom it takes to agree."""

from dataclasses import replace
from typing import Any

from fakes.engine.model import Authorization, Client
from fakes.engine.provider import Provider

OFFLINE = "offline_access"


class OfflineAccess(Provider):
    """Granted by a code, to whoever asks the user for it by prompt=consent; else ignored."""

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        application, *others = super().registered(application_url)
        return (replace(application, scopes=(*application.scopes, OFFLINE)), *others)

    def metadata(self) -> dict[str, Any]:
        known = super().metadata()
        return known | {"scopes_supported": [*known["scopes_supported"], OFFLINE]}

    def granted_scopes(self, authorization: Authorization) -> tuple[str, ...]:
        scopes = super().granted_scopes(authorization)
        if self.may_be_offline(authorization):
            return scopes
        return tuple(one for one in scopes if one != OFFLINE)

    def may_be_offline(self, authorization: Authorization) -> bool:
        by_code = "code" in authorization.response_type.split()
        return by_code and (authorization.agreed or "consent" in authorization.prompts)
