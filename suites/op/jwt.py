"""A JWT from a target, taken apart without trust; its signature is judged by a library."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from suites.verdicts.expect import (
    DEEPEST_JSON,
    Document,
    Mismatch,
)
from suites.verdicts.reading import depth_of, read_json


@dataclass(frozen=True, slots=True)
class Jwt:
    """A JWS in compact form (RFC 7515 section 7.1), with header and claims as they came."""

    raw: str
    header: Document
    claims: Document

    @classmethod
    def parse(cls, raw: str, where: str) -> "Jwt":
        """Takes `raw` apart. Raises Mismatch if it is not a JWS of JSON objects."""
        parts = raw.split(".")
        if len(parts) != 3:
            raise Mismatch("a JWS of three parts", f"{len(parts)} parts", where)
        header, claims = (Document(_object(part, where), where) for part in parts[:2])
        return cls(raw, header, claims)


def header_of(part: str, where: str) -> Document:
    """The header that is the first part of a JWS or a JWE. Raises Mismatch."""
    return Document(_object(part, where), where)


def decoded(part: str) -> bytes:
    """The bytes of a base64url part without padding (RFC 7515 section 2). Raises ValueError."""
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _object(part: str, where: str) -> dict[str, Any]:
    try:
        value = read_json(decoded(part))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise Mismatch("base64url of a JSON object", f"something else ({error})", where) from None
    if not isinstance(value, dict):
        raise Mismatch("a JSON object", value, where)
    if depth_of(value) > DEEPEST_JSON:
        raise Mismatch(f"JSON nested at most {DEEPEST_JSON} deep", "deeper", where)
    return value
