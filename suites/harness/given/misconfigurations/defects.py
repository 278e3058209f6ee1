"""Defects of a provider, each with the cause that it is told as."""

from suites.harness.given.misconfigurations.ways import Misconfiguration, existing, setting

CAUSES = {
    "any-callback": "any-redirect-uri",
    "errors-to-any-callback": "errors-to-any-redirect-uri",
    "callback-by-host-suffix": "sub-domain-as-redirect-uri",
    "callback-by-host-prefix": "part-of-a-host-as-redirect-uri",
    "callback-by-host": "any-path-as-redirect-uri",
    "callback-by-prefix": "any-path-as-redirect-uri",
    "callback-port-ignored": "any-port-as-redirect-uri",
    "callback-query-ignored": "any-query-as-redirect-uri",
    "message-to-any-callback": "redirect-uri-not-compared-in-some-requests",
    "scope-before-callback": "errors-told-before-redirect-uri",
    "callback-path-normalised": "redirect-uri-compared-loosely",
    "unknown-client-accepted": "any-client-id",
    "any-logout-url": "any-logout-url",
    "logout-url-by-prefix": "logout-url-compared-loosely",
    "code-of-any-client": "client-not-authenticated",
    "any-secret": "any-secret",
    "signature-unchecked": "client-signatures-unchecked",
    "client-id-of-the-form": "code-of-any-client",
    "redirect-uri-unchecked": "code-of-any-redirect-uri",
    "endless-code": "code-used-again",
    "verifier-ignored": "pkce-ignored",
    "hybrid-without-pkce": "pkce-ignored-in-the-hybrid-flow",
    "missing-verifier-accepted": "verifier-left-out",
    "challenge-is-verifier": "verifier-not-compared-rightly",
    "pkce-optional": "pkce-not-required",
    "refresh-token-of-any-client": "refresh-token-of-any-client",
    "old-refresh-tokens-work": "refresh-token-used-again",
    "no-nonce": "nonce-dropped",
    "state-cut": "state-not-echoed",
    "userinfo-for-everybody": "userinfo-for-everybody",
    "any-token-will-do": "userinfo-takes-any-token",
    "client-errors-misnamed": "token-errors-in-another-form",
    "logout-ends-nothing": "session-not-ended",
    "believes-the-host-header": "host-header-trusted",
    "frameable-pages": "pages-frameable",
    "talkative-pages": "pages-without-policy",
    "roca-key": "keys-weak",
    "logout-is-broken": "server-errors",
    "no-token-endpoint": "endpoint-missing",
    "no-keys": "no-keys",
    "page-for-key-set": "keys-not-reachable",
    "no-id-token": "no-id-token",
    "altered-id-token": "id-token-signature-wrong",
    "wrong-audience": "id-token-of-another-audience",
    "expired-at-issue": "id-token-expired",
    "unsigned-id-token": "id-token-unsigned",
    "user-from-a-header": "proxy-identity-trusted",
    "client-id-shown-raw": "critical-requirement",
    "opaque-id-token": "id-token-unreadable",
}
BY_FORM_POST = {
    "form-post-ignored": "form-post-not-done",
    "form-post-not-offered": "form-post-not-announced",
}
DEFECTS = [
    *(
        Misconfiguration(f"defect: {fault}", cause, "reference", faults=existing(fault))
        for fault, cause in CAUSES.items()
    ),
    *(
        Misconfiguration(
            f"defect: {fault}",
            cause,
            "reference",
            setting(auth_method="implicit"),
            faults=existing(fault),
        )
        for fault, cause in BY_FORM_POST.items()
    ),
    Misconfiguration(
        "defect: only-hybrid-offered",
        "response-type-not-announced",
        "reference",
        faults=existing("only-hybrid-offered"),
    ),
]
