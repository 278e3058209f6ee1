"""The whole default suite on npm's certified oidc-provider, as a user would run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from suites.real.provider import RealProvider, real_provider

ROOT = Path(__file__).parents[2]
RUN_SECONDS = 600
UNEXPECTED = {"FAILED", "ERRORED", "NOT_RUN"}

# Check id -> why this certified provider does not do what a SHOULD asks, in the specification's
# terms. Each must occur: an expectation that is no longer met is removed here.
WARNED: dict[str, str] = {}
WARNED_OVER_HTTP: dict[str, str] = {}


@dataclass(frozen=True)
class Run:
    """One `pytest suites/oidc` on the provider: what it printed, its exit code, its run.json."""

    output: str
    exit_code: int
    document: dict[str, Any]

    def findings(self, *outcomes: str) -> list[dict[str, Any]]:
        """The findings with one of these outcomes."""
        return [found for found in self.document["findings"] if found["outcome"] in outcomes]


def run_suite(provider: RealProvider, auth_method: str, folder: Path, *options: str) -> Run:
    """Run the default suite in a process of its own, configured by the environment alone."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if name != "HOST" and not name.startswith(("OIDC_", "PYTEST_"))
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "suites/oidc", "--report-dir", str(folder), *options],
        cwd=ROOT, env=clean | provider.environment(auth_method), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=RUN_SECONDS, check=False,
    )  # fmt: skip
    written = folder / "latest" / "run.json"
    assert written.exists(), f"no run.json was written; pytest said:\n{done.stdout}"
    return Run(done.stdout, done.returncode, json.loads(written.read_text(encoding="utf-8")))


def tell(findings: list[dict[str, Any]]) -> str:
    """One line for each finding, for the message of a failed test."""
    return "\n".join(
        f"{found['outcome']} {found['check']}: {found['reason']} "
        f"(expected {found['expected']!r}, actual {found['actual']!r})"
        for found in findings
    )


def hold(run: Run, issuer: str) -> None:
    """A certified provider passes, but for the explained SHOULDs, and each of them occurs."""
    wrong = run.findings(*UNEXPECTED)
    assert not wrong, f"\n{tell(wrong)}"
    expected = WARNED | (WARNED_OVER_HTTP if issuer.startswith("http:") else {})
    warned = run.findings("WARNED")
    unexplained = [found for found in warned if found["check"] not in expected]
    assert not unexplained, f"\n{tell(unexplained)}"
    gone = set(expected) - {found["check"] for found in warned}
    assert not gone, f"expected to be WARNED and no longer are, remove them: {sorted(gone)}"
    assert run.exit_code == 0, run.output
    assert run.findings("PASSED"), run.output
    assert [target["issuer"] for target in run.document["targets"]] == [issuer]


@pytest.mark.parametrize("tls", [True, False], ids=["https", "http"])
@pytest.mark.parametrize("auth_method", ["implicit", "pkce"])
def test_a_certified_provider_is_conformant(auth_method: str, tls: bool, tmp_path: Path) -> None:
    with real_provider(tls=tls) as provider:
        run = run_suite(provider, auth_method, tmp_path)
    hold(run, provider.issuer)


def test_a_login_page_made_by_javascript_is_passed_in_a_browser(tmp_path: Path) -> None:
    with real_provider(javascript_login=True) as provider:
        run = run_suite(provider, "pkce", tmp_path, "--login", "browser")
    hold(run, provider.issuer)


def test_the_password_reaches_no_file(tmp_path: Path) -> None:
    with real_provider() as provider:
        run = run_suite(provider, "pkce", tmp_path)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written, run.output
    leaks = [path.name for path in written if provider.password.encode() in path.read_bytes()]
    assert not leaks
    assert provider.password not in run.output
