"""The login of a test user on a small site, and what it sent."""

from fakes.user.browser import Landing
from fakes.user.login import Credentials, FormDriver
from fakes.wire.purposes import Purpose
from suites.harness.given.login_pages import PASSWORD, USER
from suites.harness.given.sites import CALLBACK, OP, Site

CREDENTIALS = Credentials(USER, PASSWORD)


def enter(running: Site, credentials: Credentials = CREDENTIALS, start: str = OP) -> Landing:
    """A login at /start."""
    browser = running.browser()
    landing = browser.open(f"{start}/start", purpose=Purpose.PAGE, watch=CALLBACK)
    return FormDriver().log_in(browser, landing, credentials, watch=CALLBACK)


def posts(running: Site) -> list[str]:
    """The paths that got a form, of whatever host."""
    return [url.partition("/")[2] for method, url, _ in running.seen if method == "POST"]
