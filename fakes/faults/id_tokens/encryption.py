"""Defects in what is encrypted for clients, and by them."""

import json

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.features.id_tokens.encryption import ID_TOKEN, PARTS_OF_A_JWE
from fakes.wire.request import Pairs


@fault(caught_by=["id-token/encrypted"])
class IdTokensForEverybodyToRead(Reference):
    """ID Tokens are not encrypted, whatever a client registered."""

    def sealed_id_token(self, client: Client, token: str) -> str:
        return token


@fault(caught_by=["id-token/signed-then-encrypted"])
class EncryptedInPlaceOfSigned(Reference):
    """An encrypted ID Token has no signature within."""

    def sealed_id_token(self, client: Client, token: str) -> str:
        if f"{ID_TOKEN}_alg" not in client.metadata:
            return token
        return super().sealed_id_token(client, json.dumps(self.unverified(token)))


@fault(caught_by=["userinfo/encrypted"])
class UserinfoForEverybodyToRead(Reference):
    """UserInfo is not encrypted, whatever a client registered."""

    def sealed_userinfo(self, grant: Grant, text: str) -> Response:
        return Response(text, media_type="application/jwt")


@fault(caught_by=["userinfo/signed-then-encrypted"])
class UserinfoEncryptedInPlaceOfSigned(Reference):
    """Encrypted UserInfo has no signature within."""

    def sealed_userinfo(self, grant: Grant, text: str) -> Response:
        return super().sealed_userinfo(grant, json.dumps(self.userinfo_claims(grant)))


@fault(caught_by=["request-object/encrypted"])
class EncryptedObjectsCannotBeRead(Reference):
    """Request objects are refused if they are encrypted, though it is offered."""

    def opened_object(self, token: str) -> str:
        raise Rejected("invalid_request_object", "It cannot be decrypted.")


@fault(caught_by=["request-object/encrypted-not-signed"])
class EncryptionIsASignature(Reference):
    """An encrypted request object needs no signature."""

    def within(self, client: Client, token: str, outer: dict[str, str]) -> Pairs:
        if token.count(".") != PARTS_OF_A_JWE - 1:
            return super().within(client, token, outer)
        return self.assembled(self.unverified(self.opened_object(token)), outer)


@fault(caught_by=["request-object/decompression-limit"])
class ObjectsOfAnySize(Reference):
    """A compressed request object may be as large as it likes."""

    most_octets = 1_000_000_000
