"""Verbs for what happens to those who leave TLS out: the endpoints at port 80 of their hosts."""

from urllib.parse import SplitResult, urlsplit

from fakes.user.addresses import parts_of
from fakes.wire.client import Reply
from fakes.wire.errors import ExchangeError, Undecided
from fakes.wire.plain import listens
from fakes.wire.purposes import Purpose
from suites.op.memory import remembered
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect_json_object

PORT = 80
# What a proxy says where it leads nowhere, or does not lead.
OF_A_PROXY = (403, 502, 504)


def without_tls(url: str) -> str:
    """The http URL that belongs to an https URL.

    Raises NotApplicable if none does: the URL is another one, or names a port of its own.
    """
    parts = parts_of(url)
    if parts.scheme != "https" or not parts.hostname or _port(parts) not in (None, 443):
        raise NotApplicable(f"No http URL belongs to {url[:200]}.")
    return parts._replace(scheme="http", netloc=parts.hostname).geturl()


def _port(parts: SplitResult) -> int | None:
    """The port that is named; 0 for what is none."""
    try:
        return parts.port
    except ValueError:
        return 0


@remembered
def listens_on_port_80(op: Op, host: str) -> bool:
    """Whether somebody listens at port 80 of `host`."""
    return listens(op.target.connection, host, PORT)


def over_http(op: Op, method: str, url: str, *, form: list[tuple[str, str]] | None) -> Reply | None:
    """The answer to a request without TLS that holds no secret; None if nobody answers.

    With a proxy on the way it cannot be told whether anybody would.

    Raises NotApplicable, NotRun, ExchangeError.
    """
    plain = without_tls(url)
    host = urlsplit(plain).hostname or ""
    connection = op.target.connection
    proxy = connection.proxy_to("http", host, PORT) or connection.proxy_to("https", host, 443)
    if not proxy and not listens_on_port_80(op, host):
        return None
    try:
        reply = op.http.send(method, plain, purpose=Purpose.WITHOUT_TLS, form=form)
    except Undecided:
        raise
    except ExchangeError:
        if proxy:
            raise
        return None
    if proxy and reply.status in OF_A_PROXY:
        raise NotRun(f"HTTP {reply.status} for port {PORT} of {host} may be the word of {proxy}.")
    return reply


def speaks_json(reply: Reply, *members: str) -> bool:
    """Whether the answer is a JSON object with one of `members`: the endpoint's own words."""
    try:
        body = expect_json_object(reply, where="response without TLS")
    except Mismatch:
        return False
    return any(name in body for name in members)


def leads_to_https(reply: Reply) -> bool:
    """Whether a browser is sent on to an https URL."""
    location = reply.header("location").strip().lower()
    return 300 <= reply.status < 400 and location.startswith("https:")
