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
    """What modules call their functions and classes, once for each module that does.

    Constants such as WHERE are each module's own, and so is what begins with `_`. pytest calls its
    hooks and the checks by their own names, of which each is a sentence.
    """
    return [
        name
        for path in sorted(SUITES.rglob("*.py"))
        if path.relative_to(SUITES).parts[0] not in LEFT_OUT
        for name in sorted(names_in(ast.parse(path.read_text("utf-8"))))
        if not name.startswith(("_", "pytest_", "test_"))
    ]


def names_in(module: ast.Module) -> set[str]:
    """The names of functions, made by `def` or by a call such as `partial`, and of classes."""
    found = {node.name for node in module.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assigned = [node for node in module.body if isinstance(node, ast.Assign)]
    targets = [target for node in assigned for target in node.targets]
    return found | {one.id for one in targets if isinstance(one, ast.Name) and one.id.islower()}


def test_no_name_is_defined_in_two_modules() -> None:
    times = Counter(named())
    assert len(times) > 500
    assert {name for name, count in times.items() if count > 1} == set(MORE_THAN_ONCE)
