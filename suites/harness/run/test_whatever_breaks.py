"""Whatever of ours is raised where: the check is ERRORED, and there is a report."""

import json
from pathlib import Path

import pytest

from suites.harness.given.runs import ROOT

CHECKS = ("--check", "discovery/issuer-exact", "--check", "jwks/status", "--check", "flow/login")
FILES = ("discovery/test_issuer.py", "jwks/test_jwks.py", "flows/test_flow.py")
# Each is the name of what breaks, from the check inwards to the page.
LAYERS = {
    "check": "suites.op.provider.Provider.discovery_reply",
    "memory": "suites.op.memory.Memory.recall",
    "cleaning of texts": "fakes.wire.redaction.Redactor.text",
    "cleaning of bodies": "fakes.wire.redaction.Redactor.body",
    "journal": "fakes.wire.journal.Journal.record",
    "proof of a refusal": "suites.op.controls.refusal_kind",
    "state of the target": "suites.op.client.ProviderClient.state",
    "opening": "suites.op.provider.Provider.recognise",
    "finding": "suites.verdicts.verdict.Outcome.fingerprint",
    "clean-up": "suites.protocol.cleaning.remove",
    "whole clean-up": "suites.op.ledger.Ledger.take",
    "recorder": "reports.run.recorder.Recorder.add",
    "causes": "suites.diagnosis.diagnoses",
    "verdict": "reports.run.assembly.assemble",
    "page": "reports.page.views.groups",
    "summary": "reports.terminal.terminal.summary",
}
ON_THE_CHECK = set(LAYERS) - {
    "clean-up", "whole clean-up", "recorder", "causes", "verdict", "page", "summary",
}  # fmt: skip


def broken(*args: object, **kwargs: object) -> None:
    """What is put in place of a function."""
    raise RuntimeError("a bug of ours")


def chosen(folder: Path) -> list[str]:
    """The command line of a run of three checks that reports to `folder`."""
    run = [
        *(str(ROOT / "suites" / "oidc" / one) for one in FILES),
        "--rootdir",
        str(ROOT),
        "--report-dir",
        str(folder),
    ]
    return [*run, "-p", "no:cacheprovider", "--target", "confidential", *CHECKS]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_report_is_written(
    layer: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In this process, which is quicker."""
    monkeypatch.setattr(LAYERS[layer], broken)
    exit_code = pytest.main(chosen(tmp_path))
    printed = capsys.readouterr().out
    assert "INTERNALERROR" not in printed
    written = (tmp_path / "latest" / "run.json").read_text("utf-8")
    run = json.loads(written)
    told = {one["check"]: one["outcome"] for one in run["findings"]}
    outcomes = {told[check] for check in CHECKS[1::2] if check in told}
    page = (tmp_path / "latest" / "report.html").exists()
    assert page != (layer == "page")
    assert page or "report.html could not be written" in printed
    if layer in ON_THE_CHECK:
        assert "ERRORED" in outcomes
        assert outcomes <= {"ERRORED", "PASSED", "NOT_RUN"}
        assert exit_code == 1
    elif layer == "recorder":
        assert len([one for one in run["problems"] if one["where"].startswith("suites/")]) == 3
    else:
        assert outcomes == {"PASSED"}
    assert "RuntimeError" in printed + written
