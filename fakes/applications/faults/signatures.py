"""Signatures that nobody verifies, or by what anybody has."""

import base64
import hmac
import json
from pathlib import Path
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.exceptions import InvalidTokenError

from fakes.applications.homes import Application
from fakes.faults import fault
from fakes.keys import base64url

OWN = "a key of the application's own, to read claims by"
Header = dict[str, Any]


class Lenient(Application):
    """Believes some tokens without a signature of the provider; all claims are compared."""

    def passes(self, raw: str, header: Header) -> bool:
        """Whether a token with this header needs no signature of the provider."""
        return False

    def verified(
        self, raw: str, metadata: dict[str, Any], nonce: str, access_token: str = ""
    ) -> dict[str, Any]:
        header = part_of(raw, 0)
        if header is None or not self.passes(raw, header):
            return super().verified(raw, metadata, nonce, access_token)
        claims = self.compared(raw)
        self.check_audience(claims)
        self.check_nonce(claims, nonce)
        if header.get("alg") in self.algorithms:
            self.check_access_token(claims, header, access_token)
        self.check_subject(claims)
        return claims

    def compared(self, raw: str) -> dict[str, Any]:
        """The claims, compared as those of any other token. Raises SignInFailed."""
        try:
            again = jwt.encode(part_of(raw, 1) or {}, OWN)
            return self.decoded(again, OWN, "HS256")
        except (InvalidTokenError, TypeError) as error:
            raise self.told(error if isinstance(error, InvalidTokenError) else None, raw) from error

    def all_keys(self) -> list[dict[str, Any]]:
        """The keys of the provider, of whatever kind they are."""
        return self.keys(self.metadata(), None)


def part_of(raw: str, number: int) -> dict[str, Any] | None:
    """A part of a JWS as JSON; None if it is none."""
    parts = raw.split(".")
    try:
        text = parts[number]
        found = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (IndexError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def has_mac(raw: str, header: Header, secret: bytes) -> bool:
    """Whether `secret` made the MAC of a token."""
    text, _, signature = raw.rpartition(".")
    made = base64url(hmac.digest(secret, text.encode(), "sha256"))
    return header.get("alg") == "HS256" and hmac.compare_digest(made, signature)


@fault(
    caught_by=[
        "rp-signature/altered",
        "rp-signature/foreign-key",
        "rp-signature/embedded-key",
        "rp-signature/unknown-kid",
        "rp-signature/critical-header",
        "rp-signature/key-from-url",
    ]
)
class SignatureIgnored(Lenient):
    """Nobody verifies signatures of public keys."""

    def passes(self, raw: str, header: Header) -> bool:
        return header.get("alg") == "RS256" and raw.count(".") == 2 and raw[-1] != "."


@fault(
    caught_by=[
        "rp-signature/none",
        "rp-signature/none-signed",
        "rp-signature/repeated-members",
        "rp-metadata/unsigned-offered",
    ]
)
class NoneAccepted(Lenient):
    """The algorithm none is one like another, however it is spelled."""

    def passes(self, raw: str, header: Header) -> bool:
        return isinstance(header.get("alg"), str) and header["alg"].lower() == "none"


@fault(caught_by=["rp-signature/algorithm-of-no-kind"])
class OddAlgorithmAccepted(Lenient):
    """An alg that is no text is compared with nothing."""

    def passes(self, raw: str, header: Header) -> bool:
        return not isinstance(header.get("alg"), str)


@fault(caught_by=["rp-signature/stripped", "rp-signature/repeated-members"])
class EmptySignatureAccepted(Lenient):
    """A signature is verified if there is one."""

    def passes(self, raw: str, header: Header) -> bool:
        return raw.endswith(".") and header.get("alg") == "RS256"


@fault(caught_by=["rp-signature/mac-by-public-key"])
class PublicKeyIsASecret(Lenient):
    """A MAC by the public key counts, in whatever way the key is spelled."""

    def passes(self, raw: str, header: Header) -> bool:
        keys = [key for key in self.all_keys() if key.get("kty") == "RSA"]
        return any(has_mac(raw, header, one) for key in keys for one in spellings(key))


def spellings(key: dict[str, Any]) -> list[bytes]:
    """The texts that an RSA key is."""
    public = jwt.PyJWK(key).key
    spki, pkcs1 = (
        public.public_bytes(Encoding.PEM, form)
        for form in (PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1)
    )
    return [spki, spki.rstrip(), pkcs1, json.dumps(key).encode(), key["n"].encode()]


@fault(caught_by=["rp-signature/mac-by-nothing"])
class EmptySecretCounts(Lenient):
    """A MAC by an empty secret counts."""

    def passes(self, raw: str, header: Header) -> bool:
        return "/" not in str(header.get("kid")) and has_mac(raw, header, b"")


@fault(caught_by=["rp-signature/mac-by-secret"])
class ClientSecretSigns(Lenient):
    """A MAC by the client secret counts, though another algorithm was agreed."""

    def passes(self, raw: str, header: Header) -> bool:
        secret = self.settings.secret.encode()
        return bool(secret) and has_mac(raw, header, secret)


@fault(caught_by=["rp-signature/kid-is-a-path"])
class KidOpensFiles(Lenient):
    """The secret of a MAC is in the file that kid names."""

    def passes(self, raw: str, header: Header) -> bool:
        path = Path("/keys") / str(header.get("kid"))
        return path.exists() and has_mac(raw, header, path.read_bytes())


@fault(caught_by=["rp-signature/embedded-key", "rp-signature/key-from-url"])
class EmbeddedKeyBelieved(Lenient):
    """A key that the token brings along verifies it."""

    def passes(self, raw: str, header: Header) -> bool:
        try:
            key = jwt.PyJWK(header["jwk"], "RS256").key if "jwk" in header else certified(header)
            jwt.decode(raw, key, ["RS256"], options={"verify_aud": False})
        except (InvalidTokenError, KeyError):
            return False
        return True


def certified(header: Header) -> Any:
    """The key of the certificate in x5c. Raises KeyError."""
    return x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0])).public_key()


