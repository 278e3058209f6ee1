"""Packets of the client/server protocol of MySQL, as a server writes them.

Source: the page "MySQL Client/Server Protocol" of MySQL's source code documentation.
"""

import socket
from hashlib import sha256

PLUGIN = b"caching_sha2_password"
SALT = b"01234567890123456789"
# CLIENT_LONG_PASSWORD, CONNECT_WITH_DB, PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION,
# PLUGIN_AUTH, PLUGIN_AUTH_LENENC_CLIENT_DATA.
CAPABILITIES = 0x1 | 0x8 | 0x200 | 0x2000 | 0x8000 | 0x80000 | 0x200000
TLS = 0x800
UTF8MB4, VAR_STRING = 255, 0xFD
OK = b"\x00\x00\x00\x02\x00\x00\x00"
FAST_AUTH_DONE = b"\x01\x03"
EOF = b"\xfe\x00\x00\x02\x00"


class Packets:
    """Packets that come and go on a socket, numbered."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._number = 0

    def read(self) -> bytes:
        """The next packet; nothing at the end. No byte behind it is read."""
        head = self._exactly(4)
        self._number = (head[3] + 1) % 256 if head else 0
        return self._exactly(int.from_bytes(head[:3], "little")) if head else b""

    def _exactly(self, length: int) -> bytes:
        read = b""
        while len(read) < length:
            piece = self.sock.recv(length - len(read))
            if not piece:
                return b""
            read += piece
        return read

    def write(self, *bodies: bytes) -> None:
        """Sends each as one packet."""
        for body in bodies:
            head = len(body).to_bytes(3, "little") + bytes([self._number])
            self._number = (self._number + 1) % 256
            self.sock.sendall(head + body)


def greeting(version: str, *, tls: bool) -> bytes:
    """The first packet of a server (HandshakeV10)."""
    flags = (CAPABILITIES | (TLS if tls else 0)).to_bytes(4, "little")
    return b"".join((
        b"\x0a", version.encode(), b"\0", b"\x07\0\0\0", SALT[:8], b"\0", flags[:2],
        bytes([UTF8MB4]), b"\x02\0", flags[2:], bytes([len(SALT) + 1]), bytes(10), SALT[8:], b"\0",
        PLUGIN, b"\0",
    ))  # fmt: skip


def wants_tls(response: bytes) -> bool:
    """Whether a client asks to go on by TLS (SSLRequest)."""
    return bool(int.from_bytes(response[:4], "little") & TLS)


def user_of(response: bytes) -> tuple[str, bytes]:
    """Who a client says that it is, and its scramble (HandshakeResponse41). Raises ValueError."""
    user, _, rest = response[32:].partition(b"\0")
    length = rest[0] if rest else 0
    return user.decode(), rest[1 : 1 + length]


def scramble(password: str) -> bytes:
    """What a client that knows the password sends (caching_sha2_password)."""
    once = sha256(password.encode()).digest()
    mask = sha256(sha256(once).digest() + SALT).digest()
    return bytes(one ^ other for one, other in zip(once, mask, strict=True))


def refusal(code: int, state: str, message: str) -> bytes:
    """An error (ERR_Packet)."""
    return b"\xff" + code.to_bytes(2, "little") + f"#{state}{message}".encode()


def rows_of(names: list[str], rows: list[list[str]]) -> list[bytes]:
    """A result in text (COM_QUERY response)."""
    columns = [column(name) for name in names]
    values = [b"".join(counted(value) for value in row) for row in rows]
    return [bytes([len(names)]), *columns, EOF, *values, EOF]


def column(name: str) -> bytes:
    texts = b"".join(map(counted, ("def", "", "", "", name, name)))
    fixed = bytes([0x0C, UTF8MB4, 0]) + (1024).to_bytes(4, "little") + bytes([VAR_STRING])
    return texts + fixed + bytes(5)


def counted(text: str) -> bytes:
    """A text with its length before it."""
    data = text.encode()
    length = len(data)
    head = bytes([length]) if length < 251 else b"\xfc" + length.to_bytes(2, "little")
    return head + data
