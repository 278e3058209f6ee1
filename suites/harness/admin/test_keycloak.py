"""The preflight at Keycloak: what it says where it may not look, and what it keeps to itself."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
import respx

from fakes.engine.model import Client
from fakes.faults.homes import Keycloak
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.vendors.keycloak import Vendor
from fakes.wire.redaction import Redactor
from suites.admin.keycloak import Suffixes
from suites.checks.catalogue import catalogue
from suites.harness.given.an_application import Application
from suites.harness.given.registrations import first, judged, registered
from suites.harness.given.runs import run, told_in
from suites.op.op import Op
from suites.targets.embedded import target_of
from suites.verdicts.judge import judge

API = "https://sso.example.com/admin/realms/acme/clients"
SECRET = "the-secret-of-the-client"  # noqa: S105 - a canary
ROLE = "the role view-clients of the client realm-management"


provider = partial(registered, "keycloak")


def test_one_call_is_enough_for_all_checks() -> None:
    with provider() as op:
        found = judged(op)
        assert [one["purpose"] for one in op.journal.entries] == ["admin API, clients of the realm"]
    assert {one.outcome for one in found.values()} == {"PASSED", "NOT_APPLICABLE"}


def test_the_api_is_below_the_path_of_the_server_or_where_the_operator_says() -> None:
    with RunningFake("keycloak", prefix="auth") as fake:
        op = Op.at(target_of(fake, "realm", "pkce").changed(admin_url=""), FormDriver())
        assert judge(catalogue()["client/exists"], op).outcome == "PASSED"
        assert isinstance(fake.provider, Vendor)
        assert op.journal.entries[0]["request"]["url"].startswith(f"{fake.provider.root}/admin/")
        op.close()
    with provider(admin_url="https://admin.example.com/") as op:
        found = judge(catalogue()["client/exists"], op)
    assert found.outcome == "NOT_RUN"
    assert "https://admin.example.com/admin/realms/acme/clients" in found.reason


def test_a_client_or_a_realm_that_is_not_there_is_a_finding() -> None:
    with provider(client_id="nobody") as op:
        found = first(op)
    assert (found.outcome, found.where) == ("FAILED", "client nobody of realm acme")
    with provider(issuer="https://sso.example.com/realms/nowhere") as op:
        found = first(op)
    assert (found.outcome, found.where) == ("FAILED", "client wandb of realm nowhere")


def test_an_issuer_without_a_realm_says_what_to_write() -> None:
    with provider(issuer="https://sso.example.com") as op:
        assert first(op).reason.endswith("write https://HOST/realms/REALM.")


def test_without_a_token_each_check_says_how_to_get_one() -> None:
    with provider(admin_token="") as op:
        found = first(op)
        assert op.journal.entries == []
    assert found.outcome == "NOT_RUN"
    assert "OIDC_ADMIN_TOKEN" in found.reason
    assert ROLE in found.reason


def test_a_wrong_token_and_one_without_the_role_are_told_apart() -> None:
    with provider(admin_token="made-up-token") as op:  # noqa: S106 - a wrong one
        wrong = first(op)
    with RunningFake("keycloak") as fake, Application(fake) as application:
        token = application.tokens()["access_token"]
        op = Op.at(target_of(fake, "realm", "pkce").changed(admin_token=token), FormDriver())
        without = first(op)
        op.close()
    assert (wrong.outcome, without.outcome) == ("NOT_RUN", "NOT_RUN")
    assert "HTTP 401, “HTTP 401 Unauthorized”" in wrong.reason
    assert "HTTP 403, “HTTP 403 Forbidden”" in without.reason
    assert ROLE in wrong.reason
    assert ROLE in without.reason


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (404, "<html>Not here</html>", "HTTP 200 was expected, got HTTP 404"),
        (302, "", "HTTP 200 was expected, got HTTP 302"),
        (500, '{"error": "unknown_error"}', "got HTTP 500, “unknown_error”"),
        (200, "<html>Welcome</html>", "a JSON list was expected, got <html>Welcome</html>"),
        (200, f'[{{"clientId": "wandb", "secret": "{SECRET}', "a JSON list was expected"),
        (200, "{}", "a JSON list was expected"),
        (200, '["wandb"]', "a list of JSON objects was expected"),
        (200, "[" * 5000, "JSON"),
        (200, '[{"clientId": 7}]', "expected a string, got 7"),
        (200, '[{"clientId": "wandb", "publicClient": "yes"}]', "expected true or false, got yes"),
        (200, '[{"clientId": "wandb"}]', "nothing but the name of client wandb of realm acme. "),
    ],
)
def test_an_odd_answer_is_told_in_one_sentence(status: int, body: str, said: str) -> None:
    with provider() as op, respx.mock(using="httpcore") as router:
        router.get(url__startswith=API).respond(status, text=body)
        found = first(op)
        written = str(op.journal.entries)
    assert found.outcome == "NOT_RUN"
    assert said in found.reason
    assert SECRET not in found.reason + written


def test_a_server_that_is_busy_is_asked_again_later() -> None:
    with provider() as op, respx.mock(using="httpcore") as router:
        router.get(url__startswith=API).respond(429, headers={"retry-after": "9"})
        found = first(op)
    assert "HTTP 429, to be tried again in 9 s" in found.reason


class Confidential(Keycloak):
    """The client has a secret, an old one, and a token that changes it."""

    def told_client(self, client: Client) -> dict[str, Any]:
        told = super().told_client(client)
        attributes = told["attributes"] | {"client.secret.rotated": f"old-{SECRET}"}
        secret = {"secret": SECRET, "registrationAccessToken": f"manage-{SECRET}"}
        return told | secret | {"publicClient": False, "attributes": attributes}


def test_no_secret_of_a_client_is_kept() -> None:
    with provider(Confidential) as op:
        found = judged(op)
        written = str(op.journal.entries)
    assert found["client/no-secret"].outcome == "FAILED"
    assert "wandb.mycompany.com" in written
    assert SECRET not in written


def test_the_report_has_neither_the_token_nor_a_secret(tmp_path: Path) -> None:
    with RunningFake("keycloak", loopback="http") as fake:
        setup = fake.setup()
        found = run(tmp_path, environment=setup.variables(), suites=("suites/registration",))
    assert found.exit_code == 0, found.output
    assert {one["outcome"] for one in found.data["findings"]} == {"PASSED", "NOT_APPLICABLE"}
    written = (path for path in tmp_path.rglob("*") if path.is_file())
    everything = found.output + "".join(told_in(path) for path in written)
    assert setup.admin.token not in everything


@pytest.mark.parametrize(
    ("registered", "wanted", "taken"),
    [
        ("https://a.example/cb", "https://a.example/cb", True),
        ("https://a.example/cb", "https://a.example/cb/", False),
        ("https://a.example/cb", "https://a.example/cb?x=1", False),
        ("https://a.example/*", "https://a.example/cb", True),
        ("https://a.example/*", "https://a.example", True),
        ("https://a.example/*", "https://a.example?x=1#f", True),
        ("https://a.example/*", "https://a.example.evil.example/", False),
        ("https://a.example/cb*", "https://a.example/cbx", True),
        ("https://a.example/cb*", "https://a.example/", False),
        ("https://a.example/cb?a=*", "https://a.example/cb?a=1", False),
        ("https://*.example/cb", "https://a.example/cb", False),
        ("*", "https://a.example/cb", True),
    ],
)
def test_callbacks_compare_as_measured_at_the_product(
    registered: str, wanted: str, taken: bool
) -> None:
    assert Suffixes().lets_in(registered, wanted) is taken


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"redirectUris": ["/oidc/callback"], "rootUrl": "https://wandb.mycompany.com"}, "PASSED"),
        ({"redirectUris": ["/oidc/callback"], "rootUrl": "https://elsewhere.com"}, "FAILED"),
        ({"redirectUris": ["https://wandb.mycompany.com/oidc/callback/"]}, "FAILED"),
        ({"redirectUris": []}, "FAILED"),
    ],
)
def test_a_callback_may_be_a_path_of_the_root_url(changes: dict[str, Any], outcome: str) -> None:
    class Registered(Keycloak):
        def told_client(self, client: Client) -> dict[str, Any]:
            return super().told_client(client) | changes

    with provider(Registered) as op:
        assert judge(catalogue()["client/callback-registered"], op).outcome == outcome


@pytest.mark.parametrize(
    "told",
    ['{"hint": "Wb7"}', '{"secretText": "Wb7-and-more"}', '{"a":1,"secret":"Wb7-cut'],
)
def test_secrets_that_admin_apis_tell_are_redacted(told: str) -> None:
    assert "Wb7" not in Redactor().body(told, "application/json")
