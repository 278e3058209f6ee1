"""The whole suite for applications on oauth2-proxy, as a user would run it."""

from pathlib import Path

from suites.harness.real.judging import (
    expect_no_secret,
    explanations,
    hold,
    judged_application,
)
from suites.real.applications.oauth2_proxy import OAUTH2_PROXY
from suites.real.applications.product import real_application

EXPLAINED = explanations("applications/oauth2_proxy")


def test_its_weaknesses_are_found_and_none_is_invented(tmp_path: Path) -> None:
    with real_application(OAUTH2_PROXY) as application:
        done = judged_application(application, tmp_path)
        hold(done, EXPLAINED)
        expect_no_secret(application, done)
