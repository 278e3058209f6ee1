"""What a run created at a provider is gone after it, and what is not is told."""

from pathlib import Path

import pytest

from fakes.user.login import FormDriver
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS
from suites.harness.given.runs import run
from suites.op.op import Op
from suites.protocol.cleaning import clean_up
from suites.targets.embedded import EMBEDDED
from suites.verdicts.judge import judge

WRONG = "no-password-of-hers"
CREATING = ("token/code-single-use", "logout/returns-host", "token/no-secret", "claims/email-scope")


@pytest.mark.parametrize("name", EMBEDDED)
def test_sessions_tokens_and_clients_are_gone_after_a_run(name: str) -> None:
    fake, target = EMBEDDED[name].start(name)
    provider = fake.provider
    before = set(provider.clients)
    op = Op.at(target, FormDriver())
    try:
        for one in catalogue(*PROVIDERS).values():
            judge(one, op)
        assert provider.sessions
        stayed = clean_up(op)
    finally:
        op.close()
        fake.stop()
    assert set(provider.clients) == before
    assert not provider.sessions or "no end_session_endpoint" in " ".join(stayed)
    alive = [one for one in provider.access_tokens.values() if provider.token_is_alive(one)]
    assert not alive or "no revocation_endpoint" in " ".join(stayed)


def test_what_stays_is_told_in_the_report(tmp_path: Path) -> None:
    done = run(tmp_path, "--target", "confidential", "--check", "flow/login")
    told = [one for one in done.data["notices"] if one["kind"] == "left-behind"]
    assert [one["target"] for one in told] == ["confidential"]
    assert "no revocation_endpoint" in told[0]["text"]
    assert "no revocation_endpoint" in done.output


def test_a_parallel_run_tells_it_too(tmp_path: Path) -> None:
    chosen = ("--target", "confidential", "--target", "okta-pkce", "--check", "flow/login")
    done = run(tmp_path, *chosen, "-n", "2")
    told = [one for one in done.data["notices"] if one["kind"] == "left-behind"]
    assert [one["target"] for one in told] == ["confidential"]


def test_a_refused_password_leaves_nothing_behind() -> None:
    fake, target = EMBEDDED["confidential"].start("confidential")
    op = Op.at(target.changed(password=WRONG), FormDriver())
    try:
        assert judge(catalogue()["flow/login"], op).outcome == "FAILED"
        assert clean_up(op) == []
    finally:
        op.close()
        fake.stop()
