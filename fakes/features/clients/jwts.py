"""JWTs that a client sends: taken apart, and verified with the keys of its registration."""

import json
import re
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeGuard

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.engine.outgoing import Uncallable
from fakes.engine.provider import Provider

if TYPE_CHECKING:  # older releases of PyJWT do not have it
    from jwt.types import Options

COMPACT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*\Z", re.ASCII)
SYMMETRIC = ("HS256",)
ASYMMETRIC = ("RS256", "ES256")
UNVERIFIED: "Options" = {"verify_signature": False}
# The times are judged by the clock of the provider, the other claims by whoever reads them.
SIGNATURE_ALONE: "Options" = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}

Claims = dict[str, Any]
PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


class BadJwt(Exception):
    """A JWT that must not be believed; the message says why."""


class ClientJwts(Provider):
    """Reads a JWT only after its signature was found to be its client's (RFC 8725 section 3)."""

    clock_leeway_s = 30

    def header_of(self, token: str) -> dict[str, Any]:
        """The header of a JWS in compact form that asks for nothing unknown. Raises BadJwt."""
        if not COMPACT.match(token):
            raise BadJwt("It is no JWS in compact form.")
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError:
            raise BadJwt("Its header cannot be read.") from None
        self.check_extensions(header)
        return header

    def check_extensions(self, header: dict[str, Any]) -> None:
        """None is understood here (RFC 7515 section 4.1.11, RFC 7797 section 3)."""
        if "crit" in header or "b64" in header:
            raise BadJwt("Its header asks for an extension.")

    def unverified(self, token: str) -> Claims:
        """What a JWT says before anybody checked it: good for finding its client alone."""
        try:
            return jwt.decode(token, options=UNVERIFIED)
        except jwt.PyJWTError:
            raise BadJwt("Its claims cannot be read.") from None

    def verified(self, client: Client, token: str, header: dict[str, Any]) -> Claims:
        """What a JWT says, signed by a key of `client`. Raises BadJwt."""
        algorithm = header.get("alg", "")
        for key in self.keys_for(client, header):
            try:
                with warnings.catch_warnings():
                    # A fault may give secrets out that are too short.
                    warnings.simplefilter("ignore")
                    return jwt.decode(token, key, [algorithm], options=SIGNATURE_ALONE)
            except (jwt.PyJWTError, ValueError):
                continue
        raise BadJwt("Its signature is not the client's.")

    def keys_for(self, client: Client, header: dict[str, Any]) -> Sequence[PublicKey | str]:
        """The keys that may have signed it, by its algorithm and `kid`, never by the JWT's own."""
        algorithm = header.get("alg")
        if algorithm in SYMMETRIC:
            return [client.secret] if client.secret else []
        return self.public_keys_for(client, header) if algorithm in ASYMMETRIC else []

    def public_keys_for(self, client: Client, header: dict[str, Any]) -> list[PublicKey]:
        """Those of the client's public keys that fit `kid` and the algorithm, one of ASYMMETRIC."""
        kid = header.get("kid")
        jwks = [one for one in self.client_jwks(client) if kid in (None, one.get("kid"))]
        return [key for one in jwks if (key := public_key(one, header["alg"]))]

    def client_jwks(self, client: Client) -> list[dict[str, Any]]:
        """The public keys of the client: registered, or fetched now (Registration 1.0 2)."""
        jwks = client.metadata.get("jwks")
        if jwks is None and "jwks_uri" in client.metadata:
            jwks = self.fetched_jwks(client.metadata["jwks_uri"])
        keys = jwks.get("keys") if isinstance(jwks, dict) else None
        return [one for one in keys if isinstance(one, dict)] if isinstance(keys, list) else []

    def fetched_jwks(self, url: str) -> Any:
        """Never kept, so that a key is good or bad as soon as its client says so (Core 10.1.1)."""
        try:
            return json.loads(self.fetch(url).body)
        except (Uncallable, ValueError):
            raise BadJwt("The client's keys cannot be fetched.") from None

    def check_times(self, claims: Claims) -> None:
        """It is in force: `exp` and `nbf` as RFC 7519 section 4.1 has them. Raises BadJwt."""
        if not is_number(claims.get("exp")) or claims["exp"] <= self.clock.now():
            raise BadJwt("It has expired, or does not say when it does.")
        for name in ("iat", "nbf"):
            self.check_begun(claims.get(name, 0))

    def check_begun(self, moment: object) -> None:
        """It is no later than another clock may be ahead (FAPI 2.0 section 5.3.2.1)."""
        if not is_number(moment) or moment > self.clock.now() + self.clock_leeway_s:
            raise BadJwt("It is not valid yet.")


def public_key(jwk: dict[str, Any], algorithm: str) -> PublicKey | None:
    """A JWK as PyJWT takes it; None if it is no public key for `algorithm`."""
    kind = {"RS256": "RSA", "ES256": "EC"}[algorithm]
    if jwk.get("kty") != kind or jwk.get("use", "sig") != "sig":
        return None
    try:
        found: PublicKey = jwt.get_algorithm_by_name(algorithm).from_jwk(json.dumps(jwk))
    except (jwt.PyJWTError, ValueError):
        return None
    return found


def is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def refused(error: str, why: BadJwt) -> Rejected:
    """A JWT that is not believed, as an endpoint answers it."""
    return Rejected(error, str(why))
