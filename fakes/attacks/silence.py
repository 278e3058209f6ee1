"""Answers that never come, or come for ever: until whoever asked has gone, or was waited for."""

import asyncio
from collections.abc import Callable
from threading import Event, Lock, Timer

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from fakes.attacks.provider import Attack, Unanswered
from fakes.faults.homes import Reference
from fakes.wire.request import Request

NAMES = {
    "discovery": "the discovery document",
    "jwks": "the JWK Set",
    "token": "the token response",
    "userinfo": "the UserInfo response",
}
# Of JSON any number of them may be the beginning.
DROP, EVERY_S = b" ", 0.1


class HeldBack(Unanswered):
    """A response that says nothing."""

    def __init__(self, hold: "Hold") -> None:
        super().__init__()
        self._hold = hold

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        self._hold.whoever_waits(lambda: loop.call_soon_threadsafe(over.set))
        gone = asyncio.ensure_future(left(receive))
        ended = asyncio.ensure_future(when(over))
        try:
            await self.until({gone, ended}, send)
            if not gone.done():
                await self.last_words(scope, receive, send)
        finally:
            gone.cancel()
            ended.cancel()

    async def until(self, ends: "set[asyncio.Future[None]]", send: Send) -> None:
        """What is sent before one of `ends` has come."""
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)

    async def last_words(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The end of a response that was waited for long enough."""
        await PlainTextResponse("Nobody waits for this any more.", 503)(scope, receive, send)


class ByTheByte(HeldBack):
    """A response that comes by the byte, and has no end."""

    async def until(self, ends: "set[asyncio.Future[None]]", send: Send) -> None:
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        done: set[asyncio.Future[None]] = set()
        while not done:
            await send({"type": "http.response.body", "body": DROP, "more_body": True})
            done, _ = await asyncio.wait(ends, timeout=EVERY_S, return_when=asyncio.FIRST_COMPLETED)

    async def last_words(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def left(receive: Receive) -> None:
    """Ends when whoever asked has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def when(over: asyncio.Event) -> None:
    """Ends when that is set."""
    await over.wait()


def whose(request: Request) -> str:
    """By what an application shows for whom it asks: a code, or an access token; empty of keys."""
    params = request.params
    code_or_token = params.get("code") or params.get("access_token")
    return code_or_token or request.headers.get("authorization", "")


class Hold:
    """One answer that is held back, however often it is asked for, until `release`.

    It is that of the login which asks first; others at the same endpoint are answered.
    `times` says how often it was asked for; `noticed` is set then, and by whoever waits for that.
    It is released by itself `longest_s` after it was asked for, unless it is kept `for_ever`.
    """

    def __init__(
        self, endpoint: str, kind: type[HeldBack] = HeldBack, longest_s: float = 0
    ) -> None:
        self.endpoint = endpoint
        self.kind = kind
        self.times = 0
        self.noticed = Event()
        self._over = False
        self._whose: str | None = None
        self._ends: list[Callable[[], object]] = []
        self._alone = Lock()
        self._limit = Timer(longest_s, self.release) if longest_s else None

    @property
    def asked(self) -> bool:
        """Whether it was asked for."""
        return self.times > 0

    @property
    def is_over(self) -> bool:
        """Whether it was released."""
        return self._over

    def for_ever(self) -> None:
        """From now on it is released by nobody but whoever holds it."""
        if self._limit is not None:
            self._limit.cancel()

    @property
    def what(self) -> str:
        """What is held back, in words."""
        return NAMES[self.endpoint]

    def keeps(self, request: Request) -> bool:
        """Whether the answer to that is held back."""
        with self._alone:
            if self._whose is None and not self._over:
                self._whose = whose(request)
            return self._whose == whose(request)

    def response(self) -> Response:
        if not self.asked and self._limit is not None:
            self._limit.start()
        self.times += 1
        self.noticed.set()
        return self.kind(self)

    def whoever_waits(self, end: Callable[[], object]) -> None:
        """`end` is called when it is over, and at once if it is."""
        with self._alone:
            if self._over:
                end()
            else:
                self._ends.append(end)

    def release(self) -> None:
        """Nobody is kept any more."""
        self.for_ever()
        with self._alone:
            self._over = True
            for end in self._ends:
                end()
            self._ends.clear()

    @property
    def attack(self) -> Attack:
        """A provider that holds it back."""
        hold = self

        class Holding(Reference):
            def answer(self, request: Request) -> Response:
                places = self.endpoints | {"discovery": self.discovery_url()}
                if request.url == places[hold.endpoint] and hold.keeps(request):
                    return hold.response()
                return super().answer(request)

        how = "never comes" if self.kind is HeldBack else "comes by the byte, without end"
        Holding.__doc__ = f"{self.what} {how}"
        return Holding
