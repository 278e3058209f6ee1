"""The explanations of real products are of checks that are there, and can end so."""

from fnmatch import fnmatchcase

import pytest

from suites.checks.catalogue import catalogue
from suites.checks.words import Level
from suites.harness.real.judging import PROVIDERS, explanations

FOLDERS = [
    str(path.parent.relative_to(PROVIDERS)) for path in sorted(PROVIDERS.rglob("explained.toml"))
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_explanation_can_be_needed(folder: str) -> None:
    """One of what cannot happen would never be missed where it is not always so."""
    levels = {one.id: one.level for one in catalogue("oidc", "registration", "rp", "saml").values()}
    idle = [
        f"{one.outcome} {pattern}"
        for one in explanations(folder)
        for pattern in one.checks
        if not (named := {levels[each] for each in levels if fnmatchcase(each, pattern)})
        or (one.outcome == "FAILED" and Level.MUST not in named)
    ]
    assert not idle, "no check has this id, or none of them is a MUST"
