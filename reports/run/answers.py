"""The three questions that people ask of a target, answered from its findings and their causes.

Does sign-in work for the application, is the provider safe, does it conform? Pure functions on the
plain data of a run; the verdict is made in `assembly.py`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from reports.run.model import OBSTACLE, SETTING, SEVERITIES, STOPPED
from reports.run.shape import (
    Answers,
    Conforms,
    Diagnosis,
    Entry,
    Finding,
    Forecast,
    Run,
    Safe,
    Target,
    Weakness,
    Works,
)

DEPLOYMENT = "deployment"
NOT_ASKED = "not asked"
OPEN = ("FAILED", "WARNED")
# What an attacker gains nothing by is no matter of safety.
WEIGHED = tuple(name for name in SEVERITIES if name != "info")
PATTERN = frozenset("*?[")


@dataclass(frozen=True)
class Judged:
    """One target of a run: its findings, the checks by id, and its causes, the first first.

    `unselected` are the checks that the run left out, `forecasts` what a certification suite would
    say.
    """

    target: Target
    findings: list[Finding]
    entries: dict[str, Entry]
    causes: list[Diagnosis]
    unselected: Collection[str] = ()
    forecasts: Sequence[Forecast] = ()

    def cause_of(self, finding: Finding) -> Diagnosis | None:
        """The first cause that explains a finding."""
        return self._explained.get(finding["check"])

    @cached_property
    def _explained(self) -> dict[str, Diagnosis]:
        return {check: one for one in reversed(self.causes) for check in one["explains"]}

    def is_in_the_way(self, finding: Finding) -> bool:
        """Whether an obstacle explains it: then it tells of the way there, not of the provider."""
        cause = self.cause_of(finding)
        return cause is not None and cause.get("kind") == OBSTACLE

    def is_set_wrongly(self, finding: Finding) -> bool:
        """Whether a setting explains it, which is to be changed at one side or the other."""
        cause = self.cause_of(finding)
        return cause is not None and cause.get("kind") == SETTING

    def helps(self, finding: Finding, question: str) -> bool:
        """Whether the check of a finding helps to answer a question."""
        entry = self.entries.get(finding["check"])
        return entry is not None and question in entry.get("questions", ())

    @cached_property
    def unmet(self) -> list[Finding]:
        """The MUSTs that the provider does not meet."""
        return [f for f in self.findings if f["outcome"] == "FAILED" and not self.is_in_the_way(f)]

    @property
    def open(self) -> list[Finding]:
        """What somebody has to change."""
        return [f for f in self.findings if f["outcome"] in OPEN and not self.is_in_the_way(f)]

    @cached_property
    def needed(self) -> list[Finding]:
        """What tells whether sign-in works for the application, as its profile orders it."""
        globs = self.target.get("needs", [])
        told = [f for one in globs for f in self.findings if fnmatchcase(f["check"], one)]
        return list({finding["check"]: finding for finding in told}.values())


def judged_in(run: Run, target: Target) -> Judged:
    """A target of a run that was assembled."""
    name = target["name"]
    return Judged(
        target,
        [one for one in run["findings"] if one["target"] == name],
        {entry["id"]: entry for entry in run["catalogue"]},
        [one for one in run["diagnoses"] if one["target"] == name],
    )


def answers(judged: Judged, word: str) -> Answers:
    """The three answers about a target whose verdict is `word`."""
    return {"works": works(judged), "safe": safe(judged), "conforms": conforms(judged, word)}


def works(judged: Judged) -> Works:
    """Whether sign-in works: no by what is unmet, not judged by what was stopped or not tried."""
    needed = judged.needed
    unmet = [one for one in needed if is_unmet(one, judged.entries)]
    if real := [one for one in unmet if not judged.is_in_the_way(one)]:
        return _because("no", judged, real)
    stopped = unmet or [one for one in needed if is_stopped(one, judged.unselected)]
    if stopped:
        caused = [one for one in stopped if judged.cause_of(one)]
        defects = [one for one in caused if not judged.is_in_the_way(one)]
        return _because("no" if defects else "not judged", judged, defects or caused or stopped)
    if untried := [one for one in judged.target.get("needs", []) if is_untried(one, judged)]:
        many = f" and {len(untried) - 1} more" if len(untried) > 1 else ""
        told = f"This run did not try {untried[0]}{many}, which it takes."
        return {"answer": "not judged", "because": told, "cause": ""}
    passed = sum(one["outcome"] == "PASSED" for one in needed)
    if not passed:
        told = "Nothing was judged that tells it."
        return {"answer": "not judged", "because": told, "cause": ""}
    return {"answer": "yes", "because": what_works(judged.target), "cause": ""}


def what_works(target: Target) -> str:
    """What it means that sign-in works."""
    if target.get("judges") == DEPLOYMENT:
        return "All that the server needs of its surroundings is there."
    if is_application(target):
        return f"Users of an honest provider sign in at the application by {target['auth_method']}."
    return f"All that the application needs by {target['auth_method']} is there."


def what_is_asked(target: Target) -> str:
    """The first of the questions, in the words of what was judged."""
    return "server will run" if target.get("judges") == DEPLOYMENT else "sign-in works"


def is_application(target: Target) -> bool:
    """Whether an application was judged, and its provider was the harness's own."""
    return target.get("judges") == "application"


