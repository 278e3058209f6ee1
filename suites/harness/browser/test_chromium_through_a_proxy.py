"""Chromium behind a proxy: our client takes it, and Chromium itself finds no way around."""

from dataclasses import replace

import pytest

from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.user.login import Credentials
from fakes.wire.proxying.proxies import proxies_of
from fakes.wire.purposes import Purpose
from suites.harness.browser.test_chromium_login import WAYS_OUT
from suites.harness.given.a_proxy import proxy
from suites.harness.given.login_pages import PASSWORD, SHAPES, USER
from suites.harness.given.sites import CALLBACK, OP, site

ANSWERS = {"/start": WAYS_OUT, "/login": SHAPES["plain"].answers["/login"]}


def test_only_our_client_uses_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chromium reads the same variables, and would hand the sockets of scripts to the proxy."""
    with site(ANSWERS) as running, proxy(running.connection.host_map) as way:
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://{way.address}")
        proxies = proxies_of({"HTTP_PROXY": f"http://{way.address}"})
        running.connection = replace(running.connection, host_map={}, proxies=proxies)
        browser = running.browser()
        driver = ChromiumDriver(find_chromium())
        try:
            landing = browser.open(f"{OP}/start", purpose=Purpose.PAGE, watch=CALLBACK)
            left = driver.log_in(
                browser, landing, Credentials(USER, PASSWORD), watch="http://attacker.example/x"
            )
        finally:
            driver.close()
        assert left.left
        assert way.seen[0] == f"GET {OP}/start"
        assert not [one for one in way.seen if OP not in one]
