"""AWS's own client, speaking through ours: its requests are recorded, redacted and bounded."""

import os
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from fakes.wire.client import HttpClient
from fakes.wire.purposes import Purpose

# In place of files of the user, of which one may name a profile that is not there.
UNCONFIGURED = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
# The same of endpoints that files and variables of the user name; stubs of botocore lack it.
NO_ENDPOINTS: dict[str, Any] = {"ignore_configured_endpoint_urls": True}
# How S3 leads to the region of a bucket, with its name in a header.
REDIRECTS, REGION = (301, 302, 303, 307, 308), "x-amz-bucket-region"
# What our client says itself, or what must not be said twice.
OURS = ("user-agent", "accept-encoding", "content-length")


@cache
def unconfigured() -> Any:
    """A session of boto3 for a cloud of ours: it reads no configuration of the user."""
    import boto3
    from botocore.session import Session

    return boto3.Session(botocore_session=Session(session_vars=UNCONFIGURED))


def speak_through(http: HttpClient, client: Any, purpose: Purpose) -> None:
    """From now on a client of boto3 sends its requests by `http`, and not by itself.

    Their credentials are in the headers by then. The name of the operation, such as GetBucketCors,
    is recorded. A request to S3 raises RedirectedElsewhere for a redirect that names no region:
    boto3 would look for one, by requests that are redirected too.
    """

    def send(request: Any, event_name: str, **_: Any) -> Any:
        from botocore.awsrequest import AWSResponse
        from botocore.compat import HTTPHeaders

        headers = [(name, as_text(value)) for name, value in request.headers.items()]
        reply = http.send(
            request.method,
            request.url,
            purpose=purpose,
            detail=event_name.rpartition(".")[2],
            headers=[pair for pair in headers if pair[0].lower() not in OURS],
            body=as_text(request.body or ""),
        )
        of_s3 = event_name.split(".")[1] == "s3"
        if of_s3 and reply.status in REDIRECTS and not reply.header(REGION):
            raise RedirectedElsewhere(urlsplit(reply.header("location")).netloc or reply.url)
        answered = HTTPHeaders.from_dict(dict(reply.headers))
        return AWSResponse(reply.url, reply.status, answered, ReadBody(reply.body))

    client.meta.events.register("before-send", send)


class RedirectedElsewhere(Exception):
    """Somebody answered with a redirect that is not AWS's; the message names the host."""


class ReadBody:
    """A body that was read, as botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content


def as_text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
