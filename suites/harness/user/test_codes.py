"""One-time codes: each is used once, and none reaches a file."""

import json

import pytest

from fakes.clock import MovableClock
from fakes.user.codes import STEP_S, OneTimeCodes
from fakes.user.login import FormDriver
from suites.harness.given.misconfigurations.login import OTHER_SECRET, OWN_SECRET, TWO_STEPS
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.targets.reading import SettingsError, from_environment
from suites.verdicts.expect import Mismatch, NotRun

SETTINGS = {
    "OIDC_ISSUER": "https://op.example.com",
    "OIDC_CLIENT_ID": "wandb",
    "HOST": "https://wandb.example.com",
    "OIDC_USERNAME": "ada",
}


def test_a_code_is_used_once_and_the_next_is_waited_for() -> None:
    """RFC 6238, appendix B: its secret, and the last six digits of its codes by SHA-1."""
    clock, codes = MovableClock(), OneTimeCodes()
    clock.wait(1111111109 - clock.now())
    assert codes.next(OWN_SECRET, clock) == "081804"
    began = clock.now()
    assert codes.next(OWN_SECRET, clock) == "050471"
    assert 0 < clock.now() - began <= STEP_S


def test_every_login_of_a_run_has_a_code_of_its_own_and_no_record_has_one() -> None:
    fake, target = EMBEDDED["reference"].start("fake", TWO_STEPS)
    op = Op.at(target.changed(totp_secret=OWN_SECRET), FormDriver())
    try:
        assert op.login().id_token.claims["sub"]
        assert op.separate_login().id_token.claims["sub"]
        used = {code for _, code in fake.provider.used_codes}
        assert len(used) == 2
        told = json.dumps(op.journal.entries)
        assert not any(code in told for code in used)
        assert OWN_SECRET not in told
    finally:
        op.close()
        fake.stop()


def test_a_code_that_was_refused_is_sent_once_in_the_whole_run() -> None:
    fake, target = EMBEDDED["reference"].start("fake", TWO_STEPS)
    op = Op.at(target.changed(totp_secret=OTHER_SECRET), FormDriver())
    try:
        with pytest.raises(Mismatch, match="one-time code was not accepted") as failed:
            op.attempt()
        assert failed.value.where == "login, code refused"
        with pytest.raises(NotRun, match="stopped before, it is not tried again"):
            op.login("implicit")
        with pytest.raises(NotRun, match="one-time code was not accepted"):
            op.separate_login()
        sent = [one for one in op.journal.entries if one["request"]["url"].endswith("factor")]
        assert len(sent) == 1
    finally:
        op.close()
        fake.stop()


def test_a_secret_is_taken_as_the_provider_shows_it() -> None:
    target = from_environment(
        SETTINGS | {"OIDC_PASSWORD": "x-y", "OIDC_TOTP_SECRET": "gezd gnbv gy3t qojq"}
    )
    assert target is not None
    assert target.credentials is not None
    assert target.credentials.totp_secret.startswith("GEZDGNBVGY3T")
    assert target.credentials.totp_secret in target.secrets
    with pytest.raises(SettingsError, match="must be base32"):
        from_environment(SETTINGS | {"OIDC_PASSWORD": "x-y", "OIDC_TOTP_SECRET": "0189!"})


def test_an_empty_password_is_one_that_is_not_needed_and_none_is_a_mistake() -> None:
    target = from_environment(SETTINGS | {"OIDC_PASSWORD": ""})
    assert target is not None
    assert target.credentials is not None
    assert target.credentials.password == ""
    with pytest.raises(SettingsError, match=r"OIDC_PASSWORD|password"):
        from_environment(SETTINGS)
