"""What holds on a provider that hangs, breaks down, blocks or leads elsewhere."""

from collections import Counter
from dataclasses import replace

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.limits.patience import Patience, endpoint_of
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.harness.given.hostile_waiting import FIREWALLS, ROWS
from suites.harness.given.sockets import answering, misbehaving
from suites.op.op import Op
from suites.protocol.cleaning import clean_up
from suites.targets.embedded import target_of
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

PATIENCE_S = 0.5
CHECKS = (
    "discovery/status", "discovery/json", "jwks/status", "flow/login", "token/success",
    "token/code-single-use", "userinfo/get", "userinfo/sub", "id-token/signature",
    "authorization/state", "authorization/prompt-none-page", "callback/other-path",
    "introspection/active", "revocation/success", "registration/status", "par/status",
    "session/frame-frameable", "logout/returns-host", "transport/server-error",
)  # fmt: skip
# Areas whose checks ask in every way, after the one that a firewall takes offence at.
MET = ("authorization", "userinfo", "jwks")


def op_of(fake: RunningFake) -> Op:
    target = target_of(fake, "hostile", "pkce")
    patience = Patience(enough_s=3, briefly_s=PATIENCE_S, most_s=6)
    reach = replace(target.connection, timeout_s=PATIENCE_S, patience=patience)
    return Op.at(replace(target, connection=reach), FormDriver())


def judged(op: Op, identifiers: list[str]) -> dict[str, Outcome]:
    try:
        found = {one: judge(catalogue()[one], op) for one in identifiers}
        clean_up(op)
    finally:
        op.close()
    return found


@pytest.mark.parametrize("name", ROWS)
def test_nothing_waits_breaks_or_goes_elsewhere(name: str) -> None:
    """No check breaks, nothing is waited for a third time, nobody but the provider is asked."""
    with misbehaving(answering) as trap:
        fault = Fault("hostile", "Misbehaves.", frozenset(), "reference", ROWS[name](trap))
        with RunningFake(faults=(fault,)) as fake:
            op = op_of(fake)
            found = judged(op, list(CHECKS))
        assert trap.requests == []
    assert {one: was for one, was in found.items() if was.outcome == "ERRORED"} == {}
    entries = op.journal.entries
    hosts = {one["request"]["url"].split("/")[2] for one in entries if one["response"]}
    assert hosts <= set(op.target.connection.host_map)
    hung = Counter(
        endpoint_of(one["request"]["url"]) for one in entries if "no complete" in one["error"]
    )
    assert hung.total() <= 14
    if "never" in name:
        assert max(hung.values()) <= 2, hung


@pytest.mark.parametrize("name", [one for one in ROWS if "blocks by a page" in one])
def test_a_block_makes_no_finding(name: str) -> None:
    with misbehaving(answering) as trap:
        fault = Fault("hostile", "Misbehaves.", frozenset(), "reference", ROWS[name](trap))
        with RunningFake(faults=(fault,)) as fake:
            op = op_of(fake)
            found = judged(op, ["flow/login", *CHECKS])
            kinds = [one["kind"] for one in op.state()["notices"]]
    assert {one for one, was in found.items() if was.outcome in ("FAILED", "WARNED")} == set()
    assert kinds.count("blocked") == 1


class Bans(Reference):
    """An address is blocked for some seconds after markup in a value."""

    until = 0.0
    for_s = 5.0
    how = staticmethod(lambda: HTMLResponse("<title>Forbidden</title>", 403))

    def answer(self, request: Request) -> Response:
        if self.clock.now() < self.until:
            return self.how()
        if any("<b id=" in value for _, value in (*request.query, *request.form)):
            self.until = self.clock.now() + self.for_s
        return super().answer(request)


@pytest.mark.parametrize("seconds", [5.0, 20.0])
def test_an_address_that_is_blocked_for_seconds_makes_no_check_fail(seconds: float) -> None:
    """It gave 27 FAILED at a healthy provider."""
    fault = Fault(
        "bans", "Bans.", frozenset(), "reference", type("Bans", (Bans,), {"for_s": seconds})
    )
    with RunningFake(faults=(fault,)) as fake:
        op = Op.at(target_of(fake, "hostile", "pkce"), FormDriver())
        found = judged(op, list(catalogue("oidc")))
        (notice,) = [one for one in op.state()["notices"] if one["kind"] == "blocked"]
    red = {one: was for one, was in found.items() if was.outcome in ("FAILED", "WARNED", "ERRORED")}
    assert red == {}
    assert "%3Cb id" in notice["text"]
    kept_from = [one for one, was in found.items() if was.outcome == "NOT_RUN"]
    # Every odd request begins a new block, and a run outlasts them for half a minute in all.
    assert seconds > 5 or len(kept_from) < len(found) / 4


@pytest.mark.parametrize("name", FIREWALLS)
def test_no_check_fails_however_a_firewall_answers(name: str) -> None:
    """By an error in JSON, a page with status 200, or a redirect it gave up to 54 red rows."""
    bans = type("Bans", (Bans,), {"for_s": 3600.0, "how": staticmethod(FIREWALLS[name])})
    with RunningFake(faults=(Fault("bans", "Bans.", frozenset(), "reference", bans),)) as fake:
        op = Op.at(target_of(fake, "hostile", "pkce"), FormDriver())
        op.provider.outlasts_s = 0
        found = judged(op, [one.id for one in catalogue("oidc").values() if one.area in MET])
        (notice,) = [one for one in op.state()["notices"] if one["kind"] == "blocked"]
    red = {one: was for one, was in found.items() if was.outcome in ("FAILED", "WARNED", "ERRORED")}
    assert red == {}
    assert "%3Cb id" in notice["text"]
    assert any("may have been blocked" in was.reason for was in found.values())
