"""The hybrid flow (Core section 3.3): a code and tokens in one authorization response."""

from dataclasses import replace
from typing import Any

from fakes.engine.model import Client, Grant
from fakes.engine.provider import Provider
from fakes.keys import half_hash

HYBRID = ("code id_token", "code token", "code id_token token")


class Hybrid(Provider):
    """Offers the three response types of the hybrid flow, also to the application."""

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        application, *others = super().registered(application_url)
        types = (*application.response_types, *HYBRID)
        return (replace(application, response_types=types), *others)

    def metadata(self) -> dict[str, Any]:
        known = super().metadata()
        types = {"response_types_supported": [*known["response_types_supported"], *HYBRID]}
        claims = {"claims_supported": [*known["claims_supported"], "c_hash"]}
        return known | types | claims

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """With c_hash where a code came along (Core 3.3.2.11); it may come again (3.3.3.6)."""
        claims = super().id_token_claims(grant)
        if grant.code and "id_token" in grant.authorization.response_type.split():
            claims["c_hash"] = self.c_hash(grant)
        return claims

    def c_hash(self, grant: Grant) -> str:
        return half_hash(grant.code)
