"""A connection to a port that anything may answer at: bounded in time and in bytes.

The clients of databases and caches bound neither: what they speak through is passed on here.
"""

import selectors
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from fakes.wire.network import Connection
from suites.services.deployment import Deployment
from suites.services.forms import Address
from suites.verdicts.expect import Mismatch, NotRun

LONGEST_S = 10.0
MOST_BYTES = 1_000_000
PIECE = 65_536
SHOWN_BYTES = 40


class Line:
    """What is said between `near`, the socket of a client of ours, and the port.

    `heard` is how the other side began, `ending` why the line was cut, if it was.
    """

    def __init__(self, far: socket.socket, limit_s: float) -> None:
        self.near, self._inner = socket.socketpair()
        self._far = far
        self._until = time.monotonic() + limit_s
        self._limit_s = limit_s
        self._read = 0
        self.heard = b""
        self.ending = ""
        self._thread = threading.Thread(target=self._pass_on, name="line", daemon=True)
        self._thread.start()

    def hang_up(self) -> None:
        """Ends the connection."""
        for one in (self.near, self._far):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        for one in (self.near, self._inner, self._far):
            one.close()

    @property
    def told(self) -> str:
        """What came of it, for whoever has to look."""
        if not self.heard:
            return self.ending or "the connection was ended without a word"
        beginning = self.heard[:SHOWN_BYTES].decode("ascii", "backslashreplace")
        more = f" ({self.ending})" if self.ending else ""
        return f"an answer that begins with {beginning!r}{more}"

    def words(self, error: Exception) -> str:
        """Why a client of ours came to nothing, by what it raised and by why the line was cut.

        An error about characters tells one of them, which may be of a password: it is left out.
        """
        said = "" if isinstance(error, UnicodeError) else error
        return self.ending or f"{type(error).__name__}, {said}".rstrip(", .")

    def _pass_on(self) -> None:
        with selectors.DefaultSelector() as ready, suppress(OSError):
            for one in (self._far, self._inner):
                ready.register(one, selectors.EVENT_READ)
            while self._passes(ready):
                pass
        with suppress(OSError):
            self._inner.shutdown(socket.SHUT_RDWR)

    def _passes(self, ready: selectors.BaseSelector) -> bool:
        """Passes on what comes next; whether more may come."""
        left_s = self._until - time.monotonic()
        met = ready.select(left_s) if left_s > 0 else []
        if not met:
            said = "no more" if self.heard else "nothing"
            self.ending = f"{said} was said in {self._limit_s:g} s"
        for key, _ in met:
            is_far = key.fileobj is self._far
            sender, receiver = (self._far, self._inner) if is_far else (self._inner, self._far)
            piece = sender.recv(PIECE)
            self._read += len(piece) if is_far else 0
            if self._read > MOST_BYTES:
                self.ending = f"more than {MOST_BYTES:,} bytes were sent"
            if not piece or self.ending:
                return False
            if is_far:
                self.heard = (self.heard + piece)[:SHOWN_BYTES]
            receiver.sendall(piece)
        return not self.ending


@contextmanager
def line_to(deployment: Deployment, variable: str, address: Address) -> Iterator[Line]:
    """A line to where a variable leads.

    Raises Mismatch if nobody listens there, NotRun if it is not reached from here.
    """
    deployment.presume_another_machine(variable, address.host, address.port)
    connection = deployment.target.connection
    limit_s = min(LONGEST_S, connection.timeout_s)
    line = Line(_connected(connection, deployment, variable, address, limit_s), limit_s)
    try:
        yield line
    finally:
        line.hang_up()


def certificate_error_on(
    line: Line, deployment: Deployment, address: Address, asking: bytes = b""
) -> str:
    """Why the certificate of who speaks TLS there is not trusted here; empty if it is.

    A server that greets first is sent `asking`, so that TLS begins. Raises NotRun.
    """
    try:
        if asking:
            line.near.recv(PIECE)
            line.near.sendall(asking)
        tls_on(line, deployment, address).close()
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    except (OSError, ValueError) as error:
        raise NotRun(f"TLS with {address.host} came to nothing: {line.words(error)}.") from None
    return ""


def tls_on(line: Line, deployment: Deployment, address: Address) -> ssl.SSLSocket:
    """The socket of a client of ours, by TLS with whom we trust. Raises OSError, ValueError."""
    context = deployment.target.connection.shared_tls()
    return context.wrap_socket(line.near, server_hostname=address.host)


def _connected(
    connection: Connection, deployment: Deployment, variable: str, address: Address, limit_s: float
) -> socket.socket:
    where = f"{address.host}:{address.port}"
    connection.pace.take_turn()
    try:
        place, *_ = connection.places_of(address.host, address.port)
        far = socket.create_connection(place, timeout=limit_s)
    except ConnectionRefusedError:
        expected = f"a server that listens at {where}"
        raise Mismatch(expected, "nobody listens there", deployment.where(variable)) from None
    except (OSError, ValueError) as error:
        raise NotRun(
            f"{deployment.where(variable)} names {where}, which is not reached from here: {error}. "
            "If only the server reaches it, run this where the server will run."
        ) from None
    far.settimeout(limit_s)
    return far
