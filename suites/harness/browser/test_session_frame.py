"""The session frame of the reference provider in a real browser (Session Management 1.0)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from fakes.faults import Fault, faults
from fakes.user.addresses import origin
from fakes.user.chromium import find_chromium
from fakes.user.login import FormDriver
from fakes.user.tabs.process import ARGUMENTS
from fakes.wire.purposes import Purpose
from suites.op.op import Op
from suites.protocol.clients.registration import registered
from suites.protocol.session.logout import log_out
from suites.targets.embedded import EMBEDDED

# Of the same site as the provider: a private window keeps cookies from frames of other sites.
APPLICATION = "https://app.example.com"
OTHER = "https://other.example.com"
FRAME = '<!doctype html><title>Application</title><iframe id="op" src="{url}"></iframe>'
ASK = """
([message, target]) => new Promise((resolve) => {
  window.addEventListener('message', (event) => resolve(event.data), {once: true});
  setTimeout(() => resolve('no answer'), 2000);
  document.getElementById('op').contentWindow.postMessage(message, target);
})
"""


@dataclass(frozen=True)
class Watcher:
    """An application's page that has the provider's frame in it."""

    op: Op
    context: BrowserContext
    page: Page

    def show(self, at: str) -> None:
        """Loads a page of the application at `at`, with the cookies that the user has now."""
        home = origin(self.op.target.issuer)
        self.context.clear_cookies()
        cookies = self.op.browser.jar.for_scripts(home)
        self.context.add_cookies([one | {"sameSite": "None"} for one in cookies])
        self.page.goto(at)

    def ask(self, message: str) -> str:
        """What the frame answers to `message`."""
        told: str = self.page.evaluate(ASK, [message, origin(self.op.target.issuer)])
        return told

    def serve(self, route: Route) -> None:
        url = route.request.url
        if url.startswith((APPLICATION, OTHER)):
            frame = FRAME.format(url=self.op.endpoint("check_session_iframe"))
            route.fulfill(status=200, content_type="text/html", body=frame)
            return
        reply = self.op.http.send("GET", url, purpose=Purpose.DOCUMENT)
        headers = {name: value for name, value in reply.headers if name != "content-length"}
        route.fulfill(status=reply.status, headers=headers, body=reply.body)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def watching(chromium: Browser, *put: Fault) -> Iterator[Watcher]:
    fake, target = EMBEDDED["reference"].start("fake", put)
    whole = Op.at(target, FormDriver())
    op = registered(whole, redirect_uris=[f"{APPLICATION}/callback"])
    context = chromium.new_context()
    watcher = Watcher(op, context, context.new_page())
    # Playwright writes to the function that it is given, and a watcher takes nothing.
    context.route("**/*", lambda route: watcher.serve(route))  # noqa: PLW0108 - as said above
    yield watcher
    context.close()
    whole.close()
    fake.stop()


@pytest.fixture
def watcher(chromium: Browser) -> Iterator[Watcher]:
    yield from watching(chromium)


def message_of(op: Op) -> str:
    return f"{op.target.client_id} {op.login().landing.params['session_state']}"


def test_it_says_unchanged_while_the_session_lasts_and_changed_after_a_logout(
    watcher: Watcher,
) -> None:
    op = watcher.op
    message = message_of(op)
    watcher.show(APPLICATION)
    assert watcher.ask(message) == "unchanged"
    log_out(op, op.browser, id_token_hint=op.login().id_token.raw)
    watcher.show(APPLICATION)
    assert watcher.ask(message) == "changed"


def test_it_says_changed_to_a_page_of_another_origin(watcher: Watcher) -> None:
    message = message_of(watcher.op)
    watcher.show(OTHER)
    assert watcher.ask(message) == "changed"


@pytest.mark.parametrize("message", ["", "wandb", "wandb without-salt", "wandb a.b more"])
def test_it_says_error_to_what_it_cannot_read(watcher: Watcher, message: str) -> None:
    message_of(watcher.op)
    watcher.show(APPLICATION)
    assert watcher.ask(message) == "error"


@pytest.mark.parametrize("name", ["session-frame-guarded", "session-frame-denied"])
def test_a_frame_that_may_not_be_framed_answers_nothing(chromium: Browser, name: str) -> None:
    for watcher in watching(chromium, faults()[name]):
        message = message_of(watcher.op)
        watcher.show(APPLICATION)
        assert watcher.ask(message) == "no answer"
