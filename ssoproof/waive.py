"""`ssoproof waive`: accepts an unmet requirement until a date, in targets.toml."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path

from fakes.command_line import USAGE, Parser, WrongUsage
from suites.checks.catalogue import catalogue
from suites.onboarding.targets_file import text_in, write_down
from suites.onboarding.waivers import quoted, with_waiver
from suites.targets.reading import SettingsError, tables_of
from suites.targets.target import Waiver


def parser(called: str) -> argparse.ArgumentParser:
    """The options of the command."""
    made = Parser(prog=called, description=__doc__, allow_abbrev=False)
    made.add_argument("id", metavar="ID", help="the check, as a finding names it")
    made.add_argument("--until", required=True, type=day, metavar="DATE", help="its last day")
    made.add_argument("--reason", required=True, metavar="TEXT", help="why it is accepted")
    made.add_argument("--owner", metavar="TEXT", help="who accepts it (default: who you are here)")
    made.add_argument("--target", metavar="NAME", help="of which target, if the file has several")
    made.add_argument("--file", default="targets.toml", help="default: targets.toml")
    return made


def main(arguments: Sequence[str], called: str = "ssoproof waive") -> int:
    """Returns the exit code: 4 for wrong usage, and then nothing is written."""
    try:
        return write(parser(called).parse_args(list(arguments)))
    except (WrongUsage, SettingsError) as error:
        print(f"{called}: {error}", file=sys.stderr)
        return USAGE


def write(asked: argparse.Namespace) -> int:
    """Writes the waiver. Raises WrongUsage, SettingsError."""
    file = Path(asked.file)
    waiver = Waiver(
        check=known(asked.id),
        owner=said("--owner", asked.owner if asked.owner is not None else somebody()),
        reason=said("--reason", asked.reason),
        until=asked.until,
    )
    if waiver.until < datetime.now(UTC).date():
        raise WrongUsage(f"--until {waiver.until}: that day is over")
    name = target_in(file, asked.target)
    try:
        text = with_waiver(text_in(file), name, waiver)
    except ValueError as error:
        raise WrongUsage(f"{file}: {error}; nothing was written") from None
    write_down(file, text)
    print(f"written: [[{quoted(name)}.waiver]] of {file}: {waiver.check} until {waiver.until}")
    return 0


def somebody() -> str:
    """The name of who runs this, nothing where the system has none for them, as in containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def day(text: str) -> date:
    """A day from the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2027-01-31") from None


def known(check: str) -> str:
    """The id of a check that there is. Raises WrongUsage."""
    if check in catalogue():
        return check
    close = get_close_matches(check, catalogue())
    near = f"; is it {', '.join(close)}?" if close else "; --list-checks prints all"
    raise WrongUsage(f"{check}: there is no such check{near}")


def said(option: str, text: str) -> str:
    """What a person is told in one line. Raises WrongUsage if it is nothing."""
    line = " ".join(text.split())
    if not line or not line.isprintable():
        raise WrongUsage(f"{option}: say it in one line of text")
    return line


def target_in(file: Path, name: str | None) -> str:
    """The target that is meant. Raises WrongUsage, SettingsError."""
    names = list(tables_of(file))
    if name is None and len(names) == 1:
        return names[0]
    if name not in names:
        told = "which target?" if name is None else f"--target {name}: it has no such target."
        raise WrongUsage(f"{file}: {told} Name one of {', '.join(names) or 'none: it is empty'}")
    return name
