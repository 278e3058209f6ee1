"""What the preflight says of any vendor's registration: differences, and answers of any form."""

from typing import Any

import pytest
from starlette.responses import Response

from fakes.faults import Fault
from fakes.faults.homes import Cognito
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from suites.admin.comparing import expect_registered
from suites.checks.catalogue import catalogue, collected
from suites.harness.given.runs import ROOT
from suites.op.op import Op
from suites.targets.embedded import target_of
from suites.verdicts.expect import Mismatch
from suites.verdicts.judge import judge

EVERY = ("deployment", "oidc", "registration", "rp", "saml")

WANTED = "https://wandb.example.com/oidc/callback"
HOSTILE = (5, None, True, "text", ["a", 5], {"a": 1})


@pytest.mark.parametrize(
    ("registered", "told"),
    [
        ("https://wandb.example.com/oidc/callback/", "a slash at its end"),
        ("http://wandb.example.com/oidc/callback", "its scheme is http"),
        ("https://wandb.example.com:8443/oidc/callback", "its port is 8443"),
        ("https://WANDB.example.com/oidc/callback", "by another case"),
        ("https://wandb.example.com/OIDC/callback", "the case of its path /OIDC/callback"),
        ("https://wandb.example.com/callback", "its path is /callback"),
        ("https://wandb.example.com", "its path is empty"),
        ("https://localhost/oidc/callback", "its host is localhost"),
        ("https://wandb.example.com/oidc/callback?a=b", "its query is a=b"),
        ("https://wandb.example.com/oidc/callback ", "whitespace around it"),
        ("https://[wandb", "it is no URL"),
    ],
)
def test_what_differs_in_a_callback_is_said(registered: str, told: str) -> None:
    with pytest.raises(Mismatch) as caught:
        expect_registered(WANTED, [registered], where="CallbackURLs")
    assert caught.value.actual.startswith(f"{registered} (differs: ")
    assert told in caught.value.actual


def test_of_many_callbacks_the_nearest_is_shown() -> None:
    far = [f"https://other.example.com/{number}" for number in range(1000)]
    with pytest.raises(Mismatch) as caught:
        expect_registered(WANTED, [*far, WANTED + "/"], where="CallbackURLs")
    assert caught.value.actual == f"{WANTED}/ (differs: a slash at its end), and 1000 more"


def test_where_nothing_is_registered_that_is_said() -> None:
    with pytest.raises(Mismatch, match="nothing is registered"):
        expect_registered(WANTED, [], where="CallbackURLs")


def test_the_callback_itself_is_found() -> None:
    expect_registered(WANTED, ["https://a.example.com", WANTED], where="CallbackURLs")


class Hostile(Cognito):
    """The API answers with one member, or a whole part, of another form."""

    part = member = ""
    value: Any = None

    def told_user_pool(self, pool: dict[str, Any]) -> Any:
        return self.spoilt("pool", super().told_user_pool(pool))

    def told_app_client(self, client: dict[str, Any]) -> Any:
        return self.spoilt("client", super().told_app_client(client))

    def told_domain(self, domain: dict[str, Any]) -> Any:
        return self.spoilt("domain", super().told_domain(domain))

    def admin_answer(self, told: dict[str, Any], status: int) -> Response:
        return super().admin_answer(self.value if self.part == "body" else told, status)

    def spoilt(self, part: str, told: dict[str, Any]) -> Any:
        if part != self.part:
            return told
        return told | {self.member: self.value} if self.member else self.value


@pytest.mark.parametrize(
    ("part", "member"),
    [
        ("body", ""),
        ("pool", ""),
        ("pool", "Domain"),
        ("client", ""),
        ("client", "CallbackURLs"),
        ("client", "AllowedOAuthFlows"),
        ("client", "AllowedOAuthFlowsUserPoolClient"),
        ("client", "ClientId"),
        ("client", "ClientSecret"),
        ("client", "PreventUserExistenceErrors"),
        ("domain", "Status"),
    ],
)
def test_whatever_the_api_answers_nothing_breaks(part: str, member: str) -> None:
    fault = Fault("hostile", "Nonsense.", frozenset(), "cognito", Hostile)
    with RunningFake("cognito", (fault,)) as fake:
        provider = fake.provider
        assert isinstance(provider, Hostile)
        provider.part, provider.member = part, member
        target = target_of(fake, "hostile", "pkce")
        for value in HOSTILE:
            provider.value = value
            op = Op.at(target, FormDriver())
            found = {name: judge(one, op) for name, one in catalogue("registration").items()}
            op.close()
            broken = [one for one in found.values() if one.outcome == "ERRORED"]
            assert not broken, (value, broken)


@pytest.mark.parametrize(
    ("arguments", "suites"),
    [
        (["suites/oidc"], ("oidc",)),
        (["suites/registration/"], ("registration",)),
        (["suites/registration/test_client.py::test_the_client_is_registered"], ("registration",)),
        (["suites/registration", "suites/oidc/flows/test_flow.py"], ("oidc", "registration")),
        (["suites"], EVERY),
        (["."], EVERY),
        (["suites/harness/run/test_runs.py"], EVERY),
    ],
)
def test_a_run_knows_the_suites_that_it_collects(
    arguments: list[str], suites: tuple[str, ...]
) -> None:
    assert collected(arguments, ROOT) == suites


@pytest.mark.parametrize(
    ("arguments", "suites"),
    [
        (["suites.registration"], ("registration",)),
        (["suites.registration", "suites.oidc.flows.test_flow::test_x"], ("oidc", "registration")),
        (["suites"], EVERY),
        (["suites/oidc"], ("oidc",)),
        (["suites.harness"], EVERY),
    ],
)
def test_a_run_knows_the_suites_that_it_collects_by_name(
    arguments: list[str], suites: tuple[str, ...]
) -> None:
    assert collected(arguments, ROOT, by_name=True) == suites
