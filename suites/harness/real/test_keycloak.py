"""The whole default suite on Keycloak, as a user would run it, and on the fake that plays it."""

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
)
from suites.harness.real.resemblance import hold_resemblance
from suites.real.keycloak import KEYCLOAK
from suites.real.provider import real_provider

EXPLAINED = explanations("keycloak")
# Its certificates: keycloak.org, "Specifications implemented". The client of the run may use the
# code flow alone, the user has neither address nor telephone, and no loopback address is called.
CERTIFIED = {
    "Config OP": "would pass", "Basic OP": "would warn", "Implicit OP": "not judged",
    "Hybrid OP": "not judged", "Form Post OP (Basic)": "would warn",
    "Form Post OP (Implicit)": "not judged", "Form Post OP (Hybrid)": "not judged",
    "Dynamic OP": "not judged", "RP-Initiated OP": "would pass", "Session OP": "would pass",
    "Front-Channel OP": "would pass", "Back-Channel OP": "not judged",
}  # fmt: skip


@pytest.mark.parametrize(("auth_method", "tls"), [("pkce", True), ("implicit", False)])
def test_its_deviations_are_found_and_none_is_invented(
    auth_method: str, tls: bool, tmp_path: Path
) -> None:
    with real_provider(KEYCLOAK, tls=tls) as provider:
        done = judged(provider, auth_method, tmp_path)
    hold(done, EXPLAINED, auth_method, "https" if tls else "http")
    assert causes(done) == ["issuer-on-one-machine"]
    expect_no_secret(provider, done)
    if auth_method == "pkce":
        hold_forecast(done, CERTIFIED)
        fake = run(tmp_path / "fake", "--target", "keycloak")
        hold_resemblance("keycloak", fake, done)
