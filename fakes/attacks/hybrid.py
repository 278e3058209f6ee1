"""The two ID Tokens of the hybrid flow, one of which does not fit."""

from typing import Any

from fakes.engine.model import Grant
from fakes.faults.flows.hybrid_logins import is_first, is_second
from fakes.faults.homes import Reference
from fakes.keys import half_hash

ANOTHER = {"sub": "another"}


class FrontCodeHashWrong(Reference):
    """c_hash of the ID Token beside the code is that of another code."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        other = {"c_hash": half_hash("another code")} if is_first(grant) else {}
        return super().id_token_claims(grant) | other


class AnotherUserBehind(Reference):
    """The token endpoint and UserInfo are about another user than the ID Token beside the code."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | ANOTHER if is_second(grant) else claims

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return super().userinfo_claims(grant) | ANOTHER
