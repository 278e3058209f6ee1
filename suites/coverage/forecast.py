"""What the OpenID Foundation's suite would say: a forecast for each certification profile.

Pure functions of the findings of a target. A module fails by what is as strict as itself, so a
check that asks more decides nothing against it; and it would pass only where all that stands for
it was met in the flow that its plan uses.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from suites.coverage.oidf import (
    CertificationProfile,
    Deciding,
    Module,
    certification_profiles,
    common,
    modules_of,
)

PASS, WARN, FAIL = "would pass", "would warn", "would fail"
NOT_JUDGED, NOT_CLAIMED = "not judged", "not claimed"
# Kinds of causes: what is set wrongly, and what stands on the way to the provider.
BESIDE_THE_PROVIDER = ("setting", "obstacle")
UNMET = ("FAILED", "WARNED", "KNOWN", "WAIVED")
# How a finding says that it is the client that lacks something, not the provider.
OF_THE_CLIENT = "The client may not use "
OF_A_STATIC_CLIENT = "The discovery document has no registration_endpoint"

# The module that is about what all have in common: where that is left open, so is this one alone.
HAPPY_PATH = "oidcc-server"

Finding = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a module or a profile, why, and by which check."""

    word: str
    because: str = ""
    check: str = ""


@dataclass(frozen=True)
class Seen:
    """What was found on a target that was judged by `auth_method`, by check.

    `excused` says for each check that is unmet for a reason beside the provider (a wrong setting,
    an obstacle on the way to it) what that is: it tells nothing of the provider.
    """

    auth_method: str
    findings: Mapping[str, Finding]
    excused: Mapping[str, str]

    def outcome(self, one: Deciding) -> str:
        """The outcome of a check, as far as it tells of the provider."""
        finding = self.findings.get(one.check)
        if finding is None or one.check in self.excused:
            return "NOT_RUN"
        elsewhere = finding["outcome"] in UNMET and one.where not in finding["where"]
        return "NOT_RUN" if elsewhere else str(finding["outcome"])

    def why(self, one: Deciding) -> str:
        """The reason that a check has no say, or what it found."""
        finding = self.findings.get(one.check)
        if one.check in self.excused:
            return self.excused[one.check]
        if finding is None:
            return "The run did not try it."
        if finding["outcome"] in UNMET:
            return f"{finding['where']}: expected {finding['expected']}, got {finding['actual']}"
        return str(finding["reason"])


def forecasts_of(
    targets: Iterable[Mapping[str, Any]],
    findings: Iterable[Finding],
    diagnoses: Iterable[Mapping[str, Any]],
) -> dict[str, list[dict[str, Any]]]:
    """The forecasts of each target of a run, by its name; all three are those of run.json."""
    findings, diagnoses = list(findings), list(diagnoses)
    return {
        target["name"]: forecasts(
            target["auth_method"],
            [one for one in findings if one["target"] == target["name"]],
            excused([one for one in diagnoses if one["target"] == target["name"]]),
        )
        for target in targets
    }


