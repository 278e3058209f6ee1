"""What the executive summary of a run says, in plain values: pure functions of run.json."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reports.comparison import since
from reports.run.answers import is_application, nothing_open, severity_of
from reports.run.model import JUDGED, OVERDUE, SEVERITIES, STOPPED, VERDICTS, overall
from reports.run.open import open_in
from reports.run.shape import Finding, JudgedTarget, Run
from reports.run.text import shortened
from reports.summary.standards import Row, failing_in, forecasts, measured

ACCEPTED = {"KNOWN": "documented by the vendor", "WAIVED": "accepted by an owner"}
ANSWERED = JUDGED | {"FAILED"}
# So much has room on two sheets of paper.
MOST, MOST_BESIDE, MOST_TARGETS = 10, 6, 5
LONGEST, LONGEST_VALUE = 180, 70


@dataclass(frozen=True, slots=True)
class Scope:
    """A target: what it is, its answers, and how much of it was judged."""

    name: str
    issuer: str
    judged_as: str
    verdict: str
    works: str
    safe: str
    conforms: str
    because: str
    counted: list[tuple[int, str]]
    stopped_by: str


@dataclass(frozen=True, slots=True)
class Line:
    """A weakness, or what is accepted of one: its evidence in a line."""

    severity: str
    says: str
    target: str
    check: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it, the worst first; `more_…` is how many were left out."""

    sign: str
    verdict: str
    says: str
    when: str
    since: str
    fakes: list[str]
    scopes: list[Scope]
    more_scopes: int
    weaknesses: list[Line]
    more_weaknesses: int
    accepted: list[Line]
    more_accepted: int
    standards: list[str]
    measured: list[Row]
    untested: int
    forecasts: list[Row]
    failing: list[str]
    proof: list[str]
    to_know: list[str]


def summary(run: Run) -> Summary:
    """The facts of a run. Of many targets the worst are told one by one, the others counted."""
    ordered = sorted(run["targets"], key=lambda one: list(VERDICTS).index(one["verdict"]))
    shown, word = ordered[:MOST_TARGETS], VERDICTS[overall(ordered)]
    weak, accepted = list(weaknesses(run)), list(accepted_in(run))
    told, failing = run.get("comparison"), failing_in(shown)
    standards = list(dict.fromkeys(row["list"] for row in run.get("coverage", [])))
    return Summary(
        sign=word.sign,
        verdict=word.label,
        says=word.says,
        when=f"{run['started'][:16].replace('T', ' ')} UTC",
        since=f"{since.since(told, run['started'])}: {since.in_short(told)}" if told else "",
        fakes=[one["name"] for one in ordered if one.get("fake")],
        scopes=[scope(run, one) for one in shown],
        more_scopes=len(ordered) - len(shown),
        weaknesses=weak[:MOST],
        more_weaknesses=max(0, len(weak) - MOST),
        accepted=accepted[:MOST_BESIDE],
        more_accepted=max(0, len(accepted) - MOST_BESIDE),
        standards=standards,
        measured=list(measured(run, standards, shown)),
        untested=sum(not row["checks"] for row in run.get("coverage", [])),
        forecasts=list(forecasts(shown)),
        failing=failing[:MOST_BESIDE],
        proof=proof(run),
        to_know=list(to_know(run))[:MOST_BESIDE],
    )


def scope(run: Run, target: JudgedTarget) -> Scope:
    """What was judged of a target, and what was not."""
    findings = [one for one in run["findings"] if one["target"] == target["name"]]
    kind = "an application" if is_application(target) else target["vendor"] or "product not known"
    told = target.get("answers")
    open_ = told["safe"]["open"] if told else {}
    worst = ", ".join(f"{number} {name}" for name, number in open_.items() if number)
    musts = len(told["conforms"]["musts"]) if told else 0
    unmet = f": {musts} MUST{'' if musts == 1 else 's'} not met" if musts else ""
    stopped = Counter(one["reason"] for one in findings if is_stopped(one)).most_common(1)
    return Scope(
        name=target["name"],
        issuer=target["issuer"],
        judged_as=f"{kind}, {target['profile']} by {target['auth_method']}",
        verdict=target["verdict"],
        works=told["works"]["answer"] if told else "not judged",
        safe=f"open: {worst}" if worst else nothing_open(target["verdict"]),
        conforms=(told["conforms"]["answer"] if told else "not judged") + unmet,
        because=told["works"]["because"] if told and told["works"]["answer"] != "yes" else "",
        counted=counted(findings),
        stopped_by=stopped[0][0] if stopped else "",
    )


