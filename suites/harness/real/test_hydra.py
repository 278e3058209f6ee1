"""The whole default suite on Ory Hydra with a login page of ours, as a user would run it."""

from pathlib import Path

import pytest

from suites.harness.real.judging import (
    causes,
    expect_no_secret,
    explanations,
    hold,
    hold_forecast,
    judged,
)
from suites.real.hydra import HYDRA
from suites.real.provider import real_provider

EXPLAINED = explanations("hydra")
# What each is, its rows in `explained.toml` say. Whether two requests meet in a race is chance.
CAUSES = ["issuer-on-one-machine", "pages-without-policy"]
BY_CHANCE = ["server-errors"]
# Its certificates: github.com/ory/hydra, README, "OpenID Connect Certified". Without registration
# there is no Dynamic plan here, and no second client to authenticate or to sign in other ways.
CERTIFIED = {
    "Config OP": "would warn", "Basic OP": "not judged", "Implicit OP": "not judged",
    "Hybrid OP": "not judged", "Dynamic OP": "not claimed",
}  # fmt: skip


@pytest.mark.parametrize(("auth_method", "tls"), [("pkce", True), ("implicit", False)])
def test_its_deviations_are_found_and_none_is_invented(
    auth_method: str, tls: bool, tmp_path: Path
) -> None:
    with real_provider(HYDRA, tls=tls) as provider:
        done = judged(provider, auth_method, tmp_path)
    hold(done, EXPLAINED, auth_method, "https" if tls else "http")
    assert [one for one in causes(done) if one not in BY_CHANCE] == CAUSES
    if tls:
        hold_forecast(done, CERTIFIED)
    expect_no_secret(provider, done)
