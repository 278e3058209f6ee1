"""The preflight at Entra ID: what it says where it may not look, and who fits to which setting."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import jwt
import pytest
import respx

from fakes.engine.model import Client
from fakes.faults.homes import Entra
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from suites.checks.catalogue import catalogue
from suites.harness.given.an_application import Application
from suites.harness.given.registrations import first, judged, registered
from suites.harness.given.runs import run, told_in
from suites.op.op import Op
from suites.targets.embedded import target_of
from suites.verdicts.judge import judge

provider = partial(registered, "entra")
GRAPH = "https://graph.microsoft.com/v1.0"
ID = "6731de76-14a6-49ae-97bc-6eba6914391e"
APPLICATION = f"{GRAPH}/applications(appId='{ID}')"
OTHER = "00000000-1111-2222-3333-444444444444"
HINT = "Wb7"


def outcome(check: str, op: Op) -> str:
    return judge(catalogue()[check], op).outcome


def test_two_calls_are_enough_where_everybody_may_log_in() -> None:
    with provider() as op:
        found = judged(op)
        purposes = [one["purpose"] for one in op.journal.entries]
    assert purposes == [f"admin API, application {ID}", "admin API, enterprise application"]
    assert {one.outcome for one in found.values()} == {"PASSED", "NOT_APPLICABLE"}


def test_an_application_that_is_not_there_is_a_finding() -> None:
    with provider(client_id=OTHER) as op:
        found = first(op)
    assert (found.outcome, found.where) == ("FAILED", f"application {OTHER}")
    with provider(client_id="W&B Server") as op:
        found = first(op)
        assert op.journal.entries == []
    assert (found.outcome, found.where) == ("FAILED", "OIDC_CLIENT_ID")


class OfAnotherTenant(Entra):
    """The application belongs to a software vendor, and is used in this tenant."""

    def told_application(self, client: Client) -> None:
        return None

    def told_principal(self, client: Client) -> dict[str, Any]:
        return (super().told_principal(client) or {}) | {"appOwnerOrganizationId": OTHER}


def test_an_application_that_is_registered_elsewhere_is_no_finding() -> None:
    with provider(OfAnotherTenant) as op:
        found = first(op)
    assert found.outcome == "NOT_RUN"
    assert f"registered in tenant {OTHER}" in found.reason


def test_a_token_for_another_tenant_is_no_finding() -> None:
    token = jwt.encode({"tid": OTHER}, "a" * 32)
    with (
        provider(admin_token=token) as op,
        respx.mock(using="httpcore") as router,
    ):
        error = {"error": {"code": "Request_ResourceNotFound", "message": "No."}}
        router.get(APPLICATION).respond(404, json=error)
        found = first(op)
    assert found.outcome == "NOT_RUN"
    assert f"The token is for tenant {OTHER}" in found.reason


def test_access_that_is_missing_says_what_to_grant() -> None:
    with RunningFake("entra") as fake, Application(fake) as application:
        weak = application.tokens()["access_token"]
        target = target_of(fake, "tenant", "pkce")
        told = []
        for token in ("", "made-up-token", weak):
            op = Op.at(target.changed(admin_token=token), FormDriver())
            told.append(first(op))
            op.close()
    assert {one.outcome for one in told} == {"NOT_RUN"}
    assert all("OIDC_ADMIN_TOKEN" in one.reason for one in told)
    assert all("Application.Read.All" in one.reason for one in told)
    assert "HTTP 401, “IDX14100" in told[1].reason
    assert "HTTP 403, “Insufficient privileges" in told[2].reason


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (404, "<html>Not here</html>", "HTTP 200 was expected, got HTTP 404"),
        (503, "", "HTTP 503"),
        (429, '{"error": {"code": "TooManyRequests"}}', "HTTP 429"),
        (200, "<html>Welcome</html>", "a JSON object was expected, got <html>Welcome</html>"),
        (200, f'{{"passwordCredentials": [{{"hint": "{HINT}', "a JSON object was expected"),
        (200, '{"web": {"redirectUris": "x"}}', "expected a list of strings, got x"),
        (200, '{"passwordCredentials": [7]}', "expected an object, got 7"),
        (200, '{"passwordCredentials": [{"endDateTime": "soon"}]}', "'soon' is no moment"),
    ],
)
def test_an_odd_answer_is_told_in_one_sentence(status: int, body: str, said: str) -> None:
    with provider() as op, respx.mock(using="httpcore", assert_all_called=False) as router:
        router.get(url__startswith=GRAPH).respond(status, text=body)
        found = first(op)
        written = str(op.journal.entries)
    assert found.outcome == "NOT_RUN"
    assert said in found.reason
    assert HINT not in found.reason + written


def test_what_the_enterprise_application_does_not_tell_leaves_the_rest_judged() -> None:
    class Secretive(Entra):
        def told_principal(self, client: Client) -> dict[str, Any]:
            return (super().told_principal(client) or {}) | {"accountEnabled": "yes"}

    with provider(Secretive) as op:
        found = judged(op)
    assert found["client/enabled"].outcome == "NOT_RUN"
    assert "expected true or false, got yes" in found["client/enabled"].reason
    assert found["client/callback-registered"].outcome == "PASSED"


class AtFirst(Entra):
    """A tenant where nobody ever signed in."""

    def told_principal(self, client: Client) -> None:
        return None


class OnlyServices(Entra):
    """Assignment is required; the first page of assignments has no user, and is not the last."""

    def told_principal(self, client: Client) -> dict[str, Any]:
        return (super().told_principal(client) or {}) | {"appRoleAssignmentRequired": True}

    def told_assigned(self, client: Client) -> dict[str, Any]:
        some = [self.assignment(client, "ServicePrincipal")]
        return {"value": some, "@odata.nextLink": f"{GRAPH}/more"}


def test_a_tenant_without_an_enterprise_application_is_no_finding() -> None:
    with provider(AtFirst) as op:
        assert outcome("client/enabled", op) == outcome("client/assigned", op) == "PASSED"


def test_assignments_that_are_not_read_to_their_end_are_not_judged() -> None:
    with provider(OnlyServices) as op:
        assert outcome("client/assigned", op) == "NOT_RUN"


@pytest.mark.parametrize(
    ("platform", "secret", "outcomes"),
    [
        ("web", "Wb7~a-secret", ("PASSED", "NOT_APPLICABLE", "PASSED")),
        ("spa", "Wb7~a-secret", ("FAILED", "NOT_APPLICABLE", "PASSED")),
        ("web", "", ("FAILED", "FAILED", "NOT_APPLICABLE")),
        ("spa", "", ("WARNED", "PASSED", "NOT_APPLICABLE")),
        ("publicClient", "", ("PASSED", "PASSED", "NOT_APPLICABLE")),
    ],
)
def test_the_platform_of_the_callback_decides_about_the_secret(
    platform: str, secret: str, outcomes: tuple[str, ...]
) -> None:
    class Registered(Entra):
        def platform_of(self, client: Client) -> str:
            return platform

    checks = ("client/callback-platform", "client/no-secret", "client/has-secret")
    with provider(Registered, client_secret=secret) as op:
        assert tuple(outcome(one, op) for one in checks) == outcomes


@pytest.mark.parametrize(
    ("tenant", "told", "expected"),
    [
        ("common", "AzureADMyOrg", "FAILED"),
        ("common", "AzureADMultipleOrgs", "PASSED"),
        ("organizations", "PersonalMicrosoftAccount", "FAILED"),
        ("consumers", "AzureADandPersonalMicrosoftAccount", "PASSED"),
        ("consumers", "AzureADMyOrg", "FAILED"),
        ("contoso.onmicrosoft.com", "AzureADMultipleOrgs", "PASSED"),
        ("contoso.onmicrosoft.com", "PersonalMicrosoftAccount", "FAILED"),
    ],
)
def test_the_audience_has_the_accounts_of_the_issuer(tenant: str, told: str, expected: str) -> None:
    class Registered(Entra):
        def told_application(self, client: Client) -> dict[str, Any]:
            return (super().told_application(client) or {}) | {"signInAudience": told}

    issuer = f"https://login.microsoftonline.com/{tenant}/v2.0"
    with provider(Registered, issuer=issuer) as op:
        assert outcome("client/audience", op) == expected


@pytest.mark.parametrize(("option", "expected"), [("on", "PASSED"), ("off", "FAILED")])
def test_implicit_needs_a_switch_and_pkce_none(option: str, expected: str) -> None:
    with RunningFake("entra", id_tokens=option) as fake:
        for method, wanted in (("implicit", expected), ("pkce", "PASSED")):
            op = Op.at(target_of(fake, "tenant", method), FormDriver())
            assert outcome("client/flow-enabled", op) == wanted
            op.close()


@pytest.mark.parametrize(
    ("version", "option", "expected"),
    [("/v2.0", "absent", "PASSED"), ("", "absent", "FAILED"), ("", "present", "PASSED")],
)
def test_version_1_needs_email_as_an_optional_claim(
    version: str, option: str, expected: str
) -> None:
    with RunningFake("entra", email=option) as fake:
        target = target_of(fake, "tenant", "pkce")
        issuer = target.issuer.removesuffix("/v2.0") + version
        op = Op.at(replace(target, issuer=issuer), FormDriver())
        assert outcome("client/email-claim", op) == expected
        op.close()


@pytest.mark.parametrize(
    ("host", "graph"),
    [
        ("login.microsoftonline.us", "https://graph.microsoft.us"),
        ("login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn"),
        ("sts.windows.net", "https://graph.microsoft.com"),
    ],
)
def test_each_cloud_has_its_graph(host: str, graph: str) -> None:
    with (
        provider(issuer=f"https://{host}/tenant/v2.0", admin_url="") as op,
        respx.mock(using="httpcore") as router,
    ):
        router.get(url__startswith=f"{graph}/v1.0/applications").respond(403, json={})
        assert "HTTP 403" in first(op).reason


def test_the_report_has_neither_the_token_nor_a_secret(tmp_path: Path) -> None:
    with RunningFake("entra", loopback="http") as fake:
        setup = fake.setup()
        found = run(tmp_path, environment=setup.variables(), suites=("suites/registration",))
    assert found.exit_code == 0, found.output
    assert {one["outcome"] for one in found.data["findings"]} == {"PASSED", "NOT_APPLICABLE"}
    written = (path for path in tmp_path.rglob("*") if path.is_file())
    everything = found.output + "".join(told_in(path) for path in written)
    assert setup.admin.token not in everything
    assert setup.client_secret not in everything
    assert f'"{HINT}"' not in everything
