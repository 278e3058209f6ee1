"""A run as JUnit XML: a suite for each target, a case for each check that was to be judged."""

from xml.etree import ElementTree as ET

from reports.formats.told import concerns, results
from reports.run.model import OUTCOMES, STOPPED, area
from reports.run.shape import Finding, Run
from reports.run.text import shortened, visible

LONGEST = 3000
# What does not apply would be two thirds of a dashboard's “skipped”.
LEFT_OUT = ("NOT_APPLICABLE",)


def junit(run: Run) -> str:
    """The document. WARNED, KNOWN, WAIVED and REVIEW are no failures: the case says what they are.

    What was left out by choice, or cannot be judged from outside, is no case, as what does not
    apply.
    """
    root = ET.Element("testsuites", name="ssoproof")
    suites = {
        target["name"]: ET.SubElement(root, "testsuite", name=shortened(target["name"], 200))
        for target in run["targets"]
    }
    told = [one for one in OUTCOMES if one not in LEFT_OUT]
    for one in results(run, *told):
        finding = one.finding
        if finding["target"] in suites and not is_left_out(finding):
            suite = suites[finding["target"]]
            case = case_of(finding, f"{finding['check']}: {one.entry['title']}")
            properties = ET.SubElement(case, "properties")
            facts = {
                "id": finding["check"], "level": one.entry["level"], "severity": one.severity,
                "question": " ".join(one.entry.get("questions", [])),
                "outcome": finding["outcome"], "since": one.kind,
            }  # fmt: skip
            for name, value in facts.items():
                if value:
                    ET.SubElement(properties, "property", name=name, value=visible(value))
            add_outcome(case, finding, one.says)
            suite.append(case)
    for suite in suites.values():
        count(suite)
    beside = list(concerns(run))
    if beside:
        suite = ET.SubElement(root, "testsuite", name="ssoproof")
        for name, text in beside:
            case = ET.SubElement(suite, "testcase", name=name, classname="ssoproof", time="0")
            word = "error" if name == "harness/problem" else "system-out"
            ET.SubElement(case, word).text = text
        count(suite)
    count(root)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def is_left_out(finding: Finding) -> bool:
    """Whether a finding is NOT_RUN in a way that says nothing about a night."""
    return finding["outcome"] == "NOT_RUN" and finding.get("not_run", STOPPED) != STOPPED


def case_of(finding: Finding, name: str) -> ET.Element:
    """The case of a check on a target."""
    return ET.Element(
        "testcase",
        name=shortened(name, 500),
        classname=shortened(f"{finding['target']}.{area(finding['check'])}", 200),
        time=f"{finding['duration_s']:.3f}",
    )


def add_outcome(case: ET.Element, finding: Finding, says: str) -> None:
    """What became of it; nothing for what is met."""
    outcome = finding["outcome"]
    if outcome == "PASSED":
        return
    if outcome in ("FAILED", "ERRORED"):
        word = "failure" if outcome == "FAILED" else "error"
        ET.SubElement(case, word, type=outcome, message=says).text = details(finding)
    elif outcome == "NOT_RUN":
        ET.SubElement(case, "skipped", message=says)
    else:
        ET.SubElement(case, "system-out").text = f"{outcome}: {says}\n{details(finding)}"


def details(finding: Finding) -> str:
    """What was expected, what was there, and how to run it again."""
    rows = (("reason", finding["reason"]), ("expected", finding["expected"]),
            ("actual", finding["actual"]), ("where", finding["where"]),
            ("remedy", finding["remedy"]), ("again", finding["rerun"]))  # fmt: skip
    return "\n".join(f"{name}: {shortened(text, LONGEST)}" for name, text in rows if text)


def count(suite: ET.Element) -> None:
    """The numbers that a consumer reads off a suite, or off all of them."""
    cases = list(suite.iter("testcase"))
    for name, word in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(word) is not None for case in cases)))
    suite.set("tests", str(len(cases)))
    suite.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.3f}")
