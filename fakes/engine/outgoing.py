"""Requests that a provider makes itself, to URLs that somebody else chose: few, and bounded."""

from typing import Any
from urllib.parse import urlsplit

from fakes.engine.core import Core
from fakes.wire.certificates import authority_pem
from fakes.wire.client import Form, Headers, HttpClient, Reply
from fakes.wire.errors import ExchangeError
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")


class Uncallable(Exception):
    """The URL may not be called, or gave no answer; the message says which."""


class Outgoing(Core):
    """Calls over https, without following redirects, the hosts that an administrator knows.

    `partners` leads their names to an address and a port.
    """

    outgoing_timeout_s = 2.0
    largest_fetched = 100_000

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.partners: dict[str, tuple[str, int]] = {}

    def fetch(self, url: str) -> Reply:
        """The document at `url`. Raises Uncallable if there is none."""
        reply = self.call("GET", url)
        if reply.status != 200:
            raise Uncallable(f"The URL answered HTTP {reply.status}.")
        return reply

    def post(self, url: str, form: Form) -> Reply:
        """The answer to `form`, whatever its status. Raises Uncallable if there is none."""
        return self.call("POST", url, form)

    def call(self, method: str, url: str, form: Form | None = None) -> Reply:
        """One request, by a connection of its own, which this thread waits for."""
        self.check_may_call(url)
        connection = Connection(
            host_map=self.partners,
            ca_pem=authority_pem(),
            timeout_s=self.outgoing_timeout_s,
            max_bytes=self.largest_fetched,
        )
        client = HttpClient(connection, Journal("outgoing", Redactor()))
        try:
            headers = self.outgoing_headers(form)
            return client.send(method, url, purpose=Purpose.OUTGOING, headers=headers, form=form)
        except ExchangeError as error:
            raise Uncallable("The URL gave no answer.") from error
        finally:
            client.close()

    def outgoing_headers(self, form: Form | None) -> Headers:
        """What is said besides the form, which is labelled as one."""
        return []

    def check_may_call(self, url: str) -> None:
        """Only a partner, by its name; a provider on loopback also calls others there."""
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            raise Uncallable("This is not a URL.") from None
        at_home = urlsplit(self.base).hostname in LOOPBACK_HOSTS
        if at_home and parts.scheme in ("http", "https") and host in LOOPBACK_HOSTS:
            return
        if parts.scheme != "https" or host not in self.partners:
            raise Uncallable("The URL is not an https URL of a known host.")
