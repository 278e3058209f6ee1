"""Whatever a target answers, the findings name the cause, and nothing breaks on our side."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.network import Connection
from fakes.wire.request import Request
from fakes.wire.server import LOOPBACK, listening_socket
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED, target_of
from suites.targets.target import Target
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

PATIENCE_S = 1.0
JSON = {"content-type": "application/json"}


class NeverAnswers(Response):
    """Waits until the client has gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass


class Flood(Response):
    """Sends 50 MB."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(50):
            chunk = {"type": "http.response.body", "body": b" " * 1_000_000, "more_body": True}
            await send(chunk)
        await send({"type": "http.response.body", "body": b""})


ANSWERS: dict[str, tuple[Callable[[str], Response], str]] = {
    "html": (lambda url: HTMLResponse("<h1>Hello & goodbye</h1>"), "Hello"),
    "error-500": (lambda url: Response("oops", 500), "HTTP 500"),
    "empty": (lambda url: Response("", headers=JSON), "an empty body"),
    "flood": (lambda url: Flood(), "larger than 2,000,000 bytes"),
    "silence": (lambda url: NeverAnswers(), "no complete response within 1 s"),
    "circle": (RedirectResponse, ""),
    "not-utf-8": (lambda url: Response(b'{"issuer": "\xff\xfe"}', headers=JSON), "not UTF-8"),
    "deep": (lambda url: Response("[" * 100_000, headers=JSON), "nested too deeply"),
    "deep-object": (
        lambda url: Response('{"a":' * 60 + "1" + "}" * 60, headers=JSON),
        "nested at most 50 deep",
    ),
    "list": (lambda url: Response("[1]", headers=JSON), "[1]"),
}
ENDPOINTS = ("discovery", "jwks", "authorization", "token", "userinfo", "end_session")


def answering(endpoint: str, answer: Callable[[str], Response]) -> Fault:
    """A fault that answers every request to one endpoint with `answer`."""

    class Hostile(Reference):
        def answer(self, request: Request) -> Response:
            own = self.endpoints | {"discovery": self.discovery_url()}
            if request.url == own[endpoint]:
                return answer(request.url)
            return super().answer(request)

    return Fault("hostile", "Answers nonsense.", frozenset(), "reference", Hostile)


@contextmanager
def judged(fault: Fault | None, **connection: Any) -> Iterator[dict[str, Outcome]]:
    """The outcomes of the whole catalogue on the reference with a fault on it."""
    fake, target = EMBEDDED["reference"].start("bad", (fault,) if fault else ())
    reach = replace(target.connection, timeout_s=PATIENCE_S, **connection)
    try:
        yield outcomes(replace(target, connection=reach))
    finally:
        fake.stop()


def outcomes(target: Target) -> dict[str, Outcome]:
    op = Op.at(target, FormDriver())
    try:
        return {check.id: judge(check, op) for check in catalogue(*PROVIDERS).values()}
    finally:
        op.close()


def blamed(found: dict[str, Outcome]) -> dict[str, str]:
    """What the red findings say; and no check may have broken."""
    broken = {one: outcome for one, outcome in found.items() if outcome.outcome == "ERRORED"}
    assert not broken
    return {
        one: f"{outcome.expected} | {outcome.actual}"
        for one, outcome in found.items()
        if outcome.outcome in ("FAILED", "WARNED")
    }


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("kind", ANSWERS)
def test_an_endpoint_that_answers_nonsense_is_named_with_the_cause(
    endpoint: str, kind: str
) -> None:
    """At least one finding is red, none is our own error, and the JSON endpoints say why.

    What hangs is asked twice: whose check asks a third time says so, and blames nobody.
    """
    answer, cause = ANSWERS[kind]
    with judged(answering(endpoint, answer)) as found:
        red = blamed(found)
    hangs = any("this endpoint hangs" in one.reason for one in found.values())
    assert red or (kind == "silence" and hangs)
    if endpoint in ("discovery", "jwks", "token"):
        assert any(cause in told for told in red.values()), red


def test_a_closed_port_is_named() -> None:
    """Nothing listens: the finding says so, the other checks are not run."""
    sock = listening_socket()
    port = sock.getsockname()[1]
    sock.close()
    with RunningFake() as fake:
        target = target_of(fake, "bad", "pkce")
    issuer = f"http://{LOOPBACK}:{port}"
    red = blamed(outcomes(replace(target, issuer=issuer, connection=Connection())))
    assert any("refused" in told for told in red.values()), red


def test_a_certificate_that_nobody_trusts_is_named() -> None:
    """The finding speaks of the certificate, not of a missing document."""
    with judged(None, ca_pem="") as found:
        red = blamed(found)
    assert any("certificate verify failed" in told for told in red.values()), red
