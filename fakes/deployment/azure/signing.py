"""What a storage account makes of keys, of signed URLs and of CORS.

Azure Storage: Authorize with Shared Key, Create a service SAS, CORS support.
"""

from base64 import b64decode, b64encode
from datetime import UTC, datetime
from email.utils import format_datetime
from fnmatch import fnmatchcase
from hmac import compare_digest, digest
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from fakes.wire.request import Request

Rule = dict[str, str]
# The headers that come first in what is signed, in their order.
STANDARD = (
    "content-encoding", "content-language", "content-length", "content-md5", "content-type",
    "date", "if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range",
)  # fmt: skip
# The parameters of a signed URL in the order in which they are signed; the resource comes third.
BEFORE, AFTER = ("sp", "st", "se"), ("si", "sip", "spr", "sv", "sr", "snapshot", "ses",
                                     "rscc", "rscd", "rsce", "rscl", "rsct")  # fmt: skip
# By them an answer is one of Azure Storage, whatever it says.
OF_EACH_ANSWER = {
    "x-ms-request-id": "00000000-5555-6666-7777-888888888888",
    "x-ms-version": "2021-12-02",
}
NEEDED = {"PUT": "w", "GET": "r"}


def signature(key: str, text: str) -> str:
    return b64encode(digest(b64decode(key), text.encode(), "sha256")).decode()


def knows_key(request: Request, account: str, key: str) -> bool:
    """Whether a request was authorized by the key of the account."""
    headers = request.headers
    standard = [headers.get(name, "") for name in STANDARD]
    standard[2] = standard[2].removeprefix("0") if standard[2] == "0" else standard[2]
    own = [f"{name}:{headers[name]}" for name in sorted(headers) if name.startswith("x-ms-")]
    query = [f"{name.lower()}:{value}" for name, value in sorted(request.query)]
    resource = f"/{account}{urlsplit(request.url).path}"
    text = "\n".join([request.method, *standard, *own, resource, *query])
    right = f"SharedKey {account}:{signature(key, text)}"
    return compare_digest(right, headers.get("authorization", ""))


def is_signed_url(request: Request, account: str, key: str) -> bool:
    """Whether the URL of a blob was signed by the key, for this method."""
    told = dict(request.query)
    resource = f"/blob/{account}{urlsplit(request.url).path}"
    parts = [told.get(one, "") for one in BEFORE] + [resource]
    text = "\n".join(parts + [told.get(one, "") for one in AFTER])
    right = compare_digest(signature(key, text), told.get("sig", ""))
    return right and NEEDED.get(request.method, "?") in told.get("sp", "")


def words(rule: Rule, member: str) -> list[str]:
    return [one.strip() for one in rule.get(member, "").split(",") if one.strip()]


def cors_of_blobs(rules: list[Rule], request: Request) -> dict[str, str]:
    """The headers of CORS by the first rule that lets the request in; none if none does."""
    headers, origin = request.headers, request.headers.get("origin", "")
    method = headers.get("access-control-request-method", request.method)
    asked = headers.get("access-control-request-headers", "")
    names = [one.strip().lower() for one in asked.split(",") if one.strip()]
    for rule in rules:
        known = [one.lower() for one in words(rule, "AllowedHeaders")]
        if (
            any(fnmatchcase(origin, one) for one in words(rule, "AllowedOrigins"))
            and method in words(rule, "AllowedMethods")
            and all(any(fnmatchcase(name, one) for one in known) for name in names)
        ):
            return {
                "access-control-allow-origin": origin,
                "access-control-allow-methods": method,
                "access-control-allow-headers": asked,
            }
    return {}


def told_in_xml(name: str, value: Any) -> str:
    """Objects, lists of pairs and texts as the elements that Azure tells them by."""
    pairs = value.items() if isinstance(value, dict) else value
    inside = value if isinstance(value, str) else "".join(told_in_xml(*one) for one in pairs)
    return f"<{name}>{inside}</{name}>"


def of_storage(status: int, code: str = "", body: str = "", **headers: str) -> Response:
    """An answer of a storage account; an error has its code in a header."""
    told = {"date": format_datetime(datetime.now(UTC), usegmt=True), **OF_EACH_ANSWER}
    told |= {"x-ms-error-code": code} if code else {}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(body, status, told, media_type="application/xml" if body else None)
