"""Signatures as each client registered them (Registration section 2): ID Token and UserInfo."""

from typing import Any

import jwt
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.features.registration.registration import Registration
from fakes.keys import EcSigningKey, SigningKey, called, ec_key

ALGORITHMS = ("RS256", "ES256")
ID_TOKEN = "id_token_signed_response_alg"  # noqa: S105 - a name of RFC 7591
USERINFO = "userinfo_signed_response_alg"


class Algorithms(Registration):
    """RS256 unless a client wants ES256; UserInfo is signed for those who registered for it."""

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {
            "id_token_signing_alg_values_supported": list(ALGORITHMS),
            "userinfo_signing_alg_values_supported": list(ALGORITHMS),
        }

    def jwks(self) -> dict[str, Any]:
        return {"keys": [*super().jwks()["keys"], self.curve_key().public_jwk()]}

    def curve_key(self) -> EcSigningKey:
        return EcSigningKey(called(f"{self.vendor}-es256"), ec_key(self.vendor))

    def key_for(self, algorithm: str) -> SigningKey | EcSigningKey:
        return self.id_token_key() if algorithm == "RS256" else self.curve_key()

    def check_client_metadata(self, metadata: dict[str, Any]) -> None:
        """`none` is offered to nobody."""
        super().check_client_metadata(metadata)
        for member in (ID_TOKEN, USERINFO):
            if metadata.get(member, "RS256") not in ALGORITHMS:
                raise Rejected("invalid_client_metadata", f"This {member} is not offered.")

    def algorithm_of(self, client: Client) -> str:
        """What ID Tokens of `client` are signed with."""
        algorithm: str = client.metadata.get(ID_TOKEN, "RS256")
        return algorithm

    def signed_id_token(self, grant: Grant) -> str:
        algorithm = self.algorithm_of(grant.client)
        if algorithm == "RS256":
            return super().signed_id_token(grant)
        key = self.key_for(algorithm)
        header = {"alg": algorithm, "kid": key.kid, "typ": "JWT"}
        return self.sign(self.id_token_claims(grant), key, header)

    def claims_of_hint(self, hint: str, key: SigningKey) -> dict[str, Any]:
        """ID Tokens by ES256 come back as hints too."""
        if jwt.get_unverified_header(hint).get("alg") == "ES256":
            return self.read_hint(hint, self.curve_key(), "ES256")
        return super().claims_of_hint(hint, key)

    def userinfo_success(self, grant: Grant) -> Response:
        """A JWT where the client registered for one (Core 5.3.2)."""
        algorithm = grant.client.metadata.get(USERINFO, "")
        if not algorithm:
            return super().userinfo_success(grant)
        key = self.key_for(algorithm)
        signed = self.sign(self.signed_claims(grant), key, {"alg": algorithm, "kid": key.kid})
        headers = {"cache-control": "no-store"}
        return Response(signed, media_type="application/jwt", headers=headers)

    def signed_claims(self, grant: Grant) -> dict[str, Any]:
        """With the issuer, and the client as audience (Core 5.3.2)."""
        mine = {"iss": self.issuer, "aud": grant.client.client_id}
        return self.userinfo_claims(grant) | mine
