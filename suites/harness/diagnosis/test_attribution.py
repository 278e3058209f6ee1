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


def test_what_was_met_without_a_request_is_the_same_at_the_same_place() -> None:
    """Cache and database may both be at a port where nobody listens."""
    nobody = {"expected": "a server that listens at 127.0.0.1:1", "actual": "nobody listens there"}
    places = {"cache": "REDIS (wandb.env)", "database": "MYSQL (wandb.env)"}
    told = [
        finding(f"{area}/answers", "FAILED", where=where, **nobody)
        for area, where in places.items()
    ]
    others = [
        stopped(f"{area}/{slug}", nobody | {"where": where}, "") | {"exchanges": []}
        for area, where in places.items()
        for slug in ("login", "tls")
    ]
    assert causes(*told, *others) == {
        "cache-not-there": ["cache/answers", "cache/login", "cache/tls"],
        "database-not-there": ["database/answers", "database/login", "database/tls"],
    }


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


AT_REGISTERED = {"where": "redirect_uri=x", "actual": "a redirect to the registered https://app"}
TOKEN = {"where": "token response"}
STATUS = ("discovery/status", "FAILED")
CUT = {"expected": "a complete response"}
ALIKE = {
    "errors-told-before-redirect-uri": ("callback/bad-in-query-of-post", "WARNED", AT_REGISTERED),
    "errors-to-any-redirect-uri": ("callback/other-host", "WARNED", AT_REGISTERED),
    "redirect-uri-compared-loosely": (
        *("callback/other-scheme", "FAILED"),
        {"where": "redirect_uri=http://app", "actual": "code delivered to http://app"},
    ),
    "any-logout-url": ("logout/javascript", "FAILED", {"actual": "a redirect to javascript:"}),
    "code-used-again": ("token/code-race", "FAILED", {"actual": "2 successes"}),
    "refresh-token-used-again": ("refresh/old-token-refused", "WARNED", {"actual": "HTTP 200"}),
    "token-errors-in-another-form": (
        *("token/unknown-code", "FAILED"),
        {"where": "token response", "actual": "HTTP 200"},
    ),
    "pages-frameable": ("flow/form-post-not-frameable", "WARNED", {"actual": "neither"}),
    "client-unknown": ("flow/login", "FAILED", {"actual": "HTTP 401 invalid_client"} | TOKEN),
    "challenge-required": (
        *("flow/login", "FAILED"),
        {"actual": "HTTP 400 invalid_grant The verifier fits no code_challenge."} | TOKEN,
    ),
    "callback-changed-on-the-way": (
        *("token/success", "FAILED"),
        {"actual": "HTTP 400 invalid_grant expired, revoked, or of another redirection URI"}
        | TOKEN,
    ),
    "issuer-spelled-otherwise": ("discovery/issuer-exact", "FAILED", {"actual": "no such member"}),
    "id-token-of-another-audience": ("id-token/audience", "FAILED", {"actual": "no such member"}),
    "keys-weak": ("id-token/mac-secret-guessable", "FAILED", {"actual": "a word"}),
    "issuer-unreachable": (*STATUS, CUT | {"actual": "GET https://op: the server disconnected"}),
    "no-common-tls": (*STATUS, CUT | {"actual": "GET https://op: [SSL: UNEXPECTED_EOF] EOF"}),
    "host-name-not-served": (*STATUS, CUT | {"actual": "[SSL: TLSV1_ALERT_INTERNAL_ERROR]"}),
    "discovery-behind-bot-protection": (
        *STATUS,
        {"actual": "HTTP 403: AccessDenied Access Denied"},
    ),
    "discovery-behind-a-login": (
        *STATUS,
        {"actual": "HTTP 302, Location: https://auth.example.com/welcome"},
    ),
    "issuer-without-discovery": (*STATUS, {"actual": "HTTP 403: Forbidden"}),
    "token-endpoint-behind-bot-protection": (
        *("token/success", "FAILED"),
        {"actual": "HTTP 403: Access denied for robot accounts"} | TOKEN,
    ),
    "endpoint-unreachable": (
        *("jwks/status", "FAILED"),
        CUT | {"actual": "GET https://op/keys: the response is larger than 9 bytes"},
    ),
    "no-keys": ("jwks/keys", "FAILED", {"actual": "a string, an object"}),
    "logout-url-not-registered": (
        *("logout/returns-host", "WARNED"),
        {"where": "logout request, which fails without a URL, too", "actual": "a page (HTTP 400)"},
    ),
}


