"""What the suites tell the reports about a run as a whole: answers to the hooks of the reports."""

import os
from datetime import UTC, datetime
from shlex import quote
from typing import Any

import pytest

from fakes.wire.posting import Posted, post, way_out
from suites.checks.catalogue import catalogue, described
from suites.checks.questions import Questions
from suites.run.collecting import suites_of
from suites.run.findings import notices_of
from suites.run.plugin import STAYED, SUBJECTS
from suites.targets.profile import profiles

BY_PROXY = "Requests went through the proxy {}: what it changes is judged as the provider's own."


def pytest_ssoproof_catalogue(config: pytest.Config) -> list[dict[str, Any]]:
    from suites.coverage import answers, attacks

    checks = catalogue(*suites_of(config))
    questions = Questions(
        attacked={check for row in attacks() for check in row.checks} | set(answers()),
        needed={
            glob for one in profiles().values() for globs in one.works.values() for glob in globs
        },
    )
    return [
        entry | {"questions": questions.of(checks[str(entry["id"])])}
        for entry in described(suites_of(config), answers())
    ]


def pytest_ssoproof_options(config: pytest.Config) -> dict[str, Any]:
    names = (
        "--target",
        "--check",
        "--login",
        "--allow",
        "--allow-host",
        "--rate",
        "--time-limit",
        "--fail-on",
    )
    told = {name.lstrip("-"): config.getoption(name) for name in names}
    return told | {"command": " ".join(("pytest", *map(quote, config.invocation_params.args)))}


def pytest_ssoproof_faults(config: pytest.Config) -> list[dict[str, Any]]:
    from suites.checks.catalogue import every_fault

    checks = set(catalogue(*suites_of(config)))
    return [
        {"name": one.name, "says": one.says, "caught_by": sorted(one.caught_by)}
        for one in every_fault()
        if one.caught_by & checks
    ]


def pytest_ssoproof_coverage(config: pytest.Config) -> list[dict[str, Any]]:
    """The lists that are about what the suites of the run judge."""
    from suites.coverage import rows as coverage

    return coverage(suites_of(config))


def pytest_ssoproof_diagnoses(
    config: pytest.Config, targets: list[dict[str, Any]], findings: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    from suites.diagnosis import diagnoses

    return diagnoses(targets, findings, catalogue(*suites_of(config)))


def pytest_ssoproof_forecasts(
    config: pytest.Config,
    targets: list[dict[str, Any]],
    findings: list[dict[str, Any]],
    diagnoses: list[dict[str, Any]],
) -> dict[str, list[dict[str, Any]]]:
    """The suite of the OpenID Foundation is about what `oidc` judges."""
    from suites.coverage.forecast import forecasts_of

    judged = [one for one in targets if "oidc" in one["suites"]]
    return forecasts_of(judged, findings, diagnoses)


def pytest_ssoproof_notices(
    config: pytest.Config, targets: list[dict[str, Any]], findings: list[dict[str, Any]]
) -> list[dict[str, str]]:
    vendors = {one["name"]: one["vendor"] for one in targets}
    sources = config.stash[SUBJECTS].sources
    told = notices_of(findings, sources, vendors, datetime.now(UTC).date())
    told += [
        {"kind": "proxy", "target": one["name"], "text": BY_PROXY.format(one["proxy"])}
        for one in targets
        if one.get("proxy")
    ]
    told += [
        {**notice, "target": one["name"]} for one in targets for notice in one.get("notices", ())
    ]
    return told + [
        {"kind": "left-behind", "target": name, "text": text}
        for name, texts in config.stash[STAYED].items()
        for text in texts
    ]


def pytest_ssoproof_post(
    config: pytest.Config, url: str, headers: list[tuple[str, str]], body: str
) -> Posted:
    return post(url, headers, body, connection=way_out(os.environ))
