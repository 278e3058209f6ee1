"""The hooks by which the suites tell the reports what a report of pytest does not say."""

from typing import Any, Protocol

import pytest

from reports.delivery.letters import Headers, Posted
from reports.run.shape import (
    Coverage,
    Diagnosis,
    Entry,
    Fault,
    Finding,
    Forecast,
    Notice,
    Target,
)


class Hooks(Protocol):
    """What the suites tell the reports, beside each report's `ssoproof`."""

    @pytest.hookspec(firstresult=True)
    def pytest_ssoproof_catalogue(self, config: pytest.Config) -> list[Entry]:
        """Every known check, run or not: `catalogue` of run.json."""

    @pytest.hookspec(firstresult=True)
    def pytest_ssoproof_options(self, config: pytest.Config) -> dict[str, Any]:
        """The settings of this run, redacted: `options` of run.json."""

    @pytest.hookspec(firstresult=True)
    def pytest_ssoproof_faults(self, config: pytest.Config) -> list[Fault]:
        """Every fault and the checks that must catch it: `faults` of run.json."""

    @pytest.hookspec(firstresult=True)
    def pytest_ssoproof_coverage(self, config: pytest.Config) -> list[Coverage]:
        """Lists that the catalogue is measured against: `coverage` of run.json."""

    @pytest.hookspec(firstresult=True)
    def pytest_ssoproof_diagnoses(
        self, config: pytest.Config, targets: list[Target], findings: list[Finding]
    ) -> list[Diagnosis]:
        """The causes behind the findings, the first first: `diagnoses` of run.json."""

    @pytest.hookspec(firstresult=True)
    def pytest_ssoproof_forecasts(
        self,
        config: pytest.Config,
        targets: list[Target],
        findings: list[Finding],
        diagnoses: list[Diagnosis],
    ) -> dict[str, list[Forecast]]:
        """What a certification suite would say, by target: `forecasts` of the answers."""

    @pytest.hookspec(firstresult=True)
    def pytest_ssoproof_notices(
        self, config: pytest.Config, targets: list[Target], findings: list[Finding]
    ) -> list[Notice]:
        """What the findings as a whole say: a deviation that is gone, a filtered run, …."""

    @pytest.hookspec(firstresult=True)
    def pytest_ssoproof_post(
        self, config: pytest.Config, url: str, headers: Headers, body: str
    ) -> Posted:
        """Sends a message to a channel; whatever is raised is why it was not sent."""
