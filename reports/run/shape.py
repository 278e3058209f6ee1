"""The shape of a run: the members of run.json, named and typed as `schema/run-1.json` has them."""

from collections.abc import Sequence
from typing import Any, NotRequired, TypedDict

from reports.run.compared import Comparison

Headers = Sequence[Sequence[str]]


class Remark(TypedDict):
    """What a run has to tell about how a target answers."""

    kind: str
    text: str


class Target(TypedDict):
    """What is judged, and what judging it cost."""

    name: str
    issuer: str
    vendor: str
    profile: str
    auth_method: str
    fake: NotRequired[bool]
    judges: NotRequired[str]
    product: NotRequired[str]
    suites: NotRequired[list[str]]
    checks: NotRequired[list[str]]
    login: NotRequired[str]
    needs: NotRequired[list[str]]
    settings: NotRequired[dict[str, str]]
    proxy: NotRequired[str]
    notices: NotRequired[list[Remark]]
    requests: int
    logins: int
    duration_s: float


class Works(TypedDict):
    """Does sign-in work for the application? `cause` is the id of a diagnosis, if there is one."""

    answer: str
    because: str
    cause: str


class Weakness(TypedDict):
    """One thing that is wrong, and the checks that saw it."""

    weakness: str
    severity: str
    checks: list[str]


class Safe(TypedDict):
    """Is it safe? What is open by severity, and by weakness."""

    open: dict[str, int]
    weaknesses: list[Weakness]


class ModuleForecast(TypedDict):
    """What a certification suite would say of one of its modules; `check` is what decides it."""

    module: str
    word: str
    because: str
    check: str


class Forecast(TypedDict):
    """What a certification suite would say of a profile, and of each module of its plan."""

    profile: str
    plan: str
    word: str
    because: str
    modules: list[ModuleForecast]


class Conforms(TypedDict):
    """Does the provider conform? The MUSTs that it does not meet."""

    answer: str
    musts: list[str]
    forecasts: list[Forecast]


class Answers(TypedDict):
    """The three questions that people ask of a target, answered."""

    works: Works
    safe: Safe
    conforms: Conforms


class JudgedTarget(Target):
    """A target and how it came out; `counts` are its findings by outcome.

    Runs of the first versions have no answers.
    """

    verdict: str
    answers: NotRequired[Answers]
    counts: dict[str, int]


class Library(TypedDict):
    """What to change in an application that is built on a library, and where that says so."""

    name: str
    says: str
    source: str


class Diagnosis(TypedDict):
    """One cause behind several findings."""

    id: str
    target: str
    summary: str
    seen: str
    setting: str
    current: str
    correct: str
    explains: list[str]
    kind: NotRequired[str]
    question: NotRequired[str]
    libraries: NotRequired[list[Library]]


class Link(TypedDict):
    """A section of a specification, and where to read it."""

    text: str
    url: str


class Entry(TypedDict):
    """A check, as the catalogue has it."""

    id: str
    title: str
    why: str
    level: str
    severity: str
    run_class: str
    area: str
    spec: list[Link]
    remedy: str
    faults: list[str]
    location: str
    questions: NotRequired[list[str]]


class Fault(TypedDict):
    """A deliberate defect, and the checks that must catch it."""

    name: str
    says: str
    caught_by: list[str]


class Finding(TypedDict):
    """One check's outcome on one target."""

    check: str
    target: str
    outcome: str
    reason: str
    expected: str
    actual: str
    where: str
    exchanges: list[str]
    fingerprint: str
    duration_s: float
    rerun: str
    remedy: str
    source: str
    not_run: NotRequired[str]
    stopped_by: NotRequired[dict[str, str]]
    picture: NotRequired[str]


class Request(TypedDict):
    """What was sent, redacted."""

    method: str
    url: str
    headers: Headers
    body: str
    truncated: int


class Response(TypedDict):
    """What came back, redacted."""

    status: int
    reason: str
    headers: Headers
    body: str
    truncated: int
    bytes: int
    sha256: str


class Jwt(TypedDict):
    """A JWT that an exchange carried, without its signature."""

    where: str
    header: dict[str, Any]
    claims: dict[str, Any]


class Exchange(TypedDict):
    """One recorded request and its response, or the error instead of one."""

    id: str
    target: str
    started_s: float
    elapsed_ms: float
    purpose: str
    sender: NotRequired[str]
    request: Request
    response: Response | None
    error: str
    jwts: list[Jwt]


class Notice(TypedDict):
    """What the findings as a whole say."""

    kind: str
    target: str
    text: str


class Problem(TypedDict):
    """Something of the harness that broke outside any check."""

    where: str
    text: str


class Coverage(TypedDict):
    """One row of a list that the catalogue is measured against."""

    list: str
    group: str
    name: str
    checks: Sequence[str]
    not_tested: str


class About(TypedDict):
    """What is copied into the run as it is; a comparison is made of it when it is whole."""

    started: str
    duration_s: float
    versions: dict[str, str]
    options: dict[str, Any]
    exit_code: int
    faults: list[Fault]
    diagnoses: list[Diagnosis]
    notices: list[Notice]
    coverage: NotRequired[list[Coverage]]
    comparison: NotRequired[Comparison]


class Run(About):
    """All of one invocation."""

    schema: str
    targets: list[JudgedTarget]
    catalogue: list[Entry]
    findings: list[Finding]
    exchanges: list[Exchange]
    problems: list[Problem]


class Told(TypedDict):
    """What a check tells when it has ended: its finding, and what it rests on."""

    finding: Finding
    target: Target
    exchanges: list[Exchange]
