"""The reports' pytest plugin, on a toy suite in a project of its own."""

import json
from pathlib import Path

import pytest

from suites.harness.report_toys import CONFTEST, suite

pytest_plugins = ["pytester"]
HARMLESS = ("PASSED", "WARNED", "KNOWN", "NOT_APPLICABLE")


class Project:
    """A project with the toy suite, and what its runs wrote."""

    def __init__(self, pytester):
        self.pytester = pytester
        pytester.makeconftest(CONFTEST)

    def checks(self, *outcomes):
        """Write a file of checks with these outcomes."""
        self.pytester.mkdir("toys").joinpath("test_toys.py").write_text(suite(*outcomes))

    def run(self, *arguments):
        """Run pytest in a process of its own."""
        return self.pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)

    @property
    def out(self) -> Path:
        return self.pytester.path / "reports" / "out"

    @property
    def told(self) -> dict:
        """The newest run."""
        return json.loads((self.out / "latest" / "run.json").read_text(encoding="utf-8"))


@pytest.fixture
def project(pytester, monkeypatch, request):
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    return Project(pytester)


def test_a_run_writes_both_files_and_names_the_page(project):
    project.checks(*HARMLESS)
    result = project.run()
    assert result.ret == 0
    page = project.out / "latest" / "report.html"
    assert "<h1>" in page.read_text(encoding="utf-8")
    result.stdout.fnmatch_lines(["*conformance*", "*cognito: conformant: *", "report: *.html"])
    assert project.told["exit_code"] == 0
    assert [target["verdict"] for target in project.told["targets"]] == ["conformant"] * 2
