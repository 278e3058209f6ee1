"""The harness's HTTP client: bounded in time and size, and recorded. httpx ends here."""

import time
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode, urlsplit

import httpx

from fakes.wire.client_certificates import ClientCertificate
from fakes.wire.cookies import CookieJar
from fakes.wire.errors import Broken, Busy, Ended, ExchangeError, NotSent, TooSlow, Unreachable
from fakes.wire.journal import Journal
from fakes.wire.network import Connection, Network
from fakes.wire.plain import accepts
from fakes.wire.purposes import Purpose, known
from fakes.wire.receiving import receive, unsendable
from fakes.wire.transport import Transport, proxy_of

Headers = Sequence[tuple[str, str]]
Form = list[tuple[str, str]]
Guard = Callable[[Form, Sequence[str] | None], None]


BUSY = (429, 503)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A response, completely read. Header names compare without case."""

    method: str
    url: str
    status: int
    headers: Headers
    body: bytes
    exchange: str

    def header(self, name: str) -> str:
        """The values of a header, joined; empty if there is none."""
        return ", ".join(self.header_values(name))

    def header_values(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    @property
    def media_type(self) -> str:
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class HttpClient:
    """Sends requests to one target and records every exchange. It never follows a redirect."""

    def __init__(
        self, connection: Connection, journal: Journal, guard: Guard | None = None
    ) -> None:
        """`guard` raises if a form, with the passwords typed into it, must not be sent."""
        self.connection = connection
        self._guard = guard
        self.journal = journal
        self.requests = 0
        self.proxies: set[str] = set()
        self._started = time.monotonic()
        self._network = Network(connection)
        # Without httpx.Client around it: that reads a Location that nobody wants to follow here.
        self._transport = Transport(self._network, connection.shared_tls())
        self._transports: dict[ClientCertificate | None, Transport] = {None: self._transport}
        self._whole = self

    def showing(self, certificate: ClientCertificate) -> Self:
        """The same client, which shows `certificate` to servers that ask for one (RFC 8705)."""
        if certificate not in self._transports:
            tls = self.connection.tls(certificate)
            self._transports[certificate] = Transport(self._network, tls)
        other = copy(self)
        other._transport = self._transports[certificate]  # noqa: SLF001 - a copy of ours
        return other

    def send(
        self,
        method: str,
        url: str,
        *,
        purpose: Purpose,
        detail: str = "",
        headers: Headers = (),
        form: Form | None = None,
        passwords: Sequence[str] | None = None,
        body: str = "",
        jar: CookieJar | None = None,
    ) -> Reply:
        """One exchange with `url`; `form` becomes a urlencoded body, labelled if `headers` do not.

        `detail` says what of the purpose it is, `passwords` what a user typed where a page asked
        for a password; None where no page was filled in.

        Waits for its turn first. Raises ExchangeError if no complete response came within the
        bounds, Busy if the other side wants no requests now, NotSent if none is to be sent.
        """
        if form is not None and self._guard is not None:
            self._guard(form, passwords)
        # Those of this purpose hold no secret, whatever their parameters are called.
        if self.connection.bounds is not None and purpose is not Purpose.WITHOUT_TLS:
            names = [name for name, _ in (*headers, *(form or ()))]
            self.connection.bounds.presume_protected(url, names)
        self._wait_for_turn(method, url)
        try:
            body = urlencode(form) if form is not None else body
        except UnicodeError:
            raise Unreachable(unsendable(method, url)) from None
        sent = list(headers)
        if form is not None and "content-type" not in dict(headers):
            sent.append(("content-type", "application/x-www-form-urlencoded"))
        request = self._request(method, url, sent, body, jar)
        entry = {
            **known(purpose).told(detail),
            "started_s": round(time.monotonic() - self._started, 3),
            "request": self.journal.request(method, url, list(request.headers.items()), body),
        }
        return self._exchange(request, entry, body, jar)

    def _wait_for_turn(self, method: str, url: str) -> None:
        where = f"{method} {url.partition('?')[0][:200]}"
        why = self.connection.patience.refusal(url)
        if why:
            raise NotSent(f"{where}: not sent, {why}")
        held_s = self.connection.pace.held_s()
        if held_s:
            raise Busy(f"{where}: not sent, no requests are wanted for {held_s:.0f} s more")
        self.connection.pace.take_turn()

    def _request(
        self, method: str, url: str, headers: Headers, body: str, jar: CookieJar | None
    ) -> httpx.Request:
        try:
            request = httpx.Request(
                method,
                url,
                headers=[("accept-encoding", "identity"), ("user-agent", "ssoproof"), *headers],
                content=body.encode() if body else None,
            )
        except httpx.InvalidURL as error:
            raise Unreachable(f"{url[:200]!r} is not a URL: {error}") from error
        except UnicodeError:
            raise Unreachable(unsendable(method, url)) from None
        if urlsplit(url).scheme not in ("http", "https") or not request.url.host:
            raise Unreachable(f"{url[:200]!r} is not an http or https URL")
        if jar is not None:
            jar.cookies.set_cookie_header(request)
        return request

    def _exchange(
        self, request: httpx.Request, entry: dict[str, object], body: str, jar: CookieJar | None
    ) -> Reply:
        self._whole.requests += 1
        begun = time.monotonic()
        self._network.begin(self.connection.patience.allowed_s(self.connection.timeout_s))
        told = f"{request.method} {str(request.url).partition('?')[0]} ({entry['purpose']})"
        try:
            response, content = self._receive(request)
        except ExchangeError as failure:
            error = self._in_context(failure, str(request.url), told, time.monotonic() - begun)
            self._record(entry, begun, None, self.journal.redactor.text(str(error)), body, "")
            raise error from failure
        self.connection.presence.answered(str(request.url), told)
        self.connection.patience.answered(str(request.url))
        headers = [(name, value) for name, value in response.headers.multi_items()]
        kept = self.journal.response(response.status_code, response.reason_phrase, headers, content)
        text = f"{response.headers.get('location', '')} {content.decode('utf-8', 'replace')}"
        exchange = self._record(entry, begun, kept, "", str(request.url) + " " + body, text)
        if jar is not None:
            response.request = request
            jar.take(response)
        if response.status_code in BUSY:
            asked_s = self.connection.pace.hold(response.headers.get("retry-after", ""))
            where = f"{request.method} {str(request.url).partition('?')[0]}"
            raise Busy(
                f"{where}: HTTP {response.status_code}, to be tried again in {asked_s:.0f} s"
            )
        self.connection.pace.answered()
        return Reply(
            method=request.method,
            url=str(request.url),
            status=response.status_code,
            headers=headers,
            body=content,
            exchange=exchange,
        )

    def _receive(self, request: httpx.Request) -> tuple[httpx.Response, bytes]:
        proxy = proxy_of(self.connection, request.url)
        if proxy is not None:
            self._whole.proxies.add(proxy.name)
        return receive(self._transport, self._network, request)

    def _in_context(
        self, error: ExchangeError, url: str, told: str, waited_s: float
    ) -> ExchangeError:
        """What `error` is, by all that is known of the target; `told` is the request in words."""
        patience, presence = self.connection.patience, self.connection.presence
        if isinstance(error, TooSlow):
            patience.waited(url, waited_s)
            return NotSent(f"{told}: {patience.refusal(url)}") if patience.is_over else error
        direct = proxy_of(self.connection, httpx.URL(url)) is None
        if direct and isinstance(error, Unreachable | Broken) and presence.is_known(url):
            presence.unanswered(url, told)
            if not accepts(self.connection, url):
                return Ended(presence.ended(url))
        return error

    def _record(
        self,
        entry: dict[str, object],
        begun: float,
        response: dict[str, object] | None,
        error: str,
        sent: str,
        received: str,
    ) -> str:
        return self.journal.record(
            entry
            | {
                "elapsed_ms": round((time.monotonic() - begun) * 1000, 1),
                "response": response,
                "error": error,
                "jwts": self.journal.jwts(("request", sent), ("response", received)),
            }
        )

    def close(self) -> None:
        for transport in self._transports.values():
            transport.close()
