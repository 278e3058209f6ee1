"""The deployment suite on fake-gcs-server and on the Pub/Sub fake of Google's own Go client."""

from pathlib import Path

from suites.harness.given.runs import Run, run
from suites.real.google_cloud import GoogleCloud, google_cloud

# fake-gcs-server keeps no CORS rules and no settings of access, and lets everybody in.
OPEN = {
    "google/not-public", "google/cors", "google/preflight", "google/file",
    "google/public-access-prevention", "google/uniform-access", "google/dead-letters",
}  # fmt: skip
RED = ("FAILED", "WARNED")


def judged(emulated: GoogleCloud, folder: Path) -> Run:
    chosen = ("--check", "google/*", "--allow", "stateful")
    return run(folder, *chosen, environment=emulated.variables, suites=("suites/deployment",))


def test_the_fakes_are_judged_as_they_are_set_up(tmp_path: Path) -> None:
    with google_cloud() as emulated:
        right = judged(emulated, tmp_path)
    found = {check: one["outcome"] for (_, check), one in right.findings.items()}
    assert {check for check, outcome in found.items() if outcome in RED} == OPEN, right.output
    working = ("bucket", "notifications", "topic", "subscription", "subscription-topic", "event")
    assert {found[f"google/{one}"] for one in working} == {"PASSED"}, right.output
