"""The listener: what a provider that calls us is given, and what we keep of its call."""

from dataclasses import replace

import pytest

from fakes.engine.outgoing import Uncallable
from fakes.relying_party.listener import Listener
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.client import HttpClient
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED, target_of
from suites.verdicts.expect import NotRun


@pytest.fixture
def fake(reference: RunningFake) -> RunningFake:
    return reference


def test_an_embedded_fake_calls_us_by_name(fake: RunningFake) -> None:
    """The URL reads as in production; what was published can be replaced."""
    op = Op.at(target_of(fake, "reference", "pkce"), FormDriver())
    try:
        url = op.listener().publish("/jwks", '{"keys": []}')
        assert url == "https://relying-party.example/jwks"
        assert fake.provider.fetch(url).text == '{"keys": []}'
        op.listener().publish("/jwks", "gone", "text/plain", status=410)
        with pytest.raises(Uncallable, match="410"):
            fake.provider.fetch(url)
        assert fake.provider.post(url + "?a=b", [("logout_token", "x")]).status == 410
        first, _, last = op.for_client("another").listener().wait_for("/jwks", 3)
        assert (first.method, last.form) == ("GET", [("logout_token", "x")])
        assert op.listener().wait_for("/other") == []
    finally:
        op.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://relying-party.example/",
        "https://127.0.0.1:{port}/",
        "https://localhost:{port}/",
        "https://relying-party.example@127.0.0.1:{port}/",
        "https://[::1/",
        "file:///etc/passwd",
        "https://unknown.example/",
    ],
)
def test_an_embedded_fake_calls_nobody_else(fake: RunningFake, url: str) -> None:
    """Private addresses, other schemes and strangers are refused before any connection."""
    with fake.listen() as listener, pytest.raises(Uncallable, match=r"not an? "):
        fake.provider.fetch(url.replace("{port}", str(listener.port)))


def test_a_fake_on_loopback_calls_loopback() -> None:
    """As a developer's provider does."""
    with RunningFake("reference", loopback="http") as fake, fake.listen() as listener:
        url = listener.publish("/logo.png", "x", "image/png")
        assert url.startswith("http://127.0.0.1:")
        assert fake.provider.fetch(url).media_type == "image/png"


def test_a_provider_elsewhere_needs_a_public_url() -> None:
    """The reason says which settings; with them, what arrives at the port is kept."""
    fake, target = EMBEDDED["reference"].start("reference")
    fake.stop()
    elsewhere = replace(target, listen=None)
    op = Op.at(elsewhere, FormDriver())
    with pytest.raises(NotRun, match="OIDC_LISTENER_URL and OIDC_LISTENER_PORT"):
        _ = op.listener()
    op.close()
    op = Op.at(elsewhere.changed(listener_url="https://tunnel.example.com/"), FormDriver())
    try:
        assert op.listener().publish("/jwks") == "https://tunnel.example.com/jwks"
        tunnel = HttpClient(Connection(), op.journal)
        tunnel.send("GET", op.listener().loopback_origin + "/jwks", purpose=Purpose.JWK_SET)
        tunnel.close()
        assert len(op.listener().wait_for("/jwks")) == 1
    finally:
        op.close()


def test_a_port_that_is_taken_is_told() -> None:
    """It is no problem of the provider's."""
    with Listener() as one, RunningFake() as fake:
        target = replace(target_of(fake, "reference", "pkce"), listen=None)
        taken = target.changed(listener_url="https://t.example", listener_port=one.port)
        with pytest.raises(NotRun, match=f"OIDC_LISTENER_PORT={one.port}"):
            _ = Op.at(taken, FormDriver()).listener()


def test_what_arrives_is_evidence_without_secrets(fake: RunningFake) -> None:
    """A call is kept once, in the scope of whoever reads it, and its tokens are taken out."""
    op = Op.at(target_of(fake, "reference", "pkce"), FormDriver())
    try:
        url = op.listener().publish("/logout", "")
        fake.provider.post(url, [("logout_token", "a-secret-of-the-provider")])
        with op.journal.scope() as first:
            op.listener().received("/logout")
        with op.journal.scope() as second:
            op.listener().wait_for("/logout")
        assert first == second
        assert len(first) == 1
        kept = op.journal.entry(first[0])
        assert kept["request"]["url"] == url
        assert "a-secret-of-the-provider" not in str(kept)
    finally:
        op.close()
