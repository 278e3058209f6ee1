"""What is another of a target as a whole, and of two runs: answers, settings, harness, names."""

from collections.abc import Iterator, Mapping

from reports.comparison.night import Night
from reports.run.answers import nothing_open, what_is_asked
from reports.run.compared import Turn


def turns(before: Mapping[str, str], after: Mapping[str, str]) -> list[Turn]:
    """What is another, of that which either has."""
    return [
        {"what": what, "before": before.get(what, ""), "after": after.get(what, "")}
        for what in dict.fromkeys((*before, *after))
        if before.get(what, "") != after.get(what, "")
    ]


def settings_of(night: Night) -> dict[str, str]:
    """What a target was judged as."""
    target = night["target"]
    told = {"issuer": target["issuer"], "vendor": target["vendor"], "profile": target["profile"],
            "auth_method": target["auth_method"]}  # fmt: skip
    return told | target.get("settings", {})


def answers_of(night: Night | None) -> dict[str, str]:
    """The verdict and the three answers, in a word or a few."""
    if night is None:
        return {}
    told = {"verdict": night["target"]["verdict"]}
    if "answers" in night["target"]:
        answers = night["target"]["answers"]
        open_ = [f"{number} {name}" for name, number in answers["safe"]["open"].items() if number]
        told |= {
            what_is_asked(night["target"]): answers["works"]["answer"],
            "safe": f"open: {', '.join(open_)}" if open_ else nothing_open(told["verdict"]),
            "conforms": answers["conforms"]["answer"],
        }
    return told


def other_harness(before: Mapping[str, Night], after: Mapping[str, Night]) -> Iterator[str]:
    """That the judge is another, once for all targets."""
    told = {
        f"The harness is another: {harness(before[name])} before, {harness(after[name])} now. What "
        "is new may come from that."
        for name in after
        if name in before and harness(before[name]) != harness(after[name])
    }
    yield from sorted(told)


def harness(night: Night) -> str:
    """The version of what judged, with its commit where that is known."""
    versions = night["versions"]
    commit = versions.get("commit", "")
    return versions.get("ssoproof", "unknown") + (f" ({commit})" if commit else "")


def other_names(before: Mapping[str, Night], after: Mapping[str, Night]) -> Iterator[str]:
    """Targets of one run alone; one that may have got another name is told with its old one."""
    gone = {name: as_judged(night) for name, night in before.items() if name not in after}
    for name, night in after.items():
        if name in before:
            continue
        same = [old for old, judged in gone.items() if judged == as_judged(night)]
        also = f", or was called {same[0]}: nothing is compared across names" if same else ""
        yield f"{name} was not judged before{also}."
    for name in gone:
        yield f"{name} is not part of this run: what was open there is not judged, and not fixed."


def as_judged(night: Night) -> tuple[str, ...]:
    """What makes two targets one and the same, whatever they are called."""
    target = night["target"]
    return target["issuer"], target["profile"], target["auth_method"]
