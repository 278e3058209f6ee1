"""Tokens that a provider must not take for its own."""

import json
from base64 import urlsafe_b64encode
from functools import cache
from typing import Any

from joserfc import jws
from joserfc.jwk import RSAKey

from suites.jwt import Jwt


def tampered(token: Jwt) -> str:
    """`token` with one more claim, under the signature of the original."""
    header, _, signature = token.raw.split(".")
    return f"{header}.{_part(dict(token.claims) | {'ssoproof': True})}.{signature}"


def signed_by_a_stranger(token: Jwt, **claims: Any) -> str:
    """`token` with changed `claims`, and its header, signed with a key of nobody's."""
    header = {"alg": "RS256"} | {k: token.header[k] for k in ("kid", "typ") if k in token.header}
    payload = json.dumps(dict(token.claims) | claims)
    return jws.serialize_compact(header, payload, _strangers_key(), algorithms=["RS256"])


def without_signature(token: Jwt) -> str:
    """`token` under the algorithm `none` (RFC 7515 section A.5)."""
    return unsigned(dict(token.claims))


def unsigned(claims: dict[str, Any]) -> str:
    """A JWT that nobody signed (RFC 7519 section 6)."""
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."


@cache
def _strangers_key() -> RSAKey:
    return RSAKey.generate_key(2048)


def _part(value: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
