"""docs/settings.md: everything that can be said of a target."""

from collections.abc import Iterable

from fakes.settings.declaration import Declared
from suites.application.settings import DECLARED
from suites.docs.coverage import cell
from suites.targets.settings import TABLE


def settings_page() -> str:
    """docs/settings.md: each setting with its variable, its key in targets.toml, what it is."""
    return "\n".join(
        [
            "# Settings of a target",
            "",
            "Made by `python -m suites.docs` from `fakes/settings/setup.py` and "
            "`suites/targets/settings.py`; edit those. The variables say what one application and "
            "its test user have; a `targets.toml` "
            "([example](../suites/targets/example.toml)) describes several targets, and more of "
            "each. A secret is never written into it, only the name of the variable that holds it.",
            "",
            "| variable | `targets.toml` | what it is |",
            "| --- | --- | --- |",
            *setting_rows(TABLE.values()),
            "",
            "## Settings of an application",
            "",
            "Of one that `pytest suites/rp` judges ([how](applications.md)), made from "
            "`suites/application/settings.py`. In a `targets.toml` each is an `[[application]]`.",
            "",
            "| variable | `[[application]]` | what it is |",
            "| --- | --- | --- |",
            *setting_rows(DECLARED.values()),
            "",
        ]
    )


def setting_rows(declared: Iterable[Declared]) -> list[str]:
    """A row for each setting."""
    return [f"| {variable(one)} | {key(one)} | {meaning(one)} |" for one in declared]


def variable(one: Declared) -> str:
    """What sets it from outside a file: a variable, an option, or nothing."""
    if one.variable:
        return f"`{one.variable}`"
    return f"none, but the option {one.instead}" if one.instead.startswith("`--") else "none"


def key(one: Declared) -> str:
    """Its key, and the one that takes the name of a variable."""
    plain, by_name = f"`{one.key}`", f"`{one.key}_env`"
    if one.secret:
        return by_name
    return f"{plain} or {by_name}" if one.personal else plain


def meaning(one: Declared) -> str:
    """What it is, what it may say, and what must be said."""
    words = [f"`{word}`" for word in one.choices if word]
    choices = f" ({', '.join(words)})" if words else ""
    return cell(one.says) + choices + ("; required" if one.required else "")
