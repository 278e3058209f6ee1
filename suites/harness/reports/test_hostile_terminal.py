"""Whatever a target sent, a terminal shows it and does not obey it."""

import re

import pytest

from suites.harness.given.report_toys import CONFTEST, suite

pytest_plugins = ["pytester"]
HOSTILE = "\x1b[2J\x07\x00\x9b31m\u202egnp\u2066\u200f"
PLANTED = f"""
import warnings
import pytest

def plant(report):
    said = {HOSTILE!r}
    for field in ("reason", "expected", "actual", "where", "remedy", "source", "rerun"):
        report.ssoproof["finding"][field] = said
    for field in ("issuer", "vendor", "profile", "auth_method"):
        report.ssoproof["target"][field] = said
    report.ssoproof["exchanges"][0]["request"]["url"] = said
    if hasattr(report, "wasxfail"):
        report.wasxfail = said
    return report

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    report = yield
    return plant(report) if hasattr(report, "ssoproof") else report

def pytest_ssoproof_notices(config, findings):
    return [{{"kind": {HOSTILE!r}, "target": "cognito", "text": {HOSTILE!r}}}]

def pytest_ssoproof_diagnoses(config, targets, findings):
    words = ("id", "summary", "seen", "setting", "current", "correct")
    told = dict.fromkeys(words, {HOSTILE!r})
    return [told | {{"target": "okta", "explains": []}}]
"""
OTHERS = f"""
import warnings
import pytest

SAID = {HOSTILE!r}

def test_that_fails():
    print(SAID)
    warnings.warn(SAID)
    assert SAID == ""

def test_that_is_skipped():
    pytest.skip(SAID)

def test_that_is_known_to_fail():
    pytest.xfail(SAID)

@pytest.fixture
def broken():
    raise RuntimeError(SAID)

def test_that_breaks(broken):
    pass
"""


@pytest.mark.parametrize("verbose", ["-q", "-v", "-vv"])
def test_nothing_that_a_target_sent_is_obeyed_by_the_terminal(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    verbose: str,
) -> None:
    """In our words, and in pytest's sections, short summary, reasons and warnings."""
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    pytester.makeconftest(CONFTEST)
    toys = suite("FAILED", "WARNED", "ERRORED", "NOT_RUN")
    pytester.mkdir("toys").joinpath("test_toys.py").write_text(toys)
    pytester.makepyfile(planted=PLANTED, test_others=OTHERS)
    options = ("-p", "no:cacheprovider", "-p", "planted", "-rA", verbose)
    done = pytester.runpytest_subprocess(*options)
    shown = done.stdout.str() + done.stderr.str()
    told, ours = "‹U+001B›[2J‹U+0007›‹U+0000›", shown.rpartition("= conformance =")[2]
    for line in ("Got", "not run:", "seen", "current", "one again: ", "CAUSE "):
        assert re.search(rf"{line}\s*{re.escape(told)}", ours), line
    assert told in shown.partition("= conformance =")[0]
    for section in ("FAILURES", "ERRORS", "warnings summary", "short test summary", "conformance"):
        assert section in shown
    obeyed = re.findall(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", shown
    )
    assert not obeyed, sorted(set(obeyed))
