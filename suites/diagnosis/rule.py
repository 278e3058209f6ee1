"""A rule of diagnosis, as its file says it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from fakes.vendors import products
from suites.checks.words import Question, Severity
from suites.diagnosis.predicates import PREDICATES

FILES = Path(__file__).parent / "rules"
# In the order in which one cause hides the next: what is never reached cannot be wrong. Defects of
# the provider come after what keeps users out, and what no other rule knows comes last: among all,
# or, as `refused`, among what keeps users out.
# A login that was passed on, and a login page that stops the user, were reached, so nothing before
# them was wrong.
STAGES = (
    "federation",
    "login",
    "configuration",
    "discovery",
    "silence",
    "authorization",
    "stopped",
    "token",
    "claims",
    "errors",
    "refused",
    "logout",
    "application",
    "redirects",
    "tokens",
    "surface",
    "registration",
    "relying_party",
    "deployment",
    "deployment_google",
    "deployment_azure",
    "unmet",
)


def _known(names: list[str]) -> list[str]:
    unknown = set(names) - set(PREDICATES)
    if unknown:
        raise ValueError(f"no such predicate: {', '.join(unknown)}; known: {', '.join(PREDICATES)}")
    return names


def _products(names: list[str]) -> list[str]:
    unknown = [name for name in names if name not in products()]
    if unknown:
        raise ValueError(f"no such product: {', '.join(unknown)}; known: {', '.join(products())}")
    return names


class Shape(BaseModel):
    """Which unmet requirement shows the cause: globs of check ids, and patterns of what it says.

    `severities` are those that it has to have, if any are named, and `outcomes` those that it may
    have. `reason` is a pattern of why a check was not run, which shows it where its judge did not
    run, or where there is none.
    """

    model_config = ConfigDict(extra="forbid")
    checks: list[str] = []
    severities: list[Severity] = []
    outcomes: list[Literal["FAILED", "WARNED"]] = ["FAILED", "WARNED"]
    expected: str = ""
    actual: str = ""
    where: str = ""
    reason: str = ""

    @model_validator(mode="after")
    def _shows(self) -> "Shape":
        if not (self.checks or self.reason):
            raise ValueError("checks or reason is needed")
        return self


class Library(BaseModel):
    """What to change in the words of a library's own options, and where it says so."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Literal[
        "Authlib",
        "go-oidc",
        "mod_auth_openidc",
        "oauth2-proxy",
        "openid-client",
        "passport",
        "Spring Security",
    ]
    says: str
    source: Annotated[str, Field(pattern="^https://")]


class Rule(BaseModel):
    """One cause. `summary`, `seen`, `setting`, `current` and `correct` are templates.

    Their words are the settings of the target, the members of the finding that showed the cause,
    and the groups of the rule's patterns; `holds` names predicates. `registration` are checks of
    the preflight that see the same cause from inside. `explains` are globs of further findings,
    `place` is a pattern of where those are unmet, `found` of what was found there, `stops` one of
    the reasons for which checks could not be run. `each`: every finding of this kind is a cause of
    its own. `kind` is a setting to change, a defect of the provider, or an obstacle: what kept the
    harness from judging. `question` is the one that the cause answers. `libraries` say what is to
    be changed in an application that is built on one of them.

    In a file `obstacle` names what stands on the login page, in place of what shows it.
    """

    model_config = ConfigDict(extra="forbid")
    id: str
    vendors: Annotated[list[str], AfterValidator(_products)] = []
    finding: Shape
    settings: dict[str, str] = {}
    holds: Annotated[list[str], AfterValidator(_known)] = []
    summary: str
    seen: str
    setting: str
    current: str
    correct: str
    registration: list[str] = []
    explains: list[str] = []
    place: str = ""
    found: str = ""
    stops: str = ""
    each: bool = False
    kind: Literal["setting", "defect", "obstacle"] = "setting"
    question: Question = Question.WORKS
    libraries: list[Library] = []


class RuleFile(BaseModel):
    """A file of rules: each has what is `shared`, unless it says otherwise itself."""

    model_config = ConfigDict(extra="forbid")
    shared: dict[str, Any] = {}
    rule: list[dict[str, Any]]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, causes before their consequences.

    Raises ValueError, which names file, rule and member, for a rule that is malformed.
    """
    return tuple(one for stage in STAGES for one in read_rules(FILES / f"{stage}.toml"))


def read_rules(path: Path) -> list[Rule]:
    """The rules of a file. Raises ValueError, which names file, rule and member."""
    try:
        told = RuleFile.model_validate(tomllib.loads(path.read_text("utf-8")))
        return [_rule(number, told.shared | entry) for number, entry in enumerate(told.rule, 1)]
    except ValidationError as wrong:
        raise ValueError(f"{path}: {_in_words(wrong)}; members are shared, rule") from None
    except ValueError as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong


def _rule(number: int, entry: dict[str, Any]) -> Rule:
    obstacle = entry.pop("obstacle", "")
    try:
        return Rule.model_validate((_of_obstacle(obstacle) if obstacle else {}) | entry)
    except ValidationError as wrong:
        known = ", ".join((*Rule.model_fields, "obstacle"))
        name = entry.get("id") or number
        raise ValueError(f"rule {name}: {_in_words(wrong)}; members are {known}") from None


def _in_words(wrong: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong.errors())


def _of_obstacle(kind: str) -> dict[str, Any]:
    """What all rules have in common that tell what stands on the login page.

    The place of `flow/login`, or of what the login stopped, names it (`suites.op.login`).
    """
    said = "(?P<said>.*?)( The login stopped at|$)"
    return {
        "kind": "obstacle",
        "finding": {
            "checks": ["flow/login"],
            "where": f"^login, {kind}$",
            "actual": said,
            "reason": f"login, {kind}: expected .*?, got {said}",
        },
        "seen": "{said}",
        "explains": ["authorization/prompt-none*"],
        "stops": f"login, {kind}:|stopped before, it is not tried|does not lead to a login"
        "|In place of a login page",
    }
