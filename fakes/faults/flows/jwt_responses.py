"""Defects of responses in a JWT."""

from typing import Any, ClassVar

from fakes.engine.model import Authorization, Client
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.keys import SigningKey, base64url, rsa_key
from fakes.wire.request import Pairs

NONE = b'{"alg":"none"}'


@fault(caught_by=["flow/jwt-response"])
class JwtResponseInPlain(Reference):
    """The response modes of JARM are offered, and the response comes in plain."""

    def response_mode(self, authorization: Authorization) -> str:
        mode = super().response_mode(authorization)
        return authorization.default_mode if mode.endswith("jwt") else mode


@fault(caught_by=["flow/jwt-response"])
class CodeBesideTheJwt(Reference):
    """The code travels in the JWT, and in plain as well."""

    def sent_by_jwt(self, response: str, pairs: Pairs) -> Pairs:
        return [*super().sent_by_jwt(response, pairs), *(p for p in pairs if p[0] == "code")]


class ResponseClaims(Reference):
    """The JWT of a response has other claims than it should."""

    changes: ClassVar[dict[str, Any]]

    def response_claims(self, client: Client, pairs: Pairs) -> dict[str, Any]:
        claims = super().response_claims(client, pairs) | self.changes
        return {name: value for name, value in claims.items() if value is not None}


@fault(caught_by=["flow/jwt-response"])
class JwtResponseWithoutState(ResponseClaims):
    """The JWT of a response has no state."""

    changes: ClassVar = {"state": None}


@fault(caught_by=["flow/jwt-response-issuer"])
class JwtResponseOfAnother(ResponseClaims):
    """The JWT of a response names another issuer."""

    changes: ClassVar = {"iss": "https://elsewhere.example"}


@fault(caught_by=["flow/jwt-response-audience"])
class JwtResponseForAnother(ResponseClaims):
    """The JWT of a response is for another client."""

    changes: ClassVar = {"aud": "someone-else"}


@fault(caught_by=["flow/jwt-response-expiry"])
class JwtResponseForEver(ResponseClaims):
    """The JWT of a response does not end."""

    changes: ClassVar = {"exp": None}


@fault(caught_by=["flow/jwt-response-expiry"])
class JwtResponseBeyondAllTime(ResponseClaims):
    """The JWT of a response ends at a number that is no time."""

    changes: ClassVar = {"exp": 10**400}


@fault(caught_by=["flow/jwt-response-expiry"])
class JwtResponseForAYear(Reference):
    """The JWT of a response ends in a year."""

    def response_claims(self, client: Client, pairs: Pairs) -> dict[str, Any]:
        claims = super().response_claims(client, pairs)
        return claims | {"exp": claims["exp"] + 365 * 24 * 3600}


@fault(caught_by=["flow/jwt-response-signature"])
class JwtResponseByAStranger(Reference):
    """The JWT of a response is signed by a key that is not published."""

    def response_jwt(self, client: Client, pairs: Pairs) -> str:
        claims, key = self.response_claims(client, pairs), self.id_token_key()
        key = SigningKey(key.kid, rsa_key("foreign"))
        return self.sign(claims, key, self.id_token_header())


@fault(caught_by=["flow/jwt-response-signature"])
class UnsignedJwtResponse(Reference):
    """The JWT of a response is not signed."""

    def response_jwt(self, client: Client, pairs: Pairs) -> str:
        _, claims, _ = super().response_jwt(client, pairs).split(".")
        return f"{base64url(NONE)}.{claims}."
