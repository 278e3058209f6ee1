"""What pytest loads wherever ssoproof is installed: it brings our plugins to a run of ours.

Other people's runs in the same environment load it too. So it imports nothing of ours, and does
nothing unless a suite of ours is to be collected, or an option is given that nobody else knows.
"""

from collections.abc import Generator
from importlib.util import find_spec
from pathlib import Path

import pytest

PLUGINS = (
    "fakes.plugin",
    "reports.terminal.plugin",
    "reports.plugin",
    "suites.run.options",
    "suites.run.collecting",
    "suites.run.plugin",
    "suites.run.report_hooks",
    "suites.run.workers",
)
SUITES = (Path(__file__).parents[1] / "suites").resolve()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Generator[None, None, None]:
    """Before the conftest files a suite of ours is recognised, after them an option of ours."""
    known = early_config.known_args_namespace
    folder = early_config.invocation_params.dir
    if any(is_suite(one, folder, by_name=known.pyargs) for one in known.file_or_dir):
        load(early_config)
    yield
    _, unknown = parser.parse_known_and_unknown_args(args)
    if unknown:
        load(early_config)


def is_suite(argument: str, folder: Path, *, by_name: bool) -> bool:
    """Whether an argument of pytest, given in `folder`, is something in our `suites`."""
    place = argument.partition("::")[0]
    if by_name and place.partition(".")[0] == SUITES.name:
        return True
    return (folder / place).resolve().is_relative_to(SUITES)


def load(config: pytest.Config) -> None:
    """Loads our plugins, unless a project has a `suites` of its own in front of ours."""
    found = find_spec(SUITES.name)
    if found is None or found.origin is None or Path(found.origin).resolve().parent != SUITES:
        return
    for name in PLUGINS:
        config.pluginmanager.import_plugin(name)
