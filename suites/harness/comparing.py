"""Whether two runs found the same: `python -m suites.harness.comparing BEFORE.json AFTER.json`.

Compared are the outcome, expected and actual of each check on each target. Exit codes: 0 equal,
1 different, 4 when a file is no run.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fakes.command_line import USAGE, Parser, WrongUsage
from reports.comparison.lasting import VOLATILE, lasting

COMPARED = ("outcome", "expected", "actual")

# The fields of a finding by target and check.
Findings = dict[tuple[str, str], dict[str, str]]


def read(path: Path, fields: tuple[str, ...]) -> Findings:
    """These fields of what a run.json found. Raises WrongUsage if the file is no run."""
    try:
        run = json.loads(path.read_bytes())
    except OSError as error:
        raise WrongUsage(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise WrongUsage(f"{path}: not JSON: {error}") from None
    told = run.get("findings") if isinstance(run, dict) else None
    if not isinstance(told, list) or not told:
        raise WrongUsage(f"{path}: not a run.json with findings")
    found: Findings = {}
    for number, one in enumerate(told):
        missing = [name for name in ("target", "check", *fields) if not is_told(one, name)]
        if missing:
            raise WrongUsage(f"{path}: findings[{number}] has no text as {', '.join(missing)}")
        key = one["target"], one["check"]
        if key in found:
            raise WrongUsage(f"{path}: findings[{number}] is a second one for {shown(key)}")
        found[key] = {field: one[field] for field in fields}
    return found


def is_told(finding: object, name: str) -> bool:
    return isinstance(finding, dict) and isinstance(finding.get(name), str)


def shown(key: tuple[str, str]) -> str:
    """A target and a check in one line; a target's words cannot steer the terminal."""
    return repr(" ".join(key))[1:-1]


def differences(before: Findings, after: Findings) -> Iterator[str]:
    """A line for each finding of one run alone, and for each field that changed."""
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            yield f"only before: {shown(key)} {before[key]['outcome']!r}"
        elif key not in before:
            yield f"only after: {shown(key)} {after[key]['outcome']!r}"
        else:
            for field in before[key]:
                was, became = (lasting(run[key][field]) for run in (before, after))
                if was != became:
                    yield f"changed: {shown(key)} {field}: {was!r} → {became!r}"


def passed_over(before: Findings, after: Findings) -> Counter[str]:
    """How many fields differ in nothing but what is volatile, by the names of that."""
    return Counter(
        name
        for key in before.keys() & after.keys()
        for field in before[key]
        if (was := before[key][field]) != (became := after[key][field])
        if lasting(was) == lasting(became)
        for name, pattern in VOLATILE.items()
        if pattern.findall(was) != pattern.findall(became)
    )


def main(arguments: list[str] | None = None) -> int:
    """Print how the second run differs from the first; the exit code."""
    parser = Parser(prog="python -m suites.harness.comparing", description=__doc__)
    parser.add_argument("before", type=Path, metavar="BEFORE.json")
    parser.add_argument("after", type=Path, metavar="AFTER.json")
    parser.add_argument("--reasons", action="store_true", help="compare reason and where too")
    try:
        asked = parser.parse_args(arguments)
        fields = (*COMPARED, *(("reason", "where") if asked.reasons else ()))
        before, after = read(asked.before, fields), read(asked.after, fields)
    except WrongUsage as error:
        print(error, file=sys.stderr)
        return USAGE
    found = list(differences(before, after))
    volatile = sorted(passed_over(before, after).items())
    passed = [f"passed over: {name} ({count})" for name, count in volatile]
    told = f"{len(found)} different" if found else "equal"
    print(*found, *passed, f"{len(before)} findings before, {len(after)} after: {told}", sep="\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
