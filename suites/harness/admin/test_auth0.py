"""The preflight at Auth0: what it asks for, and what it says of each answer of the real API."""

from pathlib import Path

import pytest
import respx
from starlette.responses import Response

from fakes.faults.homes import Auth0
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.vendors.auth0.admin import SECRET
from fakes.wire.request import Request
from suites.admin.matching import Subdomains
from suites.checks.catalogue import catalogue
from suites.harness.given.registrations import asked, first, judged, registered
from suites.harness.given.runs import run, told_in
from suites.op.op import Op
from suites.targets.embedded import target_of
from suites.verdicts.judge import judge

TENANT = "https://dev-1234.us.auth0.com"
ID = "H7cQnW4vXk2mZsR9tBfL1pJdY6uEoA3g"
CLIENT = f"{TENANT}/api/v2/clients/{ID}"
HOWTO = "Set OIDC_ADMIN_TOKEN (admin_token_env in targets.toml) to a token of the Management API"
WRONG = "three.parts.wrong"


def test_one_call_is_enough_and_neither_secret_nor_key_is_asked_for() -> None:
    with registered("auth0") as op:
        found = judged(op)
        (path,) = asked(op)
        kept = str(op.journal.entries)
    assert path.startswith(f"/api/v2/clients/{ID}?fields=client_id,")
    assert "jwt_configuration" in path
    assert "client_secret" not in kept
    assert "signing_keys" not in kept
    assert {one.outcome for one in found.values()} == {"PASSED", "NOT_APPLICABLE"}


class TellsAll(Auth0):
    """A proxy in front of the API drops the query, so everything is told."""

    def admin(self, request: Request, client_id: str) -> Response:
        request.query = []
        return super().admin(request, client_id)


def test_what_is_told_unasked_is_not_kept() -> None:
    with registered("auth0", TellsAll) as op:
        judged(op)
        kept = str(op.journal.entries)
    assert "«redacted" in kept
    assert SECRET not in kept
    assert "BEGIN CERTIFICATE" not in kept


def test_without_a_token_nothing_is_asked_and_each_check_says_how_to_get_one() -> None:
    with registered("auth0", admin_token="") as op:
        found = first(op)
        assert op.journal.entries == []
    assert found.outcome == "NOT_RUN"
    assert HOWTO in found.reason
    assert "read:clients" in found.reason


class WithoutTheScope:
    """The token is for another part of the API."""

    def admin_scopes(self) -> tuple[str, ...]:
        return ("read:users",)


@pytest.mark.parametrize(
    ("mixins", "token", "said"),
    [
        ((), WRONG, "HTTP 401, “Invalid token”"),
        ((), "not-a-jwt", "HTTP 400, “Bad HTTP authentication header format”"),
        ((WithoutTheScope,), "", "HTTP 403, “Insufficient scope, expected any of: read:clients"),
    ],
)
def test_each_refusal_of_the_token_is_told_in_the_words_of_the_product(
    mixins: tuple[type, ...], token: str, said: str
) -> None:
    changes = {"admin_token": token} if token else {}
    with registered("auth0", *mixins, **changes) as op:
        found = first(op)
    assert found.outcome == "NOT_RUN"
    assert said in found.reason
    assert HOWTO in found.reason


def test_a_token_may_be_given_with_its_scheme() -> None:
    with registered("auth0") as op:
        token = op.target.admin.token
    with registered("auth0", admin_token=f"Bearer {token}") as op:
        assert judge(catalogue()["client/exists"], op).outcome == "PASSED"


def test_an_application_that_is_not_there_is_a_finding() -> None:
    with registered("auth0", client_id="Deleted/../0") as op:
        found = first(op)
        assert asked(op)[0].startswith("/api/v2/clients/Deleted%2F..%2F0?")
    assert (found.outcome, found.actual) == ("FAILED", "there is none")
    assert found.where == "Auth0 application Deleted/../0"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, "Unauthorized", "did not let the token read the Auth0 application"),
        (403, "<html>Forbidden</html>", "HTTP 403. Set OIDC_ADMIN_TOKEN"),
        (404, '{"message":"Not Found"}', "HTTP 200 was expected, got HTTP 404, “Not Found”"),
        (404, "<html>Not here</html>", "OIDC_ADMIN_URL says where the admin API of Auth0 is"),
        (500, '{"message":{"a":"b"}}', "HTTP 200 was expected, got HTTP 500. OIDC_ADMIN_URL"),
        (200, "<html>Log in</html>", "a JSON object was expected, got <html>Log in</html>"),
        (200, '{"client_id": "H7cQnW4vXk2mZs', "a JSON object was expected"),
        (200, f'{{"client_secret": "{SECRET[:-2]}', "a JSON object was expected"),
        (200, "{" * 3_000_000, "larger than 2,000,000 bytes"),
        (200, '{"client_id": "a", "app_type": "spa"}', "so the token may see little. Set OIDC"),
        (200, '{"grant_types": "implicit"}', "expected a list of strings, got implicit"),
        (200, '{"grant_types": [], "callbacks": [7]}', "expected a list of strings"),
    ],
)
def test_an_odd_answer_is_told_in_one_sentence(status: int, body: str, said: str) -> None:
    with registered("auth0") as op, respx.mock(using="httpcore") as router:
        router.get(url__startswith=CLIENT).respond(status, text=body)
        found = first(op)
        assert SECRET[:-2] not in found.reason + str(op.journal.entries)
    assert found.outcome == "NOT_RUN"
    assert said in found.reason


