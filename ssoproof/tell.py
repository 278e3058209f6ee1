"""`ssoproof tell`: tells a run that was kept to Slack, Teams, or a webhook."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from fakes.wire.posting import post, way_out
from fakes.wire.proxying.proxies import WrongProxy
from reports.command_line import WRONG_USAGE, Parser
from reports.comparison.baseline import run_file
from reports.delivery.channels import (
    CHANNELS,
    OPENED_BY,
    WrongChannel,
    channels,
    presume_link,
    set_up,
)
from reports.delivery.delivering import told_to
from reports.delivery.news import news
from reports.run.exit_codes import FOUND
from reports.run.reading import Unreadable, read


def parser(called: str) -> Parser:
    """The options of the command."""
    made = Parser(prog=called, description=__doc__, allow_abbrev=False)
    made.add_argument("run", type=Path, metavar="RUN.json", help="or the folder that has it")
    made.add_argument(
        "channels", nargs="*", default=[], metavar="WHERE",
        help=f"{', '.join(CHANNELS)} (default: those that the environment opens)",
    )  # fmt: skip
    made.add_argument(
        "--always", action="store_true", help="also if nothing changed since its --baseline"
    )
    made.add_argument("--report-url", metavar="URL", default="", help="where people open the page")
    return made


def main(arguments: Sequence[str], called: str = "ssoproof tell") -> int:
    """Returns the exit code: 1 if a channel has not taken the message, 4 for wrong usage."""
    given = parser(called).parse_args(list(arguments))
    try:
        presume_link(given.report_url)
        told = news(read(run_file(given.run)), given.report_url)
        where = channels(chosen(given.channels), os.environ)
        by = partial(post, connection=way_out(os.environ))
    except (Unreadable, WrongChannel, WrongProxy) as error:
        print(f"{called}: {error}", file=sys.stderr)
        return WRONG_USAGE
    except ValueError as error:
        print(f"{called}: --report-url: {error}", file=sys.stderr)
        return WRONG_USAGE
    done, failed = told_to(where, told, by, always=given.always)
    print("".join(f"{line}\n" for line in done), end="")
    print("".join(f"{called}: {line}\n" for line in failed), end="", file=sys.stderr)
    return FOUND if failed else 0


def chosen(names: Sequence[str]) -> list[str]:
    """The channels that are named, or those that are set up. Raises WrongChannel."""
    for name in names:
        if name not in CHANNELS:
            raise WrongChannel(f"{name}: name one of {', '.join(CHANNELS)}")
    found = list(names) or set_up(os.environ)
    if not found:
        variables = ", ".join(one for each in OPENED_BY.values() for one in each)
        raise WrongChannel(f"no channel is named, and the environment opens none: set {variables}")
    return found
