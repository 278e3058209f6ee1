"""The whole default suite on Dex, as a user would run it."""

from pathlib import Path

import pytest

from suites.harness.real.judging import causes, expect_no_secret, explanations, hold, judged
from suites.real.dex import DEX
from suites.real.provider import real_provider

EXPLAINED = explanations("dex")
# What each is, its rows in `explained.toml` say.
CAUSES = ["issuer-on-one-machine", "pkce-not-required", "token-errors-in-another-form",
          "pages-without-policy"]  # fmt: skip
CAUSES_OF = {"pkce": CAUSES, "implicit": ["form-post-not-done", *CAUSES]}


@pytest.mark.parametrize(("auth_method", "tls"), [("pkce", True), ("implicit", False)])
def test_its_deviations_are_found_and_none_is_invented(
    auth_method: str, tls: bool, tmp_path: Path
) -> None:
    with real_provider(DEX, tls=tls) as provider:
        done = judged(provider, auth_method, tmp_path)
    hold(done, EXPLAINED, auth_method, "https" if tls else "http")
    assert causes(done) == CAUSES_OF[auth_method]
    expect_no_secret(provider, done)
