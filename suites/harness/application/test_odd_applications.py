"""Applications of which little can be judged: nothing is said of them that was not seen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

import pytest
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from fakes.attacks.provider import OwnProvider
from fakes.user.login import FormDriver
from fakes.wire.request import Request
from fakes.wire.server import Server, listening_socket
from suites.application.application import HONEST, Application
from suites.application.before import look_at_login
from suites.application.description import ApplicationTarget
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import turn
from suites.targets.profile import profiles
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

Answer = Callable[[Request], Response]


@contextmanager
def judged(answer: Answer | None, *, timeout_s: float = 10.0) -> Iterator[Application]:
    """An application that answers so; None is one that is down."""
    socket = listening_socket()
    url = f"http://localhost:{socket.getsockname()[1]}"
    with OwnProvider() as provider:
        provider.register(url)
        target = ApplicationTarget(
            name="odd",
            profile=profiles()["wandb-server"],
            login_url=f"{url}/login",
            whoami_url=url,
            provider=provider,
        ).changed(
            issuer=provider.issuer,
            client_id=provider.client.client_id,
            auth_method="pkce",
            host=url,
        )
        target = replace(target, connection=replace(target.connection, timeout_s=timeout_s))
        app = Application(target, FormDriver())
        try:
            if answer is None:
                socket.close()
                yield app
            else:
                with Server(answer, socket, None):
                    yield app
        finally:
            app.close()


def outcomes_of(app: Application) -> dict[str, Outcome]:
    """Those of all checks that apply."""
    checks = [catalogue("rp")[one] for one in sorted(catalogue("rp"), key=turn)]
    found = {one.id: judge(one, app) for one in checks}
    return {one: told for one, told in found.items() if told.outcome != "NOT_APPLICABLE"}


def test_an_application_that_is_down_is_not_judged() -> None:
    with judged(None) as app:
        found = outcomes_of(app)
        [looked] = look_at_login(app)
    assert {told.outcome for told in found.values()} == {"NOT_RUN"}
    assert "no usable response" in found[HONEST].reason
    assert looked.stops
    assert app.target.login_url in looked.says


def nowhere(request: Request) -> Response:
    return PlainTextResponse("Not found", 404)


def broken(request: Request) -> Response:
    return PlainTextResponse("Internal Server Error", 500)


def elsewhere(request: Request) -> Response:
    """As an application that was set up with another provider."""
    if request.url.endswith("/login"):
        return RedirectResponse(f"{request.url.removesuffix('/login')}/sso", 302)
    return PlainTextResponse("Sign in with your own provider", 200)


@pytest.mark.parametrize("answer", [nowhere, broken, elsewhere])
def test_where_nobody_can_sign_in_that_alone_is_found(answer: Answer) -> None:
    """What a broken application answers to attacks says nothing of how it meets them."""
    with judged(answer) as app:
        found = outcomes_of(app)
        [looked] = look_at_login(app)
    red = {one for one, told in found.items() if told.outcome in ("FAILED", "WARNED")}
    assert red - {"rp-answers/no-crash"} == {HONEST}
    assert ("rp-answers/no-crash" in red) == (answer is broken)
    assert {told.outcome for one, told in found.items() if one not in red} == {"NOT_RUN"}
    assert looked.stops


def test_an_application_that_does_not_answer_in_time_is_not_judged() -> None:
    done = Event()

    def waiting(request: Request) -> Response:
        done.wait(60)
        return nowhere(request)

    with judged(waiting, timeout_s=0.2) as app:
        found = [judge(catalogue("rp")[one], app) for one in (HONEST, "rp-claims/issuer")]
        done.set()
    assert [told.outcome for told in found] == ["NOT_RUN", "NOT_RUN"]
    assert "0.2 s" in found[0].reason
