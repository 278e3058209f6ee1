"""Measures a report of 10,000 findings: seconds to write it and to open it in Chromium.

Run `python -m bench.report` in the project's directory. Needs the extra `browser` and Chromium.
"""

import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, sync_playwright

from reports.publish import publish
from suites.harness.given.report_samples import run

FINDINGS = 10_000
QUIET = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def main() -> int:
    """Print one line per measure; 1 if Chromium is missing."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("chromium is not on the PATH: install it (Debian: apt install chromium)")
        return 1
    sample = run(FINDINGS)
    with tempfile.TemporaryDirectory() as place:
        begin, busy = time.perf_counter(), time.process_time()
        published = publish(sample, Path(place), datetime.now(UTC))
        took, busy = time.perf_counter() - begin, time.process_time() - busy
        print(f"write {len(sample['findings']):,} findings: {took:.2f} s ({busy:.2f} s of CPU)")
        assert published.directory is not None, published.trouble
        for name in ("run.json", "evidence.json", "report.html", "checks.html"):
            size = (published.directory / name).stat().st_size
            print(f"{name}: {size / 1e6:.1f} MB")
        open_page(published.directory / "report.html", chromium)
    return 0


def open_page(page: Path, chromium: str) -> None:
    """Print the seconds until the page is loaded and drawn, and until a filter has worked."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        tab = browser.new_page()
        meter = tab.context.new_cdp_session(tab)
        meter.send("Performance.enable", {"timeDomain": "threadTicks"})
        tab.goto("about:blank")
        begin = time.perf_counter()
        tab.goto(page.as_uri(), wait_until="load")
        tab.evaluate(DRAWN)
        took = time.perf_counter() - begin
        measures = {entry["name"]: entry["value"] for entry in metrics(meter)}
        print(f"open in Chromium: {took:.2f} s ({measures['TaskDuration']:.2f} s of CPU)")
        begin = time.perf_counter()
        tab.fill("#filter [name=text]", "audience")
        tab.evaluate(DRAWN)
        print(f"filter by text: {time.perf_counter() - begin:.2f} s")
        browser.close()


def metrics(meter: CDPSession) -> Any:
    """Chromium's own measures of the page's main thread."""
    return meter.send("Performance.getMetrics")["metrics"]


if __name__ == "__main__":
    sys.exit(main())
