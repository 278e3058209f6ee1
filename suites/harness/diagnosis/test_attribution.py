"""What goes with a cause: the same difference, met in the same request; never words alone."""

from typing import Any

import pytest

from suites.checks.catalogue import catalogue
from suites.diagnosis import diagnoses

PAGE = "the provider showed a page (HTTP 200: Enter the code)"
URL = "http://127.0.0.1:34107"
LOGIN = {"where": "login", "expected": "the login leads back to the application"}


def finding(check: str, outcome: str, **members: Any) -> dict[str, Any]:
    """A finding of run.json."""
    empty = dict.fromkeys(("reason", "expected", "actual", "where", "remedy"), "")
    return {"check": check, "target": "op", "outcome": outcome, "exchanges": []} | empty | members


def stopped(check: str, met: dict[str, str], exchange: str) -> dict[str, Any]:
    """A finding that was stopped by what it met."""
    reason = "Another check judges this first: {where}: expected {expected}, got {actual}"
    told = {"reason": reason.format_map({"where": "", "expected": "", "actual": ""} | met)}
    members = {"not_run": "stopped", "stopped_by": met, "exchanges": [exchange], **told}
    return finding(check, "NOT_RUN", **members)


def causes(*findings: dict[str, Any]) -> dict[str, list[str]]:
    """The causes by id, and what each explains."""
    target = {"name": "op", "vendor": "", "settings": {"OIDC_ISSUER": URL}}
    settings = ("OIDC_CLIENT_ID", "OIDC_AUTH_METHOD", "HOST", "redirect_uri", "scope")
    target["settings"] |= dict.fromkeys(settings, "https://app.example.com")
    return {one["id"]: one["explains"] for one in diagnoses([target], findings, catalogue())}


def test_a_cause_does_not_claim_whoever_repeats_its_words() -> None:
    """The issuer of one machine is its own finding; what the login stopped has another cause."""
    there = finding("application/issuer-reachable", "WARNED", actual=URL, where="OIDC_ISSUER")
    page = LOGIN | {"actual": f"{PAGE} The login stopped at {URL}/login"}
    login = finding("flow/login", "FAILED", exchanges=["op-3"], **page)
    others = [stopped(f"id-token/{name}", page, "op-3") for name in ("nonce", "issuer")]
    assert causes(there, login, *others) == {
        "issuer-on-one-machine": ["application/issuer-reachable"],
        "login-refused": ["flow/login", "id-token/nonce", "id-token/issuer"],
    }


@pytest.mark.parametrize(("where", "exchange"), [("UserInfo response", "op-9"), ("token", "op-4")])
def test_the_same_status_of_another_request_is_a_stranger(where: str, exchange: str) -> None:
    """HTTP 400 here is not the HTTP 400 there."""
    met = {"expected": "HTTP 200", "actual": "HTTP 400"}
    told = finding("token/success", "FAILED", where="token", exchanges=["op-3"], **met)
    other = stopped("userinfo/sub", met | {"where": where}, exchange)
    assert causes(told, other) == {"tokens-refused": ["token/success"]}


def test_what_names_its_judge_goes_with_the_judge() -> None:
    """A check that says who judges what stopped it is explained by that."""
    nonce = finding("id-token/nonce", "FAILED", where="ID Token", actual="no such member")
    named = stopped("authorization/nonce-unchanged", {"check": "id-token/nonce"}, "op-5")
    stranger = stopped("userinfo/sub", {"check": "userinfo/get"}, "op-5")
    assert causes(nonce, named, stranger) == {
        "nonce-dropped": ["id-token/nonce", "authorization/nonce-unchanged"]
    }


def test_what_was_left_out_by_choice_has_no_cause() -> None:
    """Nothing is wrong where nobody asked for it."""
    page = LOGIN | {"actual": PAGE}
    login = finding("flow/login", "FAILED", exchanges=["op-3"], **page)
    left = finding("flow/none", "NOT_RUN", not_run="choice", reason="an error page of noise")
    assert causes(login, left) == {"login-refused": ["flow/login"]}


@pytest.mark.parametrize(
    ("outcome", "told"), [("FAILED", ["critical-requirement"]), ("WARNED", [])]
)
def test_what_is_tolerated_where_a_target_stands_is_no_cause(outcome: str, told: list[str]) -> None:
    """An issuer without TLS on loopback, such as that of every fake that is served there."""
    met = {"where": "OIDC_ISSUER", "expected": "an https URL", "actual": "http://127.0.0.1:1"}
    assert list(causes(finding("issuer/https", outcome, **met))) == told
