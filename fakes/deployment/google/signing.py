"""What Google Cloud Storage makes of a presigned URL and of CORS.

Cloud Storage, V4 signing process and canonical requests; cross-origin resource sharing.
"""

import hashlib
import hmac
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.responses import Response

from fakes.wire.request import Request

ALGORITHM = "GOOG4-RSA-SHA256"
SIGNATURE = "X-Goog-Signature"
Cors = list[dict[str, list[str]]]


def signed(key: bytes, payload: bytes) -> bytes:
    """The signature of a service account: nobody but this fake looks into it."""
    return hmac.digest(key, payload, "sha256")


def is_presigned(request: Request, key: bytes, email: str) -> bool:
    """Whether the URL was signed by the service account `email` for this method and object."""
    told = dict(request.query)
    moment = told.get("X-Goog-Date", "")
    scope = f"{moment[:8]}/auto/storage/goog4_request"
    if (told.get("X-Goog-Algorithm"), told.get("X-Goog-Credential")) != (
        ALGORITHM,
        f"{email}/{scope}",
    ):
        return False
    parts = urlsplit(request.url)
    query = "&".join(
        f"{name}={quote(value, safe='~')}"
        for name, value in sorted(request.query)
        if name != SIGNATURE
    )
    canonical = (
        f"{request.method}\n{quote(parts.path)}\n{query}\nhost:{parts.netloc}\n\nhost\n"
        "UNSIGNED-PAYLOAD"
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"{ALGORITHM}\n{moment}\n{scope}\n{digest}"
    return hmac.compare_digest(signed(key, text.encode()).hex(), told.get(SIGNATURE, ""))


def is_of(allowed: list[str], word: str) -> bool:
    """Whether a word is one of a CORS rule, without case; * is every one."""
    return "*" in allowed or word.lower() in (one.lower() for one in allowed)


def cors_headers(rules: Cors, request: Request) -> dict[str, str]:
    """The headers of CORS for a browser's request, or pre-flight; none if no rule matches."""
    origin, headers = request.headers.get("origin", ""), request.headers
    method = headers.get("access-control-request-method", request.method)
    asked = headers.get("access-control-request-headers", "")
    names = [one.strip() for one in asked.split(",") if one.strip()]
    for rule in rules:
        known = rule.get("responseHeader", [])
        if (
            is_of(rule.get("origin", []), origin)
            and is_of(rule.get("method", []), method)
            and all(is_of(known, one) for one in names)
        ):
            return {
                "access-control-allow-origin": "*" if "*" in rule["origin"] else origin,
                "access-control-allow-methods": ",".join(rule["method"]),
                "access-control-allow-headers": ",".join(known),
            }
    return {}


def refusal(status: int, message: str) -> dict[str, Any]:
    """An error as Google's APIs tell it."""
    return {"error": {"code": status, "message": message}}


def answered(status: int, body: bytes, headers: dict[str, str]) -> Response:
    """An answer to a browser; a pre-flight is granted by its headers, and 200 in any case."""
    return Response(body, status, headers)
