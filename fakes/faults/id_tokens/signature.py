"""Defects of the ID Token's signature and header."""

import json
from dataclasses import replace
from typing import Any

import jwt

from fakes.faults import fault
from fakes.faults.editing import never, without
from fakes.faults.homes import Reference
from fakes.keys import Key, SharedKey, SigningKey, base64url, rsa_key

SIGNATURES = ["id-token/signature", "id-token/other-method-signature"]


def with_header(token: str, header: dict[str, Any]) -> str:
    """The token with another header; the signature is not made again."""
    return f"{base64url(json.dumps(header).encode())}.{token.partition('.')[2]}"


@fault(
    caught_by=[
        *SIGNATURES,
        "hybrid/id-token-signature",
        "id-token/mac-signature",
        "refresh/id-token-signature",
        "id-token/signed-then-encrypted",
        "userinfo/signed-then-encrypted",
        "flow/jwt-response-signature",
    ]
)
class AlteredIdToken(Reference):
    """The claims are changed after the signature was made."""

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        signature = super().sign(claims, key, header).rpartition(".")[2]
        altered = super().sign(claims | {"role": "admin"}, key, header).rpartition(".")[0]
        return f"{altered}.{signature}"


@fault(
    caught_by=[
        *SIGNATURES,
        "hybrid/id-token-signature",
        "refresh/id-token-signature",
        "id-token/signed-then-encrypted",
        "userinfo/signed-then-encrypted",
        "flow/jwt-response-signature",
    ]
)
class ForeignKeySameName(Reference):
    """The ID Token is signed by a key that nobody published, under a published name."""

    def id_token_key(self) -> SigningKey:
        return SigningKey(super().id_token_key().kid, rsa_key("foreign"))


@fault(caught_by=["id-token/signed", "flow/jwt-response-signature"])
class UnsignedIdToken(Reference):
    """The ID Token has the algorithm none and no signature."""

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        return jwt.encode(claims, "", algorithm="none")


@fault(
    caught_by=[
        "id-token/asymmetric",
        "id-token/registered-default",
        "id-token/registered-es256",
        "id-token/registered-rs256",
    ]
)
class PublicKeyAsSecret(Reference):
    """The ID Token is signed with HS256, and the public key that everybody has is the secret."""

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        if isinstance(key, SharedKey):
            return super().sign(claims, key, header)
        secret = self.id_token_key().public_jwk()["n"]
        return jwt.encode(claims, secret, algorithm="HS256", headers={"kid": key.kid})


@fault(
    caught_by=["id-token/algorithm-advertised"],
    at_home=["jwks/id-token-key-usable"],
)
class UnadvertisedAlgorithm(Reference):
    """The ID Token is signed with PS256, which the discovery document does not list."""

    def id_token_header(self) -> dict[str, Any]:
        return super().id_token_header() | {"alg": "PS256"}

    def document(self) -> dict[str, Any]:
        member = "id_token_signing_alg_values_supported"
        told = super().document()
        return told | {member: never(told[member], "PS256")}


@fault(caught_by=["id-token/algorithm-named"])
class NoAlgorithm(Reference):
    """The header of the ID Token does not say how it was signed."""

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        return with_header(super().sign(claims, key, header), without(header, "alg"))


@fault(caught_by=["id-token/key-published"])
class UnpublishedKey(Reference):
    """The ID Token is signed by a key that is not in the JWK Set."""

    def id_token_key(self) -> SigningKey:
        return SigningKey("unpublished", rsa_key("unpublished"))


@fault(caught_by=["id-token/key-id"])
class UnnamedKey(Reference):
    """Two keys are published, and the ID Token does not say which one signed it."""

    def signing_keys(self) -> list[SigningKey]:
        first, *others = super().signing_keys()
        another = replace(first, kid=f"{first.kid}-next", private=rsa_key("next"))
        return [first, another, *others]

    def id_token_header(self) -> dict[str, Any]:
        header = super().id_token_header()
        del header["kid"]
        return header


@fault(caught_by=["id-token/no-key-in-header"])
class KeyInHeader(Reference):
    """The ID Token brings the key for its own verification."""

    def id_token_header(self) -> dict[str, Any]:
        return super().id_token_header() | {"jwk": self.id_token_key().public_jwk()}


@fault(caught_by=["id-token/no-critical-header"])
class CriticalHeader(Reference):
    """The header of the ID Token demands an extension that no client knows."""

    def id_token_header(self) -> dict[str, Any]:
        extension = "https://op.example.com/extension"
        return super().id_token_header() | {"crit": [extension], extension: True}


@fault(caught_by=["id-token/type"])
class AccessTokenType(Reference):
    """The ID Token calls itself an access token."""

    def id_token_header(self) -> dict[str, Any]:
        return super().id_token_header() | {"typ": "at+jwt"}


@fault(caught_by=["id-token/unique-claim-names"])
class RepeatedClaim(Reference):
    """A claim comes twice in the ID Token."""

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        twice = json.dumps(claims)[:-1] + ', "iss": ' + json.dumps(claims["iss"]) + "}"
        return jwt.PyJWS().encode(twice.encode(), key.private, header["alg"], header)
