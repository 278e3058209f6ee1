"""A run as metrics: OpenMetrics text, which Prometheus' node exporter takes from a file too."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from reports.run.model import KINDS, OVERDUE, VERDICTS
from reports.run.shape import Run
from reports.run.text import visible

ANSWERS = ("yes", "no", "not judged", "not asked")
Sample = tuple[Mapping[str, str], float]


def metrics(run: Run) -> str:
    """Gauges about the run and each target. Nothing has a time of its own: the exporter's rule."""
    lines = []
    for name, says, samples in families(run):
        lines += [f"# HELP {name} {says}", f"# TYPE {name} gauge"]
        lines += [f"{name}{labels(of)} {number(value)}" for of, value in samples]
    return "\n".join([*lines, "# EOF"]) + "\n"


def families(run: Run) -> Iterator[tuple[str, str, list[Sample]]]:
    """Each metric: its name, what it says, and its samples."""
    yield "ssoproof_run_exit_code", "Exit code of the newest run.", [({}, run["exit_code"])]
    yield "ssoproof_run_duration_seconds", "What the newest run took.", [({}, run["duration_s"])]
    started = moment(run["started"])
    yield "ssoproof_run_started_timestamp_seconds", "When it began.", [({}, started)]
    targets = run["targets"]
    yield (
        "ssoproof_target_verdict",
        "1 for the verdict on the target.",
        [
            ({"target": one["name"], "verdict": word}, float(one["verdict"] == word))
            for one in targets
            for word in VERDICTS
        ],
    )
    judged = [(one["name"], one["answers"]) for one in targets if "answers" in one]
    # Nothing found open where nothing was judged is no zero.
    unjudged = {one["name"] for one in targets if one["verdict"] == "not judged"}
    for question in ("works", "conforms"):
        yield (
            f"ssoproof_target_{question}",
            "1 for the answer about the target.",
            [
                ({"target": name, "answer": word}, float(told[question]["answer"] == word))
                for name, told in judged
                for word in ANSWERS
            ],
        )
    yield (
        "ssoproof_target_open",
        "What is open of matters of safety.",
        [
            ({"target": name, "severity": severity}, number)
            for name, told in judged
            if any(told["safe"]["open"].values()) or name not in unjudged
            for severity, number in told["safe"]["open"].items()
        ],
    )
    yield (
        "ssoproof_target_findings",
        "Findings by outcome.",
        [
            ({"target": one["name"], "outcome": outcome}, number)
            for one in targets
            for outcome, number in one["counts"].items()
        ],
    )
    yield (
        "ssoproof_target_waivers_overdue",
        "Waivers that ended, or whose requirement is met.",
        [
            (
                {"target": one["name"]},
                sum(n["target"] == one["name"] and n["kind"] in OVERDUE for n in run["notices"]),
            )
            for one in targets
        ],
    )
    yield (
        "ssoproof_target_requests",
        "Requests that were sent to it.",
        [({"target": one["name"]}, one["requests"]) for one in targets],
    )
    yield (
        "ssoproof_target_logins",
        "Logins of the test user.",
        [({"target": one["name"]}, one["logins"]) for one in targets],
    )
    yield (
        "ssoproof_target_duration_seconds",
        "What its checks took.",
        [({"target": one["name"]}, one["duration_s"]) for one in targets],
    )
    if "comparison" in run:
        yield (
            "ssoproof_target_changes",
            "Findings by what became of them.",
            [
                ({"target": one["target"], "kind": kind}, one["counts"][kind])
                for one in run["comparison"]["targets"]
                for kind in KINDS
            ],
        )


def number(value: float) -> str:
    """The value without an exponent, which not every reader takes."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def labels(named: Mapping[str, str]) -> str:
    """`{target="okta"}`; nothing for no labels."""
    told = ",".join(f'{name}="{escaped(value)}"' for name, value in named.items())
    return f"{{{told}}}" if told else ""


def escaped(value: str) -> str:
    """The value of a label."""
    return visible(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def moment(text: str) -> float:
    """Seconds since 1970; 0 where the text is no moment."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return 0.0
