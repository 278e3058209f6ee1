"""A suite is a folder: one that is added is found, run, told and cleaned up like the others."""

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from suites.harness.given.runs import ROOT, run

SUITE = '''
"""Toys, which are judged by their colour."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fakes.wire.journal import Journal
from fakes.wire.redaction import Redactor
from suites.checks.suite import Feature, Suite
from suites.targets.embedded import EMBEDDED
from suites.targets.sources import sources
from suites.targets.target import Target
from suites.verdicts.expect import NotRun


@dataclass
class Toy:
    target: Target
    journal: Journal
    colour: str = "red"
    touched: list[str] = field(default_factory=list)

    def today(self) -> date:
        return date(2026, 1, 1)

    def presume_allowed(self, run_class: str) -> None:
        pass

    def state(self) -> dict[str, object]:
        target = self.target
        return {
            "name": target.name, "issuer": target.issuer, "vendor": target.vendor,
            "profile": target.profile.name, "auth_method": target.auth_method,
            "settings": {}, "requests": 0, "logins": 0,
        }

    def close(self) -> None:
        Path("closed").touch()


def opened(target: Target, driver: object) -> Toy:
    return Toy(target, Journal(target.name, Redactor()))


def prove(toy: Toy, exchanges: list[str]) -> None:
    if "doubtful" in toy.touched:
        raise NotRun("It is doubtful.")


SUITE = Suite[Toy](
    name="toys",
    fixture="toy",
    features={
        "wheels": Feature(lambda toy: False, lambda toy: f"The {toy.colour} toy has no wheels")
    },
    sources=sources,
    open=opened,
    given=lambda toy: toy,
    prove=prove,
    clean_up=lambda toy: [f"{one} lies on the floor" for one in toy.touched],
)
'''
CHECKS = '''
from suites.checks.check import check
from suites.checks.words import HIGH, MUST
from suites.verdicts.expect import expect_equal


def toys(name, **more):
    return check(f"toy/{name}", spec="rfc2119", level=MUST, severity=HIGH, remedy="Paint", **more)


@toys("colour")
def test_a_toy_is_red(toy):
    """Blue ones are overlooked."""
    toy.touched.append("paint")
    expect_equal(toy.colour, "red", where="toy")


@toys("shade")
def test_a_toy_is_blue(toy):
    """Red ones are overlooked."""
    expect_equal(toy.colour, "blue", where="toy")


@toys("wheels", needs="wheels")
def test_a_toy_rolls(toy):
    """It has to be carried."""


@toys("doubt")
def test_a_toy_is_what_it_seems(toy):
    """Somebody sits in it."""
    toy.touched.append("doubtful")
'''


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The project, with one more folder in it and nothing else changed."""
    for name in ("conftest.py", "pyproject.toml", "fakes", "reports", "ssoproof"):
        (tmp_path / name).symlink_to(ROOT / name)
    suites = tmp_path / "suites"
    left_out = ignore_patterns("__pycache__", "harness", "real")
    copytree(ROOT / "suites", suites, ignore=left_out)
    (suites / "toys").mkdir()
    (suites / "toys" / "__init__.py").write_text(SUITE, "utf-8")
    (suites / "toys" / "test_toys.py").write_text(CHECKS, "utf-8")
    return tmp_path


def test_it_can_be_planned_without_a_look_of_its_own(clone: Path) -> None:
    asked = ("--target", "reference", "--plan")
    done = run(clone / "out", *asked, suites=("suites/toys",), checkout=clone)
    assert done.exit_code == 0, done.output
    assert "3 checks" in done.output
    assert "1 more do not apply" in " ".join(done.output.split())


def test_a_folder_more_is_a_suite_more(clone: Path) -> None:
    done = run(clone / "out", "--target", "reference", suites=("suites/toys",), checkout=clone)
    assert done.exit_code == 1, done.output
    told = {check: one["outcome"] for (_, check), one in done.findings.items()}
    assert told == {
        "toy/colour": "PASSED",
        "toy/shade": "FAILED",
        "toy/wheels": "NOT_APPLICABLE",
        "toy/doubt": "NOT_RUN",
    }
    reasons = {one["check"]: one["reason"] for one in done.data["findings"]}
    assert reasons["toy/wheels"] == "The red toy has no wheels."
    assert [one["id"] for one in done.data["catalogue"]] == list(told)
    left = [one["text"] for one in done.data["notices"] if one["kind"] == "left-behind"]
    assert left == ["paint lies on the floor", "doubtful lies on the floor"]
    assert (clone / "closed").exists()


def test_it_runs_beside_the_others_on_the_same_target(clone: Path) -> None:
    chosen = ("--check", "toy/colour", "--check", "discovery/issuer-exact")
    suites = ("suites/toys", "suites/oidc")
    done = run(clone / "out", "--target", "reference", *chosen, suites=suites, checkout=clone)
    assert done.exit_code == 0, done.output
    assert {one["outcome"] for one in done.data["findings"] if one["reason"] == ""} == {"PASSED"}


def test_a_word_that_the_suite_does_not_know_is_told_with_the_known_ones(clone: Path) -> None:
    checks = clone / "suites" / "toys" / "test_toys.py"
    checks.write_text(CHECKS.replace('needs="wheels"', 'needs="weels"'), "utf-8")
    done = run(clone / "out", "--target", "reference", suites=("suites/toys",), checkout=clone)
    assert done.exit_code == 4, done.output
    assert "toy/wheels: unknown feature 'weels'; known: wheels" in done.output
