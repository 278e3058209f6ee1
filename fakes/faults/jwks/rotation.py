"""Defects of the exchange of signing keys."""

from dataclasses import replace

from fakes.faults import fault


@fault(caught_by=["keys/rotation"])
class NewKeyNotPublished:
    """The JWK Set never changes, though the signing key does."""

    def jwks(self):
        keys = super().jwks()["keys"]
        first = self.generation(0).public_jwk()
        return {"keys": [first, *(key for key in keys if key["kty"] == "EC")]}


@fault(caught_by=["keys/rotation-kid"])
class OneKidForAllKeys:
    """Each new signing key gets the kid of the one before."""

    def id_token_key(self):
        return replace(super().id_token_key(), kid=self.generation(0).kid)

    def jwks(self):
        current, *others = super().jwks()["keys"]
        return {"keys": [current | {"kid": self.generation(0).kid}, *others]}


@fault(caught_by=["keys/rotation-old-key"])
class OldKeyGone:
    """A key vanishes as soon as it signs no more."""

    def signing_keys(self):
        current, *others = super().signing_keys()
        return [current, *(key for key in others if key.kid > current.kid)]


@fault(caught_by=["keys/rotation-announced"])
class NewKeyUnannounced:
    """A new key is published when it begins to sign."""

    def signing_keys(self):
        current, *others = super().signing_keys()
        return [current, *(key for key in others if key.kid < current.kid)]