def counted(findings: list[Finding]) -> list[tuple[int, str]]:
    """How many checks ended how, in words; what did not happen is left out."""
    outcomes = Counter(one["outcome"] for one in findings)
    left = Counter(one.get("not_run") for one in findings if one["outcome"] == "NOT_RUN")
    stopped = sum(is_stopped(one) for one in findings)
    numbers = (
        (sum(outcomes[name] for name in ANSWERED), "judged"),
        (outcomes["REVIEW"], "of them for a person to decide"),
        (outcomes["NOT_APPLICABLE"], "do not apply"),
        (left["choice"], "left out by choice"),
        (left["outside"], "that nobody can judge from outside"),
        (stopped, "kept from being judged"),
    )
    return [(number, says) for number, says in numbers if number]


def is_stopped(finding: Finding) -> bool:
    """Whether something kept a check from being judged, be it the harness."""
    if finding["outcome"] == "ERRORED":
        return True
    return finding["outcome"] == "NOT_RUN" and finding.get("not_run", STOPPED) == STOPPED


def weaknesses(run: Run) -> Iterator[Line]:
    """What is open, each weakness once, with the evidence of its worst finding."""
    for one in open_in(run):
        first, alike = one.findings[0], len(one.findings) - 1
        expected = shortened(first["expected"], LONGEST_VALUE)
        found = f"expected {expected}, got {shortened(first['actual'], LONGEST_VALUE)}"
        more = f" (and {alike} alike)" if alike else ""
        evidence = f"{shortened(first['where'], LONGEST_VALUE)}: {found}{more}"
        yield Line(one.severity, one.says, first["target"], first["check"], evidence)


def accepted_in(run: Run) -> Iterator[Line]:
    """What is not met and accepted, each reason once for a target."""
    entries = {one["id"]: one for one in run["catalogue"]}
    seen: dict[tuple[str, str, str], list[Finding]] = {}
    for one in run["findings"]:
        if one["outcome"] in ACCEPTED:
            key = one["outcome"], one["target"], one["reason"]
            seen.setdefault(key, []).append(one)
    told = [
        (outcome, severity_of(findings[0], entries), target, reason, findings)
        for (outcome, target, reason), findings in seen.items()
    ]
    told.sort(key=lambda one: (one[0] != "WAIVED", list(SEVERITIES).index(one[1])))
    for outcome, severity, target, reason, findings in told:
        alike = f" (and {len(findings) - 1} alike)" if len(findings) > 1 else ""
        evidence = shortened(reason, LONGEST) + alike
        yield Line(severity, ACCEPTED[outcome], target, findings[0]["check"], evidence)


def proof(run: Run) -> list[str]:
    """How the verdicts are proven, in sentences."""
    judged = {one["check"] for one in run["findings"] if one["outcome"] in ANSWERED}
    tripped = [one for one in run["catalogue"] if one["id"] in judged and one["faults"]]
    faults = {name for one in tripped for name in one["faults"]}
    version = " at ".join(filter(None, map(run["versions"].get, ("ssoproof", "commit"))))
    proven = (
        f"{len(tripped):,} of the {len(judged):,} checks that judged are turned red by at least "
        f"one of {len(faults):,} deliberate faults, which the tests of ssoproof hold; a fault "
        "turns red the checks that it names, and no others."
    )
    kept = (
        f"{len(run['exchanges']):,} exchanges are kept with the run, without their secrets; each "
        "finding names those that prove it, and what is red the command that runs it again."
    )
    by = f"Judged by ssoproof {version or 'of an unknown version'}, exit code {run['exit_code']}."
    refusals = "A refusal counts only where a correct request works before and after it."
    return [proven, refusals, kept, by]


def to_know(run: Run) -> Iterator[str]:
    """Problems of the harness, then what the run lacks, then notices, the overdue ones first."""
    for problem in run["problems"]:
        yield f"Problem of the harness at {problem['where']}: {shortened(problem['text'], LONGEST)}"
    if not run.get("coverage"):
        yield "The run has no lists of standards with it: what it meets of them is not told."
    for notice in sorted(run["notices"], key=lambda one: one["kind"] not in OVERDUE):
        about = f"{notice['target']}: " if notice["target"] else ""
        yield f"{about}{shortened(notice['text'], LONGEST * 2)}"
