"""The whole default suite on Spring Authorization Server, as a user would run it.

It has no implicit grant.
"""

from pathlib import Path

from suites.harness.real.judging import causes, expect_no_secret, explanations, hold, judged
from suites.real.provider import real_provider
from suites.real.spring import SPRING

# What each is, its rows in `explained.toml` say.
CAUSES = ["issuer-on-one-machine", "token-errors-in-another-form", "pages-without-policy"]


def test_its_deviations_are_found_and_none_is_invented(tmp_path: Path) -> None:
    with real_provider(SPRING, tls=True) as provider:
        done = judged(provider, "pkce", tmp_path)
    hold(done, explanations("spring"), "pkce", "https")
    assert causes(done) == CAUSES
    expect_no_secret(provider, done)
