"""The lists that the catalogue is measured against, and the pages made of them."""

from collections import Counter

from suites.checks.catalogue import catalogue, described
from suites.coverage import (
    ELSEWHERE,
    answers,
    application_attacks,
    application_modules,
    asvs,
    attacks,
    modules,
    rfc9700,
    rows,
    saml2int,
    saml_core,
    unknown,
)
from suites.coverage import (
    is_of_an_application as of_rp,
)
from suites.harness.given.proving import PROVIDERS

MODULES = 77
ATTACKS = {
    "A": 36, "B": 22, "C": 13, "D": 23, "E": 13, "F": 24, "G": 20, "H": 24, "I": 16, "J": 35,
    "K": 24, "L": 20,
}  # fmt: skip
APPLICATION_MODULES = 57
APPLICATION_ATTACKS = {"M": 34, "N": 39, "O": 34, "P": 33, "Q": 16}

# The levels of ASVS 5.0 by requirement: 10.1.1 and 10.1.2 have level 2, and so on.
ASVS = {
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222",
    "10.6": "22", "10.7": "222",
}  # fmt: skip
# The key words of RFC 9700 by the anchor of their paragraph.
RFC9700 = """
2.1-1 MUST
2.1-2 MUST NOT, MUST NOT
2.1-3 MUST, MUST
2.1-4 REQUIRED, SHOULD
2.1-7 MUST
2.1.1-1 MUST
2.1.1-2.1 MUST
2.1.1-2.2 RECOMMENDED
2.1.1-3 MUST
2.1.1-5 SHOULD
2.1.1-6 MUST
2.1.1-7 MUST
2.1.1-8 MUST
2.1.1-9 MUST, RECOMMENDED
2.1.2-3 SHOULD NOT
2.1.2-4 SHOULD
2.2.1-2 SHOULD, SHOULD
2.2.2-1 MUST
2.3-1 SHOULD
2.3-2 SHOULD, MUST
2.3-3 SHOULD
2.4-1 MUST NOT
2.5-1 SHOULD
2.5-2 RECOMMENDED
2.6-3 RECOMMENDED, RECOMMENDED
2.6-4 SHOULD NOT
2.6-5 RECOMMENDED
2.6-6 MUST NOT, MUST NOT
2.6-7 MUST, MUST
2.6-8 MUST NOT
4.1.3-1 MUST, MUST
4.1.3-3.1 MUST NOT
4.1.3-3.3 SHOULD
4.2.4-1 SHOULD NOT, SHOULD NOT
4.2.4-3.4.1 MUST
4.2.4-3.4.2 SHOULD
4.2.4-3.5.1 SHOULD
4.3.2-4.1 MUST NOT
4.4.2-1 MUST
4.4.2-2 MUST
4.4.2.1-1 MUST, MUST
4.4.2.1-4 MUST
4.4.2.2-1 MUST
4.4.2.2-2 MUST, MUST
4.4.2.2-5 SHOULD
4.5.3.2-3.1 MUST
4.5.3.2-3.2 MUST
4.7.1-3.1.1 MUST, MUST
4.7.1-3.2.1 MUST
4.7.1-4 MUST, RECOMMENDED
4.8.2-2 MUST
4.8.2-5.1 MUST
4.8.2-6 MUST
4.9.3-2.1 SHOULD
4.9.3-2.2 SHOULD
4.9.3-2.3 MUST
4.10-1 SHOULD
4.11.1-1 MUST NOT
4.11.2-2 MUST NOT
4.11.2-5 MUST, MUST
4.11.2-6 SHOULD
4.12-6 MUST NOT, SHOULD
4.13-5 MUST
4.13-6 MUST
4.14.2-1 MUST
4.14.2-2 MUST
4.14.2-4 MUST
4.14.2-5.2.2 MUST
4.14.2-8 SHOULD
4.15.1-1 SHOULD NOT, MUST
4.16-3 MUST, SHOULD
4.16-4 SHOULD
4.16-7 SHOULD, SHOULD
4.17.2-1 MUST, MUST
4.17.2-3 MUST NOT
4.17.2-4 MUST, MUST
4.17.2-6 MUST
"""

# The key words of SAML Core on an identity provider, by section: how many MUSTs each has.
SAML_CORE = {
    "2.3.3": 2, "2.5.1": 1, "2.5.1.2": 1, "2.7.2": 1, "3.2.1": 4, "3.2.2": 2, "3.2.2.2": 1,
    "3.3.2.2.1": 3, "3.4": 1, "3.4.1": 5, "3.4.1.1": 2, "3.4.1.4": 5, "3.4.1.5.1": 1, "3.7.2": 1,
    "3.7.3.2": 4,
}  # fmt: skip
# The requirements of SAML2Int by their letters. What is left out only permits something.
SAML2INT = {"G": range(1, 5), "MD": range(1, 13), "ALG": range(1, 2), "IDP": range(1, 34)}
PERMITS = {"IDP16", "IDP17", "IDP22", "IDP23"}


def test_every_module_is_listed_once_and_covered() -> None:
    names = [row.name for row in modules()]
    assert len(names) == len(set(names)) == MODULES
    assert [row.name for row in modules() if not row.checks] == []


