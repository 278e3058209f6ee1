"""Defects in how long a code is good, for whom, and for what."""

from collections.abc import Callable
from typing import Any

import jwt

from fakes.engine.model import AccessToken, Client, Grant, Session
from fakes.faults import fault
from fakes.faults.homes import Cognito, Reference
from fakes.wire.request import Request

ONE_MOMENT_S = 5


@fault(caught_by=["token/code-other-client", "consent/tampered-target"])
class CodeOfAnotherClient(Reference):
    """A code gives its tokens to any client that proves who it is."""

    def check_code_belongs_to_client(self, request: Request, client: Client, grant: Grant) -> None:
        if not client.secret:
            super().check_code_belongs_to_client(request, client, grant)


@fault(caught_by=["token/code-lifetime", "token/code-lifetime-minute"])
class CodeForADay(Reference):
    """A code is good for a day."""

    code_lifetime_s = 86_400


@fault(caught_by=["token/code-lifetime-minute"])
class CodeForTwoMinutes(Reference):
    """A code is good for two minutes."""

    code_lifetime_s = 120


@fault(caught_by=["token/code-reuse-later"])
class UsedCodesAreForgotten(Reference):
    """After some seconds a used code is as good as a new one."""

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        if grant.used and self.clock.now() > grant.issued_at + ONE_MOMENT_S:
            grant.used = False
        super().check_code_is_fresh(request, client, grant)


@fault(caught_by=["token/code-reuse-ends-refresh"])
class RefreshTokenSurvivesReuse(Reference):
    """The second use of a code ends the access tokens alone."""

    def check_code_is_fresh(self, request: Request, client: Client, grant: Grant) -> None:
        kept = dict(self.refresh_tokens)
        try:
            super().check_code_is_fresh(request, client, grant)
        finally:
            self.refresh_tokens.update(kept)


@fault(caught_by=["token/code-as-refresh-token"])
class CodeIsARefreshToken(Reference):
    """A code refreshes like the token that it would have given."""

    def grant_handler(self, request: Request) -> Callable[[Request, Client], dict[str, Any]]:
        grant = self.grants.get(request.params.get("refresh_token", ""))
        if grant:
            return lambda request, client: self.token_response(grant)
        return super().grant_handler(request)


@fault(caught_by=["token/code-as-device-code"])
class CodeIsADeviceCode(Reference):
    """A code is taken for a device code."""

    def grant_handler(self, request: Request) -> Callable[[Request, Client], dict[str, Any]]:
        grant = self.grants.get(request.params.get("device_code", ""))
        if grant:
            return lambda request, client: self.token_response(grant)
        return super().grant_handler(request)


@fault(caught_by=["token/code-after-logout"])
class CodesOutliveTheSession(Reference):
    """A code is good after its user has logged out."""

    def end_codes(self, session: Session) -> None:
        pass


def claims_of(value: str) -> dict[str, Any]:
    """What a JWT says, without a look at its signature; nothing of what is none."""
    try:
        return jwt.decode(value, options={"verify_signature": False})
    except jwt.PyJWTError:
        return {}


def algorithm_of(value: str) -> str | None:
    """The algorithm that a JWT names; nothing of what is none."""
    try:
        return jwt.get_unverified_header(value).get("alg")
    except jwt.PyJWTError:
        return None


@fault(caught_by=["userinfo/unsigned-token"])
class UnsignedAccessTokens(Cognito):
    """UserInfo takes access tokens under the algorithm none."""

    def known_token(self, value: str) -> AccessToken | None:
        known = super().known_token(value)
        jti = claims_of(value).get("jti") if value.endswith(".") else None
        return known or next(
            (t for t in self.access_tokens.values() if jti and claims_of(t.value)["jti"] == jti),
            None,
        )


@fault(caught_by=["userinfo/public-key-as-secret"])
class PublicKeyIsASecret(Cognito):
    """UserInfo takes access tokens under HS256, with a public key for the secret."""

    def known_token(self, value: str) -> AccessToken | None:
        jti = claims_of(value).get("jti") if algorithm_of(value) == "HS256" else None
        living = [one for one in self.access_tokens.values() if jti]
        found = next((one for one in living if claims_of(one.value)["jti"] == jti), None)
        return super().known_token(value) or found


@fault(
    caught_by=[
        "userinfo/foreign-signature",
        "userinfo/public-key-as-secret",
        "userinfo/tampered-token",
    ]
)
class UnverifiedAccessTokens(Cognito):
    """UserInfo reads access tokens without a look at who signed them."""

    def known_token(self, value: str) -> AccessToken | None:
        jti = "" if value.endswith(".") else claims_of(value).get("jti", "")
        living = self.access_tokens.values()
        return next((t for t in living if claims_of(t.value)["jti"] == jti), None)


@fault(caught_by=["token/unknown-resource"])
class TokensForAnyResource(Cognito):
    """An access token names whatever resource was asked for."""

    def access_token_value(self, grant: Grant) -> str:
        value = super().access_token_value(grant)
        resource = grant.authorization.params.get("resource")
        if not resource:
            return value
        header = jwt.get_unverified_header(value)
        return self.sign(claims_of(value) | {"aud": resource}, self.signing_keys()[-1], header)


@fault(caught_by=["userinfo/refresh-token-refused"])
class RefreshTokenOpensUserinfo(Reference):
    """UserInfo takes a refresh token for an access token."""

    def known_token(self, value: str) -> AccessToken | None:
        grant = self.refresh_tokens.get(value)
        return super().known_token(grant.access_token if grant else value)


@fault(caught_by=["userinfo/token-of-nobody", "userinfo/token-without-openid"])
class UserinfoTakesAnyScope(Reference):
    """UserInfo does not look at the scope of a token."""

    def scope_suffices(self, grant: Grant) -> bool:
        return True


@fault(caught_by=["userinfo/token-of-nobody"])
class ClientsAreUsers(Reference):
    """UserInfo answers a client that acts for itself as if it were a user."""

    def scope_suffices(self, grant: Grant) -> bool:
        return super().scope_suffices(grant) or not grant.session.sid
