"""What of the suites pytest collects: their files by one name everywhere, and none in vain."""

from pathlib import Path

import pytest

from suites.checks.catalogue import HERE, catalogue, collected, files_of, place, selected


def pytest_collection(session: pytest.Session) -> None:
    """What no check matches is told before anything is collected."""
    if session.config.getoption("--check"):
        checks_asked_for(session.config)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file without a check that is asked for is not read, where its folder has another."""
    if not config.getoption("--check"):
        return None
    path, chosen = collection_path.resolve(), files_of(checks_asked_for(config))
    if path in chosen or path not in files_of(frozenset(catalogue())):
        return None
    folder, by_name = config.invocation_params.dir, config.getoption("--pyargs")
    asked = (place(one, folder, by_name=by_name) for one in config.args)
    above = [one for one in asked if path.is_relative_to(one)]
    left = all(any(one.is_relative_to(there) for one in chosen) for there in above)
    return True if left else None


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Module | None:
    """Tests of the suites are called as in the clone wherever they are installed.

    pytest alone would call them by where they are below the folder that it was asked to collect:
    two suites could have the same names.
    """
    path = module_path.resolve()
    if not path.is_relative_to(HERE):
        return None
    name = path.relative_to(HERE.parent).as_posix()
    return pytest.Module.from_parent(parent, path=module_path, nodeid=name)


def checks_asked_for(config: pytest.Config) -> frozenset[str]:
    """The ids of the checks that this run selects. Raises UsageError if a pattern has none."""
    try:
        return selected(tuple(config.getoption("--check") or "*"), suites_of(config))
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


def suites_of(config: pytest.Config) -> tuple[str, ...]:
    """The suites that this run collects."""
    folder, by_name = config.invocation_params.dir, config.getoption("--pyargs")
    return collected(config.args, folder, by_name=by_name)
