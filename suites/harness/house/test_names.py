"""A name means one thing: what two modules define under it is written twice, or misnamed."""

import ast
from collections import Counter
from pathlib import Path

SUITES = Path(__file__).parents[2]
# Not what is judged by: the tests of the harness, and what judges real providers with it.
LEFT_OUT = {"harness", "real"}
MORE_THAN_ONCE = {
    "read": "the admin reader of each vendor, which is found by this name",
}


def named() -> list[str]:
    """The names of functions and classes that other modules may import, once for each module.

    pytest calls its hooks and the checks by their own names, of which each is a sentence.
    """
    return [
        node.name
        for path in sorted(SUITES.rglob("*.py"))
        if path.relative_to(SUITES).parts[0] not in LEFT_OUT
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if not node.name.startswith(("_", "pytest_", "test_"))
    ]


def test_no_name_is_defined_in_two_modules() -> None:
    times = Counter(named())
    assert len(times) > 500
    assert {name for name, count in times.items() if count > 1} == set(MORE_THAN_ONCE)
