"""Compressed bodies: every layer is bounded, and no more is decoded than is allowed."""

import gzip
import zlib
from collections.abc import Iterator

import pytest

from fakes.wire.decoding import PIECE, TooMuch, Undecodable, body_of, bounded, inflated

BODY = b"words of a body, " * 10_000
LIMIT = 2_000_000
RAW = zlib.compressobj(wbits=-15)


def in_pieces(body: bytes, size: int = 700) -> Iterator[bytes]:
    return (body[at : at + size] for at in range(0, len(body), size))


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("", BODY),
        ("identity", BODY),
        ("gzip", gzip.compress(BODY)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", RAW.compress(BODY) + RAW.flush()),
        ("gzip, deflate", zlib.compress(gzip.compress(BODY))),
        ("br", BODY),
    ],
    # gzip writes the time into its bytes, and two workers may collect in two seconds.
    ids=["none", "identity", "gzip", "deflate", "raw-deflate", "gzip-in-deflate", "unknown"],
)
def test_a_body_is_what_was_coded(coding: str, coded: bytes) -> None:
    assert body_of(in_pieces(coded), coding, LIMIT) == BODY


def bomb(layers: int) -> bytes:
    """Hundreds of megabytes of nothing, compressed again and again."""
    packer = zlib.compressobj(wbits=31)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()
    for _ in range(layers - 1):
        packed = gzip.compress(packed)
    return packed


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_bomb_is_left_alone_where_it_becomes_too_large(layers: int) -> None:
    with pytest.raises(TooMuch):
        body_of(in_pieces(bomb(layers)), ", ".join(["gzip"] * layers), LIMIT)


def test_no_more_is_decoded_than_is_allowed() -> None:
    decoded: list[int] = []

    def counting() -> Iterator[bytes]:
        for piece in inflated([bomb(1)], "gzip"):
            decoded.append(len(piece))
            yield piece

    with pytest.raises(TooMuch):
        list(bounded(counting(), LIMIT))
    assert max(decoded) <= PIECE
    assert sum(decoded) <= LIMIT + PIECE


@pytest.mark.parametrize(("coding", "why"), [("gzip", "not gzip"), ("gzip," * 9, "9 codings")])
def test_what_cannot_be_decoded_is_told(coding: str, why: str) -> None:
    with pytest.raises(Undecodable, match=why):
        body_of([b"no gzip at all"], coding, LIMIT)
