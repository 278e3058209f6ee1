"""A server on loopback that takes messages as Slack, Teams and others do, or does not."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import PlainTextResponse, Response

from fakes.wire.certificates import ServerTls, authority_pem, server_context
from fakes.wire.network import Connection
from fakes.wire.request import Request
from fakes.wire.server import LOOPBACK, Server, listening_socket


@dataclass
class Mailbox:
    """What came, and what is answered: the first of `answers` until one is left."""

    port: int
    answers: list[Response]
    came: list[Request] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def bodies(self) -> list[Any]:
        return [json.loads(one.body) for one in self.came]

    def answer(self, request: Request) -> Response:
        self.came.append(request)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def reached_as(self, host: str) -> Connection:
        """A way to it by which it is `host`, over TLS."""
        return Connection(host_map={host: (LOOPBACK, self.port)}, ca_pem=authority_pem())


@contextmanager
def mailbox(*answers: Response, host: str = "") -> Iterator[Mailbox]:
    """Takes everything, unless told; as `host` over TLS if that is told."""
    tls = server_context(ServerTls(names=(host,))) if host else None
    with listening_socket() as sock:
        running = Mailbox(sock.getsockname()[1], list(answers) or [PlainTextResponse("ok")])
        with Server(running.answer, sock, tls):
            yield running


def busy(seconds: str, status: int = 429) -> Response:
    """An answer that asks to be left alone."""
    return PlainTextResponse("rate_limited", status, headers={"retry-after": seconds})
