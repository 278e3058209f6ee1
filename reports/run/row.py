"""A target among many: one row, made of its run."""

from collections.abc import Collection, Iterable
from typing import TypedDict

from reports.run.answers import judged_in, severity_of
from reports.run.exit_codes import FOUND, NOT_JUDGED, exit_code
from reports.run.model import SEVERITIES
from reports.run.shape import JudgedTarget, Run

BROKEN = 3
# Those of a run that came to its end: then what was found decides.
ENDED = (0, FOUND, NOT_JUDGED)


class Row(TypedDict):
    """How a target came out. `because` is the first thing that somebody has to know of it.

    `open` is by severity, `new` and `fixed` are None where nothing was compared, `page` is the
    report from the folder of the fleet, empty if there is none. `digest` tells which settings were
    judged.
    """

    name: str
    issuer: str
    vendor: str
    verdict: str
    works: str
    conforms: str
    because: str
    open: dict[str, int]
    new: int | None
    fixed: int | None
    requests: int
    logins: int
    started: str
    duration_s: float
    exit_code: int
    page: str
    digest: str


def row_of(run: Run, fail_on: Collection[str], page: str, digest: str) -> Row:
    """The row of a run that judged one target. Raises ValueError if it judged none."""
    if len(run["targets"]) != 1:
        raise ValueError(f"a run of one target has {len(run['targets'])}")
    (target,) = run["targets"]
    compared = run.get("comparison")
    kinds = [one["kind"] for one in compared["changes"]] if compared else []
    code = run["exit_code"]
    answers = target.get("answers")
    return {
        "name": target["name"],
        "issuer": target["issuer"],
        "vendor": target["vendor"],
        "verdict": target["verdict"],
        "works": answers["works"]["answer"] if answers else "not judged",
        "conforms": answers["conforms"]["answer"] if answers else "not judged",
        "because": because(run, target),
        "open": open_by_severity(run, target),
        "new": kinds.count("new") if compared else None,
        "fixed": kinds.count("fixed") if compared else None,
        "requests": target["requests"],
        "logins": target["logins"],
        "started": run["started"],
        "duration_s": run["duration_s"],
        "exit_code": exit_code(run, fail_on) if code in ENDED else code,
        "page": page,
        "digest": digest,
    }


def because(run: Run, target: JudgedTarget) -> str:
    """The first cause; else why sign-in does not work, or what is open and costs most."""
    if run["diagnoses"]:
        return run["diagnoses"][0]["summary"]
    answers = target.get("answers")
    if answers and answers["works"]["answer"] != "yes":
        return answers["works"]["because"]
    if answers and answers["safe"]["weaknesses"]:
        return answers["safe"]["weaknesses"][0]["weakness"]
    if run["problems"]:
        return f"{run['problems'][0]['where']}: {run['problems'][0]['text']}"
    return ""


def open_by_severity(run: Run, target: JudgedTarget) -> dict[str, int]:
    """How many findings are open of each severity."""
    judged = judged_in(run, target)
    counted = dict.fromkeys(SEVERITIES, 0)
    for finding in judged.open:
        counted[severity_of(finding, judged.entries)] += 1
    return counted


def without_run(name: str, issuer: str, why: str, code: int, started: str, digest: str) -> Row:
    """The row of a target of which there is no run, and why."""
    return {
        "name": name, "issuer": issuer, "vendor": "", "verdict": "not judged",
        "works": "not judged", "conforms": "not judged", "because": why,
        "open": dict.fromkeys(SEVERITIES, 0), "new": None, "fixed": None, "requests": 0,
        "logins": 0, "started": started, "duration_s": 0.0, "exit_code": code, "page": "",
        "digest": digest,
    }  # fmt: skip


def code_of_all(rows: Iterable[Row]) -> int:
    """One exit code for all: a problem of the harness first, then what was found.

    What could not be judged for any reason is 6, as in a run of one target.
    """
    codes = {row["exit_code"] for row in rows}
    for code in (BROKEN, FOUND):
        if code in codes:
            return code
    return NOT_JUDGED if codes - {0} else 0
