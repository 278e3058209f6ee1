"""`ssoproof init`: sets a target up. Asks for it, tries it, and writes it into targets.toml."""

import argparse
import os
import shutil
import sys
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any

from rich.text import Text

from fakes.command_line import USAGE, Parser, WrongUsage
from fakes.user.login import BrowserMissing
from reports.run.exit_codes import FOUND, NOT_JUDGED
from reports.run.text import shortened
from reports.terminal.answers import print_causes
from reports.terminal.style import LONGEST_VALUE, console_for, lines, text_of
from suites.onboarding.asking import Answers, Unanswered
from suites.onboarding.describing import issuer_from, more, name_and_table
from suites.onboarding.entering import to_enter
from suites.onboarding.targets_file import text_in, with_table, write_down
from suites.onboarding.trying import recognised, tried_out
from suites.run.running import drivers_for
from suites.targets.permission import Permission
from suites.targets.reading import SettingsError, from_table
from suites.targets.recognition import product_title
from suites.targets.sources import behind_proxies
from suites.targets.target import Target
from suites.verdicts.precheck import Looked

INTERRUPTED = 2
OPTIONS = {
    "issuer": "the provider's issuer",
    "profile": "the application",
    "host": "the application's URL",
    "client-id": "its client ID",
    "auth-method": "its flow",
    "name": "what the target is called",
    "client-secret-env": "the variable that holds the client's secret",
    "username": "the test user",
    "password-env": "the variable that holds the user's password",
    "totp-secret-env": "the variable that holds the secret of the user's authenticator app",
    "admin-token-env": "the variable that holds what opens the admin API",
    "login-idp": "what the login page calls the identity provider of the user",
    "ca-bundle": "a PEM file with the authorities to trust",
    "vendor": "the product, if nothing tells it",
    "replace": "yes or no: whether a target of this name is replaced",
}
HELD = "Variables that the run takes and that are not set here: "


def parser(called: str) -> argparse.ArgumentParser:
    """The options of the command."""
    # Half an option is none: `--password` would be what names the variable of one.
    made = Parser(prog=called, description=__doc__, allow_abbrev=False)
    for name, says in OPTIONS.items():
        made.add_argument(f"--{name}", metavar="TEXT", help=says)
    made.add_argument("--file", default="targets.toml", help="default: targets.toml")
    made.add_argument("--yes", action="store_true", help="ask nothing: take what is usual")
    made.add_argument("--no-login", action="store_true", help="do not log the test user in")
    return made


def main(arguments: Sequence[str], called: str = "ssoproof init") -> int:
    """Returns the exit code: 6 if the target that was written cannot be judged as it is, 1 if
    something of the harness broke on the way.
    """
    try:
        return set_up(read(parser(called), arguments))
    except KeyboardInterrupt:
        print(f"\n{called}: interrupted, and nothing was written", file=sys.stderr)
        return INTERRUPTED
    except (WrongUsage, Unanswered, SettingsError, BrowserMissing) as error:
        print(f"{called}: {error}", file=sys.stderr)
        return USAGE
    except UnicodeError:
        print(f"{called}: an answer is not in UTF-8; nothing was written", file=sys.stderr)
        return USAGE


def read(options: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """What the command line says. Raises WrongUsage, which shows no value: it may be a secret."""
    asked, unknown = options.parse_known_args(list(arguments))
    if unknown:
        names = [one.partition("=")[0] for one in unknown if one.startswith("-")]
        raise WrongUsage(f"unrecognized arguments: {' '.join(names) or 'words without an option'}")
    return asked


def set_up(asked: argparse.Namespace) -> int:
    """Asks, tries, writes and tells. Raises WrongUsage, Unanswered, SettingsError."""
    file, environment = Path(asked.file), os.environ
    before = text_in(file)
    answers = Answers({one: vars(asked)[one.replace("-", "_")] for one in OPTIONS}, asked.yes)
    issuer = issuer_from(answers, environment)
    known = more(answers, environment)
    vendor, unread = recognised(issuer, known["ca_bundle"], environment)
    vendor = known["vendor"] or vendor
    told = f"recognised: {product_title(vendor) or 'none of the known products'}"
    print(f"   {shortened(unread, LONGEST_VALUE) or told}")
    name, table = name_and_table(answers, environment, issuer, vendor)
    table |= {key: one for key, one in known.items() if one}
    new = text_with(before, name, table, answers, file)
    target = target_of(name, new, file, environment)
    with closing(driver_for(target)) as driver:
        looked, causes = tried_out(target, driver, log_in=not asked.no_login)
    tell_what_was_seen(looked, causes)
    write_down(file, new)
    print(f"written: [{name}] of {file}")
    tell_what_to_do(replace(target, vendor=target.vendor or vendor), file)
    return exit_code_of(looked)


def exit_code_of(looked: Sequence[Looked]) -> int:
    """1 if something of the harness broke, as at the end of a run; 6 if a target is not judged."""
    if any(one.is_ours for one in looked):
        return FOUND
    return NOT_JUDGED if any(one.stops for one in looked) else 0


def text_with(
    before: str, name: str, table: Mapping[str, str], answers: Answers, file: Path
) -> str:
    """The new text of the file; a target that is there is replaced if somebody says so."""
    try:
        there = name in tomllib.loads(before)
        if there and not answers.agrees("replace", f"{file} has a target {name}: replace it?"):
            raise WrongUsage(f"{file} has a target {name}: --name names another, or --replace yes")
        return with_table(before, name, table)
    except ValueError as error:
        raise WrongUsage(f"{file}: {error}; nothing was written") from None


def target_of(name: str, text: str, file: Path, environment: Mapping[str, str]) -> Target:
    """The target as a run would read it, of which a secret may be missing. Raises SettingsError."""
    target = from_table(name, tomllib.loads(text)[name], file, environment, spared=True)
    return Permission().granted(behind_proxies(target, environment))


def driver_for(target: Target) -> Any:
    """What logs its user in. Raises BrowserMissing."""
    return drivers_for({target.login})[target.login]


def tell_what_was_seen(looked: Sequence[Looked], causes: list[Any]) -> None:
    """The causes of what is wrong first."""
    console, out = console_for(shutil.get_terminal_size().columns, colour=sys.stdout.isatty())
    print_causes(console, causes)
    console.print(lines({one.at: one.says for one in looked}))
    print(text_of(out), end="")


def tell_what_to_do(target: Target, file: Path) -> None:
    """What to enter at the provider, what to set here, and how to go on."""
    console, out = console_for(shutil.get_terminal_size().columns, colour=sys.stdout.isatty())
    provider = product_title(target.vendor) or "the provider"
    console.print(Text(f"enter at {provider}, for client {target.client_id}:"))
    console.print(lines(to_enter(target)))
    if target.unset:
        console.print(Text(HELD + ", ".join(sorted(set(target.unset.values())))))
    chosen = f"--targets {quote(str(file))} --target {target.name}"
    for option, says in ((" --plan", "what a run would do"), ("", "the run")):
        console.print(Text(f"{says}: ssoproof oidc {chosen}{option}"), soft_wrap=True)
    print(text_of(out), end="")
