"""Services of a docker-compose file, with the variables that each container gets."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from suites.services.containers import Container, expanded, of_the_server, scalar
from suites.services.values import PLAIN, Value, pairs_in_file
from suites.targets.reading import SettingsError

# ${NAME}, ${NAME:-default}, ${NAME-default}, ${NAME:?message}, $NAME, and $$ for a dollar.
SHELL = re.compile(r"\$\$|\$\{(?P<name>\w+)(?:(?P<kind>:?[-?])(?P<rest>[^}]*))?\}|\$(?P<bare>\w+)")


def services_of(
    document: Mapping[str, Any], path: Path, environment: Mapping[str, str]
) -> list[Container]:
    """The services of a Compose file; `${NAME}` is from `environment`, or from `.env` beside it.

    Raises SettingsError.
    """
    services = document.get("services")
    if not isinstance(services, dict):
        raise SettingsError(f"--from {path.name}: services: must be a mapping of services by name")
    beside = path.parent / ".env"
    shell = (pairs_in_file(beside) if beside.is_file() else {}) | dict(environment)
    return [
        Container(
            name=name,
            owner=f"service {name}",
            values=of_the_server(_variables(name, one, path, shell)),
            other_name=str(one.get("container_name") or ""),
        )
        for name, one in services.items()
        if isinstance(one, dict)
    ]


def _variables(
    name: str, service: Mapping[str, Any], path: Path, shell: Mapping[str, str]
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for file in _files_of(service, path):
        found |= {key: Value(text, file.name) for key, text in pairs_in_file(file).items()}
    place = f"{path.name}, service {name}"
    told = service.get("environment") or {}
    if isinstance(told, list):
        pairs = [str(one).partition("=") for one in told]
        told = {key: text if equals else None for key, equals, text in pairs}
    for key, value in told.items() if isinstance(told, dict) else ():
        if value is None:
            found[key] = Value(shell.get(key, ""), "the environment")
        else:
            found[key] = _value(scalar(value), place, shell)
    return found


def _files_of(service: Mapping[str, Any], path: Path) -> list[Path]:
    told = service.get("env_file") or []
    listed = told if isinstance(told, list) else [told]
    required = [one for one in listed if not isinstance(one, dict) or one.get("required", True)]
    named = [one.get("path", "") if isinstance(one, dict) else str(one) for one in listed]
    return [
        path.parent / name
        for name, one in zip(named, listed, strict=True)
        if one in required or (path.parent / name).is_file()
    ]


def _value(text: str, place: str, shell: Mapping[str, str]) -> Value:
    """What a text of the file says, once its `${…}` are known."""
    missing: list[str] = []

    def resolved(found: re.Match[str]) -> str:
        name, kind = found["name"] or found["bare"], found["kind"] or ""
        value = shell.get(name)
        is_there = value is not None and (value != "" or not kind.startswith(":"))
        if is_there:
            return value or ""
        if kind.endswith("-"):
            return found["rest"]
        missing.append(name)
        return ""

    told = expanded(text, SHELL, resolved)
    if missing:
        why = f"{place} takes it from {', '.join(missing)}, which is not set here: set it."
        return Value("", place, unread=why)
    is_written = told == text
    return Value(told, place, kept=PLAIN if is_written else "")
