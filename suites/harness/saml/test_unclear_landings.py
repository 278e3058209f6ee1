"""Pages that a driver of forms cannot see, breakdowns, and statuses in the wrong place."""

import pytest
from lxml import etree
from starlette.responses import HTMLResponse, Response

from fakes.faults import Fault
from fakes.saml.model import Arrived, Refused
from fakes.saml.provider import SamlProvider
from fakes.user.browser import Landing
from fakes.wire.client import Reply
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.idp.answers import SamlAnswer
from suites.idp.embedded import running_saml
from suites.idp.provider import IdentityProvider
from suites.verdicts.judge import judge

PASSIVE = ("saml-request/is-passive", "saml-request/no-passive-status")
FORCED = "saml-request/force-authn"
ACS = "https://sp.example.com/acs"
REPLY = Reply(method="GET", url=ACS, status=200, headers=(), body=b"", exchange="1")
BY_SCRIPT = '<html><body><div id="app"></div><script src="/app.js"></script></body></html>'


class Odd(SamlProvider):
    """Where a request says IsPassive or ForceAuthn, it answers by a page of scripts."""

    status_code = 200

    def ask(self, arrived: Arrived) -> Response:
        if arrived.says("IsPassive") or arrived.says("ForceAuthn"):
            return HTMLResponse(BY_SCRIPT, self.status_code)
        return super().ask(arrived)


class Broken(Odd):
    """It breaks down there."""

    status_code = 500


class BrokenByRefusals(SamlProvider):
    """A logout that is to be refused breaks the server, and ends no session."""

    def sign_off(self, request: Request) -> Response:
        try:
            return super().sign_off(request)
        except Refused:
            return HTMLResponse("broken", 500)


def outcomes(mixin: type, *checks: str) -> dict[str, str]:
    made = Fault("odd", "Odd.", frozenset(), "saml", mixin)
    target, stop = running_saml("saml", (made,))
    idp = IdentityProvider(target)
    try:
        return {one: judge(catalogue("saml")[one], idp).outcome for one in checks}
    finally:
        idp.close()
        stop()


@pytest.mark.parametrize("mixin", [Odd, Broken])
def test_what_nobody_sees_is_not_judged(mixin: type) -> None:
    found = outcomes(mixin, *PASSIVE, FORCED)
    assert set(found.values()) == {"NOT_RUN"}, found


def test_a_refusal_by_a_page_that_ends_nothing_is_one() -> None:
    found = outcomes(BrokenByRefusals, "saml-logout/unsigned-request", "saml-logout/wrong-key")
    assert set(found.values()) == {"PASSED"}, found


@pytest.mark.parametrize(
    "status",
    [
        '<p:Status><p:StatusCode Value="Success"/></p:Status>',
        '<p:Extensions><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>'
        "</p:Extensions>",
        '<p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">'
        '<p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></p:StatusCode>'
        "</p:Status>",
    ],
)
def test_success_is_the_top_status_by_its_whole_name(status: str) -> None:
    names = 'xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"'
    root = etree.fromstring(f"<p:Response {names}>{status}</p:Response>")
    assert not SamlAnswer(Landing(url=ACS, reply=REPLY), root).is_success
