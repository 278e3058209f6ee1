"""Writing one waiver into a targets.toml: what else is there stays as it is, letter by letter."""

import json
import re
import tomllib
from dataclasses import asdict

from suites.onboarding.targets_file import HEADER, end_of
from suites.targets.target import Waiver

BARE = re.compile(r"[A-Za-z0-9_-]+")


def with_waiver(text: str, target: str, waiver: Waiver) -> str:
    """The text of a targets.toml with a waiver of `target`, in place of one of the same check.

    Raises ValueError where that cannot be done safely.
    """
    before = tomllib.loads(text)
    table = before.get(target)
    if not isinstance(table, dict):
        raise ValueError(f"[{target}] is no table of it")  # noqa: TRY004 - of the file, as below
    there = table.get("waiver", [])
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    at = next((n for n, one in enumerate(there) if one.get("check") == waiver.check), None)
    start, end = waiver_at(target, at, lines)
    comments = [one for one in lines[start:end] if one.lstrip().startswith("#")]
    gap = ["\n"] if at is None and start and lines[start - 1].strip() else []
    after = ["\n"] if lines[end:] and lines[end].strip() else []
    written = [*gap, f"[[{quoted(target)}.waiver]]\n", *comments, *members(waiver), *after]
    new = "".join([*lines[:start], *written, *lines[end:]])
    wanted = [*there, asdict(waiver)] if at is None else [*there]
    if at is not None:
        wanted[at] = asdict(waiver)
    try:
        is_there = tomllib.loads(new) == before | {target: table | {"waiver": wanted}}
    except tomllib.TOMLDecodeError:
        is_there = False
    if not is_there:
        raise ValueError(
            f"the waivers of [{target}] are not written as tables [[{quoted(target)}.waiver]]; "
            "write them so, or add this one by hand"
        )
    return new


def waiver_at(target: str, at: int | None, lines: list[str]) -> tuple[int, int]:
    """The lines of the waiver number `at` of a target; without one, where a new one goes.

    That is behind all that the file says of the target.
    """
    name = rf"""\s*(?:{re.escape(target)}|"{re.escape(target)}"|'{re.escape(target)}')\s*"""
    headers = [number for number, line in enumerate(lines) if HEADER.match(line)]
    if at is None:
        own = re.compile(rf"^\s*\[\[?{name}[\].]")
        mine = [number for number in headers if own.match(lines[number])]
        end = end_of(mine[-1], lines) if mine else len(lines)
        return end, end
    own = re.compile(rf"^\s*\[\[{name}\.\s*waiver\s*\]\]")
    mine = [number for number in headers if own.match(lines[number])]
    if at >= len(mine):
        return len(lines), len(lines)
    return mine[at], end_of(mine[at], lines)


def members(waiver: Waiver) -> list[str]:
    """The lines of a waiver."""
    texts = {"check": waiver.check, "owner": waiver.owner, "reason": waiver.reason}
    told = [f"{name} = {json.dumps(one, ensure_ascii=False)}\n" for name, one in texts.items()]
    return [*told, f"until = {waiver.until.isoformat()}\n"]


def quoted(name: str) -> str:
    """A name as a key of TOML."""
    return name if BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
