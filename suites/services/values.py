"""The value of a variable, and where it was read: a file, a manifest, the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import dotenv

from suites.services.variables import VARIABLES
from suites.targets.reading import SettingsError

ENVIRONMENT = "the environment"
SECRET, PLAIN = "Secret", "plain text"


@dataclass(frozen=True, slots=True)
class Value:
    """What a variable is set to.

    `place` says where, `kept` how it lies there (SECRET or PLAIN, empty where that is no matter).
    `unread` says in a sentence why the value is not known, although the variable is set.
    """

    text: str = field(repr=False)
    place: str
    kept: str = ""
    unread: str = ""


Values = Mapping[str, Value]


def server_values(pairs: Mapping[str, str | None], place: str) -> dict[str, Value]:
    """Those of `pairs` that are variables of the server, and not empty."""
    return {
        name: Value(value, place) for name, value in pairs.items() if name in VARIABLES and value
    }


def values_in_file(path: Path) -> dict[str, Value]:
    """The variables of a file of lines `NAME=value`. Raises SettingsError."""
    return server_values(pairs_in_file(path), path.name)


def pairs_in_file(path: Path) -> dict[str, str]:
    """All that a file of lines `NAME=value` says. Raises SettingsError."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise SettingsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name}: is not text in UTF-8") from None
    found = dotenv.dotenv_values(stream=StringIO(text), interpolate=False)
    return {name: value for name, value in found.items() if value is not None}
