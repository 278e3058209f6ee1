"""Defects of the exchange of signing keys."""

from dataclasses import replace
from typing import Any

from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.keys import SigningKey


@fault(caught_by=["keys/rotation"])
class NewKeyNotPublished(Reference):
    """The JWK Set never changes, though the signing key does."""

    def jwks(self) -> dict[str, Any]:
        keys = super().jwks()["keys"]
        first = self.generation(0).public_jwk()
        return {"keys": [first, *(key for key in keys if key["kty"] == "EC")]}


@fault(caught_by=["keys/rotation-kid"])
class OneKidForAllKeys(Reference):
    """Each new signing key gets the kid of the one before."""

    def id_token_key(self) -> SigningKey:
        return replace(super().id_token_key(), kid=self.generation(0).kid)

    def jwks(self) -> dict[str, Any]:
        current, *others = super().jwks()["keys"]
        return {"keys": [current | {"kid": self.generation(0).kid}, *others]}


@fault(caught_by=["keys/rotation-old-key"])
class OldKeyGone(Reference):
    """A key vanishes as soon as it signs no more."""

    def signing_keys(self) -> list[SigningKey]:
        current, *others = super().signing_keys()
        return [current, *(key for key in others if key.kid > current.kid)]


@fault(caught_by=["keys/rotation-announced"])
class NewKeyUnannounced(Reference):
    """A new key is published when it begins to sign."""

    def signing_keys(self) -> list[SigningKey]:
        current, *others = super().signing_keys()
        return [current, *(key for key in others if key.kid < current.kid)]
