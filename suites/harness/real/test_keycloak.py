"""The whole default suite on Keycloak, as a user would run it, and on the fake that plays it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.running import RunningFake
from fakes.user.login import FormDriver
from suites.harness.given.runs import Run, run
from suites.harness.real.facts import Facts, facts
from suites.harness.real.judging import (
    causes,
    expect_no_secret,
    explanations,
    hold,
    hold_forecast,
    judged,
    told,
    with_outcome,
)
from suites.harness.real.resemblance import hold_facts, hold_resemblance
from suites.op.op import Op
from suites.real.keycloak import KEYCLOAK
from suites.real.provider import RealProvider, real_provider
from suites.targets.embedded import target_of
from suites.targets.reading import from_file
from suites.targets.target import Target

EXPLAINED = explanations("keycloak")
# What each is, its rows in `explained.toml` say; a page that posts has the implicit flow alone.
CAUSES = {
    "pkce": ["issuer-on-one-machine", "pkce-not-required"],
    "implicit": ["issuer-on-one-machine", "pkce-not-required", "pages-without-policy"],
}
# Its certificates: keycloak.org, "Specifications implemented". A client that registers itself may
# use the hybrid flow; the implicit one takes the application's second client. The user has neither
# address nor telephone: warnings. Of the Dynamic plan it is open whether logo, policy and terms are
# shown, as it does not say that it registered them, and a client's new key, which takes a minute.
ALWAYS = {
    "Config OP": "would pass", "Hybrid OP": "would warn", "Form Post OP (Hybrid)": "would warn",
    "Dynamic OP": "not judged", "RP-Initiated OP": "would pass", "Session OP": "would pass",
    "Front-Channel OP": "would pass", "Back-Channel OP": "would pass",
}  # fmt: skip
CERTIFIED = {
    "pkce": ALWAYS | {
        "Basic OP": "would warn", "Form Post OP (Basic)": "would warn",
        "Implicit OP": "not judged", "Form Post OP (Implicit)": "not judged",
    },
    "implicit": ALWAYS | {
        "Basic OP": "not judged", "Form Post OP (Basic)": "not judged",
        "Implicit OP": "would warn", "Form Post OP (Implicit)": "would warn",
    },
}  # fmt: skip
OF_A_BROWSER = ("flow", "callback", "login", "logout", "session")
BOTH = ("suites/oidc", "suites/registration")


@pytest.fixture(scope="module")
def secure() -> Iterator[RealProvider]:
    """A Keycloak with TLS, for as many tests as one worker runs of them."""
    with real_provider(KEYCLOAK, tls=True) as provider:
        yield provider


@pytest.fixture(scope="module")
def plain() -> Iterator[RealProvider]:
    """A Keycloak without TLS."""
    with real_provider(KEYCLOAK) as provider:
        yield provider


@pytest.mark.xdist_group("secure")
def test_a_certified_provider_is_conformant_and_its_fake_is_like_it(
    secure: RealProvider, tmp_path: Path
) -> None:
    # First: a realm makes some of its keys when a client wants them.
    seen = facts_at(target_of_provider(secure))
    done = judged(secure, "pkce", tmp_path, suites=BOTH)
    hold_conformant(done, secure, "pkce")
    fake = run(tmp_path / "fake", "--target", "keycloak", suites=BOTH)
    hold_resemblance("keycloak", fake, done)
    with RunningFake("keycloak") as playing:
        hold_facts("keycloak", facts_at(target_of(playing, "keycloak", "pkce")), seen)


@pytest.mark.xdist_group("secure")
def test_it_is_conformant_with_a_client_that_may_use_all_flows(
    secure: RealProvider, tmp_path: Path
) -> None:
    hold_conformant(judged(secure, "implicit", tmp_path), secure, "implicit")


def test_it_is_so_through_a_browser(plain: RealProvider, tmp_path: Path) -> None:
    done = judged(plain, "pkce", tmp_path, "--login", "browser", areas=OF_A_BROWSER)
    hold(done, EXPLAINED, "pkce", "http", areas=OF_A_BROWSER)
    assert not with_outcome(done, "FAILED"), told(with_outcome(done, "FAILED"))


def hold_conformant(done: Run, provider: RealProvider, auth_method: str) -> None:
    """Nothing fails, what is unmet is explained, it is forecast so, and no secret was written."""
    hold(done, EXPLAINED, auth_method, "https")
    assert not with_outcome(done, "FAILED"), told(with_outcome(done, "FAILED"))
    assert causes(done) == CAUSES[auth_method]
    hold_forecast(done, CERTIFIED[auth_method])
    expect_no_secret(provider, done)


def target_of_provider(provider: RealProvider) -> Target:
    return from_file(provider.write_targets(), provider.secrets)["pkce"]


def facts_at(target: Target) -> Facts:
    op = Op.at(target, FormDriver())
    try:
        return facts(op)
    finally:
        op.close()
