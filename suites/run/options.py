"""The command line of a run: which options there are, and what each may say."""

import argparse
import math
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from suites.checks.suite import Suite
from suites.targets.permission import CHOICES, Permission
from suites.targets.sources import Wanted


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("ssoproof")
    group.addoption(
        "--target",
        action="append",
        default=[],
        metavar="NAME",
        help="judge this target of targets.toml, or this embedded fake; may be repeated",
    )
    group.addoption(
        "--check",
        action="append",
        default=[],
        metavar="GLOB",
        help="run only the checks whose id matches, such as 'discovery/*'; may be repeated",
    )
    group.addoption(
        "--login",
        choices=("form", "browser"),
        help="how to log in: by filling in HTML forms (default), or in Chromium",
    )
    group.addoption(
        "--targets",
        metavar="FILE",
        help="where --target looks for its NAME (default: targets.toml)",
    )
    group.addoption(
        "--provider",
        action="append",
        default=[],
        metavar="NAME",
        help="judge an application with a provider like this product, or with each one of them "
        "(all), in place of one that attacks; may be repeated",
    )
    group.addoption(
        "--env-file",
        metavar="FILE",
        help="judge the deployment whose variables stand in this file, NAME=value in each line",
    )
    group.addoption(
        "--from",
        metavar="FILE",
        dest="manifest",
        help="judge the deployment whose variables are in this manifest of Kubernetes, or "
        "docker-compose file",
    )
    group.addoption(
        "--container",
        default="",
        metavar="NAME",
        help="which container of that file it is, if several have such variables",
    )
    group.addoption(
        "--assume-role",
        default="",
        metavar="ARN",
        help="the role of the node that W&B Server runs on, in Google Cloud the e-mail of its "
        "service account: the cloud is asked in it",
    )
    group.addoption(
        "--exchange-timeout",
        type=seconds,
        metavar="SECONDS",
        help="how long one request and its response may take (default and most: 30)",
    )
    group.addoption(
        "--time-limit",
        type=limit,
        metavar="SECONDS",
        help="end the run after this time, with a report; what was not reached is NOT_RUN",
    )
    group.addoption(
        "--allow",
        action="append",
        choices=CHOICES,
        default=[],
        help="also run checks that change things (stateful) or are a burden (noisy) at a target "
        "that is not ours; each needs the consent of its owner, see --allow-host",
    )
    group.addoption(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST",
        help="a host whose owner agreed to what --allow names; may be repeated",
    )
    group.addoption(
        "--rate",
        type=rate,
        metavar="N",
        help="requests per second at most (default: 5, on loopback no limit)",
    )
    group.addoption(
        "--plan",
        action="store_true",
        help="look at discovery, keys and login page of each target without logging in, print what "
        "would be sent to it, and stop",
    )
    group.addoption(
        "--print-settings",
        action="store_true",
        help="print what to enter in the application, or at the SAML identity provider, that is to "
        "be judged, and stop",
    )
    group.addoption(
        "--terraform",
        action="store_true",
        help="print what would make a deployment right in AWS, as Terraform reads it, and stop",
    )
    group.addoption("--list-checks", action="store_true", help="print the catalogue and stop")


# What decides how a target is asked: whoever runs a check again asks in the same way.
REPEATED = (
    "--targets",
    "--env-file",
    "--from",
    "--container",
    "--assume-role",
    "--login",
    "--allow",
    "--allow-host",
    "--rate",
    "--exchange-timeout",
)
OF_DEPLOYMENTS = ("--env-file", "--from", "--container", "--assume-role", "--terraform")


def repeated(config: pytest.Config) -> list[str]:
    """The options of this run with which a check of it has to be run again."""
    told: list[str] = []
    for name in REPEATED:
        value = config.getoption(name)
        for one in value if isinstance(value, list) else [value]:
            if one not in (None, ""):
                told += [name, f"{one:g}" if isinstance(one, float) else str(one)]
    return told


def presume_taken(config: pytest.Config, suites: Iterable[Suite[Any]]) -> None:
    """Raises UsageError for an option that none of the suites of this run takes."""
    taken = {name for one in suites for name in one.takes}
    for name in OF_DEPLOYMENTS:
        if config.getoption(name) and name not in taken:
            raise pytest.UsageError(f"{name}: is for deployments: pytest suites/deployment")


def wanted(config: pytest.Config) -> Wanted:
    """What the command line and the environment ask for."""
    return Wanted(
        names=config.getoption("--target"),
        environment=os.environ,
        file=config.invocation_params.dir / (config.getoption("--targets") or "targets.toml"),
        named=config.getoption("--targets") is not None,
        planned=config.getoption("--plan") or config.getoption("--print-settings"),
        providers=tuple(config.getoption("--provider")),
        env_file=named_file(config, "--env-file"),
        manifest=named_file(config, "--from"),
        container=config.getoption("--container"),
        role=config.getoption("--assume-role"),
        timeout_s=config.getoption("--exchange-timeout"),
        permission=Permission(
            classes=frozenset(config.getoption("--allow")),
            hosts=frozenset(config.getoption("--allow-host")),
            requests_per_s=config.getoption("--rate"),
        ),
    )


def named_file(config: pytest.Config, option: str) -> Path | None:
    """The file that an option names, from where pytest was called."""
    name = config.getoption(option)
    return config.invocation_params.dir / name if name else None


def seconds(text: str) -> float:
    """A number of seconds from the command line; argparse turns ValueError into its error."""
    value = _number(text)
    if not 0 < value <= 30:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 30")
    return value


def limit(text: str) -> float:
    """Seconds that a run may take, from the command line."""
    value = _number(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds")
    return value


def rate(text: str) -> float:
    """Requests per second from the command line."""
    value = _number(text)
    if not 0 < value <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1000")
    return value


def _number(text: str) -> float:
    """A number; for what is none, one that lies in no range."""
    try:
        return float(text)
    except ValueError:
        return math.nan
