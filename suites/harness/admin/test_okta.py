"""The preflight at Okta: what it asks for, and what it says of each answer of the real API."""

from typing import Any

import pytest
import respx

from fakes.engine.model import Client
from fakes.faults.homes import Okta
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from suites.checks.catalogue import catalogue
from suites.harness.given.registrations import asked, first, judged, registered
from suites.op.op import Op
from suites.targets.embedded import target_of
from suites.verdicts.judge import judge

ORG = "https://dev-1234.okta.com"
APPS = f"{ORG}/api/v1/apps"
ID = "0oa1wandb2SinglePage"
SECRET = "the-secret-of-an-application"  # noqa: S105 - a canary
HOWTO = "Set OIDC_ADMIN_TOKEN (admin_token_env in targets.toml) to the API token of a read-only"


def test_two_calls_are_enough_at_the_org_and_five_at_a_custom_server() -> None:
    with registered("okta-implicit") as op:
        found = judged(op)
        assert asked(op) == [f"/api/v1/apps/{ID}", f"/api/v1/apps/{ID}/groups?limit=1"]
    assert {one.outcome for one in found.values()} == {"PASSED", "NOT_APPLICABLE"}
    with registered("okta-pkce") as op:
        judged(op)
        server = "/api/v1/authorizationServers/default"
        policies = f"{server}/policies"
        rules = f"{policies}/00p1default2Policy3d7/rules"
        assert asked(op)[2:] == [server, policies, rules]


def test_the_scheme_of_the_token_is_ssws_unless_it_says_bearer() -> None:
    with registered("okta-implicit") as op:
        token = op.target.admin.token
        assert first_header(op).startswith("SSWS ")
    with registered("okta-implicit", admin_token=f"Bearer {token}") as op:
        assert first_header(op).startswith("Bearer ")


def first_header(op: Op) -> str:
    assert judge(catalogue()["client/exists"], op).outcome == "PASSED"
    headers = dict(op.journal.entries[0]["request"]["headers"])
    assert op.target.admin.token.split()[-1] not in str(op.journal.entries)
    return str(headers["authorization"])


def test_without_a_token_nothing_is_asked_and_each_check_says_how_to_get_one() -> None:
    with registered("okta-implicit", admin_token="") as op:
        found = first(op)
        assert op.journal.entries == []
    assert found.outcome == "NOT_RUN"
    assert HOWTO in found.reason
    assert "okta.apps.read" in found.reason


def test_a_wrong_token_is_told_in_the_words_of_the_product() -> None:
    with registered("okta-implicit", admin_token="00aWrong") as op:  # noqa: S106 - a wrong one
        found = first(op)
    assert found.outcome == "NOT_RUN"
    assert "HTTP 401, “Invalid token provided”" in found.reason
    assert HOWTO in found.reason


class MayNot(Okta):
    """The token opens applications, and nothing else."""

    def admin_may_read(self, path: str) -> bool:
        return path == f"apps/{ID}"


def test_what_one_scope_lacks_leaves_the_rest_judged() -> None:
    with registered("okta-pkce", MayNot) as op:
        found = judged(op)
    unread = {name for name, one in found.items() if one.outcome == "NOT_RUN"}
    assert unread == {"client/assigned", "client/access-policy", "client/issuer"}
    assert "HTTP 403, “You do not have permission" in found["client/assigned"].reason
    assert "okta.authorizationServers.read" in found["client/access-policy"].reason
    assert found["client/callback-registered"].outcome == "PASSED"


def test_an_application_that_is_not_there_is_a_finding() -> None:
    with registered("okta-implicit", client_id="0oa0deleted") as op:
        found = first(op)
        assert asked(op)[1] == "/api/v1/apps?limit=200"
    assert (found.outcome, found.actual) == ("FAILED", "there is none")
    assert found.where == "Okta application 0oa0deleted"


class ChosenClientId(Okta):
    """The client ID was chosen, so that the application has another id."""

    def managed(self, path: list[str]) -> Any:
        path = ["apps", ID, *path[2:]] if path[1:2] == ["0oa7another"] else path
        return None if path == ["apps", "wandb"] else super().managed(path)

    def told_app(self, client: Client) -> dict[str, Any]:
        return super().told_app(client) | {"id": "0oa7another"}

    def told_credentials(self, client: Client) -> dict[str, Any]:
        told = super().told_credentials(client)
        return told | ({} if client.secret else {"client_id": "wandb"})


def test_an_application_whose_client_id_was_chosen_is_found_among_all() -> None:
    with registered("okta-implicit", ChosenClientId, client_id="wandb") as op:
        found = judged(op)
        assert asked(op)[2] == "/api/v1/apps/0oa7another/groups?limit=1"
        assert op.provider.logins == 0
    assert {one.outcome for one in found.values()} == {"PASSED", "NOT_APPLICABLE"}


class ManyApplications(Okta):
    """The org has more applications than one page."""

    def managed(self, path: list[str]) -> Any:
        found = super().managed(path)
        return found * 100 if isinstance(found, list) and path == ["apps"] else found


