"""What real products do otherwise than most, and may: none of it is red."""

import pytest
from starlette.responses import JSONResponse, Response

from fakes.applications.failure import SignInFailed
from fakes.applications.faults import application_faults
from fakes.applications.wandb_server import Route, WandbServer, away
from fakes.faults import Fault
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.harness.given.applications.proving import application_outcomes
from suites.harness.given.proving import RED, described


class BeginsAnew(WandbServer):
    """Who was refused is sent to the provider again, as by Spring Security with one provider."""

    def _answered(self, route: Route, request: Request) -> Response:
        try:
            return route(request)
        except SignInFailed:
            return away(f"{self.settings.host}/login")


class AnswersInJson(WandbServer):
    """Who is signed in is told by an API, where markup is text."""

    def home(self, request: Request) -> Response:
        session = self.session_of(request)
        if session is None:
            return super().home(request)
        return JSONResponse(session.claims, headers={"cache-control": "no-store"})


@pytest.mark.parametrize(
    ("way", "areas"),
    [
        (BeginsAnew, ("rp-response", "rp-claims", "rp-signature")),
        (AnswersInJson, ("rp-answers", "rp-session")),
    ],
)
@pytest.mark.parametrize("name", ["wandb-implicit", "wandb-pkce"])
def test_what_an_application_may_do_is_not_red(
    way: type, areas: tuple[str, ...], name: str
) -> None:
    chosen = [one for one, check in catalogue("rp").items() if check.area in areas]
    found = application_outcomes(name, Fault("", "", frozenset(), "application", way), chosen)
    blamed = {one: told for one, told in found.items() if told.outcome in (*RED, "ERRORED")}
    assert not blamed, described(blamed)
    assert [one for one, told in found.items() if told.outcome == "PASSED"]


@pytest.mark.parametrize(
    ("name", "outcome"), [("wandb-implicit", "FAILED"), ("wandb-pkce", "WARNED")]
)
def test_by_the_code_flow_tls_may_stand_for_a_signature(name: str, outcome: str) -> None:
    """Core section 3.1.3.7, point 6."""
    ignored = application_faults()["extensions-ignored"]
    check = "rp-signature/critical-header"
    assert application_outcomes(name, ignored, [check])[check].outcome == outcome
