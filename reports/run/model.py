"""The words of a run: its closed vocabularies, and what is read off the ids and places of checks.

The shape of the plain dicts that it is made of is in `shape.py`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from reports.run.shape import Entry, Finding, JudgedTarget

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
    "WARNED": Word("Warned", "▲", "A SHOULD of the specification is not met."),
    "REVIEW": Word("Review", "?", "A person must look at the evidence and decide."),
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
        "Not judged",
        "!",
        "Something stood in the way, so conformance is neither shown nor denied.",
    ),
    "incomplete": Word(
        "Incomplete", "○", "Nothing failed, but checks were kept from running, or left out."
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
QUESTIONS = {
    "works": "Does sign-in work for the application, as it is set up?",
    "safe": "Is it safe: what is open, and how bad is it?",
    "conforms": "Does it meet the MUSTs of the protocol?",
}
# In the order of who has to look.
KINDS = {
    "new": Word("New", "+", "It is open, and was not before."),
    "first judged": Word(
        "Open, judged for the first time",
        "+",
        "It is open. The earlier run did not judge it, so nobody can say since when.",
    ),
    "changed": Word("Changed", "~", "It is unmet in another way, or of another severity."),
    "no longer judged": Word("No longer judged", "○", "It was unmet, and this run does not say."),
    "fixed": Word("Fixed", "✓", "It was unmet, and is met."),
    "unchanged": Word("Unchanged", "=", "It is unmet as before."),
}
STOPPED = "stopped"
NOT_RUN_KINDS = {
    "choice": "It was not allowed, not asked for, or not selected.",
    "outside": "Nobody can judge it from outside: it takes a year, or a clock that can be moved.",
    STOPPED: "Something kept it from being judged, so the verdict is incomplete.",
}
SETTING, OBSTACLE = "setting", "obstacle"
FAIL_ON = {
    "works": "sign-in does not work for the application",
    "must": "a MUST is not met",
    "critical": "something critical is open",
    "high": "something high or critical is open",
    "medium": "something medium, high or critical is open",
    "warned": "a finding is WARNED",
    "incomplete": "a verdict is incomplete",
    "review": "a finding waits for a person",
    "waiver": "a waiver has ended, or what it accepts is met",
    "new": "something is open that was not in the --baseline; without one, anything open",
    "delivery": "a channel of --tell has not taken the message",
}
# Notices that somebody has to act on.
OVERDUE = ("waiver-expired", "waiver-unneeded")
NOT_DELIVERED = "not-delivered"
FAIL_ON_DEFAULT = ("must",)
EXIT_CODES = {
    0: "Nothing of what --fail-on names was found; by default: no MUST is unmet.",
    1: "What --fail-on names was found, by default an unmet MUST; or a finding is ERRORED.",
    2: "The run was interrupted.",
    3: "An internal error, of pytest, of a plugin or of this report.",
    4: "Wrong usage or configuration; nothing was asked of the target.",
    5: "No check was selected.",
    6: "A target was not judged: it was out of reach, nobody could log in, or every check that was "
    "selected was kept from running.",
}
JUDGED = {"PASSED", "WARNED", "KNOWN", "WAIVED", "REVIEW"}


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
