"""The house: who may import whom, and where pytest and the HTTP client may appear."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
MAY_IMPORT = {
    "fakes": {"fakes"},
    "reports": {"reports"},
    "suites": {"suites", "fakes"},
    "ssoproof": {"ssoproof", "suites", "fakes", "reports"},
}
HTTP_CLIENTS = {"httpx", "httpcore", "requests", "urllib.request", "http.client"}
HTTP_CLIENT_FILES = {
    f"fakes/wire/{name}.py"
    for name in (
        "client",
        "cookies",
        "network",
        "posting",
        "receiving",
        "transport",
        "proxying/tunnel",
    )
}
LONGEST_FILE = 300
OF_SAML = {"fakes.saml.faults", "fakes.saml.running"}


@cache
def imports() -> dict[str, set[str]]:
    """The modules that each file of the four rooms imports, at any depth."""
    return {
        str(path.relative_to(ROOT)): modules_of(path)
        for room in MAY_IMPORT
        for path in sorted((ROOT / room).rglob("*.py"))
        if "node_modules" not in path.parts
    }


def modules_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def packages(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def product() -> dict[str, set[str]]:
    """What each file imports, without the tests of the harness itself."""
    tests = ("suites/harness/", "suites/real/")
    return {file: modules for file, modules in imports().items() if not file.startswith(tests)}


def test_imports_run_one_way() -> None:
    """Suites use fakes; fakes and reports know neither each other nor suites; none its loader."""
    odd = {
        file: rooms
        for file, modules in product().items()
        if (rooms := packages(modules) & set(MAY_IMPORT) - MAY_IMPORT[file.partition("/")[0]])
    }
    assert not odd


def test_a_vendor_imports_no_other() -> None:
    """What two products share is a feature, or the engine's; neither knows the list of them all."""
    files = [file for file in imports() if Path(file).match("fakes/vendors/*/*.py")]
    assert files
    assert not {file: others for file in files if (others := of_other_vendors(file))}


def of_other_vendors(file: str) -> set[str]:
    """What a vendor's file imports of `fakes.vendors` from outside of its folder."""
    own = ".".join(Path(file).parent.parts)
    of_vendors = {one for one in imports()[file] if one.startswith("fakes.vendors")}
    return {one for one in of_vendors if not f"{one}.".startswith(f"{own}.")}


def test_pytest_appears_only_in_the_suites_and_the_plugins() -> None:
    """The fakes and the reports can be used without a test runner."""
    odd = [
        file
        for file, modules in product().items()
        if not file.startswith(("suites/", "ssoproof/")) and not file.endswith("/plugin.py")
        if packages(modules) & {"pytest", "_pytest"}
    ]
    assert not odd


def test_the_http_client_is_used_in_one_place() -> None:
    """Bounds, host map and recording cannot be bypassed."""
    users = {file for file, modules in product().items() if modules & HTTP_CLIENTS}
    assert users == HTTP_CLIENT_FILES


def test_judges_and_fakes_share_no_protocol_code() -> None:
    """Fakes mint with PyJWT, checks verify with joserfc or Authlib, and see no engine.

    Of SAML fakes sign by signxml, checks verify by cryptography.
    """
    for file, modules in product().items():
        if file.startswith("fakes/"):
            assert not packages(modules) & {"joserfc", "authlib"}, file
        elif file.startswith("suites/"):
            assert "jwt" not in modules, file
            assert not any(module.startswith("fakes.engine") for module in modules), file
            assert "signxml" not in packages(modules), file
            # What starts the fake is all that is known of it.
            assert {one for one in modules if one.startswith("fakes.saml")} <= OF_SAML, file


def test_files_stay_small() -> None:
    """A file that grows past this has more than one idea in it."""
    lengths = {file: len((ROOT / file).read_text("utf-8").splitlines()) for file in imports()}
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST_FILE} == {}
