"""Sample runs for the tests and the benchmark of the reports: realistic, hostile, of any size.

`run(findings)` is a pure function of its arguments. A part of the values is what a hostile target
would send, so whatever shows a sample must survive it.
"""

import json
import random
from typing import Any

from fakes.wire.purposes import Purpose
from reports.run.assembly import assemble
from reports.run.shape import (
    About,
    Diagnosis,
    Entry,
    Exchange,
    Finding,
    Forecast,
    Jwt,
    Response,
    Run,
    Target,
)
from reports.run.store import to_json
from suites.harness.given.report_requirements import REQUIREMENTS

HOSTILE = [
    "<script>document.title = 'owned'</script>",
    "</style></script><img src=x onerror=\"document.title='owned'\">",
    "javascript:document.title='owned'",
    "‮gnp.exe‬ reversed, zero\u200bwidth, line\u2028separator",
    "NUL \x00 escape \x1b[2J bell \x07 delete \x7f C1 \x9b",
    "{{ 7 * 7 }} {% raw %} ${7*7} &amp; &lt;",
    "lone surrogate \ud800 end",
    "very long " + "x" * 20_000,
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
    '"><a href="javascript:alert(1)">link</a><!--',
]
TARGETS = [
    ("cognito", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E", "pkce"),
    ("okta-pkce", "https://dev-1234.okta.com/oauth2/default", "pkce"),
    ("okta-implicit", "https://dev-1234.okta.com/oauth2/default", "implicit"),
]
_RARE = {
    "FAILED": 5, "ERRORED": 1, "REVIEW": 1, "WARNED": 3, "KNOWN": 3, "WAIVED": 1, "NOT_RUN": 2,
    "NOT_APPLICABLE": 4, "PASSED": 80,
}  # fmt: skip


def run(findings: int = 60, *, outcomes: dict[str, int] | None = None, seed: int = 7) -> Run:
    """A run of about this many findings, on three targets or, for many, on as many as it takes.

    `outcomes` are the weights by which outcomes are drawn.
    """
    dice = random.Random(seed)  # noqa: S311 reproducible, not secret
    per_target = min(max(1, findings // 3), 250)
    catalogue = checks(per_target)
    names = targets(max(1, findings // per_target))
    exchanges = [exchange(dice, state, n) for state in names for n in range(per_target)]
    weights = outcomes or _RARE
    told = [
        finding(
            dice, entry, state["name"], drawn(dice, entry["level"], weights), min(40, per_target)
        )
        for state in names
        for entry in catalogue
    ]
    return assemble(
        findings=told, targets=names, exchanges=exchanges, problems=[], catalogue=catalogue,
        about=about(catalogue, names), not_run_because="This run did not select the check.",
        forecasts={state["name"]: forecasts() for state in names},
    )  # fmt: skip


def forecasts() -> list[Forecast]:
    """A profile whose modules have each of the words, and one that is not claimed."""
    words = ("would fail", "would warn", "would pass", "not judged")
    return [
        {
            "profile": "Basic OP", "plan": "basic-plan", "word": "would fail",
            "because": "Of its 4 modules 1 would fail.",
            "modules": [
                {"module": f"module-{n}", "word": word, "because": HOSTILE[n], "check": ""}
                for n, word in enumerate(words)
            ],
        },
        {
            "profile": "Session OP", "plan": "session-plan", "word": "not claimed",
            "because": HOSTILE[4], "modules": [],
        },
    ]  # fmt: skip


def as_written(told: Run) -> Any:
    """The run as somebody reads it back from run.json."""
    return json.loads(to_json(told))


def drawn(dice: random.Random, level: str, weights: dict[str, int]) -> str:
    """An outcome by its weight; only a MUST can fail, only what is no MUST can be warned of."""
    outcome = dice.choices(list(weights), list(weights.values()))[0]
    if outcome in ("FAILED", "WARNED"):
        return "FAILED" if level == "MUST" else "WARNED"
    return outcome


def about(catalogue: list[Entry], states: list[Target]) -> About:
    """The fields of a run that are copied as they are."""
    faults = sorted({name for entry in catalogue for name in entry["faults"]})
    return {
        "started": "2026-11-23T04:05:06+00:00",
        "duration_s": 8.214,
        "versions": {"ssoproof": "0.1.0", "python": "3.12.1", "pytest": "9.2.0"},
        "options": {"HOST": "https://wandb.example.com", "targets": [s["name"] for s in states]},
        "exit_code": 1,
        "faults": [
            {
                "name": name,
                "says": f"The provider has the defect {name}.",
                "caught_by": [entry["id"] for entry in catalogue if name in entry["faults"]],
            }
            for name in faults
        ],
        "diagnoses": [diagnosis(catalogue, states[0]["name"])],
        "notices": [
            {"kind": "deviation-gone", "target": states[0]["name"], "text": "sub is a string now."}
        ],
    }


def diagnosis(catalogue: list[Entry], target: str) -> Diagnosis:
    """A cause that explains the first dozen findings of a target."""
    says = "What a diagnosis says as its"
    return {
        "id": f"{says} id", "summary": f"{says} summary", "seen": f"{says} seen",
        "setting": f"{says} setting", "current": f"{says} current", "correct": f"{says} correct",
        "target": target, "explains": [entry["id"] for entry in catalogue[:12]],
    }  # fmt: skip


def targets(count: int) -> list[Target]:
    """So many targets' states, the first three with names that a user would give."""
    told: list[Target] = []
    for n in range(count):
        name, issuer, method = TARGETS[n % 3]
        told.append(
            {
                "name": name if n < 3 else f"{name}-{n // 3}",
                "issuer": issuer,
                "vendor": name.partition("-")[0],
                "profile": "wandb",
                "auth_method": method,
                "requests": 301 + n,
                "logins": 7,
                "duration_s": 2.5 + n / 10,
            }
        )
    return told


def checks(count: int) -> list[Entry]:
    """A catalogue of so many checks; beyond the named ones they are numbered."""
    named = [(area, *rest) for area, rows in REQUIREMENTS.items() for rest in rows]
    told: list[Entry] = []
    for n in range(count):
        area, slug, title, why = named[n % len(named)]
        again = n // len(named)
        fault = f"{slug.title().replace('-', '')}Broken{again or ''}"
        told.append(
            {
                "id": f"{area}/{slug}{f'-{again}' if again else ''}",
                "title": title,
                "why": why,
                "level": ("MUST", "MUST", "SHOULD", "MAY")[n % 4],
                "severity": ("critical", "high", "medium", "low", "info")[n % 5],
                "run_class": ("safe", "safe", "stateful", "noisy")[n % 4],
                "area": area,
                "spec": [
                    {
                        "text": "OpenID Connect Core 1.0, 3.1.2.1",
                        "url": "https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest",
                    }
                ],
                "remedy": "Set OIDC_ISSUER to the exact `issuer` of the discovery document.",
                "faults": [fault],
                "location": f"suites/oidc/test_{area}.py:{10 + n}",
            }
        )
    return sorted(told, key=lambda entry: list(REQUIREMENTS).index(entry["area"]))


def finding(dice: random.Random, entry: Entry, target: str, outcome: str, known: int) -> Finding:
    """A finding that rests on some of the target's first `known` exchanges.

    About one in four of those that did not pass has a hostile value.
    """
    hostile = outcome != "PASSED" and dice.random() < 0.25
    passed = outcome in ("PASSED", "NOT_RUN", "NOT_APPLICABLE")
    actual = dice.choice(HOSTILE) if hostile else "https://dev-1234.okta.com"
    return {
        "check": entry["id"], "target": target, "outcome": outcome,
        "reason": "" if outcome in ("PASSED", "FAILED") else REASONS.get(outcome, ""),
        "expected": "" if passed else "https://dev-1234.okta.com/oauth2/default",
        "actual": "" if passed else actual, "where": "" if passed else "discovery document, issuer",
        "exchanges": [
            f"{target}-{number}"
            for number in sorted(dice.sample(range(known), min(known, dice.randint(1, 4))))
        ],
        "fingerprint": f"{dice.getrandbits(64):016x}", "duration_s": dice.randint(1, 90) / 1000,
        "rerun": f"pytest suites/oidc --check '{entry['id']}' --target {target}",
        "remedy": "", "source": SOURCES.get(outcome, ""),
    }  # fmt: skip


REASONS = {
    "ERRORED": "TimeoutError in the harness while it read the page",
    "REVIEW": "The page asks for consent in words that only a person can judge",
    "WARNED": "The recommended header is missing",
    "KNOWN": "Cognito sends booleans of userinfo as strings",
    "WAIVED": "Accepted by security@example.com until 2027-01-31",
    "NOT_RUN": "The login stopped on the page https://dev-1234.okta.com/login (fields: otp)",
    "NOT_APPLICABLE": "The discovery document has no end_session_endpoint",
}
SOURCES = {
    "KNOWN": "https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html",
    "WAIVED": "javascript:alert('a source that is no web link')",
}
_STEPS = [
    (Purpose.DISCOVERY, "GET", "/.well-known/openid-configuration", 200),
    (Purpose.AUTHORIZATION_REQUEST, "GET", "/v1/authorize?client_id=wandb&response_type=code", 302),
    (Purpose.LOGIN_PAGE, "GET", "/login?step=1", 200),
    (Purpose.FORM, "POST", "/login", 302),
    (Purpose.TOKEN_REQUEST, "POST", "/v1/token", 200),
]


def exchange(dice: random.Random, target: Target, number: int) -> Exchange:
    """One exchange with the target; some have no answer, some a JWT, some a hostile body."""
    purpose, method, path, status = _STEPS[number % len(_STEPS)]
    answered = dice.random() > 0.02
    body = dice.choice(HOSTILE) if dice.random() < 0.1 else json.dumps({"issuer": target["issuer"]})
    return {
        "id": f"{target['name']}-{number}", "target": target["name"], "started_s": number / 10,
        "elapsed_ms": dice.randint(3, 400) / 10, "purpose": purpose.text,
        "sender": purpose.sender.value,
        "request": {
            "method": method, "url": target["issuer"] + path,
            "headers": [["accept", "application/json"], ["user-agent", "ssoproof/0.1"]],
            "body": "code=«redacted 43 chars»&grant_type=authorization_code"
            if method == "POST" else "", "truncated": 0,
        },
        "response": response(status, target, body) if answered else None,
        "error": "" if answered else "the connection was closed before an answer came",
        "jwts": [jwt(target, body)] if purpose is Purpose.TOKEN_REQUEST and answered else [],
    }  # fmt: skip


def response(status: int, target: Target, body: str) -> Response:
    """An answer; a redirect has its Location."""
    headers = [["content-type", "application/json"], ["set-cookie", "sid=«redacted 64 chars»"]]
    if status == 302:
        headers.append(["location", "https://wandb.example.com/oidc/callback?code=«redacted»"])
    reason = {200: "OK", 302: "Found"}[status]
    return {
        "status": status, "reason": reason, "headers": headers, "body": body,
        "truncated": 1200 if len(body) > 10_000 else 0, "bytes": len(body), "sha256": "ab" * 32,
    }  # fmt: skip


def jwt(target: Target, text: str) -> Jwt:
    """A decoded ID Token with one claim that the target chose."""
    claims = {"iss": target["issuer"], "sub": "00u1", "aud": "wandb", "iat": 1795406706,
              "exp": 1795410306, "name": text[:300], "nested": {"groups": ["a", "b"]}}  # fmt: skip
    return {"where": "response body, id_token", "header": {"alg": "RS256", "kid": "k1"},
            "claims": claims}  # fmt: skip
