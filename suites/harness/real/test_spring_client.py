"""The whole suite for applications on Spring Security's client, as a user would run it."""

from pathlib import Path

from suites.harness.real.judging import (
    expect_no_secret,
    explanations,
    hold,
    judged_application,
)
from suites.real.applications.product import real_application
from suites.real.applications.spring_client import SPRING_CLIENT

EXPLAINED = explanations("applications/spring_client")


def test_its_weaknesses_are_found_and_none_is_invented(tmp_path: Path) -> None:
    with real_application(SPRING_CLIENT) as application:
        done = judged_application(application, tmp_path)
        hold(done, EXPLAINED)
        expect_no_secret(application, done)
