"""Keys that are fetched, asked for or computed with as a token wants, and odd readers of it."""

import hashlib
import json
import re
from typing import Any

import jwt
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.exceptions import InvalidTokenError
from jwt.utils import base64url_decode

from fakes.applications.failure import SignInFailed
from fakes.applications.faults.signatures import Header, Lenient, has_mac, part_of
from fakes.applications.homes import Application
from fakes.faults import fault, ids

AREA = "rp-signature"
FETCHED = ("jku", "x5u", "kid")


class Fetching(Lenient):
    """Fetches what a header names."""

    def fetched(self, header: Header) -> list[dict[str, Any]]:
        """The keys at the addresses that a header names."""
        urls = [str(header.get(one)) for one in FETCHED if "://" in str(header.get(one))]
        found: list[dict[str, Any]] = []
        for url in urls:
            try:
                found += self._object(self._send("GET", url, "header"), "header")["keys"]
            except SignInFailed:
                continue
        return found


@fault(caught_by=ids(AREA, "key-from-url no-call-out"))
class KeysFetched(Fetching):
    """Keys at an address that the header names verify the token."""

    def passes(self, raw: str, header: Header) -> bool:
        for key in self.fetched(header):
            try:
                jwt.decode(raw, jwt.PyJWK(key, "RS256"), ["RS256"], options={"verify_aud": False})
            except InvalidTokenError:
                continue
            return True
        return False


@fault(caught_by=ids(AREA, "no-call-out"))
class KeysFetchedInVain(Fetching):
    """Keys at an address that the header names are fetched, and not used."""

    def passes(self, raw: str, header: Header) -> bool:
        self.fetched(header)
        return False


@fault(caught_by=ids(AREA, "kid-injection"))
class KidInQuery(Lenient):
    """The key is what a query answers that kid is part of."""

    def passes(self, raw: str, header: Header) -> bool:
        answered = re.search(r"UNION SELECT '([^']*)'", str(header.get("kid")))
        return answered is not None and has_mac(raw, header, answered[1].encode())


@fault(caught_by=ids(AREA, "repeated-members"))
class FirstMemberCounts(Lenient):
    """Of two members of one name the first one counts."""

    def passes(self, raw: str, header: Header) -> bool:
        return first_of(raw).get("alg") == "none" and header.get("alg") != "none"


def first_of(raw: str) -> dict[str, Any]:
    """The header of a JWS, by the first of two members."""
    text = base64url_decode(raw.partition(".")[0])
    found: dict[str, Any] = json.loads(text, object_pairs_hook=lambda pairs: dict(pairs[::-1]))
    return found


@fault(caught_by=ids(AREA, "zero-ecdsa"))
class ZeroSignaturesFit(Lenient):
    """The values of an ECDSA signature may be zero."""

    def passes(self, raw: str, header: Header) -> bool:
        values = base64url_decode(raw.rpartition(".")[2])
        return header.get("alg") == "ES256" and values == bytes(64)


@fault(caught_by=ids(AREA, "point-off-curve"))
class UnreadableKeysPassed(Lenient):
    """Where a key cannot be read, nothing is verified."""

    def passes(self, raw: str, header: Header) -> bool:
        named = self.keys(self.metadata(), str(header.get("kid")))
        try:
            for key in named:
                jwt.PyJWK(key)
        except (jwt.PyJWTError, ValueError):
            return header.get("alg") == "ES256"
        return False


@fault(caught_by=ids(AREA, "mac-by-curve-key"))
class CurveKeyIsASecret(Lenient):
    """A MAC by a public key on a curve counts."""

    def passes(self, raw: str, header: Header) -> bool:
        named = self.keys(self.metadata(), str(header.get("kid")))
        curves = [key for key in named if key.get("kty") == "EC" and header.get("alg") == "HS256"]
        return any(has_mac(raw, header, pem_of(key)) for key in curves)


def pem_of(key: dict[str, Any]) -> bytes:
    """A public key as PEM."""
    public = jwt.PyJWK(key).key
    pem: bytes = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return pem


@fault(caught_by=ids(AREA, "encrypted-alone"))
class EncryptionIsEnough(Lenient):
    """What is encrypted for the application needs no signature."""

    def verified(
        self, raw: str, metadata: dict[str, Any], nonce: str, access_token: str = ""
    ) -> dict[str, Any]:
        opened = opened_by(self.settings.secret, raw)
        if opened is None:
            return super().verified(raw, metadata, nonce, access_token)
        self.check_nonce(opened, nonce)
        return opened


def opened_by(secret: str, raw: str) -> dict[str, Any] | None:
    """The claims in a JWE by the client secret; None if it is none."""
    parts = raw.split(".")
    if len(parts) != 5 or (part_of(raw, 0) or {}).get("alg") != "dir":
        return None
    key = hashlib.sha256(secret.encode()).digest()
    nonce, text, tag = map(base64url_decode, parts[2:])
    try:
        found: dict[str, Any] = json.loads(
            AESGCM(key).decrypt(nonce, text + tag, parts[0].encode())
        )
    except InvalidTag:
        return None
    return found


@fault(caught_by=ids(AREA, "header-claims"))
class HeaderClaimsBelieved(Application):
    """What the header says of the user goes before the claims."""

    def complete_claims(
        self, claims: dict[str, Any], metadata: dict[str, Any], access_token: str
    ) -> dict[str, Any]:
        found = super().complete_claims(claims, metadata, access_token)
        return found | self.said_in_header

    def header_of(self, raw: str) -> dict[str, Any]:
        header = super().header_of(raw)
        names = ("sub", "email", "name", "preferred_username")
        self.said_in_header = {name: header[name] for name in names if name in header}
        return header


@fault(caught_by=ids(AREA, "few-key-requests"))
class KeysAskedAgainAndAgain(Application):
    """A key that is not found is asked for ten times."""

    def keys(self, metadata: dict[str, Any], kid: str | None) -> list[dict[str, Any]]:
        for _ in range(10):
            found = super().keys(metadata, kid)
            if found:
                break
        return found
