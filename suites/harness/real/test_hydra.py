"""The whole default suite on Ory Hydra with a login page of ours, as a user would run it."""

from pathlib import Path

import pytest

from suites.harness.real.judging import causes, expect_no_secret, explanations, hold, judged
from suites.real.hydra import HYDRA
from suites.real.provider import real_provider

EXPLAINED = explanations("hydra")


@pytest.mark.parametrize(("auth_method", "tls"), [("pkce", True), ("implicit", False)])
def test_its_deviations_are_found_and_none_is_invented(
    auth_method: str, tls: bool, tmp_path: Path
) -> None:
    with real_provider(HYDRA, tls=tls) as provider:
        done = judged(provider, auth_method, tmp_path)
    hold(done, EXPLAINED, auth_method, "https" if tls else "http")
    assert causes(done) == ["issuer-on-one-machine"]
    expect_no_secret(provider, done)
