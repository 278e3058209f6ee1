"""The ID Token beside a code, which is not looked at, or not compared."""

from typing import Any

import jwt
from jwt.exceptions import InvalidTokenError

from fakes.applications.failure import SignInFailed
from fakes.applications.faults.signatures import OWN
from fakes.applications.homes import Hybrid
from fakes.applications.id_token import unproven
from fakes.applications.sessions import Begun
from fakes.faults import fault, ids

AREA = "rp-hybrid"


@fault(
    caught_by=[
        *ids(AREA, "code-hash signature claims same-user"),
        "rp-response/id-token-of-another",
    ]
)
class FrontTokenIgnored(Hybrid):
    """The ID Token beside the code is not looked at."""

    def front_claims(self, begun: Begun, code: str, raw: str) -> dict[str, Any]:
        return {}

    def check_both(self, front: dict[str, Any], other: dict[str, Any]) -> None:
        pass


@fault(caught_by=ids(AREA, "code-hash"))
class CodeHashIgnored(Hybrid):
    """The code beside an ID Token may be any."""

    def check_code(self, claims: dict[str, Any], header: dict[str, Any], code: str) -> None:
        pass


@fault(caught_by=ids(AREA, "code-hash"))
class CodeHashOptional(Hybrid):
    """c_hash is compared where it is there."""

    def check_code(self, claims: dict[str, Any], header: dict[str, Any], code: str) -> None:
        if "c_hash" in claims:
            super().check_code(claims, header, code)


@fault(caught_by=ids(AREA, "signature"))
class FrontSignatureIgnored(Hybrid):
    """Of the ID Token beside the code the claims are compared, and not the signature."""

    def front_claims(self, begun: Begun, code: str, raw: str) -> dict[str, Any]:
        try:
            return super().front_claims(begun, code, raw)
        except SignInFailed as failure:
            if not failure.where.endswith("signature"):
                raise
        try:
            claims = self.decoded(jwt.encode(unproven(raw), OWN), OWN, "HS256")
        except InvalidTokenError as error:
            raise self.told(error, raw) from error
        self.check_nonce(claims, begun.request.nonce)
        self.check_code(claims, self.header_of(raw), code)
        return claims


@fault(caught_by=ids(AREA, "claims"))
class FrontAudienceIgnored(Hybrid):
    """The ID Token beside the code may be for anybody."""

    def front_claims(self, begun: Begun, code: str, raw: str) -> dict[str, Any]:
        try:
            return super().front_claims(begun, code, raw)
        except SignInFailed as failure:
            if failure.where.endswith("aud"):
                return unproven(raw)
            raise


@fault(caught_by=ids(AREA, "same-user"))
class AnyUserBehind(Hybrid):
    """The ID Token of the token endpoint may be about another user than the one before it."""

    def check_both(self, front: dict[str, Any], other: dict[str, Any]) -> None:
        pass