def test_a_tenant_that_wants_to_be_left_alone_is() -> None:
    with registered("auth0") as op, respx.mock(using="httpcore") as router:
        router.get(url__startswith=CLIENT).respond(429, headers={"retry-after": "90"})
        found = first(op)
        assert len(router.calls) == 1
    assert "HTTP 429, to be tried again in 90 s" in found.reason


def test_an_application_that_was_just_made_by_the_api_is_told_what_it_lacks() -> None:
    """Its defaults are those of the API, not of the console."""
    made = {
        "client_id": ID,
        "app_type": "spa",
        "grant_types": ["authorization_code", "implicit", "refresh_token", "client_credentials"],
        "oidc_conformant": False,
        "jwt_configuration": {"alg": "HS256", "lifetime_in_seconds": 36000},
    }
    with registered("auth0") as op, respx.mock(using="httpcore") as router:
        router.get(url__startswith=CLIENT).respond(json=made)
        found = judged(op)
    assert {name: one.outcome for name, one in found.items() if one.outcome in RED} == {
        "client/callback-registered": "FAILED",
        "client/logout-registered": "WARNED",
        "client/id-token-algorithm": "FAILED",
        "client/conformant": "WARNED",
    }
    assert found["client/no-secret"].outcome == "NOT_RUN"
    assert "token_endpoint_auth_method" in found["client/no-secret"].reason


RED = ("FAILED", "WARNED")


def test_a_confidential_application_is_a_web_application_with_a_secret() -> None:
    with RunningFake("auth0") as fake:
        application, other = fake.provider.clients.values()
        target = target_of(fake, "confidential", "pkce")
        op = Op.at(target, FormDriver()).for_client(
            other.client_id, other.secret, redirect_uri=other.redirect_uris[0]
        )
        found = judged(op)
        op.close()
    assert application.client_id != other.client_id
    assert found["client/has-secret"].outcome == "PASSED"
    assert found["client/application-type"].outcome == "PASSED"
    assert found["client/no-secret"].outcome == "NOT_APPLICABLE"


@pytest.mark.parametrize("vendor", ["auth0", "okta"])
def test_the_report_has_neither_the_token_nor_a_secret(tmp_path: Path, vendor: str) -> None:
    with RunningFake(vendor, loopback="http") as fake:
        setup = fake.setup("implicit")
        found = run(tmp_path, environment=setup.variables(), suites=("suites/registration",))
    assert found.exit_code == 0, found.output
    assert {one["outcome"] for one in found.data["findings"]} == {"PASSED", "NOT_APPLICABLE"}
    written = (path for path in tmp_path.rglob("*") if path.is_file())
    everything = found.output + "".join(told_in(path) for path in written)
    assert setup.admin.token not in everything


@pytest.mark.parametrize(
    ("registered_url", "wanted", "taken"),
    [
        ("https://a.example.com/cb", "https://a.example.com/cb", True),
        ("https://a.example.com/cb", "https://a.example.com/cb/", False),
        ("https://*.example.com/cb", "https://a.example.com/cb", True),
        ("https://*.example.com/cb", "https://a.b.example.com/cb", False),
        ("https://*.example.com/cb", "https://example.com/cb", False),
        ("https://*.example.com/cb", "https://evil.com/.example.com/cb", False),
        ("https://pr-*.example.com/cb", "https://pr-7.example.com/cb", True),
        ("https://a.example.com/*", "https://a.example.com/cb", False),
        ("https://" + "*" * 40 + "!/cb", "https://" + "a" * 60 + "/cb", False),
        ("https://[a/cb", "https://a.example.com/cb", False),
    ],
)
def test_a_wildcard_stands_for_a_part_of_one_label(
    registered_url: str, wanted: str, taken: bool
) -> None:
    assert Subdomains().lets_in(registered_url, wanted) is taken
