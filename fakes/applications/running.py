"""The W&B-like application that runs: started on loopback, with weaknesses put on it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Self

from starlette.responses import Response

from fakes.applications.settings import settings_of
from fakes.applications.wandb_server import WandbServer
from fakes.faults import Fault
from fakes.wire.request import Request
from fakes.wire.server import Server, Serving, listening_socket

# Long enough for a busy machine to answer everything else in.
BRIEFLY_S = "1"


class RunningApplication(Serving):
    """The application on a port of its own, and its memory, which `restart` empties.

    `variables` are what it was configured by.
    """

    def __init__(
        self, faults: tuple[Fault, ...] = (), kind: type[WandbServer] = WandbServer
    ) -> None:
        """`kind` is what it is without the faults. Raises OSError."""
        self._socket = listening_socket()
        self.host = f"http://localhost:{self._socket.getsockname()[1]}"
        mixed = type("Application", (*(one.mixin for one in faults), kind), {})
        assert issubclass(mixed, WandbServer)
        self._kind = mixed
        self.variables: dict[str, str] = {}
        self.application = mixed({})
        self._server = Server(self._answer, self._socket, None, threads=True)

    def configure(self, variables: Mapping[str, str]) -> None:
        """Starts it anew with these variables, beside HOST."""
        self.variables = {"HOST": self.host, **variables}
        self.restart()

    def restart(self) -> None:
        """It forgets its sessions, and what it knows about its provider."""
        self.application = self._kind(self.variables, lambda line: None)

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Its provider is waited for as briefly as a run of seconds wants it."""
        usual = self.variables
        try:
            self._tell(usual | {"OIDC_TIMEOUT": BRIEFLY_S})
            yield
        finally:
            self._tell(usual)

    def _tell(self, variables: dict[str, str]) -> None:
        """It has these variables from now on, and forgets nothing."""
        self.variables = variables
        self.application.settings = settings_of(variables)

    def _answer(self, request: Request) -> Response:
        """By the application as it is now, which `restart` replaces."""
        return self.application.answer(request)

    def start(self) -> Self:
        self._server.start()
        return self

    def stop(self) -> None:
        self._server.stop()
