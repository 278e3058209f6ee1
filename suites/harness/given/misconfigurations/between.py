"""What is wrong between the parties, or with the provider itself: clocks, keys, gateways, trust."""

from suites.harness.given.misconfigurations.ways import (
    Misconfiguration,
    existing,
    gateway,
    without_trust,
)

ELSEWHERE = "http://10.0.0.7:8080/oidc/callback"
LOST_VERIFIER = gateway("verifier-lost", "code_verifier")
LOST_CHALLENGE = gateway("challenge-lost", "code_challenge", at="authorization")
OTHER_NODE = gateway("other-node", "redirect_uri", ELSEWHERE)

BETWEEN = [
    *(
        Misconfiguration(fault, diagnosis, on, faults=existing(fault))
        for fault, diagnosis, on in (
            ("certificate-of-another-host", "certificate-of-another-host", "reference"),
            ("expired-certificate", "certificate-expired", "reference"),
            ("old-tls-only", "tls-breaks-off", "reference"),
            ("document-fails", "discovery-fails", "reference"),
            ("foreign-issuer", "document-of-another-issuer", "reference"),
            ("slash-in-document", "document-of-another-issuer", "reference"),
            ("issuer-over-http", "base-url-of-the-provider", "reference"),
            ("issuer-with-query", "base-url-of-the-provider", "reference"),
            ("suffix-in-issuer", "base-url-of-the-provider", "reference"),
            ("pool-of-another-region", "pool-of-another-region", "cognito"),
        )
    ),
    Misconfiguration(
        "M20 email_verified as text",
        "email-verified-no-boolean",
        "reference",
        faults=existing("email-verified-as-text-in-the-id-token"),
    ),
    Misconfiguration(
        "email_verified is false",
        "email-not-verified",
        "reference",
        faults=existing("email-not-verified"),
    ),
    Misconfiguration(
        "M21 clock ahead", "clock-differs", "reference", faults=existing("clock-ahead")
    ),
    Misconfiguration(
        "M21 nbf in the future", "clock-differs", "reference", faults=existing("not-yet-valid")
    ),
    *(
        Misconfiguration(
            f"M25 redirect_uri of another node, {on}",
            "callback-changed-on-the-way",
            on,
            faults=OTHER_NODE,
        )
        for on in ("reference", "cognito", "okta-pkce")
    ),
    Misconfiguration("M26 private CA", "certificate-not-trusted", "cognito", without_trust),
    *(
        Misconfiguration(f"M27 verifier lost, {on}", "verifier-lost", on, faults=LOST_VERIFIER)
        for on in ("reference", "okta-pkce", "keycloak")
    ),
    Misconfiguration(
        "M27 challenge lost", "challenge-required", "okta-pkce", faults=LOST_CHALLENGE
    ),
    Misconfiguration(
        "M30 PKCE not announced",
        "pkce-not-announced",
        "reference",
        faults=existing("pkce-not-said"),
    ),
    Misconfiguration(
        "M31 key not published", "keys-behind", "reference", faults=existing("unpublished-key")
    ),
    Misconfiguration(
        "key of an application with claims mapping",
        "key-of-the-application",
        "entra",
        faults=existing("unpublished-key"),
    ),
    Misconfiguration(
        "times in milliseconds",
        "times-in-milliseconds",
        "reference",
        faults=existing("milliseconds"),
    ),
]
