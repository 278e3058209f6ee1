"""What is done to somebody else's provider, and what is not unless it was asked for."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from suites.checks.catalogue import catalogue
from suites.op.op import Op
from suites.protocol.clients.registration import registered
from suites.targets.embedded import target_of
from suites.targets.permission import FOREIGN_REQUESTS_PER_S, Permission
from suites.targets.target import Target
from suites.verdicts.expect import NotRun
from suites.verdicts.judge import judge

STATEFUL = "token/code-single-use"
SAFE = "discovery/scopes-supported"
FOREIGN = Permission()


def outcomes(target: Target, *ids: str) -> dict[str, str]:
    """The outcome of each check, with its reason."""
    op = Op.at(target, FormDriver())
    try:
        found = {one: judge(catalogue()[one], op) for one in ids}
    finally:
        op.close()
    return {one: f"{outcome.outcome} {outcome.reason}".strip() for one, outcome in found.items()}


@pytest.fixture
def foreign(reference: RunningFake) -> Target:
    """The reference under its own host name, as somebody else's provider would be."""
    return target_of(reference, "staging", "pkce")


@pytest.mark.parametrize(
    ("issuer", "allowed"),
    [
        ("https://op.example.com", {"safe"}),
        ("http://127.0.0.1:8080", {"safe", "stateful"}),
        ("http://localhost:8080", {"safe", "stateful"}),
    ],
)
def test_what_may_be_done_depends_on_whose_the_provider_is(
    foreign: Target, issuer: str, allowed: set[str]
) -> None:
    assert FOREIGN.granted(replace(foreign, issuer=issuer)).allowed == allowed


def test_on_somebody_elses_provider_only_what_is_safe_is_done(foreign: Target) -> None:
    found = outcomes(FOREIGN.granted(foreign), SAFE, STATEFUL)
    assert found[SAFE] == "PASSED"
    assert found[STATEFUL].startswith("NOT_RUN")
    assert "--allow stateful" in found[STATEFUL]


def test_a_class_alone_opens_no_host(foreign: Target) -> None:
    asked = Permission(classes=frozenset({"stateful"}))
    found = outcomes(asked.granted(foreign), STATEFUL)[STATEFUL]
    assert found.startswith("NOT_RUN")
    assert "--allow-host op.example.com" in found


def test_a_class_and_the_host_open_it(foreign: Target) -> None:
    asked = Permission(classes=frozenset({"stateful"}), hosts=frozenset({"OP.example.com"}))
    assert outcomes(asked.granted(foreign), STATEFUL) == {STATEFUL: "PASSED"}


def test_the_file_of_targets_may_name_the_hosts(foreign: Target) -> None:
    agreed = replace(foreign, allow_hosts=frozenset({"op.example.com"}))
    asked = Permission(classes=frozenset({"stateful"}))
    assert outcomes(asked.granted(agreed), STATEFUL) == {STATEFUL: "PASSED"}


def test_every_host_that_the_provider_publishes_has_to_be_allowed() -> None:
    with RunningFake("cognito") as fake:
        target = target_of(fake, "pool", "pkce")
        host = urlsplit(target.issuer).hostname or ""
        asked = Permission(classes=frozenset({"stateful"}), hosts=frozenset({host}))
        found = outcomes(asked.granted(target), STATEFUL)[STATEFUL]
    assert "--allow-host wandb-acme.auth.us-east-1.amazoncognito.com" in found


def test_the_hosts_for_certificates_have_to_be_allowed_where_one_is_shown(foreign: Target) -> None:
    asked = Permission(classes=frozenset({"stateful"}), hosts=frozenset({"op.example.com"}))
    found = outcomes(asked.granted(foreign), "mtls/no-certificate")["mtls/no-certificate"]
    assert found.startswith("NOT_RUN")
    assert "--allow-host mtls.op.example.com" in found


def test_nothing_is_created_by_a_check_that_called_itself_safe(foreign: Target) -> None:
    op = Op.at(FOREIGN.granted(foreign), FormDriver())
    with pytest.raises(NotRun, match="stateful"):
        registered(op)
    assert not [one for one in op.journal.entries if one["purpose"] == Purpose.REGISTRATION.text]
    op.close()


def test_requests_to_somebody_else_are_five_a_second(foreign: Target) -> None:
    target = FOREIGN.granted(foreign)
    before = target.clock.now()
    op = Op.at(target, FormDriver())
    for number in range(11):
        op.fetch(f"{target.issuer}/none-{number}", purpose=Purpose.PAGE)
    op.close()
    assert target.clock.now() - before >= 10 / FOREIGN_REQUESTS_PER_S


def test_a_wrong_password_of_a_configured_user_is_not_sent(foreign: Target) -> None:
    target = FOREIGN.granted(foreign)
    op = Op.at(target, FormDriver())
    user = target.credentials
    assert user is not None
    wrong = [("username", user.username), ("password", "ssoproof-wrong")]
    with pytest.raises(NotRun, match="wrong password"):
        op.new_browser().open(f"{target.issuer}/login", purpose=Purpose.FORM, form=wrong)
    assert op.http.requests == 0
    other = [("username", "ssoproof-nobody"), ("password", "ssoproof-wrong")]
    op.new_browser().open(f"{target.issuer}/login", purpose=Purpose.FORM, form=other)
    assert op.http.requests == 1
    op.close()


@pytest.mark.parametrize(
    "fields",
    [
        '<input type="hidden" name="pf.passwordreset" value=""><input type="hidden" name="pwd2">',
        '<input style="display:none" type="text" name="fakeusernameremembered">'
        '<input style="display: none" type="password" name="fakepasswordremembered">',
        '<input hidden type="password" name="old_password" value="filled in by the page">',
    ],
)
def test_only_what_is_typed_is_a_password(fields: str) -> None:
    """The other fields of a login page have any name: against autofill, for a reset."""

    class OddFields(Reference):
        def login_form(self, ticket: str, hint: str, message: str) -> Response:
            page = bytes(super().login_form(ticket, hint, message).body).decode()
            return HTMLResponse(page.replace("<label", fields + "<label", 1))

    fault = Fault("odd-fields", "Odd fields.", frozenset(), "reference", OddFields)
    with RunningFake(faults=(fault,)) as fake:
        target = FOREIGN.granted(target_of(fake, "staging", "pkce"))
        assert outcomes(target, "flow/login") == {"flow/login": "PASSED"}


def test_the_pace_of_a_target_is_that_of_all_its_requests(foreign: Target) -> None:
    asked = Permission(requests_per_s=100.0).granted(foreign)
    assert isinstance(asked.connection, Connection)
    assert asked.connection.pace is not foreign.connection.pace
    assert asked.connection.host_map == foreign.connection.host_map
