"""What services answer, read so that a member of another form is as good as none."""

import re
from typing import Any

from fakes.wire.client import Reply
from suites.verdicts.expect import NotRun
from suites.verdicts.reading import read_json

Told = dict[str, Any]
LONGEST_SAID = 300
WHOLE_NUMBER = re.compile(r"[0-9]{1,20}")
LONGEST_SHOWN = 40


def answer_in(reply: Reply, action: str, cloud: str) -> Told:
    """The JSON object of an answer; an empty body is an empty one. Raises NotRun for another."""
    try:
        told = read_json(reply.body.decode("utf-8")) if reply.body.strip() else {}
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise NotRun(f"{action} was answered in a form that is none of {cloud}'s.")
    return told


def part(told: Any, *names: str) -> Told:
    """The object inside of objects; an empty one if there is none."""
    for name in names:
        told = told.get(name) if isinstance(told, dict) else None
    return told if isinstance(told, dict) else {}


def objects_listed(told: Any, name: str) -> list[Told]:
    """The objects of a list; others in it are left out."""
    found = told.get(name) if isinstance(told, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def texts(told: Any, name: str) -> list[str]:
    """The texts of a list; others in it are left out."""
    found = told.get(name) if isinstance(told, dict) else None
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def text(told: Any, name: str) -> str:
    """A text; an empty one if there is none."""
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, str) else ""


def whole_number(told: str, what: str) -> int:
    """A number that is told as a text, as `what`. Raises NotRun if it is none."""
    if not WHOLE_NUMBER.fullmatch(told):
        raise NotRun(f"{what} is no whole number: {told[:LONGEST_SHOWN]!r}.")
    return int(told)


def answered_by_another(status: int, content_type: str, service: str, setting: str) -> str:
    """What to say where whoever answers is not the service: by what it shows, what to look at."""
    kind = content_type.partition(";")[0].strip()[:LONGEST_SHOWN]
    told = f"HTTP {status}, {kind}" if kind else f"HTTP {status}"
    return (
        f"whoever answers is not {service} ({told}). Look for a proxy on the way, and at {setting}."
    )


def said(reply: Reply) -> str:
    """What an error says of itself, in one line; empty if it has another form."""
    try:
        told = part(read_json(reply.body.decode("utf-8", "replace")), "error")
    except (ValueError, RecursionError):
        return ""
    return " ".join(text(told, "message").split())[:LONGEST_SAID].rstrip(". ")
