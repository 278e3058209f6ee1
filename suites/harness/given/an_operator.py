"""The W&B-like application in front of a fake provider, as its operator set it up, and a user."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from fakes.applications.wandb_server import WandbServer
from fakes.faults import faults
from fakes.running import RunningFake
from fakes.user.browser import Browser, Landing
from fakes.user.login import FormDriver
from fakes.wire.certificates import ServerTls, authority_pem, server_context
from fakes.wire.client import Form, HttpClient
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.server import Server, listening_socket


@dataclass(frozen=True)
class Office:
    """A running application and its provider; `log` is what the application prints."""

    host: str
    fake: RunningFake
    application: WandbServer
    http: HttpClient
    log: list[str] = field(default_factory=list)

    def new_browser(self) -> Browser:
        """A browser that goes to the provider, and stops before it enters the application."""
        return Browser(self.http, (self.host,))

    def sign_in(self, browser: Browser) -> Landing:
        """The user goes from the application to the provider and types her password there."""
        start = self.http.send("GET", f"{self.host}/login", purpose=Purpose.PAGE, jar=browser.jar)
        landing = browser.open(start.header("location"), purpose=Purpose.PAGE)
        credentials = self.fake.setup().user.credentials
        assert credentials is not None
        return FormDriver().log_in(browser, landing, credentials, watch="")

    def enter(self, browser: Browser, landing: Landing, **changes: str) -> Landing:
        """Carries the provider's answer to the application, with `changes`; follows redirects."""
        pairs = list((landing.params | changes).items())
        if landing.mode == "form_post":
            return self.visit(browser, urlsplit(landing.url).path, pairs)
        url = landing.url.partition("?")[0]
        return self.visit(browser, urlsplit(url).path + "?" + urlencode(pairs))

    def visit(self, browser: Browser, path: str, form: Form | None = None) -> Landing:
        """A page of the application."""
        inside = Browser(self.http, ())
        inside.jar = browser.jar
        return inside.open(f"{self.host}{path}", purpose=Purpose.PAGE, form=form)


@contextmanager
def office(
    vendor: str = "reference", method: str = "pkce", *fault_names: str, **changes: str
) -> Iterator[Office]:
    """Both, on loopback; `changes` replace variables of the application.

    It speaks https, as it must anywhere but on localhost.
    """
    log: list[str] = []
    sock = listening_socket()
    host = f"https://localhost:{sock.getsockname()[1]}"
    put = tuple(faults()[name] for name in fault_names)
    with ExitStack() as stack:
        fake = stack.enter_context(RunningFake(vendor, put, loopback="http", application_url=host))
        setup = fake.setup(method)
        variables = {
            "HOST": host,
            "OIDC_ISSUER": setup.issuer,
            "OIDC_CLIENT_ID": setup.client_id,
            "OIDC_AUTH_METHOD": method,
            "OIDC_SECRET": setup.client_secret,
            "LOGGING_ENABLED": "true",
        }
        tls = server_context(ServerTls(names=("localhost",)))
        application = WandbServer(variables | changes, log=log.append)
        stack.enter_context(Server(application.answer, sock, tls))
        http = HttpClient(Connection(ca_pem=authority_pem()), Journal("test", Redactor()))
        stack.callback(http.close)
        yield Office(host, fake, application, http, log)
