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
# What each is, its rows in `explained.toml` say: clients may register scripts as redirect URIs.
# Whether two requests meet in a race is chance.
CAUSES = [
    "issuer-on-one-machine", "pages-without-policy", "critical-requirement", "critical-requirement",
]  # fmt: skip
BY_CHANCE = ["server-errors"]
# Its certificates: github.com/ory/hydra, README, "OpenID Connect Certified". It takes no request by
# POST and no parameter claims, and has members of its own in the document: warnings. Of the Dynamic
# plan the assertions of clients are open, since it names no algorithm for them, and the sectors,
# which it fetches by https alone. Without TLS the document and what needs it are judged otherwise.
CERTIFIED = {
    "pkce": {
        "Config OP": "would warn", "Basic OP": "would warn", "Implicit OP": "not judged",
        "Hybrid OP": "would warn", "Dynamic OP": "not judged",
    },
    "implicit": {
        "Basic OP": "not judged", "Implicit OP": "would warn", "Hybrid OP": "would warn",
    },
}  # fmt: skip


@pytest.mark.parametrize(("auth_method", "tls"), [("pkce", True), ("implicit", False)])
def test_its_deviations_are_found_and_none_is_invented(
    auth_method: str, tls: bool, tmp_path: Path
) -> None:
    with real_provider(HYDRA, tls=tls) as provider:
        done = judged(provider, auth_method, tmp_path)
    hold(done, EXPLAINED, auth_method, "https" if tls else "http")
    assert [one for one in causes(done) if one not in BY_CHANCE] == CAUSES
    hold_forecast(done, CERTIFIED[auth_method])
    expect_no_secret(provider, done)
