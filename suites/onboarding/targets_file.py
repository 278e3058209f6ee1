"""Writing one table into a targets.toml: what else is there stays as it is, letter by letter."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from suites.targets.reading import SettingsError

HEADER = re.compile(r"^\s*\[")
HEADING = "# Targets of ssoproof. A secret is never written here, only the name of its variable.\n"


def with_table(text: str, name: str, table: Mapping[str, Any]) -> str:
    """The text of a targets.toml with `table` as target `name`, in place of one that is there.

    Tables of it, such as waivers, stay, and so do its settings that `table` does not have; those
    that are empty there are left out. Raises ValueError where that cannot be done safely.
    """
    before = tomllib.loads(text)
    there = before.get(name, {})
    if not isinstance(there, dict):
        raise ValueError(f"{name} is there, and no table")  # noqa: TRY004 - of the file, as below
    settings = {key: one for key, one in there.items() if not is_of_tables(one)} | {**table}
    table = {key: one for key, one in settings.items() if one != ""}
    kept = {key: one for key, one in there.items() if is_of_tables(one)}
    written = "\n".join([f"[{name}]", *(f"{key} = {literal(one)}" for key, one in table.items())])
    lines = text.splitlines(keepends=True)
    start, end = lines_of(name, lines)
    old = "".join(lines[:start]).rstrip("\n")
    rest = "".join(lines[end:]).lstrip("\n")
    new = (f"{old}\n\n" if old else HEADING + "\n") + written + "\n" + (f"\n{rest}" if rest else "")
    if tomllib.loads(new) != before | {name: {**table, **kept}}:
        raise ValueError(f"[{name}] cannot be put there without changing something else")
    return new


def lines_of(name: str, lines: list[str]) -> tuple[int, int]:
    """The lines of the table `name`, from its header on; the end of the file if there is none."""
    own = re.compile(rf"""^\s*\[\s*["']?{re.escape(name)}["']?\s*\]""")
    start = next((at for at, line in enumerate(lines) if own.match(line)), len(lines))
    return start, end_of(start, lines) if start < len(lines) else start


def end_of(header: int, lines: list[str]) -> int:
    """Where a table ends: what stands right above the next header belongs to that."""
    after = (n for n, line in enumerate(lines[header + 1 :], header + 1) if HEADER.match(line))
    end = next(after, len(lines))
    while end > header + 1 and (
        not lines[end - 1].strip() or (end < len(lines) and lines[end - 1].startswith("#"))
    ):
        end -= 1
    return end


def is_of_tables(value: Any) -> bool:
    """Whether a member of a target is written under a header of its own."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def literal(value: Any) -> str:
    """A text, a number, a truth value or a list of these: TOML writes them as JSON does.

    Raises ValueError for anything else.
    """
    try:
        return json.dumps(value, ensure_ascii=False)
    except TypeError:
        raise ValueError(f"{value} is no value of a setting") from None


def text_in(file: Path) -> str:
    """The text of a targets.toml, nothing where there is none. Raises SettingsError."""
    try:
        # Not as text: that would change the ends of its lines.
        text = file.read_bytes().decode("utf-8") if file.exists() else ""
        tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: is not TOML: {error}; nothing was written") from None
    return text


def write_down(file: Path, text: str) -> None:
    """Puts `text` there at once, or not at all. Raises SettingsError, UnicodeEncodeError."""
    new = file.with_name(f"{file.name}.new")
    try:
        new.write_bytes(text.encode("utf-8"))
        new.replace(file)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written: {error.strerror}") from None
