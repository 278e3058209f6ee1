"""Diagnosis: the first cause names what was set up wrongly; a healthy target has none."""

from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fakes.user.login import FormDriver
from suites.checks.catalogue import catalogue, suites
from suites.checks.check import Check
from suites.diagnosis import diagnoses
from suites.diagnosis.case import is_open_to
from suites.diagnosis.rule import read_rules, rules
from suites.harness.given.misconfigurations import MISCONFIGURATIONS
from suites.harness.given.misconfigurations.applications import CAUSES_IN_APPLICATIONS
from suites.harness.given.misconfigurations.deployments import CAUSES_IN_DEPLOYMENTS
from suites.harness.given.misconfigurations.further import FURTHER_HEALTHY
from suites.harness.given.misconfigurations.hop import HOP_HEALTHY
from suites.harness.given.misconfigurations.newcomers import HEALTHY
from suites.harness.given.misconfigurations.ways import Misconfiguration, existing
from suites.op.op import Op
from suites.run.findings import finding_of
from suites.targets.embedded import EMBEDDED
from suites.targets.reading import SettingsError, from_environment
from suites.verdicts.judge import judge

FIRST = {one.diagnosis: one for one in reversed(MISCONFIGURATIONS)}


@cache
def shows_causes(identifier: str) -> bool:
    """Whether a rule names the check, of those that do not name all."""
    globs = {glob for rule in rules() for glob in (*rule.finding.checks, *rule.registration)}
    return any(fnmatchcase(identifier, glob) for glob in globs - {"*"})


