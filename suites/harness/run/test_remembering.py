"""What is remembered and breaks: a bug of ours is told where it was, however often it is met."""

import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.people import ALICE
from fakes.user.login import FormDriver
from suites.harness.given.runs import run
from suites.op.memory import remembered
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED

BREAKING = """
from fakes.wire.client import HttpClient

def broken_on_purpose(*_, **__):
    raise KeyError("a bug that knows {password}")

HttpClient.send = broken_on_purpose
"""


@pytest.fixture
def op() -> Iterator[Op]:
    fake, target = EMBEDDED["reference"].start("reference")
    op = Op.at(target, FormDriver())
    yield op
    op.close()
    fake.stop()


def a_bug() -> None:
    dict[str, str]()["no such key"]


def raised(op: Op) -> BaseException:
    """What comes of an action with a bug, remembered inside of another one."""
    with pytest.raises(KeyError) as caught:
        op.recall("outer", lambda: op.recall("inner", a_bug))
    return caught.value


def test_a_remembered_bug_says_where_it_was_first(op: Op) -> None:
    """At every raise, once, and no frame is added to those of the raise before."""
    depths = []
    for _ in range(3):
        error = raised(op)
        told = "".join(traceback.format_exception(error))
        assert told.count("in a_bug") == 2, told  # the place, and the traceback
        depths.append(len(list(traceback.walk_tb(error.__traceback__))))
    assert len(set(depths)) == 1


def test_the_frames_of_the_bug_are_let_go(op: Op) -> None:
    """They hold what was going on, passwords too."""
    error: BaseException | None = raised(op)
    while error is not None:
        names = [frame.f_code.co_name for frame, _ in traceback.walk_tb(error.__traceback__)]
        assert "a_bug" not in names
        error = error.__cause__ or error.__context__


@remembered
def first_of(op: Op, values: list[object]) -> list[object]:
    return values


def test_equal_arguments_are_remembered_once(op: Op) -> None:
    """And what JSON tells apart is apart, though 1 and True are equal to Python."""
    number, truth = [1], [True]
    assert first_of(op, number) is number
    assert first_of(op, truth) is truth
    assert first_of(op, [1]) is number


def test_the_place_is_told_by_pytest_and_by_the_report(tmp_path: Path) -> None:
    """Without the secrets that the error itself names."""
    (tmp_path / "breaking.py").write_text(BREAKING.format(password=ALICE.password), "utf-8")
    found = run(
        tmp_path / "out", "-p", "breaking", "--target", "cognito", "--check", "jwks/*",
        environment={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    reasons = {one["reason"] for one in found.data["findings"] if one["outcome"] == "ERRORED"}
    assert found.exit_code == 1
    assert reasons, found.output
    assert all("(breaking, line 5, in broken_on_purpose)" in reason for reason in reasons)
    assert "in broken_on_purpose\n" in found.output
    page = (found.folder / "latest" / "report.html").read_text("utf-8")
    assert not [text for text in (found.output, page, str(reasons)) if ALICE.password in text]