def test_every_attack_is_tried_or_says_why_not() -> None:
    assert Counter(row.group[0] for row in attacks()) == ATTACKS
    silent = [row.name for row in attacks() if not row.checks and not row.not_tested]
    assert silent == []


def test_every_module_of_an_application_has_checks_or_says_why_not() -> None:
    names = [row.name for row in application_modules()]
    assert len(names) == len(set(names)) == APPLICATION_MODULES
    silent = [row.name for row in application_modules() if not row.checks and not row.not_tested]
    assert silent == []


def test_every_attack_on_an_application_is_tried_or_says_why_not() -> None:
    assert Counter(row.group[0] for row in application_attacks()) == APPLICATION_ATTACKS
    silent = [row.name for row in application_attacks() if not row.checks and not row.not_tested]
    assert silent == []


def test_the_lists_of_applications_name_checks_that_exist() -> None:
    assert unknown((*application_modules(), *application_attacks()), catalogue("rp")) == set()


def test_every_requirement_of_asvs_has_its_row() -> None:
    listed = {
        f"{section}.{number}": f"level {level}"
        for section, levels in ASVS.items()
        for number, level in enumerate(levels, 1)
    }
    # What a requirement asks more at a higher level is a row of its own, below.
    lowest = {row.name: row.level for row in reversed(asvs())}
    assert list(reversed(lowest.items())) == list(listed.items())


def test_every_normative_sentence_of_rfc_9700_has_its_row() -> None:
    lines = (line.partition(" ") for line in RFC9700.strip().splitlines())
    listed = [(name, word) for name, _, words in lines for word in words.split(", ")]
    assert [(row.name, row.level) for row in rfc9700()] == listed


def test_every_requirement_of_saml_has_its_row() -> None:
    listed = [f"{name}-{one}" for name, many in SAML_CORE.items() for one in range(1, many + 1)]
    assert [row.name for row in saml_core()] == listed
    named = [f"{letters}{one:02}" for letters, many in SAML2INT.items() for one in many]
    assert [row.name for row in saml2int()] == [one for one in named if one not in PERMITS]


def test_every_requirement_is_answered_or_says_why_not() -> None:
    standards = (*asvs(), *rfc9700(), *saml_core(), *saml2int())
    assert [row.told for row in standards if not row.checks and not row.not_tested] == []
    assert all(row.says and row.binds for row in standards)


def test_a_check_that_cites_asvs_answers_what_it_cites() -> None:
    cited = {
        (one.id, reference.reference)
        for one in catalogue(*PROVIDERS).values()
        for reference in one.spec
        if reference.reference.startswith("asvs:")
    }
    assert {(one, text) for one, text in cited if text not in answers().get(one, ())} == set()


def test_the_report_tells_of_each_check_which_requirements_it_answers() -> None:
    told = {one["id"]: one["spec"] for one in described(answers=answers())}
    texts = [cited["text"] for cited in told["token/code-lifetime"]]
    assert "OWASP ASVS 5.0, section 10.4.3" in texts
    assert "RFC 9700, section 4.1.3" in [cited["text"] for cited in told["callback/other-host"]]
    assert all(len(one) == len({cited["text"] for cited in one}) for one in told.values())


def test_the_lists_name_checks_that_exist() -> None:
    assert unknown((*modules(), *attacks()), catalogue(*PROVIDERS)) == set()
    assert unknown((*asvs(), *rfc9700()), catalogue(*PROVIDERS, "rp")) == set()
    assert unknown((*saml_core(), *saml2int()), catalogue("saml")) == set()


def test_the_report_gets_every_row() -> None:
    of_providers = MODULES + len(asvs()) + len(rfc9700()) + sum(ATTACKS.values())
    of_applications = APPLICATION_MODULES + sum(APPLICATION_ATTACKS.values())
    bound = [row for row in (*asvs(), *rfc9700()) if row.binds == "application"]
    assert len(rows()) == of_providers
    assert len(rows(["rp"])) == of_applications + len(bound)
    assert len(rows(["oidc", "rp"])) == of_providers + of_applications
    assert len(rows(["saml"])) == len(saml_core()) + len(saml2int())


def test_a_run_is_measured_by_the_checks_of_whom_it_judges() -> None:
    """A provider does not meet what binds an application, nor the other way round."""
    of_providers, of_applications = catalogue(*PROVIDERS), catalogue("rp")
    assert {one for row in rows() for one in row["checks"]} <= set(of_providers)
    assert {one for row in rows(["rp"]) for one in row["checks"]} <= set(of_applications)
    [state] = [row for row in rows() if "(MUST, application): forged answers" in row["name"]]
    assert (state["checks"], state["not_tested"]) == ([], ELSEWHERE)
    [state] = [row for row in rows(["rp"]) if "(MUST, application): forged answers" in row["name"]]
    assert "rp-response/another-browser" in state["checks"]
    assert state["not_tested"] == ""


def test_what_binds_an_application_is_answered_by_its_checks_or_says_why_not() -> None:
    silent = [
        row.told
        for row in (*asvs(), *rfc9700())
        if row.binds == "application" and not (row.not_tested or any(map(of_rp, row.checks)))
    ]
    assert silent == []
    assert all(map(of_rp, catalogue("rp"))), "how they are told from those of a provider"
