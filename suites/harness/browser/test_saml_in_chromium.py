"""A SAML identity provider whose login page only scripts show, by Chromium: the same verdicts."""

from collections.abc import Iterator

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.faults import Fault
from fakes.saml.model import Arrived
from fakes.saml.provider import SamlProvider
from fakes.user.chromium import ChromiumDriver, find_chromium
from fakes.user.login import FormDriver
from suites.harness.given.identity_providers.proving import saml_outcomes

# What is judged of one login, and what asks for a login page again.
OF_A_LOGIN = ("saml-login/", "saml-response/", "saml-assertion/")


class ScriptedSaml(SamlProvider):
    """Its login page is empty until its script has run."""

    def ask(self, arrived: Arrived) -> Response:
        page = bytes(super().ask(arrived).body).decode()
        start, end = page.index("<form"), page.index("</form>") + len("</form>")
        put = f"document.body.innerHTML = {page[start:end]!r};"
        return HTMLResponse(f"<title>Sign in</title><body></body><script>{put}</script>")


SCRIPTED = Fault("scripted-saml", "Needs scripts.", frozenset(), "saml", ScriptedSaml)


@pytest.fixture
def chromium() -> Iterator[ChromiumDriver]:
    driver = ChromiumDriver(find_chromium(), spares=True)
    yield driver
    driver.close()


def test_chromium_finds_what_forms_find(chromium: ChromiumDriver) -> None:
    by_forms = saml_outcomes("saml", None)
    in_chromium = saml_outcomes("saml", SCRIPTED, chromium)
    different = {
        one: (told, in_chromium[one])
        for one, told in by_forms.items()
        if told.outcome != in_chromium[one].outcome
    }
    assert not different
    assert chromium.tabs


def test_by_forms_alone_such_a_login_is_not_judged() -> None:
    found = saml_outcomes("saml", SCRIPTED, FormDriver())
    told = {one.outcome for name, one in found.items() if name.startswith(OF_A_LOGIN)}
    assert told == {"NOT_RUN"}