@pytest.mark.parametrize("cause", ALIKE)
def test_what_proves_less_than_a_cause_says_does_not_show_it(cause: str) -> None:
    """A tolerated difference, or half of one, is no proof of the whole."""
    check, outcome, members = ALIKE[cause]
    assert cause not in causes(finding(check, outcome, **members))


def test_another_reason_for_a_right_refusal_is_no_error_of_another_form() -> None:
    """It is tolerated: the client reads that it was refused."""
    met = {"where": "token error response, error", "expected": "invalid_client"}
    other = finding("token/unknown-client", "WARNED", actual="invalid_grant", **met)
    assert causes(other) == {}


WORSE = {
    "errors-to-any-redirect-uri": (
        ("callback/other-host", {"where": "redirect_uri=a", "actual": "a redirect to https://a"}),
        ("callback/sub-path", {"where": "redirect_uri=b", "actual": "code delivered to https://b"}),
    ),
    "sub-domain-as-redirect-uri": (
        ("callback/sub-domain", {"where": "redirect_uri=a", "actual": "code delivered to a"}),
        ("callback/bad-with-query", {"where": "redirect_uri=b", "actual": "code delivered to b"}),
    ),
    "clock-differs": (
        ("id-token/issued-now", {"where": "ID Token, iat", "actual": "later"}),
        ("id-token/audience", {"where": "ID Token, aud", "actual": "another"}),
    ),
    "any-secret": (
        ("token/wrong-secret", {"where": "token response", "actual": "HTTP 200"}),
        ("client-authentication/secret-entropy", {"where": "secret", "actual": "8 bits"}),
    ),
    "client-not-authenticated": (
        ("token/no-secret", {"where": "token response", "actual": "HTTP 200"}),
        ("consent/tampered-target", {"where": "consent page", "actual": "sent to evil"}),
    ),
    "logout-url-not-registered": (
        ("logout/returns-host", {"where": "logout request", "actual": "a page (HTTP 400)"}),
        ("logout/hint-alone", {"where": "prompt=none after a logout", "actual": "still known"}),
    ),
}


@pytest.mark.parametrize("cause", WORSE)
def test_a_cause_hides_nothing_that_it_does_not_explain(cause: str) -> None:
    """What is worse, or of another kind, keeps its own line."""
    shown, other = (finding(check, "FAILED", **members) for check, members in WORSE[cause])
    assert causes(shown, other)[cause] == [shown["check"]]


def test_a_text_of_a_million_letters_is_read_at_its_beginning() -> None:
    """A pattern would look at it for hours, and no report would be written."""
    found = finding("flow/login", "FAILED", actual="y" * 1_000_000, where="y" * 1_000_000)
    assert list(causes(found)) == ["login-refused"]


def test_what_is_not_there_is_no_setting_to_change() -> None:
    """Where the admin API knows no such client, the client ID is what is wrong."""
    missing = finding(
        "client/exists", "FAILED", actual="there is none", where="Okta application nope"
    )
    refused = finding("flow/login", "FAILED", actual="error=invalid_client: unknown client")
    settings = ("OIDC_CLIENT_ID", "OIDC_AUTH_METHOD", "HOST", "redirect_uri", "scope")
    told = {"OIDC_ISSUER": URL} | dict.fromkeys(settings, "nope")
    target = {"name": "op", "vendor": "", "settings": told}
    first, *_ = diagnoses([target], [missing, refused], catalogue())
    assert first["id"] == "client-unknown"
    assert first["seen"] == "Okta application nope: there is none"
    assert "Okta application" not in first["setting"]