def told(one: Misconfiguration) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The diagnoses and the findings of a run on a target that is set up so.

    It is a whole run, unless an earlier setup has the same cause: then all that could show another.
    """
    embedded = EMBEDDED[one.on]
    options = tuple((dict(embedded.options) | one.options).items())
    fake, healthy = replace(embedded, options=options).start(one.on, one.faults)
    op = Op.at(one.change(fake, healthy), FormDriver())
    quiet = [check for check in catalogue(*one.suites).values() if check.run_class != "noisy"]
    if FIRST.get(one.diagnosis, one) is not one:
        quiet = [check for check in quiet if shows_causes(check.id)]
    try:
        findings = [found(check, op) for check in quiet]
    finally:
        op.close()
        fake.stop()
    state = {"name": one.on, "vendor": op.target.vendor, "settings": op.target.settings}
    return diagnoses([state], findings, catalogue()), findings


def found(check: Check, op: Op) -> dict[str, Any]:
    """What a check finds, with its evidence."""
    with op.journal.scope() as exchanges:
        outcome = judge(check, op).cleaned(op.journal.redactor.text)
    return finding_of(check, op.target, outcome, exchanges=exchanges, duration_s=0, rerun="")


@pytest.mark.parametrize("one", MISCONFIGURATIONS, ids=lambda one: one.name)
def test_a_misconfiguration_is_the_first_cause(one: Misconfiguration) -> None:
    """It names the setting, its value and the right one, and explains most of the rest."""
    causes, findings = told(one)
    assert [diagnosis["id"] for diagnosis in causes][:1] == [one.diagnosis]
    first = causes[0]
    assert all(first[name] for name in ("summary", "seen", "setting", "current", "correct"))
    unmet = [finding for finding in findings if is_open_to(finding)]
    assert len(first["explains"]) >= len(unmet) * 0.9, [
        (finding["check"], finding["actual"] or finding["reason"])
        for finding in unmet
        if finding["check"] not in first["explains"]
    ]


@pytest.mark.parametrize("name", EMBEDDED)
def test_a_healthy_target_has_no_diagnosis(name: str) -> None:
    """A cause without a problem would send somebody to change what is right."""
    causes, _ = told(Misconfiguration("healthy", "", name, suites=tuple(suites())))
    assert causes == []


@pytest.mark.parametrize(
    "one", [*HEALTHY, *FURTHER_HEALTHY, *HOP_HEALTHY], ids=lambda one: one.name
)
def test_what_newcomers_set_up_rightly_has_no_diagnosis(one: Misconfiguration) -> None:
    """The counterparts of what is set up wrongly."""
    causes, _ = told(one)
    assert causes == []


TWELVE = (
    *("any-callback", "any-secret", "endless-code", "verifier-ignored", "no-nonce", "state-cut"),
    *("any-token-will-do", "client-errors-misnamed", "logout-ends-nothing", "roca-key"),
    *("believes-the-host-header", "frameable-pages"),
)


def test_a_hundred_red_rows_of_twelve_defects_are_twelve_causes() -> None:
    """One defect, one line: nothing that is red is left beside them."""
    causes, findings = told(Misconfiguration("all", "", "reference", faults=existing(*TWELVE)))
    red = {one["check"] for one in findings if one["outcome"] in ("FAILED", "WARNED")}
    assert len(red) > 100
    assert len({one["id"] for one in causes}) == len(causes) == len(TWELVE)
    assert red - {check for one in causes for check in one["explains"]} == set()


REFUSALS = {
    "HTTP 401 invalid_client No client credentials found.": "secret-missing",
    "HTTP 401 unauthorized_client Invalid client or Invalid client credentials": "secret-missing",
    "HTTP 401 access_denied Unauthorized": "secret-missing",
    "HTTP 400 unauthorized_client The client is not authorized to use the provided grant type. "
    "Configured grant types: [implicit].": "flow-not-enabled",
    "HTTP 400 unauthorized_client invalid_redirect": "callback-changed-on-the-way",
    "HTTP 400 unauthorized_client": "code-grant-not-enabled",
    "HTTP 400 invalid_grant The grant is invalid, expired, revoked, does not match the redirection "
    "URI used in the request, or was issued to another client.": "grant-refused",
    "HTTP 400 invalid_grant PKCE verification failed.": "verifier-refused",
}


@pytest.mark.parametrize("said", REFUSALS)
def test_what_products_say_at_the_token_endpoint_leads_to_its_cause(said: str) -> None:
    """Each has its own words for the same mistake, and some the same word for two."""
    target = from_environment(
        {
            "OIDC_ISSUER": "https://op.example.com",
            "OIDC_CLIENT_ID": "wandb",
            "OIDC_AUTH_METHOD": "pkce",
            "HOST": "https://wandb.example.com",
        }
    )
    assert target is not None
    texts = {"expected": "HTTP 200", "actual": said, "where": "token response", "reason": ""}
    texts |= {"remedy": "", "exchanges": []}
    finding = {"check": "token/success", "target": "op", "outcome": "FAILED", **texts}
    found = diagnoses([{"name": "op", "vendor": "", "settings": target.settings}], [finding], {})
    assert [one["id"] for one in found] == [REFUSALS[said]]


BEGAN = "after GET https://op.example.com/authorize (authorization request, op-7)"
SILENCES = {
    f"After this refusal (HTTP 403, “Blocked”) a correct request is not answered as before, so it "
    f"decides nothing: the harness may have been blocked, {BEGAN}.": "blocked-on-the-way",
    f"The discovery document is not served any more as it was, so what was answered decides "
    f"nothing: the harness may have been blocked, {BEGAN}.": "blocked-on-the-way",
    "A request got no usable response: GET https://op.example.com/x: the proxy http://proxy:3128 "
    "(HTTPS_PROXY) did not lead to op.example.com: HTTP 403 Forbidden": "proxy-does-not-lead",
    "A request got no usable response: GET https://op.example.com/keys: HTTP 429, to be tried "
    "again in 5 s": "too-many-requests",
    "A request got no usable response: GET https://op.example.com/token: https://op.example.com "
    "takes no connections any more: the last request that was answered is A, the first that was "
    "not is B": "stopped-answering",
    "The clock was moved.": None,
}


@pytest.mark.parametrize("reason", SILENCES)
def test_what_keeps_the_provider_from_answering_is_a_cause(reason: str) -> None:
    """It names the request after which nothing came, and explains what was stopped."""
    texts = {"expected": "", "actual": "", "where": "", "reason": reason, "remedy": ""}
    stopped = {"outcome": "NOT_RUN", "not_run": "stopped", "exchanges": [], **texts}
    findings = [{"check": f"token/{name}", "target": "op"} | stopped for name in ("one", "two")]
    settings = {"OIDC_ISSUER": "https://op.example.com"}
    causes = diagnoses([{"name": "op", "vendor": "", "settings": settings}], findings, {})
    cause = SILENCES[reason]
    told = [(one["id"], one["kind"], one["explains"]) for one in causes]
    assert told == ([(cause, "obstacle", ["token/one", "token/two"])] if cause else [])


REFUSED = {
    "M18 discovery URL as issuer": (
        {"OIDC_ISSUER": "https://op.example.com/.well-known/openid-configuration"},
        "OIDC_ISSUER (the environment): 'https://op.example.com/.well-known/openid-configuration': "
        "leave the suffix out; write 'https://op.example.com'",
    ),
    "M18 space behind the client ID": (
        {"OIDC_CLIENT_ID": "wandb "},
        "OIDC_CLIENT_ID (the environment): has whitespace around its value; write 'wandb'",
    ),
    "a zero-width space behind the client ID": (
        {"OIDC_CLIENT_ID": "wandb\u200b"},
        "OIDC_CLIENT_ID (the environment): has a character in it that nobody sees (U+200B), as "
        "pages and documents have them; write 'wandb'",
    ),
    "a soft hyphen in the issuer": (
        {"OIDC_ISSUER": "https://op.exam\u00adple.com"},
        "OIDC_ISSUER (the environment): has a character in it that nobody sees (U+00AD), as "
        "pages and documents have them; write 'https://op.example.com'",
    ),
    "quotes, as an env file keeps them": (
        {"OIDC_ISSUER": '"https://op.example.com"'},
        "OIDC_ISSUER (the environment): has quotes around its value; "
        "write 'https://op.example.com'",
    ),
    "a placeholder of a guide": (
        {"OIDC_ISSUER": "https://{yourOktaDomain}/oauth2/default"},
        "OIDC_ISSUER (the environment): 'https://{yourOktaDomain}/oauth2/default': "
        "'{yourOktaDomain}' is a placeholder, as guides have them; "
        "write what stands there for you",
    ),
    "the callback in HOST": (
        {"HOST": "https://wandb.example.com/oidc/callback"},
        "HOST (the environment): the callback is appended to it; write 'https://wandb.example.com'",
    ),
    "M18 space behind the issuer": (
        {"OIDC_ISSUER": "https://op.example.com "},
        "OIDC_ISSUER (the environment): has whitespace around its value; "
        "write 'https://op.example.com'",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_provider_need_be_asked_about_is_told_at_once(name: str) -> None:
    """Before a request is sent, one sentence names the setting and what to write."""
    changes, sentence = REFUSED[name]
    settings = {"OIDC_ISSUER": "https://op.example.com", "OIDC_CLIENT_ID": "wandb"}
    with pytest.raises(SettingsError) as refusal:
        from_environment(settings | {"HOST": "https://wandb.example.com"} | changes)
    assert str(refusal.value) == sentence


def test_every_known_misconfiguration_is_set_up() -> None:
    """All that the project knows of, M1 to M31, by number."""
    named = {name.split()[0] for name in (*REFUSED, *(one.name for one in MISCONFIGURATIONS))}
    assert {f"M{number}" for number in range(1, 32)} - named == set()


def test_every_rule_is_reproduced() -> None:
    """A rule that no misconfiguration shows may never hold."""
    shown = {one.diagnosis for one in MISCONFIGURATIONS} | {*filter(None, SILENCES.values())}
    shown |= set(CAUSES_IN_APPLICATIONS.values()) | set(CAUSES_IN_DEPLOYMENTS.values())
    assert {rule.id for rule in rules()} - shown == set()
    assert shown - {rule.id for rule in rules()} == set()


RULE = """
[[rule]]
ident = "mine"
finding = { checks = [] }
"""


def test_what_is_wrong_in_a_rule_is_said_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "token.toml"
    path.write_text(RULE, "utf-8")
    with pytest.raises(ValueError) as wrong:
        read_rules(path)
    told = str(wrong.value)
    assert told.startswith(
        f"{path}: rule 1: id: Field required; finding: Value error, checks or reason is needed"
    )
    assert "ident: Extra inputs are not permitted; members are id, vendors, finding" in told
    path.write_text(RULE.replace("]]", "]"), "utf-8")
    with pytest.raises(ValueError, match=r"token.toml: "):
        read_rules(path)
    path.write_text(f"[shard]{RULE}", "utf-8")
    with pytest.raises(ValueError, match=r"token.toml: shard: Extra .*; members are shared, rule"):
        read_rules(path)


SHARED = """
[shared]
finding = { checks = ["flow/login"] }
summary = "s"
seen = "s"
setting = "s"
current = "c"
correct = "c"
stops = "of all"

[[rule]]
id = "as-all"

[[rule]]
id = "otherwise"
stops = "its own"
"""


def test_a_rule_has_what_its_file_shares_unless_it_says_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "token.toml"
    path.write_text(SHARED, "utf-8")
    assert [(one.id, one.stops) for one in read_rules(path)] == [
        ("as-all", "of all"),
        ("otherwise", "its own"),
    ]
    path.write_text(f"{SHARED}\n[[rule]]\nident = 'mine'\n", "utf-8")
    with pytest.raises(ValueError, match="rule 3: id: Field required; ident: Extra inputs"):
        read_rules(path)
