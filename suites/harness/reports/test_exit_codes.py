"""The exit code of a run, by what the user asked to be told of."""

import sys

import pytest

from reports.run.model import EXIT_CODES, FAIL_ON
from suites.harness.given.report_toys import CONFTEST, suite

pytest_plugins = ["pytester"]
# What is said of the toys, and what is changed of it.
NEEDED = ('"requests": 1', '"needs": ["toys/check-1"], "requests": 1')
SHOULD = ('"level": "MUST"', '"level": "SHOULD"')

NO_CAUSES = "def pytest_ssoproof_notices"
AN_OBSTACLE = """def pytest_ssoproof_diagnoses(targets, findings):
    words = dict.fromkeys(("id", "summary", "seen", "setting", "current", "correct"), "captcha")
    explains = {"kind": "obstacle", "question": "works", "explains": ["toys/check-1"]}
    return [words | explains | {"target": one["name"]} for one in targets]


"""


def costing(severity: str) -> tuple[str, str]:
    return '"severity": "high"', f'"severity": "{severity}"'


def code(
    pytester: pytest.Pytester,
    outcomes: list[str],
    *arguments: str,
    changes: tuple[tuple[str, str], ...] = (),
) -> int:
    """The exit code of a run on toys with these outcomes."""
    conftest = CONFTEST
    for before, after in changes:
        assert before in conftest
        conftest = conftest.replace(before, after)
    pytester.makeconftest(conftest)
    folder = pytester.path / "toys"
    folder.mkdir(exist_ok=True)
    padded = outcomes + ["PASSED"] * (4 - len(outcomes))
    (folder / "test_toys.py").write_text(suite(*padded))
    return int(pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments).ret)


@pytest.fixture(autouse=True)
def ours_is_found(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    # Bytecode of a file that is written twice in one second, with one size, is the first's.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (["PASSED", "WARNED", "KNOWN", "WAIVED"], 0),
        (["REVIEW", "NOT_RUN"], 0),
        (["FAILED"], 1),
        (["ERRORED"], 1),
        (["NOT_RUN"] * 4, 6),
    ],
)
def test_by_default_it_says_whether_a_must_is_unmet_or_nothing_was_judged(
    pytester: pytest.Pytester, outcomes: list[str], expected: int
) -> None:
    assert code(pytester, outcomes) == expected


@pytest.mark.parametrize(
    ("word", "outcomes", "changes", "arguments"),
    [
        ("works", ["FAILED"], (NEEDED,), ()),
        ("must", ["FAILED"], (), ()),
        ("critical", ["WARNED"], (SHOULD, costing("critical")), ()),
        ("high", ["WARNED"], (SHOULD,), ()),
        ("high", ["WARNED"], (SHOULD, costing("critical")), ()),
        ("medium", ["WARNED"], (SHOULD, costing("medium")), ()),
        ("warned", ["WARNED"], (SHOULD, costing("low")), ()),
        ("incomplete", ["PASSED"], (), ("-k", "test_toy_1")),
        ("review", ["REVIEW"], (), ()),
    ],
)
def test_what_is_named_has_exit_code_1(
    pytester: pytest.Pytester,
    word: str,
    outcomes: list[str],
    changes: tuple[tuple[str, str], ...],
    arguments: tuple[str, ...],
) -> None:
    """It is found where it is there, and nothing else is taken for it."""
    assert code(pytester, outcomes, "--fail-on", word, *arguments, changes=changes) == 1
    assert code(pytester, ["PASSED"], "--fail-on", word, changes=changes) == 0


@pytest.mark.parametrize(
    ("word", "outcomes", "changes"),
    [
        ("works", ["FAILED"], ()),
        ("must", ["WARNED"], (SHOULD, costing("critical"))),
        ("critical", ["FAILED"], ()),
        ("medium", ["FAILED"], (costing("low"),)),
        ("high", ["WARNED"], (costing("critical"),)),
        ("warned", ["FAILED"], ()),
        ("review", ["NOT_RUN"], ()),
    ],
)
def test_what_is_not_named_has_exit_code_0(
    pytester: pytest.Pytester,
    word: str,
    outcomes: list[str],
    changes: tuple[tuple[str, str], ...],
) -> None:
    """Whoever gates on one thing is not stopped by another; a MUST that is but a warning is low."""
    assert code(pytester, outcomes, "--fail-on", word, changes=changes) == 0


def test_several_words_are_added(pytester: pytest.Pytester) -> None:
    words = ("--fail-on", "review", "--fail-on", "must")
    assert code(pytester, ["FAILED"], *words) == 1
    assert code(pytester, ["REVIEW"], *words) == 1


@pytest.mark.parametrize("word", FAIL_ON)
def test_what_broke_and_what_was_not_judged_are_told_whatever_is_named(
    pytester: pytest.Pytester, word: str
) -> None:
    """Neither can pass for success."""
    assert code(pytester, ["ERRORED"], "--fail-on", word) == 1
    assert code(pytester, ["NOT_RUN"] * 4, "--fail-on", word) == 6


@pytest.mark.parametrize("word", FAIL_ON)
def test_what_stands_in_the_way_is_nothing_that_is_open(
    pytester: pytest.Pytester, word: str
) -> None:
    """A captcha on the login page is no weakness, however much the login counts."""
    changes = (costing("critical"), (NO_CAUSES, AN_OBSTACLE + NO_CAUSES))
    assert code(pytester, ["FAILED"], "--fail-on", word, changes=changes) == 6


def test_another_test_that_fails_is_exit_code_1(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_other="def test_other() -> None: assert False")
    assert code(pytester, ["NOT_RUN"] * 4) == 1


def test_an_unknown_word_is_wrong_usage(pytester: pytest.Pytester) -> None:
    assert code(pytester, ["PASSED"], "--fail-on", "everything") == 4


def test_the_readme_has_the_table(request: pytest.FixtureRequest) -> None:
    """Every exit code and every word of --fail-on."""
    readme = (request.config.rootpath / "README.md").read_text("utf-8")
    table = readme.partition("## Exit codes")[2].partition("\n## ")[0]
    for number in EXIT_CODES:
        assert f"\n| {number} | " in table
    for word in FAIL_ON:
        assert f"`{word}`" in table
