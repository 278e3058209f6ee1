"""What a fake's endpoint is: a request in, an answer of Starlette's or a rejection out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.responses import Response

from fakes.wire.request import Request


class Rejected(Exception):
    """A protocol error that the provider answers: RFC 6749 sections 4.1.2.1 and 5.2."""

    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.description = description
        self.status = status


@contextmanager
def saying(description: str, error: str = "", status: int = 0) -> Iterator[None]:
    """Whatever is rejected inside is rejected in the words of the product."""
    try:
        yield
    except Rejected as refusal:
        told = (error or refusal.error, description, status or refusal.status)
        raise Rejected(*told) from None


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: the methods it takes, and who answers."""

    methods: tuple[str, ...]
    answer: Callable[[Request], Response]
