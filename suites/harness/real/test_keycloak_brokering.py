"""Keycloak whose user logs in at SimpleSAMLphp: the login over the hop, as a user would run it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from suites.harness.real.judging import (
    expect_no_secret,
    explanations,
    hold,
    judged,
    told,
    with_outcome,
)
from suites.real.brokering import BROKERING
from suites.real.provider import RealProvider, real_provider

EXPLAINED = explanations("keycloak")
AREAS = ("flow", "id-token", "claims", "userinfo")


@pytest.fixture(scope="module")
def brokering() -> Iterator[RealProvider]:
    """Both, for as many tests as one worker runs of them."""
    with real_provider(BROKERING) as provider:
        yield provider


@pytest.mark.xdist_group("brokering")
@pytest.mark.parametrize("login", ["form", "browser"])
def test_a_user_of_the_identity_provider_behind_it_is_judged(
    brokering: RealProvider, login: str, tmp_path: Path
) -> None:
    done = judged(brokering, "pkce", tmp_path, "--login", login, areas=AREAS)
    hold(done, EXPLAINED, "pkce", "https", areas=AREAS)
    assert not with_outcome(done, "FAILED"), told(with_outcome(done, "FAILED"))
    assert "flow/login" in {one["check"] for one in with_outcome(done, "PASSED")}
    # Keycloak's own, and that of the identity provider behind it.
    ports = {urlsplit(one["request"]["url"]).port for one in done.data["exchanges"]}
    assert len(ports) == 2, ports
    expect_no_secret(brokering, done)
