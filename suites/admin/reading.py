"""Members of what an admin API answered, as settings."""

from collections.abc import Callable

from suites.admin.answer import Answer
from suites.admin.model import Names, Setting, Switch
from suites.verdicts.expect import NotRun


def names(owner: Answer, name: str) -> Names:
    """A setting that is a list of strings. Raises NotRun."""
    return Setting(name=name, value=owner.texts(name))


def on(owner: Answer, name: str) -> Switch:
    """Whether something is switched on; it is not where nothing is said. Raises NotRun."""
    return Setting(name=name, value=owner.flag(name))


def off(owner: Answer, name: str) -> Switch:
    """Whether something is switched off, as it is where nothing is said. Raises NotRun."""
    told = owner.flag(name)
    return Setting(name=name, value=not told, told=told, right="false")


def has(owner: Answer, name: str, wanted: str) -> Switch:
    """Whether `wanted` is in a list of strings. Raises NotRun."""
    found = owner.texts(name)
    return Setting(name=name, value=wanted in found, told=found, right=f"contains {wanted}")


def lacks(owner: Answer, name: str, *unwanted: str) -> Switch:
    """Whether none of `unwanted` is in a list of strings. Raises NotRun."""
    found, right = owner.texts(name), f"without {unwanted[0]}"
    return Setting(name=name, value=not set(unwanted) & set(found), told=found, right=right)


def among(owner: Answer, name: str, *fitting: str) -> Switch:
    """Whether a string is one of those that fit. Raises NotRun."""
    told = owner.text(name)
    return Setting(name=name, value=told in fitting, told=told, right=" or ".join(fitting))


def readable(name: str, make: Callable[[], Switch]) -> Switch:
    """The setting that `make` reads; one that says why not, if it could not be read."""
    try:
        return make()
    except NotRun as missing:
        return Setting(name=name, value=False, unread=str(missing))