@fault(
    caught_by=[
        "rp-signature/unknown-kid",
        "rp-signature/encryption-key",
        "rp-metadata/removed-key",
        "rp-signature/key-from-url",
    ]
)
class UnknownKeyIgnored(Lenient):
    """Where nobody knows the key that kid names, nothing is verified."""

    def passes(self, raw: str, header: Header) -> bool:
        kid = header.get("kid")
        known = [key.get("kid") for key in self.all_keys()]
        return header.get("alg") == "RS256" and kid is not None and kid not in known


@fault(caught_by=["rp-signature/shared-key-in-jwks"])
class SharedKeysPublished(Lenient):
    """A shared key in the JWK Set verifies MACs."""

    def passes(self, raw: str, header: Header) -> bool:
        keys = [key for key in self.all_keys() if key.get("kty") == "oct"]
        return any(has_mac(raw, header, base64.urlsafe_b64decode(key["k"] + "==")) for key in keys)


@fault(caught_by=["rp-signature/encryption-key"])
class EncryptionKeysSign(Application):
    """What a key is for is not looked at."""

    def usable(self, keys: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [key | {"alg": "RS256", "use": "sig"} for key in keys]


@fault(caught_by=["rp-signature/critical-header"])
class ExtensionsIgnored(Application):
    """crit is a member of the header like another."""

    def header_of(self, raw: str) -> Header:
        header = part_of(raw, 0) or {}
        known = "crit" in header and header.get("alg") in self.algorithms
        return header if known else super().header_of(raw)

    def check_extensions(self, header: dict[str, Any]) -> None:
        pass

    def decoded(self, raw: str, key: Any, algorithm: str) -> dict[str, Any]:
        header = part_of(raw, 0) or {}
        if "crit" not in header:
            return super().decoded(raw, key, algorithm)
        text, _, signature = raw.rpartition(".")
        padded = base64.urlsafe_b64decode(signature + "==")
        public = key.key if isinstance(key, jwt.PyJWK) else key
        if not jwt.get_algorithm_by_name(algorithm).verify(text.encode(), public, padded):
            raise InvalidTokenError("another signature")
        return super().decoded(jwt.encode(part_of(raw, 1) or {}, OWN), OWN, "HS256")


@fault(caught_by=["rp-signature/malformed"])
class TokensRepaired(Lenient):
    """A token of fewer parts, or more, is read as far as it goes."""

    def passes(self, raw: str, header: Header) -> bool:
        return raw.count(".") != 2
