"""Defects of what a client gets that registered itself: ID Tokens, UserInfo, claims of scopes."""

from typing import Any

import jwt
from starlette.responses import JSONResponse, Response

from fakes.engine.model import Client, Grant
from fakes.faults import fault
from fakes.faults.editing import without
from fakes.faults.homes import Reference
from fakes.features.id_tokens.algorithms import ID_TOKEN
from fakes.keys import EcSigningKey, Key, SigningKey, ec_key, rsa_key


def itself(client: Client) -> bool:
    """Whether `client` registered itself."""
    return "client_name" in client.metadata


@fault(caught_by=["id-token/registered-default", "id-token/registered-rs256"])
class RegisteredForEs256(Reference):
    """Clients that register themselves get ID Tokens by ES256, whatever they want."""

    def algorithm_of(self, client: Client) -> str:
        return "ES256" if itself(client) else super().algorithm_of(client)


@fault(caught_by=["id-token/registered-default"])
class DefaultIsEs256(Reference):
    """ES256 is the default of clients that register themselves."""

    def algorithm_of(self, client: Client) -> str:
        if itself(client) and ID_TOKEN not in client.metadata:
            return "ES256"
        return super().algorithm_of(client)


@fault(caught_by=["id-token/registered-es256"])
class RegisteredForRs256(Reference):
    """A client that registers for ES256 gets ID Tokens by RS256."""

    def algorithm_of(self, client: Client) -> str:
        return "RS256"


@fault(caught_by=["id-token/registered-es256-signature"])
class ForeignCurveKey(Reference):
    """ID Tokens by ES256 are signed by a key that nobody published."""

    def key_for(self, algorithm: str) -> SigningKey | EcSigningKey:
        key = super().key_for(algorithm)
        return key if algorithm == "RS256" else EcSigningKey(key.kid, ec_key("foreign"))


class NoneOffered(Reference):
    """Unsigned ID Tokens are offered to clients that register themselves."""

    def metadata(self) -> dict[str, Any]:
        algorithms = ["RS256", "ES256", "none"]
        return super().metadata() | {"id_token_signing_alg_values_supported": algorithms}

    def check_client_metadata(self, metadata: dict[str, Any]) -> None:
        allowed = metadata.get(ID_TOKEN) == "none" and self.allows_none(metadata)
        super().check_client_metadata(without(metadata, ID_TOKEN) if allowed else metadata)

    def allows_none(self, metadata: dict[str, Any]) -> bool:
        return "code" in metadata["response_types"]

    def signed_id_token(self, grant: Grant) -> str:
        if self.algorithm_of(grant.client) != "none":
            return super().signed_id_token(grant)
        return jwt.encode(self.id_token_claims(grant), "", algorithm="none")


@fault(caught_by=["id-token/unsigned-as-registered", "discovery/id-token-alg-none"])
class NoneIsSigned(NoneOffered):
    """A client that registers for none gets ID Tokens that are signed."""

    def algorithm_of(self, client: Client) -> str:
        algorithm = super().algorithm_of(client)
        return "RS256" if algorithm == "none" else algorithm


@fault(caught_by=["id-token/unsigned-in-front-channel"])
class NoneForEverybody(NoneOffered):
    """Clients of the implicit flow may register for unsigned ID Tokens."""

    def document(self) -> dict[str, Any]:
        algorithms = ["RS256", "ES256"]
        return super().document() | {"id_token_signing_alg_values_supported": algorithms}

    def allows_none(self, metadata: dict[str, Any]) -> bool:
        return True


@fault(caught_by=["userinfo/signed-media-type", "userinfo/encrypted"])
class SignedUserinfoAsJson(Reference):
    """The signed UserInfo response is called application/json."""

    def userinfo_success(self, grant: Grant) -> Response:
        response = super().userinfo_success(grant)
        response.headers["content-type"] = "application/json"
        return response


@fault(caught_by=["userinfo/signed-media-type", "userinfo/encrypted"])
class UserinfoNeverSigned(Reference):
    """UserInfo is plain JSON for clients that registered for a signature too."""

    def userinfo_success(self, grant: Grant) -> Response:
        return JSONResponse(self.userinfo_claims(grant), headers={"cache-control": "no-store"})


@fault(caught_by=["userinfo/signed-algorithm"])
class UserinfoByEs256(Reference):
    """UserInfo is signed by ES256, whatever the client registered for."""

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        if "nonce" in claims or "name" not in claims:
            return super().sign(claims, key, header)
        key = self.curve_key()
        return super().sign(claims, key, {"alg": "ES256", "kid": key.kid})


@fault(caught_by=["userinfo/signed-signature", "userinfo/signed-then-encrypted"])
class UserinfoByForeignKey(Reference):
    """UserInfo is signed by a key that nobody published."""

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        told = "nonce" not in claims and "name" in claims
        return super().sign(claims, SigningKey("", rsa_key("foreign")) if told else key, header)


@fault(caught_by=["userinfo/signed-issuer"])
class UserinfoOfAnotherIssuer(Reference):
    """A signed UserInfo response names another issuer."""

    def signed_claims(self, grant: Grant) -> dict[str, Any]:
        return super().signed_claims(grant) | {"iss": "https://issuer.example.com"}


@fault(caught_by=["userinfo/signed-audience"])
class UserinfoForAnotherClient(Reference):
    """A signed UserInfo response is for another client."""

    def signed_claims(self, grant: Grant) -> dict[str, Any]:
        return super().signed_claims(grant) | {"aud": "someone-else"}


@fault(caught_by=["userinfo/signed-sub"])
class SignedUserinfoOfSomebodyElse(Reference):
    """A signed UserInfo response is about another user."""

    def signed_claims(self, grant: Grant) -> dict[str, Any]:
        return super().signed_claims(grant) | {"sub": "somebody-else"}


@fault(caught_by=["userinfo/no-nonce"])
class NonceAtUserinfo(Reference):
    """UserInfo tells the nonce of the request."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return super().userinfo_claims(grant) | {"nonce": self.random()}


@fault(caught_by=["claims/address-scope-userinfo"])
class AddressForgotten(Reference):
    """The scope address brings nothing."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return without(super().userinfo_claims(grant), "address")


@fault(caught_by=["claims/phone-scope-userinfo"])
class PhoneNumberForgotten(Reference):
    """The scope phone brings nothing."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return without(super().userinfo_claims(grant), "phone_number", "phone_number_verified")


@fault(caught_by=["claims/every-scope-userinfo", "claims/all-scopes-userinfo"])
class TwoScopesAreTooMany(Reference):
    """The e-mail address is forgotten where the profile is asked for too."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        both = {"profile", "email"} <= set(grant.scopes)
        return {n: claims[n] for n in claims if not (both and n.startswith("email"))}
