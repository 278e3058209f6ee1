"""The default suite on a real provider, and which of its findings are explained beside it.

What a provider does otherwise than a check asks is data: `explained.toml` in the folder of the
provider. A finding that is not explained fails the test, and so does an explanation of nothing.
"""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from suites.checks.specs import cite
from suites.harness.given.runs import Run, run
from suites.real.applications.product import RealApplication
from suites.real.provider import RealProvider
from suites.real.saml.product import RealSaml

PROVIDERS = Path(__file__).parents[2] / "real"
TO_EXPLAIN = ("FAILED", "WARNED", "NOT_RUN")


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why findings are as they are: `checks` are ids or patterns, `runs` words of the runs.

    `says` is what the provider does, `spec` the sections that it is judged by, and `source` where
    in its code, or its documentation, it can be read. What is not `always` so is left to chance.
    """

    checks: tuple[str, ...]
    outcome: str
    says: str
    spec: tuple[str, ...]
    source: str
    runs: tuple[str, ...] = ()
    always: bool = True

    def covers(self, pattern: str, finding: dict[str, Any]) -> bool:
        return finding["outcome"] == self.outcome and fnmatchcase(finding["check"], pattern)


def explanations(folder: str) -> list[Explanation]:
    """The explanations of the product in `folder`.

    Raises TypeError for an unknown or a missing key, ValueError for an unknown specification.
    """
    data = tomllib.loads((PROVIDERS / folder / "explained.toml").read_text("utf-8"))
    found = []
    for table in data["explained"]:
        members: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
        }
        one = Explanation(**members)
        found.append(one)
        for reference in one.spec:
            cite(reference)
        if one.outcome not in TO_EXPLAIN:
            raise ValueError(f"{one.checks}: {one.outcome} cannot be explained")
    return found


def judged(
    provider: RealProvider,
    auth_method: str,
    folder: Path,
    *options: str,
    areas: tuple[str, ...] = (),
    suites: tuple[str, ...] = ("suites/oidc",),
) -> Run:
    """The suites, or their checks of `areas`, on `provider`, with all that is known about it.

    The provider is ours, so everything is allowed.
    """
    targets = str(provider.write_targets())
    named = ("--targets", targets, "--target", auth_method, "--allow", "noisy")
    chosen = [word for area in areas for word in ("--check", f"{area}/*")]
    variables = provider.secrets
    return run(folder, *named, *chosen, *options, environment=variables, suites=suites)


def judged_application(application: RealApplication, folder: Path) -> Run:
    """The suite for applications, by the variables that a user would set."""
    variables = application.environment()
    return run(folder, "--allow", "noisy", environment=variables, suites=("suites/rp",))


def judged_saml(idp: RealSaml, folder: Path, *options: str) -> Run:
    """The suite for SAML identity providers, by the variables that a user would set."""
    told = ("--allow", "noisy", *options)
    return run(folder, *told, environment=idp.environment(), suites=("suites/saml",))


def with_outcome(done: Run, *outcomes: str) -> list[dict[str, Any]]:
    """The findings with one of these outcomes."""
    return [found for found in done.data["findings"] if found["outcome"] in outcomes]


def causes(done: Run) -> list[str]:
    """The ids of the diagnoses, the first first."""
    return [diagnosis["id"] for diagnosis in done.data["diagnoses"]]


def hold_forecast(done: Run, certified: dict[str, str]) -> None:
    """Each profile that the provider is certified for has the word of `certified`, by its title.

    No module of the others would fail: what makes one fail on a certified provider is stricter than
    the module. What is left of a profile is `not judged`, and something of it always is judged.
    """
    (target,) = done.data["targets"]
    forecasts = {one["profile"]: one for one in target["answers"]["conforms"]["forecasts"]}
    failing = {
        title: [one for one in forecasts[title]["modules"] if one["word"] == "would fail"]
        for title, word in certified.items()
        if word != "would fail"
    }
    assert not any(failing.values()), failing
    assert {title: forecasts[title]["word"] for title in certified} == certified
    for title, word in certified.items():
        judged = [one for one in forecasts[title]["modules"] if one["word"] != "not judged"]
        assert judged or word == "not claimed" or "The client" in forecasts[title]["because"]


def told(findings: list[dict[str, Any]]) -> str:
    """One line for each finding, for the message of a failed test."""
    return "\n" + "\n".join(
        f"{found['outcome']} {found['check']}: {found['reason']} "
        f"(expected {found['expected']!r}, actual {found['actual']!r}, {found['where']})"
        for found in findings
    )


def hold(done: Run, explained: list[Explanation], *words: str, areas: tuple[str, ...] = ()) -> None:
    """Everything that is not met is explained for a run of these words, and each of it occurs.

    `areas` are those that the run was restricted to, if it was.
    """
    assert (done.folder / "latest" / "run.json").exists(), done.output
    concerned = [
        (one, pattern)
        for one in explained
        for pattern in one.checks
        if set(one.runs) <= set(words) and within(areas, pattern)
    ]
    every = with_outcome(done, *TO_EXPLAIN, "ERRORED")
    found = [one for one in every if within(areas, one["check"])]
    bare = [it for it in found if not any(one.covers(pattern, it) for one, pattern in concerned)]
    assert not bare, told(bare)
    gone = [
        f"{one.outcome} {pattern}"
        for one, pattern in concerned
        if one.always and not any(one.covers(pattern, it) for it in found)
    ]
    assert not gone, f"explained and not found, remove them: {gone}"
    assert with_outcome(done, "PASSED"), done.output
    assert done.exit_code == bool(with_outcome(done, "FAILED")), done.output


def within(areas: tuple[str, ...], check: str) -> bool:
    """Whether the checks of this id, or pattern, are in one of `areas`; no areas are all."""
    return not areas or check.partition("/")[0] in areas


def expect_no_secret(provider: RealProvider | RealApplication | RealSaml, done: Run) -> None:
    """Nothing that was to stay secret was written or printed."""
    written = [path for path in done.folder.rglob("*") if path.is_file()]
    assert written, done.output
    for name, secret in provider.secrets.items():
        leaks = [path.name for path in written if secret.encode() in path.read_bytes()]
        assert not leaks, name
        assert secret not in done.output, name
