"""What a run costs: seconds cold and warm, requests and logins per target, overhead per check.

    python bench/suite.py [RUNS]

Cold means without compiled Python files; figures are medians of RUNS runs (5). The catalogue as a
whole runs on the fake that has every feature, once with all checks and once with the safe ones.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from reports.run.shape import Run

ROOT = Path(__file__).parents[1]
TRIVIAL = 500
PLUGINS = (
    "fakes.plugin",
    "reports.plugin",
    "suites.run.options",
    "suites.run.collecting",
    "suites.run.plugin",
    "suites.run.report_hooks",
    "suites.run.workers",
)
PLAIN = "def test_{n}():\n    pass\n\n"
CHECK = (
    '@check("bench/number-{n}", spec="core:2", level=MUST, severity=LOW, remedy="None.")\n'
    'def test_{n}(op):\n    """Nothing is at risk."""\n\n'
)
HEAD = "from suites.checks.check import check\n\n"


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        cold = [seconds(Path(folder), cache=f"{folder}/cache-{n}") for n in range(runs)]
        warm = [seconds(Path(folder), cache=f"{folder}/cache-0") for _ in range(runs)]
        data = read(folder)
        per_check = overhead_ms(Path(folder), runs)
    print(f"default run, cold   {statistics.median(cold):.2f} s  ({min(cold):.2f}-{max(cold):.2f})")
    print(f"default run, warm   {statistics.median(warm):.2f} s  ({min(warm):.2f}-{max(warm):.2f})")
    print_costs(data)
    with tempfile.TemporaryDirectory() as folder:
        whole = ("--target", "reference")
        times = [seconds(Path(folder), f"{folder}/cache", *whole) for _ in range(runs)]
        print(f"whole catalogue     {statistics.median(times):.2f} s  on one fake, whole process")
        print_costs(read(folder))
        safe = [one["id"] for one in read(folder)["catalogue"] if one["run_class"] == "safe"]
        chosen = [part for one in safe for part in ("--check", one)]
        seconds(Path(folder), f"{folder}/cache", *whole, *chosen)
        print("safe checks alone")
        print_costs(read(folder))
    print(f"overhead per check  {per_check:.2f} ms above a bare pytest test")


def read(folder: str) -> Any:
    """The newest run.json below `folder`."""
    return json.loads((Path(folder) / "out/latest/run.json").read_text("utf-8"))


def print_costs(data: Run) -> None:
    """A line for each target: checks that were run, requests, logins, seconds."""
    for target in data["targets"]:
        own = [one for one in data["findings"] if one["target"] == target["name"]]
        checks = sum(1 for one in own if one["outcome"] != "NOT_RUN")
        requests, logins = target["requests"], target["logins"]
        print(
            f"{target['name']:<19} {checks} checks, {requests} requests "
            f"({requests / checks:.2f} per check), {logins} logins, {target['duration_s']:.2f} s"
        )


def seconds(folder: Path, cache: str, *chosen: str) -> float:
    """How long `pytest suites/oidc` takes as a whole process."""
    arguments = ("suites/oidc", "--report-dir", str(folder / "out"), *chosen)
    return timed(arguments, {"PYTHONPYCACHEPREFIX": cache})


def overhead_ms(folder: Path, runs: int) -> float:
    """What one check costs more than one empty test, in milliseconds."""
    plain, checks = folder / "test_plain.py", folder / "test_checks.py"
    plain.write_text(HEAD + "".join(PLAIN.format(n=n) for n in range(TRIVIAL)))
    checks.write_text(HEAD + "".join(CHECK.format(n=n) for n in range(TRIVIAL)))
    own = ["--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), "-q"]
    own += ["--report-dir", str(folder / "trivial"), "--target", "reference"]
    own += [part for plugin in PLUGINS for part in ("-p", plugin)]
    pairs = [(timed((str(checks), *own), {}), timed((str(plain), *own), {})) for _ in range(runs)]
    return statistics.median((a - b) * 1000 / TRIVIAL for a, b in pairs)


def timed(arguments: tuple[str, ...], environment: dict[str, str]) -> float:
    """The wall seconds of one pytest process. Raises CalledProcessError if it fails."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("OIDC_", "HOST"))}
    begun = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=inherited | environment, check=True, capture_output=True
    )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