def is_unmet(finding: Finding, entries: dict[str, Entry]) -> bool:
    """Whether what is needed was found missing, be it for another check to say."""
    if finding["outcome"] == "WARNED":
        entry = entries.get(finding["check"])
        return entry is not None and entry["level"] == "SHOULD"
    handed_over = finding["outcome"] == "NOT_RUN" and bool(finding["actual"])
    return finding["outcome"] == "FAILED" or handed_over


def is_stopped(finding: Finding, unselected: Collection[str]) -> bool:
    """Whether something kept a check that was selected from being judged."""
    if finding["check"] in unselected:
        return False
    stopped = finding["outcome"] == "NOT_RUN" and finding.get("not_run", STOPPED) == STOPPED
    return stopped or finding["outcome"] == "ERRORED"


def is_untried(needed: str, judged: Judged) -> bool:
    """Whether a check that is needed by its id was left out, or is in none of the run's suites."""
    if PATTERN & set(needed):
        return False
    return needed in judged.unselected or needed not in judged.entries


def _because(answer: str, judged: Judged, findings: list[Finding]) -> Works:
    explained = {one["check"] for one in findings}
    cause = next((one for one in judged.causes if explained & set(one["explains"])), None)
    if cause is not None:
        return {"answer": answer, "because": cause["summary"], "cause": cause["id"]}
    first = min(findings, key=lambda one: one["outcome"] == "NOT_RUN")
    return {"answer": answer, "because": told(judged, first), "cause": ""}


def told(judged: Judged, finding: Finding) -> str:
    """What was found, in words."""
    if finding["outcome"] not in OPEN:
        return f"{finding['check']}: {finding['reason']}"
    found = f"Expected {finding['expected']}, got: {finding['actual'].rstrip('.')}"
    return f"{weakness_of(judged, finding)} {found} ({finding['where']})."


def safe(judged: Judged) -> Safe:
    """What is open by severity, and by weakness, the worst first."""
    found = [one for one in judged.open if judged.helps(one, "safe")]
    weighed = [one for one in found if severity_of(one, judged.entries) in WEIGHED]
    counted = dict.fromkeys(WEIGHED, 0)
    for one in weighed:
        counted[severity_of(one, judged.entries)] += 1
    return {"open": counted, "weaknesses": weaknesses(judged, weighed)}


def nothing_open(verdict: str) -> str:
    """What is said of safety where nothing is open: no more than what was judged bears."""
    told = {"not judged": "not judged", "incomplete": "nothing found open in what was judged"}
    return told.get(verdict, "nothing found open")


def weaknesses(judged: Judged, findings: Iterable[Finding]) -> list[Weakness]:
    """The findings by what is wrong, the worst first."""
    return [
        {
            "weakness": weakness_of(judged, group[0]),
            "severity": severity_of(group[0], judged.entries),
            "checks": [one["check"] for one in group],
        }
        for group in grouped(judged, findings)
    ]


def grouped(judged: Judged, findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings of one cause together, else those of one remedy at one place; worst first."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: weight(one, judged.entries)):
        cause = judged.cause_of(finding)
        key = (cause["id"],) if cause else (remedy_of(finding, judged.entries), finding["where"])
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def weakness_of(judged: Judged, finding: Finding) -> str:
    """What is wrong, as a sentence."""
    cause, entry = judged.cause_of(finding), judged.entries.get(finding["check"])
    if cause is not None:
        return cause["summary"]
    return f"Not so: {entry['title'] if entry else finding['check']}."


def remedy_of(finding: Finding, entries: dict[str, Entry]) -> str:
    """What to change."""
    entry = entries.get(finding["check"])
    return finding["remedy"] or (entry["remedy"] if entry else "")


def severity_of(finding: Finding, entries: dict[str, Entry]) -> str:
    """What it costs that this is unmet; a MUST that is but a warning does little harm here."""
    entry = entries.get(finding["check"])
    if entry is None:
        return "info"
    tolerated = finding["outcome"] == "WARNED" and entry["level"] == "MUST"
    return "low" if tolerated else entry["severity"]


def weight(finding: Finding, entries: dict[str, Entry]) -> tuple[int, bool]:
    """Sort key: the worst severity first, and what is FAILED before what is WARNED."""
    severity = severity_of(finding, entries)
    return list(SEVERITIES).index(severity), finding["outcome"] != "FAILED"


def conforms(judged: Judged, word: str) -> Conforms:
    """The MUSTs of the protocol that are not met; without any, yes if the whole was judged.

    What a wrong setting explains tells nothing of the provider, and keeps it from being judged. A
    deployment has no protocol to conform to, and an application that is tried with a product is
    asked whether it works with that.
    """
    if judged.target.get("judges") == DEPLOYMENT or judged.target.get("product"):
        return {"answer": NOT_ASKED, "musts": [], "forecasts": []}
    by_setting = [one for one in judged.unmet if judged.is_set_wrongly(one)]
    unmet = [one for one in judged.unmet if one not in by_setting]
    musts = [one["check"] for one in unmet if judged.helps(one, "conforms")]
    stopped = any(is_stopped(one, judged.unselected) for one in judged.findings)
    whole = word in ("conformant", "not conformant") and not (stopped or judged.unselected)
    answer = "no" if musts else "yes" if whole and not by_setting else "not judged"
    return {"answer": answer, "musts": musts, "forecasts": list(judged.forecasts)}
