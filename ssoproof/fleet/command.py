"""`ssoproof fleet`: judges many targets, side by side, here or on the machines of a cluster."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from fakes.command_line import USAGE, Parser, WrongUsage
from reports.fleet.kept import Keeping
from reports.history.plugin import nights
from reports.run.model import FAIL_ON, FAIL_ON_DEFAULT
from reports.run.reading import Unreadable
from ssoproof.fleet.order import Order, tasks_of
from suites.checks.catalogue import selected, suites
from suites.run.ending import sigterm_as_sigint
from suites.run.options import limit, rate, seconds
from suites.targets.permission import CHOICES
from suites.targets.reading import SettingsError
from suites.targets.sources import sources

INTERRUPTED = 2
TIMEOUT_S = 3600.0
REPORTS = "reports/out/fleet"
MISSING = "Dask distributed is not installed: pip install 'ssoproof[fleet]', or .[fleet] of a clone"
# What each run is asked in the same words.
PASSED_ON = ("check", "allow", "allow-host", "login", "rate", "exchange-timeout")


def parser(called: str) -> argparse.ArgumentParser:
    """The options of the command."""
    made = Parser(prog=called, description=__doc__, allow_abbrev=False)
    made.add_argument("file", type=Path, metavar="FILE", help="a targets.toml: all of its targets")
    made.add_argument(
        "--target", action="append", default=[], metavar="NAME", help="only this one; repeatable"
    )
    made.add_argument(
        "--suite", action="append", choices=judging_providers(), help="default: oidc; repeatable"
    )
    made.add_argument(
        "--workers", type=int, metavar="N", help="runs side by side here (default: one a core)"
    )
    made.add_argument(
        "--scheduler", metavar="ADDRESS", help="a Dask cluster that is there: tcp://HOST:8786"
    )
    made.add_argument(
        "--target-timeout", type=limit, default=TIMEOUT_S, metavar="SECONDS",
        help=f"end the run of a target after this time, with what it had (default: {TIMEOUT_S:g})",
    )  # fmt: skip
    asking(made)
    keeping(made)
    return made


def asking(made: argparse.ArgumentParser) -> None:
    """The options that each run has in the same words."""
    made.add_argument(
        "--check", action="append", metavar="GLOB", help="only the checks whose id matches"
    )
    made.add_argument(
        "--allow", action="append", choices=CHOICES, help="as in a run; for all targets"
    )
    made.add_argument(
        "--allow-host", action="append", metavar="HOST", help="its owner agreed to --allow"
    )
    made.add_argument("--login", choices=("form", "browser"), help="as in a run")
    made.add_argument(
        "--rate", type=rate, metavar="N", help="requests per second at one host (default: 5)"
    )
    made.add_argument(
        "--exchange-timeout", type=seconds, metavar="SECONDS", help="for one request, 30 at most"
    )


def keeping(made: argparse.ArgumentParser) -> None:
    """The options that say what is compared, and what is kept where."""
    made.add_argument("--baseline", choices=("last", "last-green"), help="tell what changed since")
    made.add_argument(
        "--fail-on", action="append", choices=tuple(FAIL_ON),
        help="what has exit code 1; repeatable (default: must)",
    )  # fmt: skip
    made.add_argument(
        "--report-dir", type=Path, default=Path(REPORTS), metavar="DIR",
        help=f"where each fleet gets its directory (default: {REPORTS})",
    )  # fmt: skip
    made.add_argument(
        "--history", type=Path, metavar="FILE", help="default: history.sqlite in --report-dir"
    )
    made.add_argument(
        "--keep", type=nights, default=7, metavar="N",
        help="nights whose targets keep page and exchanges (default: 7)",
    )  # fmt: skip
    made.add_argument(
        "--resume", action="store_true",
        help="go on with the newest fleet, if it did not come to its end; else begin one",
    )  # fmt: skip


def judging_providers() -> list[str]:
    """The suites whose targets are tables of a targets.toml."""
    return [name for name, one in suites().items() if one.sources is sources]


def main(arguments: Sequence[str], called: str) -> int:
    """Judges the targets. Returns the one exit code of them all; 4 for wrong usage."""
    try:
        asked = parser(called).parse_args(list(arguments))
        presume(asked)
        tasks = tasks_of(asked.file, asked.target, os.environ)
        from ssoproof.fleet.running import run
    except (WrongUsage, SettingsError) as error:
        print(f"{called}: {error}", file=sys.stderr)
        return USAGE
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("dask", "distributed", "tomli_w"):
            raise
        print(f"{called}: {MISSING}", file=sys.stderr)
        return USAGE
    from ssoproof.fleet.cluster import NoCluster

    try:
        with sigterm_as_sigint():
            return run(asked, order_of(asked), tasks, keeping_of(asked))
    except (NoCluster, Unreadable, OSError) as error:
        print(f"{called}: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print(f"{called}: interrupted; --resume goes on", file=sys.stderr)
        return INTERRUPTED


def presume(asked: argparse.Namespace) -> None:
    """Raises WrongUsage for what does not go together, or names nothing."""
    if asked.scheduler and asked.workers is not None:
        raise WrongUsage("--scheduler and --workers: leave one of them out")
    if asked.workers is not None and asked.workers < 1:
        raise WrongUsage(f"--workers {asked.workers}: 1 is the least")
    try:
        selected(tuple(asked.check or "*"), tuple(asked.suite or ["oidc"]))
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def order_of(asked: argparse.Namespace) -> Order:
    """What is asked of every target."""
    options: list[str] = []
    for name in PASSED_ON:
        value = getattr(asked, name.replace("-", "_"))
        given = value if isinstance(value, list) else [value]
        texts = [f"{one:g}" if isinstance(one, float) else one for one in given if one is not None]
        options += [f"--{name}={text}" for text in texts]
    chosen = tuple(dict.fromkeys(asked.suite or ["oidc"]))
    named = tuple(dict.fromkeys(asked.target))
    return Order(chosen, tuple(options), asked.target_timeout, asked.file.name, named)


def keeping_of(asked: argparse.Namespace) -> Keeping:
    """What is kept where, and compared with what."""
    return Keeping(
        reports=asked.report_dir,
        history=asked.history,
        baseline=asked.baseline or "",
        fail_on=asked.fail_on or FAIL_ON_DEFAULT,
        keep=asked.keep,
    )
