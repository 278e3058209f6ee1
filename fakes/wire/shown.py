"""The certificate that a server shows: its own, and for a while another one."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager


class Shown:
    """A server's TLS, whose certificate can be another for the handshakes to come.

    `by_authority` is whether its own is signed by the harness's authority. `handshakes` counts
    those that began. No session is taken up again: whoever did so would not see the certificate.
    """

    def __init__(self, own: ssl.SSLContext, *, by_authority: bool = True) -> None:
        self.context = own
        self.by_authority = by_authority
        own.num_tickets = 0
        own.options |= ssl.OP_NO_TICKET
        own.sni_callback = self._choose
        self.handshakes = 0
        self._other: ssl.SSLContext | None = None

    def _choose(
        self, handshake: ssl.SSLObject, name: str | None, context: ssl.SSLContext
    ) -> int | None:
        """Is asked at each handshake, whether the client names a host or not."""
        self.handshakes += 1
        if self._other is not None:
            handshake.context = self._other
        return None

    @contextmanager
    def showing(self, other: ssl.SSLContext) -> Iterator[None]:
        """The certificate of `other` is shown."""
        self._other = other
        try:
            yield
        finally:
            self._other = None
