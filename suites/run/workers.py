"""A parallel run as a pytest plugin: what each worker does, and how it tells what it found."""

import json
from collections.abc import Generator
from typing import Any

import pytest

from suites.run.reporting import FOUND


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from suites.run.scheduling import OneWorkerPerTarget

    return OneWorkerPerTarget(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, dict[str, Any] | None, Any]:
    """A report leaves a worker with what was found as one text.

    xdist takes values apart one by one, in Python, and puts them together so: that is a second
    for each thousand checks, twice.
    """
    data = yield
    if data is not None and FOUND in data:
        data[FOUND] = json.dumps(data[FOUND])
    return data


@pytest.hookimpl(tryfirst=True)
def pytest_report_from_serializable(data: dict[str, Any]) -> None:
    """What was found is read from its text; the report itself pytest makes."""
    if FOUND in data:
        data[FOUND] = json.loads(data[FOUND])
