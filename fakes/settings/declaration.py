"""How a setting is declared: beside its field, with its names, what it is and what it may say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, get_type_hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A setting. The second half of the members is told by the field that it is declared at.

    `variable` sets it in the environment; without one, `instead` is an option, or says why there
    is none. `rule` returns the value, or raises ValueError, which says what to write. What is
    `personal` may be given as the name of a variable in targets.toml (`username_env`), a secret
    must be.
    """

    says: str
    variable: str = ""
    instead: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    rule: Callable[[Any], Any] | None = None
    personal: bool = False

    key: str = ""
    group: str = ""
    member: str = ""
    kind: Any = str
    secret: bool = False

    @property
    def name(self) -> str:
        """How it is called among variables, also where none of the environment sets it."""
        return self.variable or self.key.upper()


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together; their keys in targets.toml begin with `prefix`."""

    prefix: str = ""


def secret() -> Any:
    """The default of a setting that nothing shows. Being kept from `repr` is what makes it one."""
    return field(default="", repr=False)


def declarations(kind: Any, group: str = "", prefix: str = "") -> Iterator[Declared]:
    """The settings that the fields of a dataclass declare, and those of its groups."""
    hints = get_type_hints(kind, include_extras=True)
    for one in fields(kind):
        hint = hints[one.name]
        for told in getattr(hint, "__metadata__", ()):
            if isinstance(told, Group):
                yield from declarations(hint.__origin__, one.name, told.prefix)
            else:
                yield replace(
                    told,
                    key=prefix + one.name,
                    group=group,
                    member=one.name,
                    kind=hint.__origin__,
                    secret=not one.repr,
                )
