"""The run: closed vocabularies, assembly of findings and catalogue into one dict, verdicts.

Pure functions on plain dicts, whose shape is in `shape.py`.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from reports.run.shape import (
    About,
    Entry,
    Exchange,
    Finding,
    JudgedTarget,
    Notice,
    Problem,
    Run,
    Target,
)

SCHEMA = "urn:ssoproof:run:1"


class Word(NamedTuple):
    """One word of a closed vocabulary: how it is written, its sign, and what it means."""

    label: str
    sign: str
    says: str


# In the order in which a reader should see them.
OUTCOMES = {
    "FAILED": Word("Failed", "✗", "A MUST of the specification is not met."),
    "ERRORED": Word(
        "Errored", "!", "The harness itself had a problem; this says nothing about the target."
    ),
    "REVIEW": Word("Review", "?", "A person must look at the evidence and decide."),
    "WARNED": Word("Warned", "▲", "A SHOULD of the specification is not met."),
    "KNOWN": Word("Known", "◆", "Not met, as the vendor documents; the source is given."),
    "WAIVED": Word("Waived", "◇", "Not met, and accepted by an owner until a date."),
    "NOT_RUN": Word("Not run", "○", "The check was not carried out, for the reason given."),
    "NOT_APPLICABLE": Word(
        "Not applicable",
        "–",
        "The target does not claim the feature, or its client may not use it.",
    ),
    "PASSED": Word("Passed", "✓", "The requirement is met."),
}
VERDICTS = {
    "not conformant": Word("Not conformant", "✗", "At least one MUST is not met."),
    "not judged": Word(
        "Not judged", "!", "The harness had a problem, so conformance is neither shown nor denied."
    ),
    "incomplete": Word(
        "Incomplete", "○", "Nothing failed, but checks were not run or wait for a person's review."
    ),
    "conformant": Word(
        "Conformant", "✓", "Every MUST is met, except for known deviations and waivers."
    ),
}
LEVELS = {
    "MUST": "The specification requires it (also SHALL, REQUIRED).",
    "SHOULD": "The specification recommends it; there may be good reasons to differ.",
    "MAY": "The specification leaves it open; it is judged where the target claims it.",
}
SEVERITIES = {
    "critical": "Anybody can sign in as somebody else, or steal what lets them.",
    "high": "An attacker with some preparation gets in, or single sign-on cannot work.",
    "medium": "A protection is missing that other protections still cover, or some clients break.",
    "low": "Little harm; a client may have to work around it.",
    "info": "Worth knowing; no harm by itself.",
}
RUN_CLASSES = {
    "safe": "Ordinary requests, and logins of the test user.",
    "stateful": "Uses up codes, revokes tokens, registers clients, or ends sessions.",
    "noisy": "Bursts of requests, wrong passwords, or calls out to other hosts.",
}
EXIT_CODES = {
    0: "Every requirement is met.",
    1: "At least one finding is FAILED or ERRORED.",
    2: "The run was interrupted.",
    3: "An internal error, of pytest, of a plugin or of this report.",
    4: "Wrong usage or configuration; nothing was asked of the target.",
    5: "No check was selected.",
}
JUDGED = {"PASSED", "WARNED", "KNOWN", "WAIVED"}


def area(check_id: str) -> str:
    """The area of a check id: `discovery` of `discovery/issuer-exact`."""
    return check_id.partition("/")[0]


def folder(place: str) -> str:
    """The suite of a test: `suites/oidc` of `suites/oidc/flows/test_x.py::test_y[z]`, or of `…:12`.

    It is the folder that is named first below the top one, however deep the test is in it.
    """
    return "/".join(place.partition("::")[0].split("/")[:-1][:2])


def folders(catalogue: Iterable[Entry]) -> set[str]:
    """The folders that hold the checks."""
    return {folder(entry["location"]) for entry in catalogue}


def assemble(
    *,
    findings: Iterable[Finding],
    targets: Iterable[Target],
    exchanges: Iterable[Exchange],
    problems: Iterable[Problem],
    catalogue: list[Entry],
    about: About,
    not_run_because: str,
) -> Run:
    """Build the run dict from what was recorded.

    `about` holds the fields that are copied as they are: started, duration_s, versions, options,
    exit_code, faults, coverage, diagnoses, notices. A check of the catalogue without a finding on
    a target becomes NOT_RUN with `not_run_because`: a part of a run cannot look like the whole.
    """
    targets = sorted(targets, key=lambda target: target["name"])
    checks = {entry["id"]: position for position, entry in enumerate(catalogue)}
    names = [target["name"] for target in targets]
    findings = list(findings)
    findings += absent(findings, checks, names, not_run_because)
    findings.sort(key=lambda f: (f["target"], checks.get(f["check"], len(checks)), f["check"]))
    problems = list(problems)
    return {
        "schema": SCHEMA,
        **about,
        "targets": [
            judge(target, findings, catalogue, about["notices"], problems) for target in targets
        ],
        "catalogue": catalogue,
        "findings": findings,
        "exchanges": list(exchanges),
        "problems": problems,
    }


def as_told(
    *,
    findings: list[Finding],
    exchanges: Iterable[Exchange],
    problems: list[Problem],
    about: About,
) -> Run:
    """A run without a verdict: what was found, and why nothing could be made of it."""
    return {
        "schema": SCHEMA,
        **about,
        "targets": [],
        "catalogue": [],
        "findings": findings,
        "exchanges": list(exchanges),
        "problems": problems,
    }


def absent(
    findings: list[Finding], checks: Iterable[str], targets: Iterable[str], reason: str
) -> list[Finding]:
    """One NOT_RUN finding for every check and target that has none."""
    seen = {(finding["check"], finding["target"]) for finding in findings}
    return [
        {
            "check": check, "target": target, "outcome": "NOT_RUN", "reason": reason,
            "expected": "", "actual": "", "where": "", "exchanges": [], "fingerprint": "",
            "duration_s": 0, "rerun": "", "remedy": "", "source": "",
        }
        for target in targets
        for check in checks
        if (check, target) not in seen
    ]  # fmt: skip


def judge(
    target: Target,
    findings: list[Finding],
    catalogue: list[Entry],
    notices: list[Notice],
    problems: list[Problem],
) -> JudgedTarget:
    """The target with its `verdict` and `counts` (every outcome, zero included)."""
    own = [finding for finding in findings if finding["target"] == target["name"]]
    counts = Counter(finding["outcome"] for finding in own)
    filtered = any(
        notice["kind"] == "filtered" and notice["target"] in ("", target["name"])
        for notice in notices
    )
    musts = {entry["id"] for entry in catalogue if entry["level"] == "MUST"}
    to_review = any(f["outcome"] == "REVIEW" and f["check"] in musts for f in own)
    word = verdict(counts, partial=filtered or to_review, problems=bool(problems))
    return {**target, "verdict": word, "counts": {name: counts[name] for name in OUTCOMES}}


def verdict(counts: Counter[str], *, partial: bool, problems: bool) -> str:
    """The word for these counts of outcomes.

    `partial`: checks were deselected, or a MUST waits for review. `problems`: something of the
    harness broke outside any check, so checks may be missing. A target on which nothing could be
    judged is never conformant.
    """
    if counts["FAILED"]:
        return "not conformant"
    if counts["ERRORED"] or problems:
        return "not judged"
    if counts["NOT_RUN"] or partial:
        return "incomplete"
    return "conformant" if any(counts[name] for name in JUDGED) else "not judged"


def overall(targets: Iterable[JudgedTarget]) -> str:
    """The verdict of the run: the worst of its targets; without any target, not judged."""
    words = {target["verdict"] for target in targets}
    return next((word for word in VERDICTS if word in words), "not judged")


def worst_first(finding: Finding, entry: Entry) -> tuple[int, int]:
    """Sort key of a finding: by outcome, then by the severity of its check."""
    return (
        list(OUTCOMES).index(finding["outcome"]),
        list(SEVERITIES).index(entry["severity"]),
    )


def stand_in(check: str) -> Entry:
    """A catalogue entry for a check that the catalogue does not have (it could not be asked)."""
    return {
        "id": check, "title": check, "why": "", "level": "MUST", "severity": "info",
        "run_class": "safe", "area": area(check), "spec": [], "remedy": "", "faults": [],
        "location": "",
    }  # fmt: skip