def excused(diagnoses: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The checks that are unmet by a cause that is no defect of the provider, and the cause."""
    return {
        check: one["summary"]
        for one in diagnoses
        if one.get("kind") in BESIDE_THE_PROVIDER
        for check in one["explains"]
    }


def forecasts(
    auth_method: str, findings: Iterable[Finding], excused: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The forecast for each profile, as run.json has it.

    `findings` are those of one target; `excused` is as `Seen` has it.
    """
    seen = Seen(auth_method, {one["check"]: one for one in findings}, excused)
    return [forecast(profile, seen) for profile in certification_profiles()]


def forecast(profile: CertificationProfile, seen: Seen) -> dict[str, Any]:
    """A profile with its word, and that of each of its modules if the target claims it."""
    said = unclaimed(profile, seen)
    modules = [] if said else modules_of(profile)
    told = [(one.name, module_forecast(profile, one, seen)) for one in modules]
    whole = said or summary([one for _, one in told])
    return {
        "profile": profile.title,
        "plan": profile.plan,
        "word": whole.word,
        "because": whole.because,
        "modules": [
            {"module": name, "word": one.word, "because": one.because, "check": one.check}
            for name, one in told
        ],
    }


def unclaimed(profile: CertificationProfile, seen: Seen) -> Said | None:
    """Why a profile is not forecast at all: the provider does not claim what it is about."""
    for one in map(Deciding, profile.claimed_by):
        if seen.outcome(one) == "NOT_APPLICABLE":
            why = seen.why(one)
            word = NOT_JUDGED if why.startswith(OF_THE_CLIENT) else NOT_CLAIMED
            return Said(word, why, one.check)
    return None


def summary(said: list[Said]) -> Said:
    """The word of a profile: that of its worst module, and how many have which."""
    counted = Counter(one.word for one in said)
    word = next(word for word in (FAIL, NOT_JUDGED, WARN, PASS) if counted[word])
    many = [f"{counted[one]} {one}" for one in (FAIL, WARN, PASS, NOT_JUDGED) if counted[one]]
    whole = f"Of its {len(said)} modules {', '.join(many)}."
    return Said(word, whole if len(said) > 1 else said[0].because)


def module_forecast(profile: CertificationProfile, module: Module, seen: Seen) -> Said:
    """The word of a module in the plan of a profile.

    Unmet at something that all modules look at, every one fails. A warning stands beside what was
    not judged: it is what is known at least.
    """
    keys = profile.keys(seen.auth_method)
    decides, stricter, warns = (module.of(word, keys) for word in ("decides", "stricter", "warns"))
    shared = common().of("decides", keys) if module.login else []
    if failed := unmet([*shared, *decides], seen):
        return Said(FAIL, f"{failed.check}: {seen.why(failed)}", failed.check)
    if lacking := lacking_feature(module, decides, seen):
        return Said(FAIL, f"{lacking.check}: {seen.why(lacking)}", lacking.check)
    if warned := unmet(warns, seen) or lacking_feature(module, warns, seen):
        return Said(WARN, f"{warned.check}: {seen.why(warned)}", warned.check)
    if module.name == HAPPY_PATH:
        decides, stricter = [*shared, *decides], [*common().of("stricter", keys), *stricter]
    if is_of_another_flow(module, profile, keys):
        return Said(NOT_JUDGED, f"It was judged by auth method {seen.auth_method} alone.")
    return _judged(module, [*decides, *stricter, *warns], warns, seen)


def is_of_another_flow(
    module: Module, profile: CertificationProfile, keys: tuple[str, ...]
) -> bool:
    """Whether a module is judged by the target's auth method, and the plan uses another flow."""
    lists = (module.decides, module.stricter, module.warns)
    by_method = any("own" in one for one in lists)
    return by_method and "own" not in keys and not any(profile.flow in one for one in lists)


def _judged(module: Module, every: list[Deciding], warns: list[Deciding], seen: Seen) -> Said:
    """The word of a module of which nothing is known to be wrong."""
    open_ = [one for one in every if one not in warns and is_open(seen.outcome(one))]
    if open_:
        return Said(NOT_JUDGED, f"{open_[0].check}: {seen.why(open_[0])}", open_[0].check)
    if any(seen.outcome(one) == "PASSED" for one in every):
        return Said(PASS, f"Not seen from here: {module.unseen}." if module.unseen else "")
    why, check = seen.why(every[0]), every[0].check
    if is_skipped(module, every, seen):
        return Said(PASS, f"The suite skips it: {why}", check)
    return Said(NOT_JUDGED, f"{check}: {why}", check)


def unmet(checks: Iterable[Deciding], seen: Seen) -> Deciding | None:
    """The first check that is unmet."""
    return next((one for one in checks if seen.outcome(one) in UNMET), None)


def lacking_feature(module: Module, checks: Iterable[Deciding], seen: Seen) -> Deciding | None:
    """The first check that does not apply for want of what the module asks of every provider."""
    without = (one for one in checks if seen.outcome(one) == "NOT_APPLICABLE")
    return next((one for one in without if any(why in seen.why(one) for why in module.wants)), None)


def is_open(outcome: str) -> bool:
    """Whether a check leaves open what it stands for."""
    return outcome not in ("PASSED", "NOT_APPLICABLE")


def is_skipped(module: Module, every: list[Deciding], seen: Seen) -> bool:
    """Whether the suite skips a module, or has none of it for this client: both count as passed."""
    reasons = [seen.why(one) for one in every if seen.outcome(one) == "NOT_APPLICABLE"]
    if len(reasons) < len(every) or any(one.startswith(OF_THE_CLIENT) for one in reasons):
        return False
    if any(one.startswith(OF_A_STATIC_CLIENT) for one in reasons):
        return module.dynamic_client
    return module.optional and all(module.skipped_where in one for one in reasons)