def test_among_too_many_applications_nothing_is_claimed() -> None:
    with registered("okta-implicit", ManyApplications, client_id="0oa0deleted") as op:
        found = first(op)
    assert found.outcome == "NOT_RUN"
    assert "none of the first 200 of the org" in found.reason


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, '{"errorCode":"E0000011","errorSummary":"Invalid token provided"}', "HTTP 401, “Inv"),
        (403, "<html>Forbidden</html>", "did not let the token read the Okta application"),
        (404, "<html>No such page</html>", "HTTP 200 was expected, got HTTP 404. OIDC_ADMIN_URL"),
        (302, "", "HTTP 200 was expected, got HTTP 302. OIDC_ADMIN_URL"),
        (500, '{"errorSummary":"Internal Server Error"}', "got HTTP 500, “Internal Server Error”"),
        (200, "<html>Sign in</html>", "a JSON object was expected, got <html>Sign in</html>"),
        (200, '{"id": "0oa1wandb2Sing', "a JSON object was expected"),
        (200, "", "a JSON object was expected, got an empty body"),
        (200, "[]", "a JSON object was expected, got []"),
        (200, "[" * 5000, "JSON"),
        (200, "{" * 3_000_000, "larger than 2,000,000 bytes"),
        (200, '{"signOnMode": 5}', "signOnMode: expected a string, got 5"),
        (200, '{"signOnMode":"OPENID_CONNECT","credentials":[1]}', "expected an object, got [1]"),
    ],
)
def test_an_odd_answer_is_told_in_one_sentence(status: int, body: str, said: str) -> None:
    with registered("okta-implicit") as op, respx.mock(using="httpcore") as router:
        router.get(f"{APPS}/{ID}").respond(status, text=body)
        found = first(op)
    assert found.outcome == "NOT_RUN"
    assert said in found.reason


@pytest.mark.parametrize("status", [429, 503])
def test_an_org_that_wants_to_be_left_alone_is(status: int) -> None:
    with registered("okta-implicit") as op, respx.mock(using="httpcore") as router:
        router.get(f"{APPS}/{ID}").respond(status, headers={"retry-after": "90"})
        found = first(op)
        assert len(router.calls) == 1
    assert found.outcome == "NOT_RUN"
    assert f"HTTP {status}, to be tried again in 90 s" in found.reason


APP = {
    "id": ID,
    "status": "ACTIVE",
    "signOnMode": "OPENID_CONNECT",
    "credentials": {"oauthClient": {"client_id": ID, "client_secret": SECRET}},
    "settings": {"implicitAssignment": True, "oauthClient": {"redirect_uris": None}},
}


def test_a_sparse_application_is_judged_by_what_it_has() -> None:
    with registered("okta-implicit") as op, respx.mock(using="httpcore") as router:
        router.get(f"{APPS}/{ID}").respond(json=APP)
        found = judged(op)
        assert len(router.calls) == 1
        assert SECRET not in str(op.journal.entries)
    red = {name for name, one in found.items() if one.outcome in ("FAILED", "WARNED")}
    assert red == {
        "client/flow-enabled", "client/no-secret", "client/application-type",
        "client/callback-registered", "client/logout-registered",
    }  # fmt: skip
    assert found["client/assigned"].outcome == "PASSED"
    assert found["client/pkce-required"].outcome == "NOT_APPLICABLE"
    assert found["client/issuer"].outcome == "NOT_RUN"


@pytest.mark.parametrize(
    ("issuer", "mode", "outcome"),
    [
        (ORG, "ORG_URL", "PASSED"),
        (ORG, "DYNAMIC", "PASSED"),
        (ORG, "CUSTOM_URL", "FAILED"),
        ("https://dev-1234-admin.okta.com", "DYNAMIC", "FAILED"),
        ("https://login.example.com", "CUSTOM_URL", "PASSED"),
        ("https://login.example.com", "DYNAMIC", "PASSED"),
        ("https://login.example.com", "ORG_URL", "FAILED"),
    ],
)
def test_the_domain_of_the_issuer_and_its_mode_have_to_agree(
    issuer: str, mode: str, outcome: str
) -> None:
    settings = {"implicitAssignment": True, "oauthClient": {"issuer_mode": mode}}
    with registered("okta-implicit", issuer=issuer) as op, respx.mock(using="httpcore") as router:
        router.get(f"{issuer}/api/v1/apps/{ID}").respond(json=APP | {"settings": settings})
        assert judge(catalogue()["client/issuer"], op).outcome == outcome


def test_a_custom_server_that_does_not_exist_has_no_policy() -> None:
    with registered("okta-implicit", issuer=f"{ORG}/oauth2/default") as op:
        found = judged(op)
    assert found["client/access-policy"].outcome == "FAILED"
    assert found["client/access-policy"].actual == "there is none"


@pytest.mark.parametrize(
    ("forgotten", "seen"),
    [
        ({"assignment": "nobody"}, "client/assigned"),
        ({"policy": "none", "server": "default"}, "client/access-policy"),
    ],
)
def test_what_an_administrator_forgot_is_seen_before_anybody_logs_in(
    forgotten: dict[str, Any], seen: str
) -> None:
    with RunningFake("okta", **forgotten) as fake:
        op = Op.at(target_of(fake, "forgotten", "pkce"), FormDriver())
        red = {name for name, one in judged(op).items() if one.outcome == "FAILED"}
        op.close()
    assert red == {seen}


def test_an_issuer_of_another_form_says_what_to_write() -> None:
    with registered("okta-implicit", issuer=f"{ORG}/oauth2/default/v1") as op:
        assert first(op).reason.endswith("https://ORG.okta.com/oauth2/SERVER_ID.")


def test_an_api_elsewhere_is_asked_there() -> None:
    with (
        registered("okta-implicit", admin_url="https://admin.example.com/") as op,
        respx.mock(using="httpcore") as router,
    ):
        router.get(f"https://admin.example.com/api/v1/apps/{ID}").respond(json=APP)
        assert judge(catalogue()["client/exists"], op).outcome == "PASSED"
