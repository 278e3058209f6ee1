"""What the suite of the OpenID Foundation would say: of findings, of the fakes, of faults."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fakes.faults import faults
from suites.coverage import oidf
from suites.coverage.forecast import forecasts, forecasts_of
from suites.harness.given.proving import outcomes
from suites.harness.given.runs import run
from suites.verdicts.verdict import Outcome

SERVER, POST = "oidcc-server", "oidcc-ensure-post-request-succeeds"
DISPLAY = "oidcc-display-page"
UNSIGNED, SIGNED = "oidcc-request-uri-unsigned", "oidcc-request-uri-signed-rs256"
ALGORITHMS = "request_object_signing_alg_values_supported"
NO_REGISTRATION = "The discovery document has no registration_endpoint."


def finding(check: str, outcome: str, **more: str) -> dict[str, Any]:
    return {
        "check": check, "target": "op", "outcome": outcome, "reason": "", "where": "the response",
        "expected": "one thing", "actual": "another", **more,
    }  # fmt: skip


def said(
    *changed: dict[str, Any], auth_method: str = "pkce", **excused: str
) -> dict[str, dict[str, Any]]:
    """The forecasts by profile, where all checks passed but those that are `changed`."""
    every = {check: finding(check, "PASSED") for check in known()}
    every |= {one["check"]: one for one in changed}
    told = forecasts(auth_method, every.values(), excused)
    return {one["profile"]: one for one in told}


def known() -> list[str]:
    """Every check that has a say."""
    lists = (oidf.common(), *oidf.suite_modules())
    claims = [check for one in oidf.certification_profiles() for check in one.claimed_by]
    return sorted({*claims, *(check for one in lists for check in one.checks)})


def modules(forecast: Mapping[str, Any], *words: str) -> dict[str, str]:
    """The modules with one of these words, and why."""
    return {one["module"]: one["because"] for one in forecast["modules"] if one["word"] in words}


@pytest.mark.parametrize("outcome", ["FAILED", "WARNED", "KNOWN", "WAIVED"])
def test_a_module_fails_by_a_check_that_is_as_strict(outcome: str) -> None:
    """Nobody of the Foundation knows a deviation of a vendor, or a waiver."""
    basic = said(finding("authorization/display-page", outcome))["Basic OP"]
    assert modules(basic, "would fail") == {
        DISPLAY: "authorization/display-page: the response: expected one thing, got another"
    }
    assert basic["word"] == "would fail"
    assert basic["because"] == "Of its 38 modules 1 would fail, 37 would pass."


def test_a_check_that_asks_more_leaves_the_module_open() -> None:
    config = said(finding("discovery/issuer-exact", "FAILED"))["Config OP"]
    assert config["word"] == "not judged"
    assert config["because"].startswith("discovery/issuer-exact: the response: expected")
    assert not modules(config, "would fail", "would pass")


def test_what_goes_beyond_a_module_decides_nothing() -> None:
    every = said(finding("discovery/code-challenge-methods", "WARNED"))
    assert every["Config OP"]["word"] == "would pass"


def test_a_warning_of_a_module_is_a_warning() -> None:
    basic = said(finding("authorization/post", "FAILED"))["Basic OP"]
    assert list(modules(basic, "would warn")) == [POST]
    assert basic["word"] == "would warn"


@pytest.mark.parametrize("outcome", ["NOT_RUN", "ERRORED", "REVIEW"])
def test_without_a_finding_that_decides_a_module_is_not_judged(outcome: str) -> None:
    basic = said(finding("authorization/display-page", outcome, reason="Nobody came."))["Basic OP"]
    assert modules(basic, "not judged") == {DISPLAY: "authorization/display-page: Nobody came."}
    assert basic["word"] == "not judged"
    assert all(one["word"] != "would pass" for one in forecasts("pkce", [], {}))


@pytest.mark.parametrize(
    ("auth_method", "own", "other"),
    [("pkce", "Basic OP", "Implicit OP"), ("implicit", "Implicit OP", "Basic OP")],
)
def test_what_was_judged_by_one_auth_method_decides_in_no_other_flow(
    auth_method: str, own: str, other: str
) -> None:
    every = said(finding("authorization/display-page", "FAILED"), auth_method=auth_method)
    assert list(modules(every[own], "would fail")) == [DISPLAY]
    assert DISPLAY in modules(every[other], "not judged")
    assert SERVER in modules(every[other], "would pass")
    for profile in (other, "Hybrid OP"):
        assert not modules(every[profile], "would fail")


def test_what_all_modules_look_at_fails_all_that_log_somebody_in() -> None:
    every = said(finding("jwks/unique-kids", "WARNED"))
    assert len(modules(every["Basic OP"], "would fail")) == 38
    assert every["Config OP"]["word"] == "would pass"


def test_a_wrong_setting_is_not_held_against_the_provider() -> None:
    wrong = ("discovery/subject-types", "authorization/display-page")
    every = [finding(check, "FAILED" if check in wrong else "PASSED") for check in known()]
    causes = [
        {"target": "op", "kind": kind, "summary": f"A {kind}.", "explains": [check]}
        for kind, check in zip(("setting", "defect"), wrong, strict=True)
    ]
    found = forecasts_of([{"name": "op", "auth_method": "pkce"}], every, causes)["op"]
    config, basic = (next(one for one in found if one["profile"] == title) for title in (
        "Config OP", "Basic OP",
    ))  # fmt: skip
    assert list(modules(config, "not judged").values()) == ["discovery/subject-types: A setting."]
    assert list(modules(basic, "would fail")) == [DISPLAY]


def test_a_profile_that_the_provider_does_not_claim_is_not_forecast() -> None:
    missing = "response_types_supported does not list 'id_token'."
    every = said(finding("flow/implicit-id-token", "NOT_APPLICABLE", reason=missing))
    implicit = every["Implicit OP"]
    assert (implicit["word"], implicit["because"]) == ("not claimed", missing)
    assert implicit["modules"] == []


def test_what_the_client_may_not_do_the_provider_may_claim() -> None:
    refused = "The client may not use this method: error=unauthorized_client."
    every = said(finding("flow/implicit-id-token", "NOT_APPLICABLE", reason=refused))
    assert every["Implicit OP"]["word"] == "not judged"


@pytest.mark.parametrize(
    ("module", "reason", "word"),
    [
        ("oidcc-idtoken-unsigned", "none is not listed.", "would pass"),
        ("oidcc-idtoken-unsigned", NO_REGISTRATION, "would pass"),
        ("oidcc-idtoken-signature", NO_REGISTRATION, "would pass"),
        ("oidcc-refresh-token", "The login gave no refresh token.", "would pass"),
        ("oidcc-refresh-token", NO_REGISTRATION, "not judged"),
        ("oidcc-server-client-secret-post", NO_REGISTRATION, "not judged"),
        ("oidcc-display-page", "Why ever.", "not judged"),
    ],
)
def test_a_module_that_the_suite_skips_would_pass(module: str, reason: str, word: str) -> None:
    """For want of a feature that is optional, or where the plan of a static client lacks it."""
    checks = next(one.checks for one in oidf.suite_modules() if one.name == module)
    none = [finding(check, "NOT_APPLICABLE", reason=reason) for check in checks]
    assert module in modules(said(*none)["Basic OP"], word)


@pytest.mark.parametrize(
    ("module", "reason", "word"),
    [
        (UNSIGNED, "request_uri_parameter_supported is false.", "would fail"),
        (UNSIGNED, f"{ALGORITHMS} does not list none.", "would pass"),
        (UNSIGNED, f"The discovery document has no {ALGORITHMS}.", "not judged"),
        (SIGNED, "request_uri_parameter_supported is false.", "would fail"),
        (SIGNED, f"{ALGORITHMS} does not list RS256.", "would fail"),
        (SIGNED, "Why ever.", "not judged"),
        ("oidcc-claims-essential", "claims_parameter_supported is not true.", "would warn"),
    ],
)
def test_a_module_is_not_met_without_what_it_asks_of_every_provider(
    module: str, reason: str, word: str
) -> None:
    """Core section 15.2 wants request_uri of dynamic providers: the suite skips for none alone."""
    (one,) = [one for one in oidf.suite_modules() if one.name == module]
    lacking = [finding(check, "NOT_APPLICABLE", reason=reason) for check in one.checks]
    told = said(*lacking)["Dynamic OP" if "Dynamic" in one.plans else "Basic OP"]
    assert module in modules(told, word)
    assert told["word"] == word


def test_a_check_of_two_modules_fails_the_one_that_its_place_is_about() -> None:
    without, beside = (
        f"oidcc-prompt-none-{one}" for one in ("not-logged-in", "logged-in")
    )  # fmt: skip
    place = "authorization response, without a session"
    basic = said(finding("authorization/prompt-none-page", "FAILED", where=place))["Basic OP"]
    assert list(modules(basic, "would fail")) == [without]
    assert list(modules(basic, "not judged")) == [beside]


def test_every_check_of_the_map_has_one_strictness_in_a_module() -> None:
    for one in oidf.suite_modules():
        strict = [each.check for word in oidf.LISTS for each in one.of(word, everything())]
        assert not set(strict) & set(one.beyond), one.name
        assert one.of("decides", everything()) or strict, one.name


def test_a_run_tells_of_the_profiles_that_it_judged(tmp_path: Path) -> None:
    """In run.json; a run of a part leaves the rest open."""
    areas = [word for area in ("discovery", "issuer", "jwks") for word in ("--check", f"{area}/*")]
    (target,) = run(tmp_path, "--target", "reference", *areas).data["targets"]
    words = {one["profile"]: one["word"] for one in target["answers"]["conforms"]["forecasts"]}
    assert words.pop("Config OP") == "would pass"
    assert set(words.values()) == {"not judged"}
    assert len(words) == len(oidf.certification_profiles()) - 1


def everything() -> list[str]:
    return [*oidf.FLOWS, *(profile.name for profile in oidf.certification_profiles())]


def told(found: Mapping[str, Outcome], auth_method: str) -> dict[str, dict[str, Any]]:
    """The forecasts for what was found on a fake."""
    findings = [
        finding(
            check, one.outcome, reason=one.reason, where=one.where, expected=one.expected,
            actual=one.actual,
        )
        for check, one in found.items()
    ]  # fmt: skip
    return {one["profile"]: one for one in forecasts(auth_method, findings, {})}


def test_the_reference_is_forecast_to_pass_all() -> None:
    """By one auth method or the other; what neither judges is left open, never passed."""
    every = {
        method: told(outcomes("reference", None, known(), method), method)
        for method in ("pkce", "implicit")
    }
    for title in every["pkce"]:
        both = [every[method][title] for method in every]
        assert not any(modules(one, "would warn", "would fail") for one in both), title
        assert "not claimed" not in [one["word"] for one in both]
        assert "would pass" in [one["word"] for one in both], title
        if "Hybrid" in title:
            assert both[0]["word"] == both[1]["word"], title


@pytest.mark.parametrize(
    ("name", "profile", "words", "of"),
    [
        ("display-page-refused", "Basic OP", "would fail", {DISPLAY}),
        ("userinfo-takes-get-only", "Basic OP", "would fail", {"oidcc-userinfo-post-header"}),
        ("requests-by-get-only", "Basic OP", "would warn", {POST}),
        ("address-forgotten", "Basic OP", "would warn", {"oidcc-scope-address"}),
        ("silent-request-asks", "Basic OP", "would fail", {"oidcc-prompt-none-not-logged-in"}),
        ("no-subject-types", "Config OP", "would fail", {"oidcc-discovery-endpoint-verification"}),
        ("registered-query-ignored", "Dynamic OP", "would fail",
         {"oidcc-redirect-uri-query-mismatch"}),
        ("hybrid-max-age-ignored", "Hybrid OP", "would fail", {"oidcc-max-age-1"}),
        ("hybrid-acr-values-ignored", "Form Post OP (Hybrid)", "would warn",
         {"oidcc-ensure-request-with-acr-values-succeeds"}),
        ("pkce-not-said", "Config OP", "would fail", set()),
    ],
)  # fmt: skip
def test_a_fault_makes_its_module_fail_or_warn_and_no_other(
    name: str, profile: str, words: str, of: set[str]
) -> None:
    wanted = next(one for one in oidf.certification_profiles() if one.title == profile)
    lists = [oidf.common(), *oidf.modules_of(wanted)]
    ids = sorted({*wanted.claimed_by, *(check for one in lists for check in one.checks)})
    found = told(outcomes("reference", faults()[name], ids), "pkce")[profile]
    assert set(modules(found, "would fail", "would warn")) == of
    assert set(modules(found, words)) == of
