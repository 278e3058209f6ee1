"""What is found does not depend on how the harness logs in."""

from collections.abc import Iterator

import pytest

from fakes.faults import Fault
from fakes.user.chromium import ChromiumDriver, find_chromium
from suites.checks.catalogue import catalogue
from suites.harness.browser.test_login_driver import SCRIPTED
from suites.harness.given.proving import outcomes


@pytest.fixture
def driver() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium(), spares=True)
    yield driver
    driver.close()


@pytest.mark.parametrize(
    ("name", "fault", "areas", "tabs"),
    [
        ("okta-pkce", None, (), 4),
        # In Chromium each time that the login page is shown: two steps, and a cookie of a script.
        ("reference", SCRIPTED, ("authorization/",), 30),
        # What is judged after a login or two.
        ("reference", SCRIPTED, ("id-token/", "claims/", "userinfo/", "token/"), 5),
    ],
    ids=["plain", "scripted", "few logins"],
)
def test_chromium_finds_what_forms_find(
    driver: ChromiumDriver, name: str, fault: Fault | None, areas: tuple[str, ...], tabs: int
) -> None:
    found = [one.id for one in catalogue().values() if one.suite == "oidc"]
    ids = [one for one in found if not areas or one.startswith(areas)]
    by_forms = outcomes(name, None, ids)
    in_chromium = outcomes(name, fault, ids, driver=driver)
    different = {
        one: (by_forms[one], in_chromium[one])
        for one in ids
        if by_forms[one].outcome != in_chromium[one].outcome
    }
    assert not different
    assert driver.tabs <= tabs
