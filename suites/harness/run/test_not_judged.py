"""What could not be judged is neither conformance nor its opposite: real runs, by exit code."""

from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.wire.request import Request
from suites.harness.given.runs import Run, run

LOGIN = ("--check", "discovery/status", "--check", "flow/login", "--check", "token/success")
NOBODY = "http://127.0.0.1:9"
UNDECIDED = ("not judged", "not claimed")


class TokenEndpointFails(Reference):
    """Its token endpoint has an error of the server for everybody."""

    def answer(self, request: Request) -> Response:
        if request.url == self.endpoints["token"]:
            return Response("broken", status_code=500)
        return super().answer(request)


def judged(folder: Path, *arguments: str, fault: Fault | None = None, **changes: str) -> Run:
    """A run on the reference fake, on loopback, with `changes` of its variables."""
    faults = (fault,) if fault else ()
    with RunningFake("reference", faults, loopback="http") as fake:
        return run(folder, *arguments, environment=fake.setup("pkce").variables() | changes)


def answers(found: Run) -> dict[str, Any]:
    (target,) = found.data["targets"]
    told: dict[str, Any] = target["answers"] | {"verdict": target["verdict"]}
    return told


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"OIDC_PASSWORD": "not-the-password"}, "does not accept the test user's name or password"),
        ({"OIDC_ISSUER": NOBODY}, "Nothing answers at OIDC_ISSUER"),
        ({"OIDC_USERNAME": "", "OIDC_PASSWORD": ""}, "set OIDC_USERNAME and OIDC_PASSWORD"),
    ],
    ids=["password refused", "nobody there", "no user"],
)
def test_a_target_at_which_nobody_could_log_in_is_not_judged(
    tmp_path: Path, change: dict[str, str], says: str
) -> None:
    """Exit code 6, and the reason is the answer to what was asked."""
    found = judged(tmp_path, *LOGIN, **change)
    told = answers(found)
    assert (found.exit_code, told["verdict"]) == (6, "not judged"), found.output
    assert told["works"]["answer"] == "not judged"
    assert says in told["works"]["because"]
    conforms = told["conforms"]
    assert (conforms["answer"], conforms["musts"]) == ("not judged", [])
    assert not [one for one in conforms["forecasts"] if one["word"] not in UNDECIDED]


def test_a_token_endpoint_that_always_breaks_down_is_no_success(tmp_path: Path) -> None:
    fault = Fault("broken", "Breaks.", frozenset(), "reference", TokenEndpointFails)
    found = judged(tmp_path, *LOGIN, "--check", "transport/server-error", fault=fault)
    told = answers(found)
    assert found.exit_code == 1, found.output
    assert told["works"]["answer"] == "no"
    assert "HTTP 500" in told["works"]["because"]


def test_a_check_whose_judge_is_not_selected_judges_itself(tmp_path: Path) -> None:
    """The broken login is FAILED whatever else is selected, and once where its judge is there."""
    outcomes = []
    for number, ids in enumerate((["flow/login"], ["flow/login", "token/success"])):
        with RunningFake("confidential", (), loopback="http") as fake:
            variables = fake.setup("pkce").variables() | {"OIDC_CLIENT_SECRET": "not-the-secret"}
            chosen = [word for one in ids for word in ("--check", one)]
            found = run(tmp_path / str(number), *chosen, environment=variables)
        findings = {one["check"]: one["outcome"] for one in found.data["findings"]}
        outcomes.append((found.exit_code, *(findings[one] for one in ids)))
        assert answers(found)["works"]["answer"] == "no"
    assert outcomes == [(1, "FAILED"), (1, "NOT_RUN", "FAILED")]


def test_an_expired_token_of_the_admin_api_judges_nothing(tmp_path: Path) -> None:
    with RunningFake("okta", (), loopback="http") as fake:
        variables = fake.setup("implicit").variables() | {"OIDC_ADMIN_TOKEN": "expired"}
        found = run(tmp_path, environment=variables, suites=("suites/registration",))
    assert (found.exit_code, answers(found)["verdict"]) == (6, "not judged"), found.output


def test_a_provider_that_is_not_ours_can_be_conformant(tmp_path: Path) -> None:
    """What was not allowed there, and what takes a year, is a footnote with its number."""
    ids = ("discovery/*", "jwks/*", "flow/login", "refresh/lifetime", "token/code-race")
    found = judged(tmp_path, *(word for one in ids for word in ("--check", one)))
    kinds = {
        one["check"]: one.get("not_run")
        for one in found.data["findings"]
        if one["outcome"] == "NOT_RUN" and one["rerun"]
    }
    assert found.exit_code == 0, found.output
    assert "choice" in kinds.values()
    assert "stopped" not in kinds.values(), kinds


def test_the_header_says_that_fakes_are_judged(tmp_path: Path) -> None:
    """On the terminal first and beside the answers, and on the page; not of anybody's provider."""
    told = "fakes that come with the harness"
    fake = run(tmp_path / "fake", "--target", "okta-pkce", "--check", "flow/login")
    real = judged(tmp_path / "real", "--check", "flow/login")
    assert told in fake.output.partition("collected")[0]
    assert told in fake.output.rpartition("= conformance =")[2]
    assert "Fakes were judged" in (fake.folder / "latest" / "report.html").read_text("utf-8")
    assert told not in real.output
    assert [one["fake"] for one in (*fake.data["targets"], *real.data["targets"])] == [True, False]
