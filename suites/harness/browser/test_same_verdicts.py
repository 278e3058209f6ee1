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
    ("name", "fault", "areas"),
    [
        ("okta-pkce", None, ""),
        # In Chromium each time: two steps, and a cookie that a script has set.
        ("reference", SCRIPTED, "authorization/"),
    ],
    ids=["plain", "scripted"],
)
def test_chromium_finds_what_forms_find(
    driver: ChromiumDriver, name: str, fault: Fault | None, areas: str
) -> None:
    found = catalogue().values()
    ids = [one.id for one in found if one.suite == "oidc" and one.id.startswith(areas)]
    by_forms = outcomes(name, None, ids)
    in_chromium = outcomes(name, fault, ids, driver=driver)
    different = {
        one: (by_forms[one], in_chromium[one])
        for one in ids
        if by_forms[one].outcome != in_chromium[one].outcome
    }
    assert not different
