"""Encryption for clients that registered for it, and of what they send (Core section 10.2)."""

import json
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.features.clients.jwe import ALG, ENC, MOST_OCTETS, decrypted, encrypted
from fakes.features.clients.jwts import BadJwt, refused
from fakes.features.id_tokens.algorithms import USERINFO, Algorithms
from fakes.features.request_objects.request_objects import RequestObjects
from fakes.keys import SigningKey, called, rsa_key
from fakes.wire.request import Pairs

PARTS_OF_A_JWE = 5
ID_TOKEN = "id_token_encrypted_response"  # noqa: S105 - how two names of RFC 7591 begin
USERINFO_RESPONSE = "userinfo_encrypted_response"
ENCRYPTED = ("id_token", "userinfo", "request_object")


class Encryption(Algorithms, RequestObjects):
    """ID Tokens and UserInfo are signed, then encrypted; request objects may be."""

    most_octets = MOST_OCTETS

    def metadata(self) -> dict[str, Any]:
        offered = {"alg": [ALG], "enc": [ENC]}
        return super().metadata() | {
            f"{what}_encryption_{kind}_values_supported": values
            for what in ENCRYPTED
            for kind, values in offered.items()
        }

    def jwks(self) -> dict[str, Any]:
        key = self.encryption_key().public_jwk() | {"use": "enc", "alg": ALG}
        return {"keys": [*super().jwks()["keys"], key]}

    def encryption_key(self) -> SigningKey:
        return SigningKey(
            called(f"{self.vendor}-encryption"), rsa_key(f"{self.vendor}, encryption")
        )

    def check_client_metadata(self, metadata: dict[str, Any]) -> None:
        """What is offered, and a key to encrypt with."""
        super().check_client_metadata(metadata)
        for name in (ID_TOKEN, USERINFO_RESPONSE):
            alg, enc = metadata.get(f"{name}_alg"), metadata.get(f"{name}_enc")
            if (alg, enc) not in ((None, None), (ALG, ENC)):
                raise Rejected("invalid_client_metadata", f"This {name}_alg is not offered.")
            if alg and not key_of(metadata):
                raise Rejected("invalid_client_metadata", "The jwks has no key for encryption.")

    # What the client gets

    def signed_id_token(self, grant: Grant) -> str:
        return self.sealed_id_token(grant.client, super().signed_id_token(grant))

    def sealed_id_token(self, client: Client, token: str) -> str:
        """A Nested JWT (Core section 2) for a client that registered for it."""
        return sealed(client, token, cty="JWT") if f"{ID_TOKEN}_alg" in client.metadata else token

    def userinfo_success(self, grant: Grant) -> Response:
        """A JWE for a client that registered for it, nested if it is signed too (Core 5.3.2)."""
        response = super().userinfo_success(grant)
        if f"{USERINFO_RESPONSE}_alg" not in grant.client.metadata:
            return response
        return self.sealed_userinfo(grant, bytes(response.body).decode())

    def sealed_userinfo(self, grant: Grant, text: str) -> Response:
        header = {"cty": "JWT"} if USERINFO in grant.client.metadata else {}
        body = sealed(grant.client, text, **header)
        headers = {"cache-control": "no-store"}
        return Response(body, media_type="application/jwt", headers=headers)

    # What the client sends

    def within(self, client: Client, token: str, outer: dict[str, str]) -> Pairs:
        """What an object says, also if it comes encrypted (Core section 6.1)."""
        if token.count(".") == PARTS_OF_A_JWE - 1:
            token = self.opened_object(token)
        return super().within(client, token, outer)

    def opened_object(self, token: str) -> str:
        """The JWS in a JWE for this provider. Raises Rejected."""
        try:
            return decrypted(token, self.encryption_key().private, self.most_octets)
        except ValueError:
            why = BadJwt("It cannot be decrypted.")
            raise refused("invalid_request_object", why) from None


def sealed(client: Client, text: str, **header: str) -> str:
    """`text` for the client's own key."""
    return encrypted(text, key_of(client.metadata), **header)


def key_of(metadata: Any) -> dict[str, Any]:
    """The RSA key for encryption that a client registered by value; empty if there is none."""
    try:
        keys = json.loads(json.dumps(metadata["jwks"]))["keys"]
        return next(key for key in keys if key["use"] == "enc" and key["kty"] == "RSA")
    except (KeyError, TypeError, StopIteration):
        return {}
