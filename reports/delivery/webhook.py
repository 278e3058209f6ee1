"""Any receiver of webhooks: JSON, signed as Standard Webhooks 1.0 says.

The signature is HMAC-SHA256 over `webhook-id`, `webhook-timestamp` and the body, joined by dots,
with the bytes of the secret as the key; in base64, after `v1,`.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from reports.delivery.letters import Letter, Posted, presume_success
from reports.delivery.news import News

PREFIX = "whsec_"
SIZES = range(24, 65)
EVENT = "ssoproof.run"


@dataclass(frozen=True, slots=True)
class Webhook:
    """A URL, and the key that it shares with us."""

    url: str = field(repr=False)
    key: bytes = field(repr=False)
    name: str = "webhook"

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.url,)

    def letter(self, news: News, identifier: str, now_s: float) -> Letter:
        body = json.dumps(payload(news, now_s))
        seconds = str(int(now_s))
        signed = signature(self.key, identifier, seconds, body)
        headers = [
            ("content-type", "application/json"),
            ("webhook-id", identifier),
            ("webhook-timestamp", seconds),
            ("webhook-signature", signed),
        ]
        return Letter(self.url, headers, body)

    def presume_taken(self, posted: Posted) -> None:
        presume_success(posted)


def payload(news: News, now_s: float) -> dict[str, object]:
    """The event: its type, when it was sent, and what is told."""
    sent = datetime.fromtimestamp(int(now_s), UTC).isoformat()
    return {"type": EVENT, "timestamp": sent, "data": asdict(news)}


def signature(key: bytes, identifier: str, seconds: str, body: str) -> str:
    """The value of `webhook-signature`."""
    content = f"{identifier}.{seconds}.{body}".encode()
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


def key_of(secret: str) -> bytes:
    """The key of a secret `whsec_` and base64. Raises ValueError if it is none, or too short."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(PREFIX) or len(key) not in SIZES:
        raise ValueError("write whsec_ and 24 to 64 random bytes in base64")
    return key
