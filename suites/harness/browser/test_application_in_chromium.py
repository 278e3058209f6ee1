"""An application whose pages need JavaScript is judged by Chromium (RP_DRIVER=browser)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fakes.applications.running import RunningApplication
from fakes.attacks.forging import claims
from fakes.people import ALICE, BOB
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.user.login import FormDriver
from suites.application.application import Application, NoResponse
from suites.application.described import Listening, described_target
from suites.checks.catalogue import catalogue
from suites.harness.fakes.test_wandb_server_cli import free_port
from suites.harness.given.applications.described import configured, described
from suites.harness.given.applications.scripted import SCRIPTED
from suites.harness.given.runs import run
from suites.verdicts.judge import judge

SLUGS = ("token", "keys", "userinfo", "slow", "others")
SIGNED_IN = "Signed in: ([^<]+)"


@pytest.fixture(scope="module")
def chromium() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium())
    yield driver
    driver.close()


@pytest.fixture
def application() -> Iterator[RunningApplication]:
    with RunningApplication((SCRIPTED,)) as running:
        yield running


@pytest.fixture
def app(application: RunningApplication, chromium: ChromiumDriver) -> Iterator[Application]:
    settings = described(
        application.host,
        issuer=f"http://localhost:{free_port()}",
        whoami_signed_in=SIGNED_IN,
    )
    target = described_target(settings, Listening(settings), "reference")
    configured(application, settings)
    app = Application(replace(target, restart=application.restart), chromium)
    yield app
    app.close()
    target.provider.stop()


def test_each_user_is_signed_in_by_scripts(app: Application) -> None:
    visits = [app.attempt(user=user) for user in (ALICE, BOB)]
    assert [visit.who for visit in visits] == [ALICE.username, BOB.username]
    assert app.who(visits[0].browser) == ALICE.username, "each in a window of her own"
    assert app.who(app.new_browser()) == ""


def test_an_attack_is_refused_between_honest_logins(app: Application) -> None:
    app.honest()
    visit = app.attempt(claims(aud="somebody-else"))
    assert (visit.who, visit.landing.rendered.count("It was refused.")) == ("", 1)
    app.honest()


def test_a_response_in_another_window_finds_nothing_stored_there(app: Application) -> None:
    app.play()
    response = app.response(app.new_browser())
    visit = app.entered(app.new_browser(), response)
    assert visit.who == ""
    assert "This login began elsewhere." in visit.landing.rendered


def test_what_a_script_would_ask_for_is_not_waited_for(app: Application) -> None:
    """A login that waits is on a thread of its own, where no script of a page is run."""
    outcomes = {slug: judge(catalogue("rp")[f"rp-patience/{slug}"], app) for slug in SLUGS}
    assert {one.outcome for one in outcomes.values()} == {"NOT_APPLICABLE"}, outcomes
    assert "did not ask for the token response" in outcomes["others"].reason
    assert app.honest().who == BOB.username


def test_without_scripts_no_login_begins(app: Application) -> None:
    app.driver = FormDriver()
    app.play()
    with pytest.raises(NoResponse):
        app.response(app.new_browser())


def test_a_run_by_variables_judges_it(application: RunningApplication, tmp_path: Path) -> None:
    issuer = f"http://localhost:{free_port()}"
    configured(application, described(application.host, issuer=issuer))
    variables = {
        "RP_PROFILE": "wandb-server",
        "HOST": application.host,
        "RP_ISSUER": issuer,
        "RP_WHOAMI_SIGNED_IN": SIGNED_IN,
        "RP_DRIVER": "browser",
    }
    checks = ("--check", "rp-login/*", "--check", "rp-response/error")
    ended = run(tmp_path, *checks, environment=variables, suites=("suites/rp",))
    assert ended.exit_code == 0, ended.output
    outcomes = [one["outcome"] for one in ended.data["findings"] if one["exchanges"]]
    assert outcomes == ["PASSED", "PASSED"]
