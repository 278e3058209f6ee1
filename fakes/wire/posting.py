"""A message to somebody who is no party of a login: bounded as everything else, recorded nowhere.

URL and headers may be secrets: no error shows more of them than the host.
"""

import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from fakes.wire.errors import ExchangeError
from fakes.wire.limits.pace import seconds_of
from fakes.wire.network import Connection, Network
from fakes.wire.proxying.proxies import proxies_of
from fakes.wire.receiving import receive
from fakes.wire.transport import Transport

BUSY = (429, 503)
LIMIT_S = 15.0
MOST_BYTES = 100_000
Headers = Sequence[tuple[str, str]]


class NotPosted(Exception):
    """A message was not taken by anybody; the message of the error names the host and says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An answer: status and text, and in how many seconds to try again; None if that is not asked.

    HTTP 429 and 503 ask for it (RFC 6585 section 4, RFC 9110 section 15.6.4).
    """

    status: int
    text: str
    again_s: float | None


def way_out(environment: Mapping[str, str]) -> Connection:
    """How messages leave this machine, through the proxies of `environment`. Raises WrongProxy."""
    return Connection(timeout_s=LIMIT_S, max_bytes=MOST_BYTES, proxies=proxies_of(environment))


def post(url: str, headers: Headers, body: str, *, connection: Connection) -> Posted:
    """Sends `body` to `url`; a redirect is not followed. Raises NotPosted."""
    network = Network(connection)
    host = urlsplit(url).hostname or "nobody"
    try:
        request = httpx.Request(
            "POST", url, headers=[("user-agent", "ssoproof"), *headers], content=body.encode()
        )
        network.begin(connection.timeout_s)
        with closing(Transport(network, connection.shared_tls())) as transport:
            response, content = receive(transport, network, request)
    except ExchangeError as error:
        # Its message begins with the URL, which has no ": " in it.
        raise NotPosted(f"{host}: {str(error).partition(': ')[2]}") from None
    except (httpx.InvalidURL, UnicodeError):
        raise NotPosted("the URL, or a header, cannot be sent as it is") from None
    return Posted(
        status=response.status_code,
        text=content.decode("utf-8", "replace"),
        again_s=again_s(response) if response.status_code in BUSY else None,
    )


def again_s(response: httpx.Response) -> float:
    """The seconds that an answer asks to wait."""
    return seconds_of(response.headers.get("retry-after", ""), time.time())
