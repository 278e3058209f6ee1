"""What a healthy application may do, or leave out: nothing of it is FAILED."""

from typing import Any, ClassVar

import pytest

from fakes.applications.failure import SignInFailed
from fakes.applications.faults import application_faults
from fakes.applications.faults.documents import ENDPOINTS
from fakes.applications.faults.signatures import Lenient
from fakes.applications.homes import Application, Hybrid
from fakes.applications.sessions import Begun
from fakes.faults import Fault, ids
from fakes.relying_party.party import AuthorizationRequest
from suites.application.forgeries import BY_TLS
from suites.checks.catalogue import catalogue
from suites.checks.words import MUST
from suites.harness.given.applications.proving import application_outcomes
from suites.harness.given.proving import RED, described


class NoState(Application):
    """PKCE and nonce protect the login (RFC 9700 section 2.1)."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        return super().asked(**changes | {"state": None})


class NoNonce(Application):
    """A code is bound by PKCE, and nonce is optional (Core section 3.1.2.1)."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        return super().asked(**changes | {"nonce": None})

    def check_nonce(self, claims: dict[str, Any], nonce: str) -> None:
        if nonce:
            super().check_nonce(claims, nonce)


class NonceForPkce(Application):
    """A client with a secret may bind codes by nonce (RFC 9700 section 2.1.1)."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        none = dict.fromkeys(("code_challenge", "code_challenge_method"))
        return super().asked(**changes | none)


class UserinfoDropped(Application):
    """What UserInfo says of somebody else is not used, and the login goes on (Core 5.3.2)."""

    def userinfo(self, metadata: dict[str, Any], access_token: str, sub: str) -> dict[str, Any]:
        try:
            return super().userinfo(metadata, access_token, sub)
        except SignInFailed:
            return {"email": "not said"}


class NoResponseIssuer(Application):
    """RFC 9207 binds those who support it."""

    def check_issuer(self, params: dict[str, str], metadata: dict[str, Any]) -> None:
        pass


class ToldByHand(Application):
    """The endpoints are settings, as by Grafana: no discovery document is read."""

    def metadata(self) -> dict[str, Any]:
        issuer = self.settings.issuer
        endpoints = {name: f"{issuer}/{path}" for name, path in ENDPOINTS.items()}
        return endpoints | {"issuer": issuer, "response_types_supported": ["code", "id_token"]}


class KeyByHand(Application):
    """The key is a setting: no JWK Set is read."""

    by_hand: ClassVar[list[dict[str, Any]]] = []

    def keys(self, metadata: dict[str, Any], kid: str | None) -> list[dict[str, Any]]:
        if not self.by_hand:
            self.by_hand.extend(super().keys(metadata, None))
        return [key for key in self.by_hand if kid in (None, key.get("kid"))]


OF_DOCUMENTS = ("issuer", "page", "recovers", "loop", "unsigned-offered")
OF_KEYS = ("removed-key", "nameless-key", "odd-key")
WAYS: dict[type, dict[str, str]] = {
    ToldByHand: dict.fromkeys(ids("rp-metadata", " ".join(OF_DOCUMENTS)), "NOT_APPLICABLE")
    | {"rp-request/pkce-kept": "NOT_APPLICABLE", "rp-metadata/removed-key": "PASSED"},
    KeyByHand: dict.fromkeys(ids("rp-metadata", " ".join(OF_KEYS)), "NOT_APPLICABLE")
    | {"rp-metadata/new-key": "WARNED", "rp-metadata/issuer": "PASSED"}
    | dict.fromkeys(
        ids("rp-signature", "shared-key-in-jwks encryption-key point-off-curve"), "NOT_APPLICABLE"
    ),
    NoState: {
        "rp-request/state": "NOT_APPLICABLE",
        "rp-response/no-state": "NOT_APPLICABLE",
        "rp-response/other-state": "NOT_APPLICABLE",
        "rp-response/another-browser": "PASSED",
    },
    NoNonce: {
        "rp-request/nonce": "NOT_APPLICABLE",
        "rp-claims/nonce": "NOT_APPLICABLE",
        "rp-response/code-of-another": "PASSED",
    },
    NonceForPkce: {
        "rp-request/pkce": "WARNED",
        "rp-request/challenge": "NOT_APPLICABLE",
        "rp-request/verifier": "NOT_APPLICABLE",
        "rp-response/code-of-another": "PASSED",
    },
    UserinfoDropped: {"rp-userinfo/other-subject": "PASSED", "rp-userinfo/no-subject": "PASSED"},
    NoResponseIssuer: {"rp-response/issuer": "WARNED", "rp-response/no-issuer": "WARNED"},
}


class SignatureLeftToTls(Lenient):
    """No signature is verified, of logins and of what is refreshed: all claims are compared."""

    def passes(self, raw: str, header: dict[str, Any]) -> bool:
        return True

    def renewed_claims(self, raw: str, metadata: dict[str, Any]) -> dict[str, Any]:
        return self.compared(raw)


OF_SIGNATURES = (
    *(one for one in catalogue("rp") if one.startswith("rp-signature/")),
    "rp-metadata/unsigned-offered",
    *("rp-second-provider/keys", "rp-refresh/signature"),
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_legal_way_fails_nothing(way: type) -> None:
    fault = Fault(way.__name__, str(way.__doc__), frozenset(), "application", way)
    found = application_outcomes("wandb-pkce", fault, ["rp-login/honest", *WAYS[way]])
    told = {one: outcome.outcome for one, outcome in found.items()}
    assert told == {"rp-login/honest": "PASSED"} | WAYS[way], found


@pytest.mark.parametrize("name", ["full-pkce", "wandb-implicit"])
def test_tls_may_stand_for_the_signature_of_what_the_token_endpoint_gives(name: str) -> None:
    """Core section 3.1.3.7, number 6; what a browser brings has to be signed."""
    way = SignatureLeftToTls
    fault = Fault(way.__name__, str(way.__doc__), frozenset(), "application", way)
    found = application_outcomes(name, fault, OF_SIGNATURES)
    red = {one: told for one, told in found.items() if told.outcome in RED}
    assert {f"rp-signature/{one}" for one in ("altered", "key-from-url", "zero-ecdsa")} < set(red)
    if name == "full-pkce":
        assert {(one.outcome, one.reason) for one in red.values()} == {("WARNED", BY_TLS)}
    else:
        musts = [told for one, told in red.items() if catalogue("rp")[one].level == MUST]
        assert {one.outcome for one in musts} == {"FAILED"}, described(red)


class FrontIsEnough(Hybrid):
    """Who signs in is told by the ID Token beside the code, which nobody exchanges."""

    def tokens(self, begun: Begun, code: str, params: dict[str, str]) -> dict[str, str]:
        self.front_claims(begun, code, params.get("id_token", ""))
        return {"id_token": params["id_token"], "access_token": ""}


def test_an_application_may_do_without_the_token_endpoint_of_the_hybrid_flow() -> None:
    way = FrontIsEnough
    fault = Fault(way.__name__, str(way.__doc__), frozenset(), "hybrid", way)
    areas = ("rp-token", "rp-userinfo", "rp-hybrid", "rp-response", "rp-request")
    chosen = [one for one, check in catalogue("rp").items() if check.area in areas]
    found = application_outcomes("full-hybrid", fault, chosen)
    red = {one: told for one, told in found.items() if told.outcome in (*RED, "ERRORED")}
    assert not red, described(red)
    assert found["rp-hybrid/same-user"].outcome == "NOT_APPLICABLE"
    assert found["rp-hybrid/code-hash"].outcome == "PASSED"


# Weaknesses that no sentence of a specification forbids an application to have.
NOT_FORBIDDEN = {
    "breaks-by-denial": "rp-response/denied",
    "initiation-by-link-alone": "rp-third-party/by-form",
    "any-issuer-logs-in": "rp-third-party/another-issuer",
    "shows-its-code": "rp-answers/no-credentials",
    "errors-show-response": "rp-answers/no-credentials-in-errors",
    "keys-for-ever": "rp-metadata/new-key",
    "kid-needed": "rp-metadata/nameless-key",
}
FORBIDDEN = {
    "hint-lost": "rp-third-party/login-hint",
    "strict-initiation": "rp-third-party/unknown-parameter",
    "access-token-in-url": "rp-userinfo/bearer-header",
}


@pytest.mark.parametrize("name", [*NOT_FORBIDDEN, *FORBIDDEN])
def test_only_what_is_forbidden_to_an_application_fails_it(name: str) -> None:
    """A sentence about what a provider sends binds the provider."""
    check = (NOT_FORBIDDEN | FORBIDDEN)[name]
    found = application_outcomes("full-pkce", application_faults()[name], [check])
    assert found[check].outcome == ("WARNED" if name in NOT_FORBIDDEN else "FAILED"), found
