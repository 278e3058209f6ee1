"""Causes of what an application does wrong: the first one is the weakness that was put on it."""

from typing import Any

import pytest

from fakes.applications.faults import application_faults
from fakes.user.login import FormDriver
from suites.application.application import HONEST, Application
from suites.application.embedded import started
from suites.checks.catalogue import catalogue
from suites.diagnosis import diagnoses
from suites.diagnosis.rule import rules
from suites.harness.given.applications.proving import AT_HOME
from suites.harness.given.misconfigurations.applications import CAUSES_IN_APPLICATIONS
from suites.harness.given.proving import RED
from suites.run.findings import finding_of
from suites.verdicts.judge import judge

NOBODY_ENTERS = "nobody-enters-the-application"
# What providers of some products refuse, and those of others let pass.
REFUSED_BY_SOME = ("plain-pkce", "short-verifier", "secret-in-token-url")


def findings_on(name: str, weakness: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What run.json tells of an application with a weakness, and what the named checks find."""
    fault = application_faults()[weakness]
    target, stop = started(name, (fault,))
    app = Application(target, FormDriver())
    told = []
    try:
        for one in sorted(fault.caught_by):
            check = catalogue("rp")[one]
            with app.journal.scope() as exchanges:
                outcome = judge(check, app).cleaned(app.journal.redactor.text)
            told.append(
                finding_of(check, target, outcome, exchanges=exchanges, duration_s=0, rerun="")
            )
        return app.state(), told
    finally:
        app.close()
        stop()


@pytest.mark.parametrize("weakness", CAUSES_IN_APPLICATIONS)
def test_a_weakness_is_the_only_cause(weakness: str) -> None:
    """It explains all that the weakness turns red, in every flow, and says what to change.

    Where an honest provider refuses it, nobody gets in, and that is the cause.
    """
    shown = set()
    for name in AT_HOME[application_faults()[weakness].vendor]:
        state, findings = findings_on(name, weakness)
        red = {one["check"] for one in findings if one["outcome"] in RED}
        causes = diagnoses([state], findings, catalogue("rp"))
        refused = HONEST in red and weakness in REFUSED_BY_SOME
        first = NOBODY_ENTERS if refused else CAUSES_IN_APPLICATIONS[weakness]
        assert {one["id"] for one in causes} == ({first} if red else set())
        assert red - {check for one in causes for check in one["explains"]} == set()
        for one in causes:
            assert all(one[member] for member in ("summary", "seen", "setting", "current"))
        shown |= red
    assert shown


def test_what_libraries_call_it_has_a_source_of_their_own() -> None:
    """Each rule says it once for each library, and the page links to where that is said."""
    own = {
        "Authlib": "https://github.com/authlib/",
        "go-oidc": "https://pkg.go.dev/github.com/coreos/go-oidc/",
        "mod_auth_openidc": "https://github.com/OpenIDC/",
        "oauth2-proxy": "https://oauth2-proxy.github.io/",
        "openid-client": "https://github.com/panva/",
        "passport": "https://github.com/jaredhanson/",
        "Spring Security": "https://docs.spring.io/spring-security/",
    }
    for rule in rules():
        names = [one.name for one in rule.libraries]
        assert len(names) == len(set(names)), rule.id
        assert all(one.source.startswith(own[one.name]) for one in rule.libraries), rule.id
    assert {one.name for rule in rules() for one in rule.libraries} == set(own)
