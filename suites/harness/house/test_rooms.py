"""The rooms of the house: who may import whom, counted at any depth and for types alone too."""

import ast
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from suites.checks.catalogue import suites

ROOT = Path(__file__).parents[3]
# What each room may import of its house, beside itself.
FAKES = {
    "clock": "",
    "keys": "",
    "wire": "clock",
    "user": "wire clock",
    "settings": "user",
    "command_line": "wire",
    "engine": "clock keys wire",
    "people": "engine",
    "features": "engine keys wire",
    "vendors": "engine features federation keys wire",
    "faults": "engine features keys people vendors wire",
    "relying_party": "clock keys wire",
    "applications": "command_line faults keys relying_party wire",
    "deployment": "clock faults running vendors wire",
    "saml": "clock engine faults keys people wire",
    "federation": "clock engine keys saml wire",
    "attacks": "clock engine faults features keys people vendors wire",
    "running": "clock engine faults people relying_party settings vendors wire",
    "plugin": "running",
    "__main__": "applications command_line faults running settings vendors",
}
REPORTS = {
    "run": "",
    "comparison": "run",
    "summary": "comparison run",
    "page": "comparison run summary",
    "terminal": "comparison run",
    "formats": "comparison page run summary",
    "command_line": "",
    "publish": "page run",
    "delivery": "comparison run",
    "hooks": "delivery run",
    "history": "comparison run",
    "fleet": "comparison history page run",
    "plugin": "delivery formats history hooks publish run terminal",
    "diff": "command_line comparison formats page run terminal",
    "trends": "command_line comparison history page run",
    "__main__": "command_line formats page run",
}
SUITES = {
    "checks": "",
    "targets": "checks",
    "verdicts": "checks targets",
    "op": "checks targets verdicts",
    "protocol": "checks op targets verdicts",
    "admin": "checks op targets verdicts",
    "application": "checks op targets verdicts",
    "services": "checks op targets verdicts",
    "idp": "checks op targets verdicts",
    "diagnosis": "checks targets",
    "coverage": "",
    "docs": "application checks coverage diagnosis services targets",
    "run": "checks coverage diagnosis targets verdicts",
    "onboarding": "checks op protocol run targets verdicts",
}
# A suite may import what it judges by, and no other suite.
OF_A_SUITE = "admin application checks idp op protocol services targets verdicts"
HOUSES = {"fakes": FAKES, "reports": REPORTS, "suites": SUITES}
FULLEST_FOLDER = 22


@cache
def imported() -> dict[str, set[str]]:
    """The modules of ours that each module imports: in functions and for type checkers too."""
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for house in HOUSES
        for path in sorted((ROOT / house).rglob("*.py"))
        if not {"node_modules", "harness", "real"} & set(path.parts)
    }
    return {name: set(modules_of(path, files)) for name, path in files.items()}


def modules_of(path: Path, known: dict[str, Path]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
            found.add(node.module or "")
    return found & set(known)


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("house", HOUSES)
def test_a_room_imports_the_rooms_below_it_alone(house: str) -> None:
    allowed = dict(HOUSES[house])
    if house == "suites":
        allowed |= dict.fromkeys(suites(), OF_A_SUITE)
    odd = {
        f"{module} imports {other}"
        for module, others in imported().items()
        for other in others
        if module.startswith(f"{house}.") and other.startswith(f"{house}.")
        if room_of(other) != room_of(module)
        if room_of(other) not in allowed[room_of(module)].split()
    }
    assert odd == set()


def test_nothing_but_itself_imports_a_folder_of_a_suite() -> None:
    """What two suites need is no suite's: the run finds them all by their folders."""
    odd = {
        f"{module} imports {other}"
        for module, others in imported().items()
        for other in others
        if other.startswith("suites.") and room_of(other) in suites()
        if room_of(module) != room_of(other) or not module.startswith("suites.")
    }
    assert odd == set()


def test_an_area_of_a_suite_imports_no_other_area() -> None:
    """A verb lives beside its checks until a second area needs it."""
    odd = {
        f"{module} imports {other}"
        for module, others in imported().items()
        for other in others
        if other.startswith("suites.") and other.count(".") >= 3 and room_of(other) in suites()
        if module.split(".")[:3] != other.split(".")[:3]
    }
    assert odd == set()


def test_a_verb_that_areas_share_is_needed_by_two_modules() -> None:
    """What one module alone needs belongs beside it."""
    used = Counter(other for others in imported().values() for other in others)
    shared = [name for name in imported() if name.count(".") >= 3 and room_of(name) == "protocol"]
    assert [name for name in shared if used[name] < 2] == []


def test_there_is_no_circle() -> None:
    try:
        TopologicalSorter(imported()).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_no_folder_is_a_heap() -> None:
    """Whoever looks for something finds it by the names of the rooms."""
    kept = Counter(
        str(path.parent.relative_to(ROOT))
        for house in HOUSES
        for path in (ROOT / house).rglob("*.py")
        if path.stem != "__init__" and "node_modules" not in path.parts
    )
    assert {folder: number for folder, number in kept.items() if number > FULLEST_FOLDER} == {}
