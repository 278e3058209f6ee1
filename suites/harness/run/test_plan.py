"""`--plan`: what stands in the way of a run, and what it would send, without a login."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.request import Request
from reports.run.exit_codes import of_plans
from reports.run.plan import Look, Plan
from suites.checks.catalogue import suites
from suites.harness.given.login_obstacles import headed
from suites.harness.given.login_pages import form
from suites.harness.given.runs import Run, run
from suites.op.op import Op
from suites.run.planning import looked_at
from suites.targets.embedded import target_of
from suites.verdicts.precheck import Looked
from suites.verdicts.verdict import Outcome

LOGIN_FORM = '<input name="username"><input type="password" name="password"><button>Go</button>'
CLEAR = "✓ nothing stands in the way"
STANDS = "✗ something stands in the way"


class Asked(Reference):
    """Keeps what it was asked, and shows `page` in place of a login page, if there is one."""

    asked: list[str]
    page = ""

    def answer(self, request: Request) -> Response:
        vars(self).setdefault("asked", []).append(f"{request.method} {request.url}")
        if self.page and request.url == self.endpoints["authorization"]:
            return HTMLResponse(self.page)
        return super().answer(request)


def asking(page: str = "") -> Fault:
    kind = type("Shown", (Asked,), {"page": page})
    return Fault("shown", "Shows.", frozenset(), "reference", kind)


def plan(folder: Path, *arguments: str, page: str = "", **changes: str) -> tuple[Run, list[str]]:
    """A plan for the reference fake on loopback, and what that was asked for it."""
    with RunningFake("reference", (asking(page),), loopback="http") as fake:
        variables = fake.setup("pkce").variables() | changes
        found = run(folder, "--plan", *arguments, environment=variables)
        return found, vars(fake.provider).get("asked", [])


def told(found: Run) -> str:
    """What it printed, however wide the terminal was."""
    return " ".join(found.output.split())


def places(asked: list[str]) -> list[str]:
    """What was asked, once each; that issuers should be https is doubted, so asked again."""
    return [one.partition("?")[0].rpartition("/")[2] for one in dict.fromkeys(asked)]


def test_a_plan_sends_three_requests_and_nobody_s_password(tmp_path: Path) -> None:
    found, asked = plan(tmp_path, "--rate", "50")
    assert found.exit_code == 0, found.output
    assert CLEAR in found.output
    assert "asks for user name and password" in told(found)
    assert places(asked) == ["openid-configuration", "jwks", "authorization"]
    assert all(one.startswith("GET ") for one in asked)
    assert list(found.folder.iterdir()) == []


def test_what_would_be_sent_is_told_by_run_class_as_an_estimate(tmp_path: Path) -> None:
    """At a provider on loopback nothing that is noisy is sent, unless it is allowed."""
    found, _ = plan(tmp_path, "--rate", "5")
    assert "at 5 requests per second; estimated" in told(found)
    assert all(f"{kind} " in told(found) for kind in ("safe", "stateful"))
    assert "noisy 0 checks" in told(found)
    assert "--allow noisy" in told(found)
    allowed, _ = plan(tmp_path, "--allow", "noisy")
    assert "noisy 0 checks" not in told(allowed)


def test_a_plan_is_about_the_checks_that_are_selected(tmp_path: Path) -> None:
    """By pattern or by words of pytest, in one process whatever is asked for."""
    whole, _ = plan(tmp_path)
    part, asked = plan(tmp_path, "-k", "discovery", "-n", "2")
    one, _ = plan(tmp_path, "--check", "flow/login")
    assert part.exit_code == one.exit_code == 0, part.output
    assert len(places(asked)) == 3
    assert "safe 1 check, about 1 requests, 1 login" in told(one)
    assert one.output != part.output != whole.output


NOBODY = "http://127.0.0.1:9"
STANDING = {
    "nobody is there": ({"OIDC_ISSUER": NOBODY}, "", "Nothing answers at OIDC_ISSUER"),
    "another client": ({"OIDC_CLIENT_ID": "nobody"}, "", "The provider has no client with the ID"),
    "another callback": (
        {"HOST": "https://other.example.com"},
        "",
        "The provider does not know the callback",
    ),
    "a captcha": (
        {},
        headed("Sign in", form(LOGIN_FORM + '<div class="h-captcha"></div>', "/login")),
        "The login page wants proof that a person is there",
    ),
    "a choice": (
        {},
        headed(
            "Sign in",
            '<a href="/a">Continue with Alpha</a> <a href="/b">Continue with Beta</a>',
        ),
        "The login page asks which identity provider",
    ),
}


@pytest.mark.parametrize("name", STANDING)
def test_what_stands_in_the_way_is_told_first_and_is_exit_code_6(tmp_path: Path, name: str) -> None:
    """Its cause, in the words of a run, comes before all that was looked at."""
    changes, page, cause = STANDING[name]
    found, _ = plan(tmp_path, page=page, **changes)
    assert found.exit_code == 6, found.output
    assert STANDS in found.output
    assert told(found).index(f"CAUSE {cause}") < told(found).index(" discovery ")


def test_what_breaks_of_ours_in_a_plan_is_no_provider_out_of_reach(reference: RunningFake) -> None:
    """It is told in place of what was to be looked at, with the exit code of our own problems."""

    def broken(op: Op) -> list[Looked]:
        raise RuntimeError("a bug")

    op = Op.at(target_of(reference, "reference", "pkce"), FormDriver())
    (found,) = looked_at(replace(suites()["oidc"], precheck=broken), op)
    op.close()
    assert "it broke by RuntimeError" in found.says
    assert of_plans([planned_after(found)]) == 1
    assert of_plans([planned_after(Looked(at="keys", says="none", stops=True))]) == 6
    bug = Outcome(outcome="ERRORED", reason="a bug")
    assert of_plans([planned_after(Looked(at="keys", says="", found={"jwks/status": bug}))]) == 1


def planned_after(looked: Looked) -> Plan:
    """A plan of which nothing else is known."""
    look = Look(at=looked.at, says=looked.says, stops=looked.stops, broke=looked.is_ours)
    return Plan(
        target="op",
        issuer="",
        fake=True,
        unset=[],
        looked=[look],
        causes=[],
        sent=[],
        requests=0,
        logins=0,
        rate=0.0,
        seconds=0.0,
    )


def test_the_identity_provider_that_is_named_is_no_obstacle(tmp_path: Path) -> None:
    _, page, _ = STANDING["a choice"]
    found, asked = plan(tmp_path, page=page, OIDC_LOGIN_IDP="Beta")
    assert found.exit_code == 0, found.output
    assert len(places(asked)) == 3


def test_what_a_page_says_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    page = headed("Sign in \x1b[2J\u202e", form(LOGIN_FORM, "/login"))
    found, _ = plan(tmp_path, page=page)
    assert found.exit_code == 0, found.output
    assert "\x1b" not in found.output
    assert "‹U+001B›" in found.output


def test_no_secret_has_to_be_set_for_a_plan(tmp_path: Path) -> None:
    """Which ones the run takes is told; without them it does not begin."""
    with RunningFake("okta", (), loopback="http") as fake:
        setup = fake.setup("pkce")
        file = tmp_path / "targets.toml"
        file.write_text(
            f'[ours]\nissuer = "{setup.issuer}"\nclient_id = "{setup.client_id}"\n'
            f'host = "{setup.host}"\nauth_method = "pkce"\nvendor = "okta"\nusername = "qa"\n'
            'password_env = "OURS_PASSWORD"\nadmin_token_env = "OURS_TOKEN"\n',
            "utf-8",
        )
        named = ("--targets", str(file))
        both = ("suites/oidc", "suites/registration")
        planned = run(tmp_path / "out", *named, "--plan", suites=both)
        begun = run(tmp_path / "out", *named, suites=both)
    assert planned.exit_code == 0, planned.output
    assert "to be set OURS_PASSWORD, OURS_TOKEN" in told(planned)
    assert "admin API not asked: OURS_TOKEN is not set here" in told(planned)
    assert begun.exit_code == 4
    assert "the variable 'OURS_PASSWORD' is not set" in begun.output


@pytest.mark.parametrize(
    ("token", "exit_code", "says"),
    [("", 0, "admin API tells of the client"), ("expired", 6, "admin API client/exists: ")],
)
def test_the_preflight_looks_whether_the_admin_api_answers(
    tmp_path: Path, token: str, exit_code: int, says: str
) -> None:
    with RunningFake("okta", (), loopback="http") as fake:
        variables = fake.setup("implicit").variables()
        variables |= {"OIDC_ADMIN_TOKEN": token} if token else {}
        found = run(tmp_path, "--plan", environment=variables, suites=("suites/registration",))
    assert found.exit_code == exit_code, found.output
    assert says in told(found)


def test_the_estimate_is_near_to_what_a_run_takes(tmp_path: Path) -> None:
    """Within a factor of two, whichever areas are selected."""
    areas = ("discovery", "callback", "token", "id-token", "pkce")
    chosen = [word for one in areas for word in ("--check", f"{one}/*")]
    chosen += ["--target", "cognito", "--target", "reference"]
    planned = run(tmp_path, "--plan", *chosen)
    ran = run(tmp_path, *chosen)
    taken = [one["requests"] for one in ran.data["targets"]]
    words = told(planned).split(" run about ")[1:]
    estimated = [int(one.partition(" ")[0]) for one in words]
    assert len(estimated) == len(taken) == 2
    assert all(a / 2 <= b <= a * 2 for a, b in zip(taken, estimated, strict=True)), (
        taken,
        estimated,
    )
