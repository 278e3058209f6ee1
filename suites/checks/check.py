"""What a check is: one requirement, one function, one id that never changes its meaning."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import signature, unwrap
from typing import Any

import pytest

from suites.checks.specs import Citation, cite
from suites.checks.titles import title_of
from suites.checks.words import SAFE, Level, RunClass, Severity

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
    function: Callable[[Any], None]

    @property
    def area(self) -> str:
        return self.id.partition("/")[0]

    @property
    def suite(self) -> str:
        """The folder of `suites` that the check is in."""
        return self.function.__module__.split(".")[1]

    @property
    def location(self) -> str:
        """File and line of the function, relative to the project."""
        module = self.function.__module__.replace(".", "/")
        return f"{module}.py:{unwrap(self.function).__code__.co_firstlineno}"


def check(
    identifier: str,
    *,
    spec: str | list[str],
    level: Level,
    severity: Severity,
    remedy: str,
    run_class: RunClass = SAFE,
    needs: str | list[str] = (),
) -> Callable[[Callable], Callable]:
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

    def mark(function: Callable) -> Callable:
        why = " ".join((function.__doc__ or "").split())
        if not why or not cited or not remedy:
            raise ValueError(f"{identifier}: a check needs a docstring, a specification, a remedy")
        function.check = Check(
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
        return pytest.mark.check(identifier, level=str(level), severity=str(severity))(function)

    return mark


def told_by(sentence: Callable) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Gives the body of a check the name, docstring and place of the function `sentence`.

    For checks that are all alike, of which only the sentence and a value are written down.
    """

    def mark(body: Callable[[Any], None]) -> Callable[[Any], None]:
        test = wraps(sentence)(body)
        # What pytest reads the names of fixtures from; the wrapped function has others.
        test.__signature__ = signature(test, follow_wrapped=False)
        return test

    return mark
