"""The whole default suite on a Django project with django-oauth-toolkit, as a user would run it."""

from pathlib import Path

import pytest

from suites.harness.real.judging import causes, expect_no_secret, explanations, hold, judged
from suites.real.django_toolkit import DJANGO
from suites.real.provider import real_provider

EXPLAINED = explanations("django_toolkit")
# What each is, its rows in `explained.toml` say.
CAUSES = {
    "implicit": [
        *("form-post-not-done", "issuer-on-one-machine", "redirect-uri-compared-loosely"),
        *("pages-without-policy", "server-errors"),
    ],
    "pkce": [
        *("issuer-on-one-machine", "redirect-uri-compared-loosely"),
        *("token-errors-in-another-form", "pages-without-policy", "server-errors"),
    ],
}


@pytest.mark.parametrize("tls", [True, False], ids=["https", "http"])
@pytest.mark.parametrize("auth_method", ["implicit", "pkce"])
def test_its_deviations_are_found_and_none_is_invented(
    auth_method: str, tls: bool, tmp_path: Path
) -> None:
    with real_provider(DJANGO, tls=tls) as provider:
        done = judged(provider, auth_method, tmp_path)
    hold(done, EXPLAINED, "as shipped", auth_method, "https" if tls else "http")
    assert causes(done) == CAUSES[auth_method]
    expect_no_secret(provider, done)


def test_what_the_administrator_changes_is_found_changed(tmp_path: Path) -> None:
    with real_provider(DJANGO, "--hardened", tls=True) as provider:
        done = judged(provider, "pkce", tmp_path)
    hold(done, EXPLAINED, "hardened", "pkce", "https")
