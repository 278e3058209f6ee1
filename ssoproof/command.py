"""`ssoproof WORD …`: judges by a suite, or runs another part, wherever it is installed."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from itertools import takewhile

from fakes.vendors import ProductError
from suites.checks.catalogue import suites

USAGE = 4
# pytest would like to rewrite the assertions of what this command has imported: there are none.
QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning")


class WrongUsage(Exception):
    """The command cannot be carried out; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of the command line runs: `run` takes all arguments, the word itself first."""

    says: str
    run: Callable[[Sequence[str]], int]


def words() -> dict[str, Word]:
    """Everything that can be run, by its word: each suite, then what is no suite."""
    judging = {name: Word(said_by(f"suites.{name}"), judge) for name in suites()}
    return judging | {
        "init": Word("Set a target up: ask for it, try it, and write it into targets.toml.", init),
        "waive": Word("Accept an unmet requirement until a date, in targets.toml.", waive),
        "fleet": Word("Judge many targets side by side, here or on many machines.", fleet),
        "fakes": Word("Serve a fake provider, or an application to log in at.", serve),
        "diff": Word("Compare two runs: what is new, fixed, changed or no longer judged.", differ),
        "history": Word("Write a page of all targets night by night, and a badge for each.", trend),
        "tell": Word("Tell a run to Slack, Teams or a webhook.", tell),
        "report": Word("Render the page of a run.json again.", render),
    }


def said_by(module: str) -> str:
    """The first line of a module's docstring."""
    return (import_module(module).__doc__ or "").partition("\n")[0]


def judge(arguments: Sequence[str]) -> int:
    """Runs one suite or several, named before the first option; the rest is pytest's."""
    import pytest

    names = list(takewhile(lambda one: not one.startswith("-"), arguments))
    for name in names:
        if name not in suites():
            raise WrongUsage(f"{name}: name one of {', '.join(suites())}")
    options = arguments[len(names) :]
    return pytest.main([*QUIET, "--pyargs", *(f"suites.{name}" for name in names), *options])


def init(arguments: Sequence[str]) -> int:
    """Runs the command that sets a target up."""
    from ssoproof.init import main as setting_up

    return setting_up(arguments[1:])


def waive(arguments: Sequence[str]) -> int:
    """Runs the command that writes a waiver."""
    from ssoproof.waive import main as waiving

    return waiving(arguments[1:])


def fleet(arguments: Sequence[str]) -> int:
    """Runs the command that judges many targets."""
    from ssoproof.fleet.command import main as judging_many

    return judging_many(arguments[1:], "ssoproof fleet")


def serve(arguments: Sequence[str]) -> int:
    """Runs the command of the fakes."""
    from fakes.__main__ import main as fakes

    return fakes(list(arguments[1:]), called="ssoproof fakes")


def render(arguments: Sequence[str]) -> int:
    """Runs the command of the reports."""
    from reports.__main__ import main as reports

    return reports(list(arguments[1:]), called="ssoproof report")


def differ(arguments: Sequence[str]) -> int:
    """Runs the command that compares two runs."""
    from reports.diff import main as diff

    return diff(list(arguments[1:]), "ssoproof diff")


def trend(arguments: Sequence[str]) -> int:
    """Runs the command that shows the history."""
    from reports.trends import main as trends

    return trends(list(arguments[1:]), "ssoproof history")


def tell(arguments: Sequence[str]) -> int:
    """Runs the command that tells a run."""
    from ssoproof.tell import main as telling

    return telling(arguments[1:])


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what the first word says. Returns its exit code: 4 for wrong usage."""
    given = sys.argv[1:] if arguments is None else arguments
    first = given[0] if given else ""
    if first in ("-h", "--help"):
        print(described())
        return 0
    if first == "--version":
        print(f"ssoproof {version('ssoproof')}")
        return 0
    try:
        if first not in words():
            raise WrongUsage(f"{first or 'no word'}: name one of {', '.join(words())}")
        return words()[first].run(given)
    except (WrongUsage, ProductError) as error:
        print(f"ssoproof: {error}", file=sys.stderr)
        return USAGE


def described() -> str:
    """The help of the command."""
    rows = [f"  {name:14}{word.says}" for name, word in words().items()]
    return "\n".join(
        (
            f"usage: ssoproof [--help] [--version] {{{','.join(words())}}} …",
            "",
            *rows,
            "",
            "Several suites are one run: ssoproof registration oidc --target NAME",
            "ssoproof WORD --help has the options of each; those of a suite are pytest's and ours.",
        )
    )
