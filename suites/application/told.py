"""The applications that somebody described: in the environment, or in a targets.toml."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fakes.wire.loopback import is_loopback
from suites.application.described import urls_of
from suites.application.settings import DECLARED, ApplicationSettings
from suites.targets.permission import host_of
from suites.targets.reading import (
    APPLICATION,
    SettingsError,
    in_one_line,
    tables_called,
    with_variables,
)

VARIABLES = {key: one.variable for key, one in DECLARED.items() if one.variable}
ENVIRONMENT = "the environment"
# Of the names of our variables this one is common: alone it says nothing.
COMMON = "HOST"


def told_by_variables(
    environment: Mapping[str, str], agreed: Collection[str] | None
) -> ApplicationSettings | None:
    """The application of the environment; None if no variable `RP_…` is set.

    `agreed` are the hosts whose owners did; None where nothing is sent to any. Raises
    SettingsError.
    """
    data = {key: value for key, name in VARIABLES.items() if (value := environment.get(name))}
    if not any(VARIABLES[key] != COMMON for key in data):
        return None
    if "profile" not in data:
        data.pop("host", None)
    return _read(data, VARIABLES, ENVIRONMENT, agreed)


def told_in_file(
    path: Path,
    environment: Mapping[str, str],
    names: Iterable[str],
    agreed: Collection[str] | None,
    *,
    spared: bool,
) -> dict[str, ApplicationSettings]:
    """Those applications of a targets.toml that are called `names`, by name.

    Secrets of the others need not be set; where they are `spared`, none has to be. Raises
    SettingsError.
    """
    chosen, found = set(names), {}
    for name, table in tables_by_name(path).items():
        if name not in chosen:
            continue
        where = f"{path.name} [[{APPLICATION}]] {name}"
        data, _ = with_variables(table, DECLARED, environment, where, spared=spared)
        found[name] = _read(data, {}, where, agreed)
    return found


def tables_by_name(path: Path) -> dict[str, dict[str, Any]]:
    """The `[[application]]` of a file by their names. Raises SettingsError."""
    return tables_called(path, APPLICATION)


def _read(
    data: dict[str, Any], names: Mapping[str, str], where: str, agreed: Collection[str] | None
) -> ApplicationSettings:
    try:
        settings = ApplicationSettings.model_validate(data)
    except ValidationError as error:
        raise SettingsError(in_one_line(error, DECLARED, names, where)) from None
    if agreed is not None:
        presume_agreed(settings, names, where, agreed)
    return settings


def presume_agreed(
    settings: ApplicationSettings, names: Mapping[str, str], where: str, agreed: Collection[str]
) -> None:
    """Attacks are for applications on this machine, and where the owner of the host agreed.

    Raises SettingsError.
    """
    known = {host.lower() for host in (*agreed, *settings.allow_hosts)}
    for key, url in urls_of(settings).items():
        host = host_of(url)
        if not is_loopback(host) and host not in known:
            raise SettingsError(
                f"{names.get(key, key)} ({where}): {url!r} is not on this machine, and the suite "
                f"attacks what it judges: if its owner agreed, add --allow-host {host}"
            )
