"""The documents: their links lead somewhere, and what they tell people to run or to read exists."""

import re
from configparser import ConfigParser
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from suites.docs.pages import DOCS

ROOT = Path(__file__).parents[3]
# Those of docs/checks have a test of their own.
WRITTEN = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md"))]
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
MODULE = re.compile(r"\bpython -m ([\w.]+)")
SCRIPT = re.compile(r"\bpython ([\w/]+\.py)")
ENVIRONMENT = re.compile(r"\btox -e ([a-z]+)")
CODE = re.compile(r"`([^`\n]+)`")
# A path of ours in a command or between back-ticks: `suites/real/*/explained.toml`.
PLACE = re.compile(r"(?<![\w./-])(?:suites|fakes|reports|bench|docs)/[\w./*-]*")
# What is yet to be added is called so, and what a run makes is not there before it.
NOT_THERE = re.compile(r"NAME|^reports/out")


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def anchors(path: Path) -> set[str]:
    """What a link into a document may name: GitHub makes one of each heading."""
    prose = FENCE.sub("", text_of(path))
    slugs = {
        re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in HEADING.findall(prose)
    }
    return slugs | set(ANCHOR.findall(prose))


def commands_and_code(path: Path) -> str:
    """What stands between back-ticks and in blocks, one piece a line."""
    text = text_of(path)
    return "\n".join([*FENCE.findall(text), *CODE.findall(FENCE.sub("", text))])


def everywhere(pattern: re.Pattern[str]) -> set[str]:
    """What the pattern finds in commands and code of the documents."""
    return {one for path in WRITTEN for one in pattern.findall(commands_and_code(path))}


def leads_somewhere(path: Path, link: str) -> bool:
    target, anchor = urldefrag(link)
    there = (path.parent / unquote(target)).resolve() if target else path
    if ROOT not in (there, *there.parents) or not there.exists():
        return False
    return not anchor or anchor in anchors(there)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file_or_a_heading_of_ours(path: Path) -> None:
    links = LINK.findall(FENCE.sub("", text_of(path)))
    assert [link for link in links if not leads_somewhere(path, link)] == []


def test_every_page_is_found_from_the_readme() -> None:
    found, new = set(), {ROOT / "README.md"}
    while new:
        found |= new
        linked = {
            (path.parent / urldefrag(link)[0]).resolve()
            for path in new
            for link in LINK.findall(text_of(path))
        }
        new = {one for one in linked if one.suffix == ".md"} - found
    assert {path for path in (*WRITTEN, *DOCS.rglob("*.md")) if path not in found} == set()


def test_every_command_names_what_can_be_run() -> None:
    modules = everywhere(MODULE)
    runnable = {one for one in modules if one == "venv" or is_a_program(one)}
    assert len(runnable) > 3
    assert modules == runnable
    assert [one for one in everywhere(SCRIPT) if not (ROOT / one).is_file()] == []
    tox = ConfigParser()
    tox.read(ROOT / "tox.ini", "utf-8")
    known = {section.removeprefix("testenv:") for section in tox.sections()}
    assert everywhere(ENVIRONMENT) - known == set()


def is_a_program(module: str) -> bool:
    """Whether `python -m` runs it: a package with a `__main__`, or a module that asks for it."""
    found = find_spec(module)
    if found is None or found.origin is None:
        return False
    if found.submodule_search_locations is not None:
        return find_spec(f"{module}.__main__") is not None
    return '__name__ == "__main__"' in Path(found.origin).read_text("utf-8")


def test_every_path_of_a_command_or_in_code_exists() -> None:
    named = {one.rstrip("/.") for one in everywhere(PLACE)}
    ours = {one for one in named if not NOT_THERE.search(one)}
    assert len(ours) > 20
    assert sorted(one for one in ours if not any(ROOT.glob(one))) == []


def test_the_picture_of_the_report_is_there_and_small() -> None:
    picture = (DOCS / "report.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n")
    assert len(picture) <= 200_000
