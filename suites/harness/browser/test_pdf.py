"""The report as PDF, by the system's Chromium."""

import re
from pathlib import Path

import pytest

from reports.__main__ import main
from reports.page.pdf import NoPdf, pdf, presume_chromium, printed
from reports.run import store
from suites.harness.given.report_samples import as_written
from suites.harness.given.report_samples import run as a_sample
from suites.harness.given.runs import run

PAGE = re.compile(rb"/Type\s*/Page\b")
A4 = re.compile(rb"/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]")
HUNG = "<script>while (true) {}</script><img src=https://target.example/x><p>Whole"


def pages(document: bytes) -> int:
    """How many pages of A4 a PDF has."""
    assert document.startswith(b"%PDF-")
    assert len(A4.findall(document)) in (1, len(PAGE.findall(document)))
    return len(PAGE.findall(document))


def test_the_command_writes_a_document_that_a_screen_reader_can_read(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Of all findings that are open, with a mark for each part and an outline."""
    path = tmp_path / "run.json"
    store.write_text(path, store.to_json(as_written(a_sample(40))))
    assert main([str(path), "--format", "pdf"]) == 0
    assert capfdbinary.readouterr().out == f"{tmp_path / 'report.pdf'}\n".encode()
    document = (tmp_path / "report.pdf").read_bytes()
    assert pages(document) > 2
    for part in (b"/StructTreeRoot", b"/Outlines", b"/Lang"):
        assert part in document
    assert main([str(path), "--format", "pdf", "-o", "-"]) == 0
    assert pages(capfdbinary.readouterr().out) == pages(document)


def test_no_script_runs_and_nothing_is_fetched() -> None:
    """Whatever a page had in it."""
    assert pages(printed(HUNG, presume_chromium())) == 1


def test_a_run_that_logged_in_by_chromium_is_printed_too(tmp_path: Path) -> None:
    """One Playwright is there already."""
    found = run(
        tmp_path, "--login", "browser", "--target", "reference", "--check", "flow/login",
        "--format", "pdf",
    )  # fmt: skip
    assert found.exit_code == 0, found.output
    assert pages((tmp_path / "latest" / "report.pdf").read_bytes()) >= 1


def test_a_chromium_that_does_not_start_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho out of order >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPdf, match=r"did not print the page: .") as told:
        pdf(as_written(a_sample(1)))
    assert "\n" not in str(told.value)
