"""The whole suite for applications on Apache with mod_auth_openidc, as a user would run it."""

from pathlib import Path

import pytest

from suites.harness.real.judging import (
    expect_no_secret,
    explanations,
    hold,
    judged_application,
)
from suites.real.applications.mod_auth_openidc import MOD_AUTH_OPENIDC
from suites.real.applications.product import real_application

EXPLAINED = explanations("applications/mod_auth_openidc")


@pytest.mark.parametrize("auth_method", MOD_AUTH_OPENIDC.auth_methods)
def test_its_weaknesses_are_found_and_none_is_invented(auth_method: str, tmp_path: Path) -> None:
    with real_application(MOD_AUTH_OPENIDC, auth_method) as application:
        done = judged_application(application, tmp_path)
        hold(done, EXPLAINED, auth_method)
        expect_no_secret(application, done)
