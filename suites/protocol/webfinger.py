"""WebFinger: how an application finds the provider of a user (Discovery section 2)."""

from urllib.parse import urlencode, urlsplit

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.op import Op

ISSUER = "http://openid.net/specs/connect/1.0/issuer"


def webfinger(op: Op, name: str) -> Reply:
    """What the host of the issuer tells of the account `name`; remembered."""
    parts = urlsplit(op.target.issuer)
    query = urlencode({"resource": f"acct:{name}@{parts.hostname}", "rel": ISSUER})
    url = f"{parts.scheme}://{parts.netloc}/.well-known/webfinger?{query}"
    return op.fetch(url, purpose=Purpose.WEBFINGER)
