"""What a person has to look at comes with its picture, where a browser draws pages."""

import pytest
from starlette.responses import Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.user.login import FormDriver, LoginDriver
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

PNG = b"\x89PNG\r\n"


class DrawnLogo(Reference):
    """The login page draws the logo of a client itself, from a copy that names no origin."""

    def finish(self, request: Request, response: Response) -> None:
        if b"ssoproof-logo.png" in response.body:
            response.body = bytes(response.body).replace(b"<img ", b"<svg></svg><i ")
            response.headers["content-length"] = str(len(response.body))
        super().finish(request, response)


def judged(driver: LoginDriver) -> Outcome:
    fault = Fault("drawn-logo", "", frozenset(), "reference", DrawnLogo)
    fake, target = EMBEDDED["reference"].start("reference", (fault,))
    op = Op.at(target, driver)
    try:
        return judge(catalogue()["registration/logo-shown"], op)
    finally:
        op.close()
        driver.close()
        fake.stop()


@pytest.mark.parametrize("drawn", [True, False])
def test_a_page_to_review_is_drawn_by_a_browser_alone(drawn: bool) -> None:
    found = judged(ChromiumDriver(find_chromium()) if drawn else FormDriver())
    assert found.outcome == "REVIEW", found
    assert "logo" in found.reason
    assert found.picture.startswith(PNG) == drawn
