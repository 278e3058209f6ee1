"""The whole default suite on npm's certified oidc-provider, as a user would run it."""

from pathlib import Path

import pytest

from suites.harness.given.runs import run
from suites.harness.real.judging import (
    causes,
    expect_no_secret,
    explanations,
    hold,
    hold_forecast,
    judged,
    with_outcome,
)
from suites.real.oidc_provider import OIDC_PROVIDER
from suites.real.provider import real_provider

EXPLAINED = explanations("oidc_provider")
# It is on loopback, and what claims its ID Tokens have depends on the response type (Core 5.4).
CAUSES = {
    "implicit": ["issuer-on-one-machine"],
    "pkce": ["claim-missing", "issuer-on-one-machine"],
}
# Its certificates: github.com/panva/node-oidc-provider, README, "Certification". Of the code flow
# and the implicit flow a run judges one, beside the hybrid flow. Since version 9 there is no
# request_uri, by which the Dynamic plan fails: its author leaves the two modules out.
ALWAYS = {
    "Config OP": "would pass", "Hybrid OP": "would pass", "Form Post OP (Hybrid)": "would pass",
    "Dynamic OP": "would fail", "RP-Initiated OP": "would pass", "Back-Channel OP": "would pass",
    "3rd Party-Init OP": "would pass",
}  # fmt: skip
CERTIFIED = {
    "pkce": ALWAYS | {
        "Basic OP": "would pass", "Form Post OP (Basic)": "would pass",
        "Implicit OP": "not judged", "Form Post OP (Implicit)": "not judged",
    },
    "implicit": ALWAYS | {
        "Basic OP": "not judged", "Form Post OP (Basic)": "not judged",
        "Implicit OP": "would pass", "Form Post OP (Implicit)": "would pass",
    },
}  # fmt: skip
# What a browser can change; each page takes it some tenths of a second.
OF_A_BROWSER = (
    "flow", "authorization", "callback", "claims", "consent", "login", "logout", "session",
)  # fmt: skip


@pytest.mark.parametrize("tls", [True, False], ids=["https", "http"])
@pytest.mark.parametrize("auth_method", ["implicit", "pkce"])
def test_a_certified_provider_is_conformant(auth_method: str, tls: bool, tmp_path: Path) -> None:
    with real_provider(OIDC_PROVIDER, tls=tls) as provider:
        done = judged(provider, auth_method, tmp_path)
    hold(done, EXPLAINED, auth_method, "https" if tls else "http")
    assert causes(done) == CAUSES[auth_method]
    if tls:
        hold_forecast(done, CERTIFIED[auth_method])
    expect_no_secret(provider, done)


@pytest.mark.parametrize("auth_method", ["implicit", "pkce"])
def test_it_is_so_through_a_browser_where_the_login_needs_javascript(
    auth_method: str, tmp_path: Path
) -> None:
    with real_provider(OIDC_PROVIDER, "--javascript-login") as provider:
        done = judged(provider, auth_method, tmp_path, "--login", "browser", areas=OF_A_BROWSER)
    hold(done, EXPLAINED, auth_method, "http", areas=OF_A_BROWSER)


def test_a_browser_takes_over_by_itself_where_the_login_needs_it(tmp_path: Path) -> None:
    """Nobody asked for a driver; that Chromium went on is told."""
    with real_provider(OIDC_PROVIDER, "--javascript-login") as provider:
        done = run(tmp_path, "--check", "flow/*", environment=provider.environment("pkce"))
    assert not with_outcome(done, "FAILED", "ERRORED"), done.output
    assert "flow/login" in [one["check"] for one in with_outcome(done, "PASSED")]
    (target,) = done.data["targets"]
    assert [one["kind"] for one in target["notices"]].count("browser-driver") == 1
