"""The two lists that the catalogue is measured against, and the pages made of them."""

from collections import Counter

from suites.checks.catalogue import catalogue
from suites.coverage import attacks, modules, unknown

MODULES = 77
ATTACKS = {
    "A": 35, "B": 22, "C": 13, "D": 23, "E": 13, "F": 24, "G": 20, "H": 24, "I": 16, "J": 34,
    "K": 24, "L": 20,
}  # fmt: skip


def test_every_module_is_listed_once_and_covered() -> None:
    names = [row.name for row in modules()]
    assert len(names) == len(set(names)) == MODULES
    assert [row.name for row in modules() if not row.checks] == []


def test_every_attack_is_tried_or_says_why_not() -> None:
    assert Counter(row.group[0] for row in attacks()) == ATTACKS
    silent = [row.name for row in attacks() if not row.checks and not row.not_tested]
    assert silent == []


def test_the_lists_name_checks_that_exist() -> None:
    assert unknown((*modules(), *attacks()), catalogue()) == set()
