"""What the application asks for: guessable, unbound, or too much."""

from typing import Any

from fakes.applications.homes import Application
from fakes.faults import fault
from fakes.relying_party.party import AuthorizationRequest, challenge

CONSTANT = "the-same-at-each-login-of-everybody-0123456789"


@fault(caught_by=["rp-request/state"])
class ConstantState(Application):
    """state is the same at each login."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        return super().asked(**changes | {"state": CONSTANT})


@fault(caught_by=["rp-request/state"])
class ShortState(Application):
    """state has eight characters."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        state = super().asked().state[:8]
        return super().asked(**changes | {"state": state})


@fault(caught_by=["rp-request/nonce", "rp-response/id-token-of-another", "rp-claims/replayed"])
class ConstantNonce(Application):
    """nonce is the same at each login."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        return super().asked(**changes | {"nonce": CONSTANT})


@fault(caught_by=["rp-request/pkce", "rp-login/honest"])
class PlainPkce(Application):
    """The code challenge is the verifier itself."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        request = super().asked(**changes)
        if "code_challenge" not in request.params:
            return request
        plain = {"code_challenge": request.verifier[:43], "code_challenge_method": "plain"}
        return AuthorizationRequest(request.params | plain, request.verifier[:43])


@fault(caught_by=["rp-request/challenge"])
class ConstantVerifier(Application):
    """The code verifier is the same at each login."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        request = super().asked(**changes)
        if "code_challenge" not in request.params:
            return request
        return AuthorizationRequest(
            request.params | {"code_challenge": challenge(CONSTANT)}, CONSTANT
        )


@fault(caught_by=["rp-request/verifier", "rp-login/honest"])
class ShortVerifier(Application):
    """The code verifier has sixteen characters."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        request = super().asked(**changes)
        if "code_challenge" not in request.params:
            return request
        short = request.verifier[:16]
        return AuthorizationRequest(request.params | {"code_challenge": challenge(short)}, short)


@fault(caught_by=["rp-request/scope", "rp-login/honest"])
class NoOpenid(Application):
    """The scope has profile and email only."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        return super().asked(**changes | {"scope": "profile email"})


@fault(caught_by=["rp-request/response-type"])
class AsksForAccessToken(Application):
    """The implicit flow asks for an access token as well."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        if self.settings.auth_method == "implicit":
            changes = changes | {"response_type": "id_token token"}
        return super().asked(**changes)


@fault(caught_by=["rp-request/form-post", "rp-login/honest"])
class AsksForFragment(Application):
    """The implicit flow asks for the tokens in a fragment."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        if self.settings.auth_method == "implicit":
            changes = changes | {"response_mode": None}
        return super().asked(**changes)


@fault(caught_by=["rp-request/no-secret"])
class SecretInRequest(Application):
    """The client secret is in the authorization request."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        secret = self.settings.secret
        return super().asked(**changes | ({"client_secret": secret} if secret else {}))


@fault(caught_by=["rp-request/client-secret-in-url", "rp-login/honest"])
class SecretInTokenUrl(Application):
    """The client secret is in the query of the token request."""

    def exchange(
        self, metadata: dict[str, Any], request: AuthorizationRequest, code: str
    ) -> dict[str, Any]:
        url = f"{metadata['token_endpoint']}?client_secret={self.settings.secret}"
        return super().exchange(metadata | {"token_endpoint": url}, request, code)
