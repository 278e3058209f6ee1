"""Defects of the published keys. The provider itself signs as it should."""

import base64
from ssl import PEM_cert_to_DER_cert
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from starlette.responses import HTMLResponse, Response

from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.faults.jwks.key_sets import another_key, changed, with_key
from fakes.keys import base64url, rsa_key
from fakes.wire.certificates import authority_pem
from fakes.wire.request import Request

NUMBERS = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
POINT = {
    "kty": "EC",
    "crv": "P-256",
    "x": base64url(NUMBERS.x.to_bytes(32, "big")),
    "y": base64url(NUMBERS.y.to_bytes(32, "big")),
    "kid": "curve",
    "use": "sig",
}


@fault(caught_by=["jwks/https", "jwks/status"])
class KeysOverHttp(Reference):
    """The jwks_uri is an http URL."""

    def document(self) -> dict[str, Any]:
        uri = self.endpoints["jwks"].replace("https:", "http:")
        return super().document() | {"jwks_uri": uri}


@fault(caught_by=["jwks/status"])
class NoKeySet(Reference):
    """There is nothing at the jwks_uri."""

    def key_set(self, request: Request) -> Response:
        return self.not_found(request)


@fault(caught_by=["jwks/json"])
class PageForKeySet(Reference):
    """The jwks_uri leads to a page."""

    def key_set(self, request: Request) -> Response:
        return HTMLResponse("<!doctype html><title>Sign in</title><p>Please sign in.")


@fault(caught_by=["jwks/media-type"])
class KeySetAsText(Reference):
    """The JWK Set is served as text/plain."""

    def key_set(self, request: Request) -> Response:
        response = super().key_set(request)
        response.headers["content-type"] = "text/plain"
        return response


@fault(caught_by=["jwks/max-age"])
class KeySetWithoutMaxAge(Reference):
    """A JWK Set with a key for encryption does not say how long it may be kept."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **another_key(use="enc", alg="RSA-OAEP"))

    def key_set_headers(self) -> dict[str, str]:
        return super().key_set_headers() | {"cache-control": "no-cache"}


@fault(caught_by=["jwks/keys"])
class KeysByName(Reference):
    """The keys are an object by kid, not a list."""

    def jwks(self) -> dict[str, Any]:
        return {"keys": {key["kid"]: key for key in super().jwks()["keys"]}}


@fault(caught_by=["jwks/keys"])
class NoKeys(Reference):
    """The JWK Set is empty."""

    def jwks(self) -> dict[str, Any]:
        return {"keys": []}


@fault(caught_by=["jwks/key-members"])
class KeyWithoutExponent(Reference):
    """One more key in the JWK Set lacks its exponent."""

    def jwks(self) -> dict[str, Any]:
        key = another_key()
        del key["e"]
        return with_key(super().jwks(), **key)


@fault(caught_by=["jwks/key-members"])
class ModulusInHex(Reference):
    """The modulus of one more key is not in base64url."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **another_key(n="0x00:af:fe:"))


@fault(caught_by=["jwks/known-keys"])
class UnknownCurve(Reference):
    """A key is on a curve that nobody registered."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **POINT | {"crv": "P-257"})


@fault(caught_by=["jwks/curve-points"])
class PointOffTheCurve(Reference):
    """The coordinates of an EC key are no point on its curve."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **POINT | {"y": POINT["x"]})


@fault(caught_by=["jwks/rsa-size"])
class ShortRsaKey(Reference):
    """An RSA key has 1024 bits."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **another_key(1024))


@fault(caught_by=["jwks/rsa-exponent"])
class ExponentOne(Reference):
    """An RSA key has the public exponent 1."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **another_key(e=base64url(b"\x01")))


@fault(caught_by=["jwks/rs256-key", "jwks/id-token-key-usable"])
class KeysForPs256Only(Reference):
    """The RSA keys are published for PS256, and the ID Token is signed with RS256."""

    def jwks(self) -> dict[str, Any]:
        keys = super().jwks()["keys"]
        signing = [key["kty"] == "RSA" and key.get("use") != "enc" for key in keys]
        pairs = zip(keys, signing, strict=True)
        return {"keys": [key | {"alg": "PS256"} if signs else key for key, signs in pairs]}


@fault(caught_by=["jwks/rs256-key", "jwks/id-token-key-usable"], at_home=["jwks/alg"])
class KeysForEncryption(Reference):
    """The signing keys are published with use `enc`."""

    def jwks(self) -> dict[str, Any]:
        return changed(super().jwks(), use="enc")


@fault(caught_by=["jwks/no-private-members"])
class PrivateKeyPublished(Reference):
    """A key is published with its private exponent."""

    def jwks(self) -> dict[str, Any]:
        secret = rsa_key("another").private_numbers().d
        return with_key(super().jwks(), **another_key(d=base64url(secret.to_bytes(256, "big"))))


@fault(caught_by=["jwks/no-symmetric-keys"])
class SymmetricKeyPublished(Reference):
    """A symmetric key is published."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), kty="oct", kid="mac", use="sig", alg="HS256", k="c2VjcmV0")


@fault(caught_by=["jwks/unique-kids"])
class SameKidTwice(Reference):
    """Two keys have the same kid."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **POINT | {"kid": self.id_token_key().kid})


@fault(caught_by=["jwks/kid-of-each"])
class KeyWithoutKid(Reference):
    """One of several keys has no kid."""

    def jwks(self) -> dict[str, Any]:
        key = another_key()
        del key["kid"]
        return with_key(super().jwks(), **key)


@fault(caught_by=["jwks/use-of-each"])
class KeyWithoutUse(Reference):
    """There are keys for signatures and for encryption, and one does not say which it is."""

    def jwks(self) -> dict[str, Any]:
        signing = {name: POINT[name] for name in POINT if name != "use"}
        encryption = another_key(use="enc", alg="RSA-OAEP-256")
        return with_key(with_key(super().jwks(), **encryption), **signing)


@fault(caught_by=["jwks/one-purpose"])
class KeyForEverything(Reference):
    """The key that signs is published for encryption too."""

    def jwks(self) -> dict[str, Any]:
        signing = next(key for key in super().jwks()["keys"] if key["use"] == "sig")
        both = signing | {"kid": "encryption", "use": "enc", "alg": "RSA-OAEP-256"}
        return with_key(super().jwks(), **both)


@fault(caught_by=["jwks/key-ops"])
class KeyOpsDisagree(Reference):
    """A key for signatures is published with the operations of encryption."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **POINT | {"key_ops": ["encrypt"]})


@fault(caught_by=["jwks/alg"])
class AlgOfAnotherCurve(Reference):
    """The alg of an EC key belongs to another curve."""

    def jwks(self) -> dict[str, Any]:
        return with_key(super().jwks(), **POINT | {"alg": "ES512"})


@fault(caught_by=["jwks/x5c"])
class CertificateOfAnotherKey(Reference):
    """The certificate of a key is for another key."""

    def jwks(self) -> dict[str, Any]:
        der = PEM_cert_to_DER_cert(authority_pem())
        return with_key(super().jwks(), **another_key(x5c=[base64.b64encode(der).decode()]))
