"""A project of somebody else, whose words are ours too: fixtures, options, packages."""

from pathlib import Path

CONFTEST = """
import pytest

def pytest_addoption(parser):
    parser.addoption("--target", default="nowhere")
    parser.addoption("--check", action="store_true")

@pytest.fixture(params=["first", "second"])
def op(request):
    return request.param

@pytest.fixture
def client(request):
    return request.config.getoption("--target")

@pytest.fixture
def reference():
    return "theirs"

@pytest.fixture
def cognito():
    raise RuntimeError("their set-up broke")
"""

TESTS = """
import sys

import pytest

from fakes import party
from reports import told
from suites import SHOPS

def test_fixtures_are_theirs(op, client, reference):
    assert (op in ("first", "second"), client in ("nowhere", "staging"), reference) == (
        True, True, "theirs",
    )

def test_breaks(cognito):
    pass

def test_fails():
    assert told == party

@pytest.mark.skip(reason="not today")
def test_is_skipped():
    pass

@pytest.mark.xfail
def test_fails_as_expected():
    assert not SHOPS

def test_nothing_of_ours_is_there():
    heavy = {"httpx", "pydantic", "starlette", "boto3", "jinja2", "rich", "cryptography"}
    ours = {"fakes.plugin", "reports.plugin", "suites.run", "suites.checks"}
    assert not (heavy | ours) & set(sys.modules)
"""

FILES = {
    "conftest.py": CONFTEST,
    "tests/test_theirs.py": TESTS,
    "suites/__init__.py": "SHOPS = ('one',)\n",
    "suites/oidc/__init__.py": "",
    "suites/oidc/test_shop.py": "def test_shop(op):\n    assert op == 'first'\n",
    "fakes/__init__.py": "party = 'party'\n",
    "reports/__init__.py": "told = 'told'\n",
}


def write_project(folder: Path) -> None:
    """Writes the project."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
