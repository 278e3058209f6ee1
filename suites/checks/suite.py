"""What a suite is: a folder of checks with its subject, as a value that its package says.

`SUITE` of `suites/<name>/__init__.py` is the suite of that folder; the run knows none by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from suites.checks.check import Check
from suites.checks.words import RunClass

# Whatever a suite judges, once it is opened.
S = TypeVar("S")
OF_OURS = (
    "fakes that come with the harness, no product of Amazon, Okta or anybody else; OIDC_ISSUER "
    "names a provider of yours"
)


@dataclass(frozen=True)
class Feature(Generic[S]):
    """What a subject may or may not claim: a word for `needs` of a check.

    `why_not` says in a sentence, without its full stop, why it is not there.
    """

    is_there: Callable[[S], bool]
    why_not: Callable[[S], str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a check of one run class costs on average, as measured on the fakes: an estimate."""

    requests: float
    logins: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Suite(Generic[S]):
    """A folder of checks: what they judge, how it is opened, proved and cleaned up.

    `fixture` is the name of the only argument of its checks, `features` the words of their `needs`,
    `judges` what it judges, `of_ours` what those are that need no configuration.

    - `sources(wanted)` are the targets of a run, as `suites.targets.sources` describes them;
    - `open(target, driver)` is the subject that a target is while it is judged; suites with the
      same `open` share it;
    - `given(subject)` is what a check gets;
    - `prove(subject, exchanges)` raises NotRun if what the subject answered in these exchanges
      decides nothing;
    - `doubt(subject, check, exchanges)` does so where a check found a difference in them;
    - `clean_up(subject)` removes what was made there, and tells in sentences what stayed;
    - `precheck(subject)` looks, before a run and without a login, at what a run builds on
      (`suites.verdicts.precheck`); `costs` are those of its checks by their run class, and `shared`
      the requests that all of them take together, such as one login;
    - `to_enter(wanted)` tells what to enter in what is judged, for `--print-settings`. It raises
      SettingsError;
    - `to_build(wanted)` tells what would make it right, for `--terraform`. It raises SettingsError;
    - `takes` are the options of a run that no other suite takes.
    """

    name: str
    fixture: str
    features: Mapping[str, Feature[S]]
    sources: Callable[[Any], Sequence[Any]]
    open: Callable[[Any, Any], S]
    given: Callable[[S], object]
    prove: Callable[[S, list[str]], None]
    clean_up: Callable[[S], list[str]]
    doubt: Callable[[S, Check, list[str]], None] = lambda subject, check, exchanges: None
    precheck: Callable[[S], Sequence[Any]] = lambda subject: ()
    costs: Mapping[RunClass, Cost] = field(default_factory=dict)
    shared: int = 0
    judges: str = "provider"
    of_ours: str = OF_OURS
    to_enter: Callable[[Any], str] | None = None
    to_build: Callable[[Any], str] | None = None
    takes: tuple[str, ...] = ()

    def check_words(self, check: str, needs: Sequence[str]) -> None:
        """Raises ValueError if `needs` of a check has a word that is none of this suite."""
        for word in needs:
            if word not in self.features:
                known = ", ".join(self.features)
                raise ValueError(f"{check}: unknown feature {word!r}; known: {known}")
