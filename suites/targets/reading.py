"""What a user may set: the variables of W&B Server and ours, or the tables of targets.toml.

Both are read into one model, so that both obey the same rules. A wrong setting is one line that
names the setting, where it came from, and what to write instead.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from fakes.settings.declaration import Declared
from suites.targets.exceptions import KEYS_OF_EXCEPTIONS, Exceptions
from suites.targets.settings import TABLE, TargetSettings
from suites.targets.target import Target

VARIABLES = {key: one.variable for key, one in TABLE.items() if one.variable}
# What other variables are called is common enough to be there for another reason.
OURS = "OIDC_"
# What a setting is called in a file whose variable is called so.
KEYS = {
    variable: f"{key}_env with the name of an environment variable" if TABLE[key].secret else key
    for key, variable in VARIABLES.items()
}
APPLICATION, DEPLOYMENT, SAML = "application", "deployment", "saml"


class SettingsError(Exception):
    """A setting is wrong; the message names it, where it came from, and what to write instead."""


class UnknownTarget(SettingsError):
    """No target is called `name`; `known` are the names there are, `missing` a file that is not."""

    def __init__(self, name: str, known: list[str], *, missing: str = "") -> None:
        self.name, self.known, self.missing = name, known, missing
        absent = f" (there is no {missing})" if missing else ""
        listed = ", ".join(known) or "none"
        super().__init__(f"--target {name}: no such target{absent}; known: {listed}")


def from_environment(environment: Mapping[str, str], *, spared: bool = False) -> Target | None:
    """The target of the environment, or None when OIDC_ISSUER does not select one.

    Where secrets are `spared`, a user whose password is not set is left out.

    Raises SettingsError.
    """
    if VARIABLES["issuer"] not in environment:
        others = [
            name for name in VARIABLES.values() if name.startswith(OURS) and environment.get(name)
        ]
        if others:
            raise SettingsError(
                f"OIDC_ISSUER (the environment): is missing, although {others[0]} is set; "
                f"set it to judge your provider, or unset {others[0]} to judge the embedded fakes"
            )
        return None
    given = {field: environment.get(name, "") for field, name in VARIABLES.items()}
    data = {field: value for field, value in given.items() if value or field == "issuer"}
    # An empty password is one that a login does not need, if there is a user.
    if data.get("username") and VARIABLES["password"] in environment:
        data.setdefault("password", "")
    unset: dict[str, str] = {}
    if spared and data.get("username") and "password" not in data:
        del data["username"]
        unset["password"] = VARIABLES["password"]
    target = _read(data, called(data["issuer"]), VARIABLES, "the environment")
    return replace(target, unset=unset)


def called(issuer: str) -> str:
    """What a target without a name of its own is called: its host, and the port if it has one."""
    try:
        parts = urlsplit(issuer)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "environment"
    return f"{parts.hostname}{port}" if parts.hostname else "environment"


def from_file(
    path: Path,
    environment: Mapping[str, str],
    names: Iterable[str] | None = None,
    *,
    spared: bool = False,
) -> dict[str, Target]:
    """The targets of a targets.toml by name: those called `names`, else all.

    A secret is given as the name of a variable: `password_env = "STAGING_PASSWORD"`. Those of other
    targets need not be set; where they are `spared`, none has to be.

    Raises SettingsError.
    """
    tables = tables_of(path)
    chosen = tables if names is None else [name for name in names if name in tables]
    return {
        name: from_table(name, tables[name], path, environment, spared=spared) for name in chosen
    }


def tables_of(path: Path) -> dict[str, Any]:
    """What a targets.toml says of each target, by name, not looked at any further.

    Raises SettingsError.
    """
    found = _toml_of(path)
    return {name: table for name, table in found.items() if not _are_others(name, table)}


def tables_called(path: Path, kind: str) -> dict[str, dict[str, Any]]:
    """The tables `[[kind]]` of a targets.toml, such as its applications, by their names.

    Raises SettingsError.
    """
    found: dict[str, dict[str, Any]] = {}
    told = _toml_of(path).get(kind, [])
    for number, table in enumerate(told if isinstance(told, list) else (), 1):
        where = f"{path.name} [[{kind}]]"
        if not isinstance(table, dict):
            raise SettingsError(f"{where}, number {number}: must be a table")
        name = table.get("name", "")
        if not isinstance(name, str) or not name or "@" in name:
            raise SettingsError(
                f"name ({where}, number {number}): {name!r} is no name; write what reports and "
                "--target call it, without an @"
            )
        if name in found:
            raise SettingsError(f"name ({where}, number {number}): {name!r} is there twice")
        found[name] = table
    return found


def tables_described(
    path: Path, kind: str, names: Collection[str], ours: Collection[str]
) -> dict[str, dict[str, Any]]:
    """The tables `[[kind]]` of a targets.toml that are called `names`, else all of them.

    `ours` are the names of what comes with the harness, which no file describes. Raises
    SettingsError.
    """
    tables = tables_called(path, kind) if path.exists() or not names else {}
    for name in names:
        if name in ours and name not in tables:
            told = "comes with the harness, where nothing has to be entered"
            raise SettingsError(f"--target {name}: {told}")
        if name not in tables:
            raise UnknownTarget(name, list(tables), missing="" if path.exists() else path.name)
    return {name: tables[name] for name in names or tables}


def _are_others(name: str, value: Any) -> bool:
    """An `[[application]]` is told from a target of that name by its second bracket."""
    return name in (APPLICATION, DEPLOYMENT, SAML) and isinstance(value, list)


def _toml_of(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name}: is not TOML: {error}") from None


def from_table(
    name: str, table: Any, path: Path, environment: Mapping[str, str], *, spared: bool
) -> Target:
    """The target that a table of `path` describes; secrets as for a file. Raises SettingsError."""
    where = f"{path.name} [{name}]"
    _check_shape(name, table, path)
    data, unset = with_variables(table, TABLE, environment, where, spared=spared)
    _leave_out_users(data, unset)
    return replace(_read(data, name, {}, where), unset=unset)


def with_variables(
    table: Mapping[str, Any],
    known: Mapping[str, Declared],
    environment: Mapping[str, str],
    where: str,
    *,
    spared: bool,
) -> tuple[dict[str, Any], dict[str, str]]:
    """What `table` says, with what it leaves to variables, and which of those are not set.

    A secret stands in no file. Where secrets are `spared`, none has to be set. Raises
    SettingsError.
    """
    data = dict(table)
    for secret in (key for key, one in known.items() if one.secret):
        if secret in data:
            raise SettingsError(
                f"{secret} ({where}): a secret does not belong in a file; "
                f"write {secret}_env with the name of an environment variable"
            )
    unset: dict[str, str] = {}
    for field in (key for key, one in known.items() if one.secret or one.personal):
        variable = data.pop(f"{field}_env", None)
        if variable is None:
            continue
        may_be_empty = field.endswith("password") and variable in environment
        if isinstance(variable, str) and (may_be_empty or environment.get(variable)):
            data[field] = environment[variable]
        elif spared and isinstance(variable, str):
            unset[field] = variable
        else:
            raise SettingsError(f"{field}_env ({where}): the variable {variable!r} is not set")
    return data, unset


def _check_shape(name: str, table: Any, path: Path) -> None:
    """A table of settings by their keys, as a target is written. Raises SettingsError."""
    where = f"{path.name} [{name}]"
    if not isinstance(table, dict):
        written = f"{KEYS[name]}, not {name}, " if name in KEYS else ""
        raise SettingsError(
            f"{where}: must be a table with issuer, client_id and host; "
            f"write {written}below a line such as [staging]"
        )
    for key, value in table.items():
        if key in KEYS:
            told = f"is the name of a variable; in a file write {KEYS[key]}"
            raise SettingsError(f"{key} ({where}): {told}")
        if isinstance(value, dict):
            raise SettingsError(f"{where}: has a table in it, {key!r}; write [{key}] for a target")


def _leave_out_users(data: dict[str, Any], unset: Mapping[str, str]) -> None:
    """A user is known by name and password together, or not at all."""
    for kind in ("", "other_"):
        pair = (f"{kind}username", f"{kind}password")
        if not unset.keys().isdisjoint(pair):
            for field in pair:
                data.pop(field, None)


def _read(data: dict[str, Any], name: str, names: dict[str, str], where: str) -> Target:
    try:
        return TargetSettings.model_validate(data).target(name)
    except ValidationError as error:
        raise SettingsError(in_one_line(error, TABLE, names, where)) from None


def exceptions_in(table: Mapping[str, Any], where: str) -> tuple[dict[str, Any], Exceptions]:
    """The other settings of a table, and what it explains or accepts. Raises SettingsError."""
    told = {key: table[key] for key in KEYS_OF_EXCEPTIONS if key in table}
    try:
        found = Exceptions.model_validate(told)
    except ValidationError as error:
        raise SettingsError(in_one_line(error, {}, {}, where)) from None
    return {key: value for key, value in table.items() if key not in told}, found


def in_one_line(
    error: ValidationError, known: Mapping[str, Declared], names: Mapping[str, str], where: str
) -> str:
    """The first thing that is wrong, in the user's own names. No value of a secret is shown.

    An unknown name comes before what is missing: it may be what was meant by it.
    """
    errors = error.errors(include_url=False)
    first = next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])
    field, _, told = first["msg"].removeprefix("Value error, ").partition(": ")
    if first["loc"]:
        field = ".".join(str(part) for part in first["loc"])
        told = _told(first, known)
    return f"{names.get(field, field)} ({where}): {told}"


def _told(error: ErrorDetails, known: Mapping[str, Declared]) -> str:
    match error["type"]:
        case "missing":
            return "is missing"
        case "string_too_short":
            return "is empty"
        case "extra_forbidden":
            keys = [f"{key}_env" if one.secret else key for key, one in known.items()]
            return f"is not a setting; known: {', '.join(keys)}"
        case "bool_parsing":
            return f"{error['input']!r} is unknown; write 'true', or leave it out"
        case "int_parsing":
            return f"{error['input']!r} is no number"
        case "date_from_datetime_parsing" | "date_parsing":
            return f"{error['input']!r} is no day; write it as 2027-01-31"
        case "literal_error":
            return f"{error['input']!r} is unknown; write {error['ctx']['expected']}"
    message = error["msg"].removeprefix("Value error, ")
    one = known.get(str(error["loc"][0]))
    shown = "" if one is not None and one.secret else f"{error['input']!r}: "
    return shown + message[:1].lower() + message[1:]
