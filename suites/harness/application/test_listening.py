"""Where the harness is the provider of an application: issuer, place, certificate, in turn."""

import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
import trustme
from starlette.responses import Response

from fakes.applications.running import RunningApplication
from fakes.people import ALICE, BOB
from fakes.vendors import vendor_names
from fakes.wire.client import HttpClient
from fakes.wire.journal import Journal
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor
from fakes.wire.request import Request
from fakes.wire.server import Server, listening_socket
from suites.application.application import Application
from suites.application.described import Listening
from suites.application.features import FEATURES
from suites.checks.catalogue import catalogue
from suites.harness.fakes.test_wandb_server_cli import free_port
from suites.harness.given.applications.described import described, judged
from suites.verdicts.expect import NotRun
from suites.verdicts.judge import judge

SECRET = "a-secret-of-the-application"  # noqa: S105 - of a test


TLS = ("unknown-authority", "other-host", "expired", "token-endpoint", "authorization-endpoint")


def outcomes_of_tls(app: Application) -> dict[str, str]:
    """How an application is judged that is asked whom it trusts."""
    return {slug: judge(catalogue("rp")[f"rp-tls/{slug}"], app).outcome for slug in TLS}


@pytest.fixture
def application() -> Iterator[RunningApplication]:
    with RunningApplication() as running:
        yield running


@contextmanager
def terminator(port: int, tls: ssl.SSLContext | None, behind: str) -> Iterator[None]:
    """A reverse proxy at `port` that leads to `behind`."""
    http = HttpClient(Connection(), Journal("proxy", Redactor()))

    def forward(request: Request) -> Response:
        path = request.url.partition("://")[2].partition("/")[2]
        url = f"{behind}/{path}?{urlencode(request.query)}"
        form = request.form if request.method == "POST" else None
        proof = [one for one in request.headers.items() if one[0] == "authorization"]
        reply = http.send(request.method, url, purpose=Purpose.PAGE, form=form, headers=proof)
        led = {"location": reply.header("location")} if reply.header("location") else {}
        return Response(reply.body, reply.status, led, reply.media_type)

    with closing(http), Server(forward, listening_socket(port), tls):
        yield


def test_the_provider_listens_at_the_port_of_its_issuer(application: RunningApplication) -> None:
    settings = described(application.host, issuer=f"http://localhost:{free_port()}")
    with judged(settings, application) as app:
        assert app.attempt(user=BOB).who == BOB.username
        assert app.attempt(user=ALICE).who == ALICE.username


def test_behind_a_proxy_it_listens_elsewhere(application: RunningApplication) -> None:
    issuer, place = free_port(), free_port()
    settings = described(
        application.host, issuer=f"http://localhost:{issuer}", listen=f"127.0.0.1:{place}"
    )
    with (
        terminator(issuer, None, f"http://127.0.0.1:{place}"),
        judged(settings, application) as app,
    ):
        assert app.attempt(user=BOB).who == BOB.username


def test_behind_a_terminator_of_tls_it_speaks_plain_http(
    application: RunningApplication, tmp_path: Path
) -> None:
    """Application and user trust the terminator by the authority of the operator."""
    authority, bundle = trustme.CA(), tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(tls)
    issuer, place = free_port(), free_port()
    settings = described(
        application.host,
        issuer=f"https://localhost:{issuer}",
        listen=f"127.0.0.1:{place}",
        ca_bundle=str(bundle),
    )
    with terminator(issuer, tls, f"http://127.0.0.1:{place}"), judged(settings, application) as app:
        assert app.attempt(user=BOB).who == BOB.username


def test_an_https_issuer_has_a_certificate_of_an_authority_that_is_told(
    application: RunningApplication, tmp_path: Path
) -> None:
    settings = described(
        application.host,
        issuer=f"https://localhost:{free_port()}",
        ca_out=str(tmp_path / "ca.pem"),
    )
    with judged(settings, application) as app:
        assert app.attempt(user=BOB).who == BOB.username
        assert outcomes_of_tls(app) == dict.fromkeys(TLS, "PASSED")
        application.configure(application.variables | {"OIDC_CA_BUNDLE": ""})
        assert app.attempt(user=BOB).who == "", "who does not trust it asks it nothing"


def test_an_https_issuer_may_have_a_certificate_of_the_operator(
    application: RunningApplication, tmp_path: Path
) -> None:
    authority, bundle, own = trustme.CA(), tmp_path / "ca.pem", tmp_path / "own.pem"
    authority.cert_pem.write_to_path(bundle)
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(own)
    settings = described(
        application.host,
        issuer=f"https://localhost:{free_port()}",
        certificate=str(own),
        ca_bundle=str(bundle),
    )
    with judged(settings, application) as app:
        assert app.attempt(user=BOB).who == BOB.username
        found = outcomes_of_tls(app)
    assert found["unknown-authority"] == found["token-endpoint"] == "PASSED"
    assert found["other-host"] == found["expired"] == "NOT_APPLICABLE"


def test_without_tls_of_the_harness_none_is_judged(application: RunningApplication) -> None:
    settings = described(application.host, issuer=f"http://localhost:{free_port()}")
    with judged(settings, application) as app:
        outcome = judge(catalogue("rp")["rp-tls/expired"], app)
    assert outcome.outcome == "NOT_APPLICABLE"
    assert "RP_ISSUER is no https URL" in outcome.reason


def test_a_port_that_is_taken_is_told_and_nothing_judged(application: RunningApplication) -> None:
    with listening_socket() as taken:
        port = taken.getsockname()[1]
        settings = described(application.host, issuer=f"http://localhost:{port}")
        why = f"cannot listen at 127.0.0.1, port {port}"
        with judged(settings, application) as app, pytest.raises(NotRun, match=why):
            app.presume_allowed("safe")


def test_an_authority_that_cannot_be_written_is_told(
    application: RunningApplication, tmp_path: Path
) -> None:
    gone = tmp_path / "gone" / "ca.pem"
    settings = described(
        application.host, issuer=f"https://localhost:{free_port()}", ca_out=str(gone)
    )
    why = r"cannot trust the provider: .* cannot be written"
    with judged(settings, application) as app, pytest.raises(NotRun, match=why):
        app.presume_allowed("safe")


def test_products_take_turns_at_one_issuer(application: RunningApplication) -> None:
    """The application is restarted whenever another one has the word, and not between."""
    settings = described(
        application.host, issuer=f"http://localhost:{free_port()}", client_secret=SECRET
    )
    listening, restarted = Listening(settings), []
    with (
        judged(settings, application, listening, "okta") as okta,
        judged(settings, application, listening, "cognito") as cognito,
    ):
        for app in (okta, cognito):
            object.__setattr__(
                app.target, "restart", lambda: restarted.append(application.restart())
            )
        who = [app.attempt(user=BOB).who for app in (okta, okta, cognito, okta)]
    assert who == [BOB.username] * 4
    assert len(restarted) == 3


@pytest.mark.parametrize("vendor", vendor_names())
def test_every_product_may_be_called_by_the_issuer_that_the_application_knows(
    application: RunningApplication, vendor: str
) -> None:
    settings = described(
        application.host, issuer=f"http://localhost:{free_port()}", client_secret=SECRET
    )
    with judged(settings, application, vendor=vendor) as app:
        assert FEATURES["offered"].is_there(app)
        visit = app.attempt(user=BOB)
        assert visit.who == BOB.username
        app.log_out(visit.browser)
        assert app.who(visit.browser) == ""
