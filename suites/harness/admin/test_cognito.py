"""The preflight at Cognito: what it says where it may not look, and what it keeps to itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import RedirectResponse, Response

from fakes.faults.homes import Cognito
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS
from suites.harness.given.registrations import judged, registered
from suites.harness.given.runs import run
from suites.op.op import Op
from suites.targets.embedded import target_of
from suites.verdicts.verdict import Outcome

POOL = "us-east-1_Wb5kT9qXz"
SECRET = "the-secret-of-the-app-client"  # noqa: S105 - a canary
SESSION = "the-token-of-a-session"


class Refusing(Cognito):
    """The credentials may not read app clients."""

    def admin(self, request: Request) -> Response:
        if "DescribeUserPoolClient" in request.headers["x-amz-target"]:
            told = {"__type": "AccessDeniedException", "message": "User qa is not authorized"}
            return self.admin_answer(told, 400)
        return super().admin(request)


class WithoutDomains(Cognito):
    """The credentials may not read domains."""

    def admin(self, request: Request) -> Response:
        if "DescribeUserPoolDomain" in request.headers["x-amz-target"]:
            told = {"__type": "AccessDeniedException", "message": "User qa is not authorized"}
            return self.admin_answer(told, 400)
        return super().admin(request)


class InAnotherAccount(Cognito):
    """The pool is there, and the credentials belong elsewhere."""

    def admin(self, request: Request) -> Response:
        told = {"__type": "ResourceNotFoundException", "message": "It does not exist."}
        return self.admin_answer(told, 400)


class Secretive(Cognito):
    """The app client has a secret."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        return super().told_app_client(client) | {"ClientSecret": SECRET}


class Nonsense(Cognito):
    """Something else answers at the address of the API."""

    def admin(self, request: Request) -> Response:
        return self.not_found(request)


class Redirected(Cognito):
    """A portal takes every request of the API."""

    def admin(self, request: Request) -> Response:
        return RedirectResponse("https://portal.example/", 302)


def only(found: dict[str, Outcome]) -> Outcome:
    """The one outcome of all checks, which are not run for one reason."""
    kinds = {(one.outcome, one.reason) for one in found.values()} - {
        ("NOT_APPLICABLE", found["client/has-secret"].reason)
    }
    assert len(kinds) == 1, found
    return found["client/exists"]


def test_three_calls_are_enough_for_all_checks() -> None:
    with registered("cognito") as op:
        assert judged(op)["client/exists"].outcome == "PASSED"
        purposes = [one["purpose"] for one in op.journal.entries]
    assert purposes == [
        "admin API, DescribeUserPool",
        "admin API, DescribeUserPoolClient",
        "admin API, DescribeUserPoolDomain",
    ]


def test_a_client_that_is_not_there_is_a_finding() -> None:
    with registered("cognito", client_id="0nobody0") as op:
        found = judged(op)
    assert found["client/exists"].outcome == "FAILED"
    assert found["client/exists"].where == f"app client 0nobody0 of user pool {POOL}"
    assert found["client/scopes"].outcome == "NOT_RUN"


def test_a_pool_that_is_not_there_is_a_finding() -> None:
    issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_nowhere"
    with registered("cognito", issuer=issuer) as op:
        found = judged(op)["client/exists"]
    assert (found.outcome, found.where) == ("FAILED", "user pool us-east-1_nowhere")


def test_a_pool_of_another_account_is_no_finding() -> None:
    with registered("cognito", InAnotherAccount) as op:
        found = only(judged(op))
    assert found.outcome == "NOT_RUN"
    assert "is in another AWS account than the credentials" in found.reason


def test_a_missing_permission_is_named() -> None:
    with registered("cognito", Refusing) as op:
        found = only(judged(op))
    assert found.outcome == "NOT_RUN"
    assert found.reason == (
        "DescribeUserPoolClient was refused with AccessDeniedException: User qa is not authorized. "
        "Allow the credentials that boto3 finds cognito-idp:DescribeUserPoolClient."
    )


def test_what_may_not_be_read_leaves_the_rest_judged() -> None:
    with registered("cognito", WithoutDomains) as op:
        found = judged(op)
    assert found["pool/login-pages"].outcome == "NOT_RUN"
    assert "cognito-idp:DescribeUserPoolDomain" in found["pool/login-pages"].reason
    assert found["client/callback-registered"].outcome == "PASSED"


