"""What a check is: one requirement, one function, one id that never changes its meaning."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import signature, unwrap
from typing import Any, Protocol, TypedDict, cast

import pytest

from suites.checks.specs import Citation, cite
from suites.checks.titles import title_of
from suites.checks.words import SAFE, Level, RunClass, Severity

# What a check does to what its suite judges.
Body = Callable[[Any], None]
LATE = ("token/code-lifetime",)
LAST = ("transport/server-error", "rp-answers/no-crash")
ID = re.compile(r"[a-z0-9-]+/[a-z0-9-]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check's metadata; `function` takes what its suite judges and nothing else."""

    id: str
    title: str
    why: str
    level: Level
    severity: Severity
    run_class: RunClass
    spec: tuple[Citation, ...]
    needs: tuple[str, ...]
    remedy: str
    function: Body

    @property
    def area(self) -> str:
        return self.id.partition("/")[0]

    @property
    def turn(self) -> int:
        """When it has its turn among the others, the lowest first.

        What takes time is left to lie while the others run. With a session, some providers end
        every token of the user, so logout comes after that; what is judged by all that the run saw
        comes last.
        """
        late = 2 if "logout" in self.id else 1 if self.id in LATE else 0
        return 3 if self.id in LAST else late

    @property
    def suite(self) -> str:
        """The folder of `suites` that the check is in."""
        return self.function.__module__.split(".")[1]

    def sources(self, answers: Iterable[str] = ()) -> tuple[Citation, ...]:
        """What the check cites itself, and the requirements of standards that it `answers`."""
        own = {one.reference: one for one in self.spec}
        return tuple((own | {one: cite(one) for one in answers if one not in own}).values())

    @property
    def location(self) -> str:
        """File and line of the function, relative to the project."""
        module = self.function.__module__.replace(".", "/")
        return f"{module}.py:{unwrap(self.function).__code__.co_firstlineno}"


class CheckFunction(Protocol):
    """A function `test_…` that is a check: `check` says which one."""

    check: Check

    def __call__(self, subject: Any, /) -> None: ...


def check_of(function: object) -> Check | None:
    """The check that `function` is, if it is one."""
    found = getattr(function, "check", None)
    return found if isinstance(found, Check) else None


class Declared(TypedDict, total=False):
    """What a check says of itself beside its id: for what makes several that are alike."""

    spec: str | Sequence[str]
    level: Level
    severity: Severity
    remedy: str
    run_class: RunClass
    needs: str | Sequence[str]


def check(
    identifier: str,
    *,
    spec: str | Sequence[str],
    level: Level,
    severity: Severity,
    remedy: str,
    run_class: RunClass = SAFE,
    needs: str | Sequence[str] = (),
) -> Callable[[Body], CheckFunction]:
    """Makes a function `test_…(op)` a check.

    Its name is the requirement as a sentence, its docstring is the risk. `spec` cites sections
    (`core:3.1.3.7`), `needs` names features without which the check is not applicable, `remedy`
    says what to change when it is not met.

    Raises ValueError when the metadata is incomplete or uses an unknown word.
    """
    cited = [spec] if isinstance(spec, str) else spec
    needed = [needs] if isinstance(needs, str) else needs
    if not ID.match(identifier):
        raise ValueError(f"{identifier!r} is not a check id such as discovery/issuer-exact")

    def mark(function: Body) -> CheckFunction:
        why = " ".join((function.__doc__ or "").split())
        if not why or not cited or not remedy:
            raise ValueError(f"{identifier}: a check needs a docstring, a specification, a remedy")
        marked = cast("CheckFunction", function)
        marked.check = Check(
            id=identifier,
            title=title_of(function.__name__),
            why=why,
            level=Level(level),
            severity=Severity(severity),
            run_class=RunClass(run_class),
            spec=tuple(cite(one) for one in cited),
            needs=tuple(needed),
            remedy=remedy,
            function=function,
        )
        pytest.mark.check(identifier, level=str(level), severity=str(severity))(function)
        return marked

    return mark


def told_by(sentence: Callable[..., object]) -> Callable[[Body], Body]:
    """Gives the body of a check the name, docstring and place of the function `sentence`.

    For checks that are all alike, of which only the sentence and a value are written down.
    """

    def mark(body: Body) -> Body:
        test = wraps(sentence)(body)
        # What pytest reads the names of fixtures from; the wrapped function has others.
        vars(test)["__signature__"] = signature(test, follow_wrapped=False)
        return test

    return mark
