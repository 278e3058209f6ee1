"""What a fleet is asked to do: the same of each target, and one task a target."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from suites.targets.reading import SettingsError, UnknownTarget, from_table, tables_of
from suites.targets.target import Target

PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of every target.

    `options` are those of a run; `timeout_s` is when a run is told to end. `file` is what the
    targets.toml is called, `targets` are those of it that were chosen by name.
    """

    suites: tuple[str, ...]
    options: tuple[str, ...]
    timeout_s: float
    file: str
    targets: tuple[str, ...] = ()

    @property
    def told(self) -> dict[str, Any]:
        """As JSON says it: a fleet that goes on has to be asked for the same."""
        told: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return told


@dataclass(frozen=True, slots=True)
class Task:
    """One target: its table, which names variables and holds no secret, and where it is.

    `hosts` are those of the provider, each with its port: one run at a time asks there.
    """

    name: str
    table: Mapping[str, Any]
    issuer: str
    hosts: frozenset[str]

    @property
    def digest(self) -> str:
        """Another one where the target is set up otherwise."""
        text = json.dumps(self.table, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def tasks_of(file: Path, names: Sequence[str], environment: Mapping[str, str]) -> list[Task]:
    """A task for each target of a targets.toml, or for those called `names`.

    Secrets are those of the workers, and need not be set here. Raises SettingsError.
    """
    tables = tables_of(file)
    for name in names:
        if name not in tables:
            raise UnknownTarget(name, list(tables))
    if not tables:
        raise SettingsError(f"{file.name}: it has no target; add a table [NAME]")
    chosen = dict.fromkeys(names or tables)
    return [task_of(name, tables[name], file, environment) for name in chosen]


def task_of(name: str, table: Any, file: Path, environment: Mapping[str, str]) -> Task:
    """The task that a table is. Raises SettingsError."""
    target = from_table(name, table, file, environment, spared=True)
    return Task(name, table, target.issuer, frozenset(hosts_of(target)))


def hosts_of(target: Target) -> Iterable[str]:
    """Where the requests of a target go, as far as its settings tell: `host:port` in lower case."""
    for url in (target.issuer, target.other_issuer, target.admin.url):
        parts = urlsplit(url)
        if parts.hostname:
            yield f"{parts.hostname}:{parts.port or PORTS.get(parts.scheme, 0)}"
