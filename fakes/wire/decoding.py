"""Bodies that are compressed, decoded piece by piece: each layer is bounded, not the last alone.

Content-Encoding is RFC 9110 section 8.4; a few kilobytes may stand for gigabytes.
"""

import zlib
from collections.abc import Iterable, Iterator

MOST_CODINGS = 4
PIECE = 65_536
# How zlib is to read: a gzip header, a zlib header, no header.
WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
WITHOUT_HEADER = -15


class TooMuch(Exception):
    """A layer is larger than allowed."""


class Undecodable(Exception):
    """The body is not what its Content-Encoding says; the message says what came."""


def body_of(pieces: Iterable[bytes], content_encoding: str, limit: int) -> bytes:
    """The body that came as `pieces`, every layer of it at most `limit` bytes long.

    What was coded in a way that is not known stays as it is. Raises TooMuch, Undecodable.
    """
    codings = [one.strip().lower() for one in content_encoding.split(",")]
    codings = [one for one in codings if one in WINDOWS]
    if len(codings) > MOST_CODINGS:
        raise Undecodable(f"{len(codings)} codings on top of each other, no body")
    layer = bounded(pieces, limit)
    for coding in reversed(codings):
        layer = bounded(inflated(layer, coding), limit)
    return b"".join(layer)


def bounded(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """`pieces` until they are together longer than `limit`. Raises TooMuch."""
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > limit:
            raise TooMuch
        yield piece


def inflated(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """What `pieces` stand for, in pieces of a bounded length. Raises Undecodable."""
    decoder = zlib.decompressobj(WINDOWS[coding])
    begun = False
    try:
        for piece in pieces:
            if coding == "deflate" and not begun and piece and piece[0] & 0x0F != zlib.DEFLATED:
                decoder = zlib.decompressobj(WITHOUT_HEADER)
            begun = begun or bool(piece)
            rest = piece
            while rest and not decoder.eof:
                yield decoder.decompress(rest, PIECE)
                rest = decoder.unconsumed_tail
        while not decoder.eof and (more := decoder.decompress(decoder.unconsumed_tail, PIECE)):
            yield more
    except zlib.error as error:
        raise Undecodable(f"a body that is not {coding}: {error}") from None