def test_credentials_of_amazon_are_for_amazon_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """An issuer elsewhere may look like a user pool; where its API is, the operator says."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAFOUND")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    elsewhere = {"issuer": f"https://idp.example.com/{POOL}", "admin_url": "", "admin_token": ""}
    with registered("cognito", **elsewhere) as op:
        found = only(judged(op))
        assert op.http.requests == 0
    assert (found.outcome, "OIDC_ADMIN_URL" in found.reason) == ("NOT_RUN", True)


def test_without_credentials_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    with registered("cognito", admin_token="") as op:
        found = only(judged(op))
    assert found.outcome == "NOT_RUN"
    assert "boto3 needs credentials that may call cognito-idp:DescribeUserPool" in found.reason
    assert op.http.requests == 0


def test_credentials_that_boto3_finds_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAFOUND")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_SESSION_TOKEN", SESSION)
    with registered("cognito", admin_token="") as op:
        assert judged(op)["client/exists"].outcome == "PASSED"
        kept = json.dumps(op.journal.entries, ensure_ascii=False)
    assert "AWS4-HMAC-SHA256 «redacted" in kept
    assert SECRET not in kept
    assert SESSION not in kept


def test_a_profile_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with registered("cognito") as op:
        assert "(nobody) could not be found" in only(judged(op)).reason


@pytest.mark.parametrize(
    "issuer",
    [
        "https://wandb-acme.auth.us-east-1.amazoncognito.com",
        "https://cognito-idp.us-east-1.amazonaws.com",
        "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Wb5kT9qXz/more",
    ],
)
def test_an_issuer_without_a_pool_cannot_be_looked_up(issuer: str) -> None:
    with registered("cognito", issuer=issuer) as op:
        assert only(judged(op)).reason.startswith("OIDC_ISSUER does not name a user pool")


@pytest.mark.parametrize("mixin", [Nonsense, Redirected])
def test_an_answer_that_is_none_of_the_api_is_not_run(mixin: type) -> None:
    with registered("cognito", mixin) as op:
        assert only(judged(op)).outcome == "NOT_RUN"


def test_the_secret_of_a_client_reaches_no_file() -> None:
    with registered("cognito", Secretive) as op:
        found = judged(op)
        kept = json.dumps(op.journal.entries)
    assert found["client/no-secret"].outcome == "FAILED"
    assert SECRET not in kept + str(found)


def test_a_run_of_the_preflight_knows_no_other_checks(tmp_path: Path) -> None:
    done = run(tmp_path, "--target", "cognito", suites=("suites/registration",))
    assert done.exit_code == 0, done.output
    assert {check for _, check in done.findings} == set(catalogue("registration"))
    assert {one["outcome"] for one in done.findings.values()} == {"PASSED", "NOT_APPLICABLE"}
    again = done.findings["cognito", "client/scopes"]["rerun"]
    assert again == "pytest suites/registration --target cognito --check client/scopes"


def test_both_suites_run_together(tmp_path: Path) -> None:
    chosen = ("--target", "cognito", "--check", "client/*", "--check", "discovery/issuer-exact")
    done = run(tmp_path, *chosen, suites=("suites/registration", "suites/oidc"))
    judged = {key for key, one in done.findings.items() if one["outcome"] == "PASSED"}
    assert {("cognito", "client/exists"), ("cognito", "discovery/issuer-exact")} <= judged
    assert {check for _, check in done.findings} == set(catalogue(*PROVIDERS))


@pytest.mark.parametrize(
    ("option", "unmet"),
    [({"issuer": "issuer-cognito-idp"}, set()), ({"domain": "none"}, {"pool/login-pages"})],
)
def test_both_forms_of_the_issuer_and_a_pool_without_a_domain(
    option: dict[str, Any], unmet: set[str]
) -> None:
    with RunningFake("cognito", **option) as fake:
        op = Op.at(target_of(fake, "pool", "pkce"), FormDriver())
        found = judged(op)
        op.close()
    assert {name for name, one in found.items() if one.outcome == "FAILED"} == unmet
    assert {one.outcome for one in found.values()} <= {"PASSED", "NOT_APPLICABLE", "FAILED"}
