"""The whole suite for applications on a Flask application on Authlib, as a user would run it."""

from pathlib import Path

from suites.harness.real.judging import (
    expect_no_secret,
    explanations,
    hold,
    judged_application,
)
from suites.real.applications.flask_authlib import FLASK_AUTHLIB
from suites.real.applications.product import real_application

EXPLAINED = explanations("applications/flask_authlib")


def test_its_weaknesses_are_found_and_none_is_invented(tmp_path: Path) -> None:
    with real_application(FLASK_AUTHLIB) as application:
        done = judged_application(application, tmp_path)
        hold(done, EXPLAINED)
        expect_no_secret(application, done)
