"""Chromium follows a login to the identity provider behind, and back by a form of a script."""

import pytest

from fakes.running import RunningFake
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.wire.purposes import Purpose
from suites.harness.given.an_application import Application


@pytest.mark.parametrize(("vendor", "kind"), [("auth0", "oidc"), ("keycloak", "saml")])
def test_it_gets_through(vendor: str, kind: str) -> None:
    """By redirects, and by a form there and back."""
    with RunningFake(vendor, upstream=kind) as fake, Application(fake) as app:
        request = app.rp.authorization_request("pkce")
        landing = app.browser.open(
            request.url(app.authorization_endpoint), purpose=Purpose.AUTHORIZATION_REQUEST
        )
        user = app.setup.user.credentials
        assert user is not None
        driver = ChromiumDriver(find_chromium())
        try:
            landing = driver.log_in(app.browser, landing, user, watch=request.redirect_uri)
        finally:
            driver.close()
        assert landing.params["state"] == request.params["state"]
        assert "code" in landing.params
