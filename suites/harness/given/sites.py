"""Small sites on loopback, under any host names, for browsers to be tested on."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from starlette.responses import HTMLResponse, Response

from fakes.user.browser import Browser
from fakes.wire.client import HttpClient
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.redaction import Redactor
from fakes.wire.request import Request
from fakes.wire.server import LOOPBACK, Server, listening_socket

OP = "http://op.example"
APP = "http://app.example"
CALLBACK = f"{APP}/callback"
Answer = Callable[[Request, dict[str, str]], Response] | Response | str


@dataclass
class Site:
    """A running site: `seen` is what was asked of it, `bodies` are the bodies of its POSTs."""

    connection: Connection
    seen: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    clients: list[HttpClient] = field(default_factory=list)

    def browser(self, *application: str) -> Browser:
        """A browser that reaches the site; the application is at APP unless told."""
        client = HttpClient(self.connection, Journal("site", Redactor()))
        self.clients.append(client)
        return Browser(client, application or (APP, CALLBACK))

    def close(self) -> None:
        for client in self.clients:
            client.close()

    @property
    def hosts_seen(self) -> set[str]:
        return {url.partition("/")[0] for _, url, _ in self.seen}

    def sent(self, path: str) -> dict[str, str]:
        """The parameters of the one request to `path` of any host."""
        (found,) = [sent for _, url, sent in self.seen if url.partition("/")[2] == path]
        return found


@contextmanager
def site(answers: Mapping[str, Answer], *hosts: str) -> Iterator[Site]:
    """Serves `answers` by path (`host/path` for another host than op.example)."""
    names = {"op.example", "app.example", "attacker.example", *hosts}
    with listening_socket() as sock:
        where = (LOOPBACK, sock.getsockname()[1])
        running = Site(Connection(host_map=dict.fromkeys(names, where)))
        with Server(_application(answers, running), sock, None):
            try:
                yield running
            finally:
                running.close()


def _application(answers: Mapping[str, Answer], running: Site) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        host = request.headers["host"].partition(":")[0]
        sent = dict(request.query)
        if request.method == "POST":
            body = request.body.decode()
            sent |= dict(parse_qsl(body, keep_blank_values=True))
            running.bodies.append(body)
        path = urlsplit(request.url).path[1:]
        running.seen.append((request.method, f"{host}/{path}", sent))
        found = answers.get(f"{host}/{path}") or answers.get(f"/{path}")
        if found is None:
            return HTMLResponse("<title>Nothing here</title>", 404)
        if callable(found) and not isinstance(found, Response):
            found = found(request, sent)
        return HTMLResponse(found) if isinstance(found, str) else found

    return answer


def to(url: str, status: int = 302) -> Response:
    """A redirect to `url` as it is written."""
    return Response(status_code=status, headers={"location": url})
