"""Defects of scopes, and of the places where their claims arrive."""

from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant
from fakes.faults import fault
from fakes.faults.homes import Reference


@fault(caught_by=["claims/openid-scope", "userinfo/token-without-openid"])
class OpenidIsNotEnough(Reference):
    """UserInfo refuses a token whose only scope is openid."""

    def scope_suffices(self, grant: Grant) -> bool:
        return len(grant.scopes) > 1


@fault(caught_by=["claims/openid-only-userinfo"])
class UserinfoTellsEverything(Reference):
    """UserInfo returns all claims whatever was asked for."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        told = ("name", "email", "email_verified")
        return super().userinfo_claims(grant) | {n: grant.user.claims[n] for n in told}


@fault(caught_by=["claims/email-scope-userinfo"])
class UserinfoWithoutEmail(Reference):
    """UserInfo leaves the e-mail address out."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return {name: claims[name] for name in claims if not name.startswith("email")}


@fault(
    caught_by=[
        "claims/email-scope-id-token",
        "claims/relying-party",
    ]
)
class IdTokenWithoutEmail(Reference):
    """The ID Token leaves the e-mail address out."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return {name: claims[name] for name in claims if not name.startswith("email")}


@fault(caught_by=["claims/profile-scope-userinfo"])
class UserinfoWithoutProfile(Reference):
    """UserInfo leaves the user's profile out."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return {n: claims[n] for n in claims if n not in self.scope_claims()["profile"]}


@fault(
    caught_by=[
        "claims/profile-scope-id-token",
        "claims-parameter/id-token",
    ]
)
class IdTokenWithoutProfile(Reference):
    """The ID Token leaves the user's profile out."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return {n: claims[n] for n in claims if n not in self.scope_claims()["profile"]}


@fault(
    caught_by=[
        "claims/all-scopes-userinfo",
        "claims-parameter/userinfo",
        "claims-parameter/voluntary",
        "claims/every-scope-userinfo",
    ]
)
class UserinfoKnowsOneScope(Reference):
    """UserInfo returns the claims of one scope at a time."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        first = self.scope_claims().get(next((s for s in grant.scopes if s != "openid"), ""), [])
        return {name: claims[name] for name in claims if name in ("sub", *first)}


@fault(caught_by=["claims/all-scopes-id-token"])
class IdTokenKnowsOneScope(Reference):
    """The ID Token has the claims of one scope at a time."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        if {"profile", "email"} <= set(grant.scopes) and not grant.access_token:
            claims = {n: claims[n] for n in claims if n not in self.scope_claims()["profile"]}
        return claims


@fault(caught_by=["claims/unknown-scope-ignored"])
class UnknownScopeIsRefused(Reference):
    """A scope that is unknown ends the login."""

    def check_scope(self, authorization: Authorization) -> None:
        if not set(authorization.scopes) <= {*self.scope_claims(), "openid"}:
            raise Rejected("invalid_scope", "The scope is unknown.")
        super().check_scope(authorization)


@fault(caught_by=["claims/unknown-scope-ignored", "claims/unknown-scope-error"])
class UnknownScopeIsAnInvalidRequest(Reference):
    """A scope that is unknown is called an invalid request."""

    def check_scope(self, authorization: Authorization) -> None:
        if not set(authorization.scopes) <= {*self.scope_claims(), "openid"}:
            raise Rejected("invalid_request", "invalid_scope")
        super().check_scope(authorization)


@fault(caught_by=["claims/granted-scope-told", "authorization/scope-beyond-registration"])
class GrantedScopeIsNotTold(Reference):
    """The token response does not say that it grants less than was asked for."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        response = super().token_response(grant)
        return {name: response[name] for name in response if name != "scope"}


@fault(caught_by=["claims/granted-scope-told"])
class UnknownScopeIsGranted(Reference):
    """The token response grants a scope that does not exist."""

    def granted_scopes(self, authorization: Authorization) -> tuple[str, ...]:
        known = {*self.scope_claims(), "openid"}
        unknown = tuple(scope for scope in authorization.scopes if scope not in known)
        return super().granted_scopes(authorization) + unknown


@fault(caught_by=["claims/scope-order", "hybrid/scope-order"])
class OpenidMustComeFirst(Reference):
    """The scope openid is seen at the beginning only."""

    def check_scope(self, authorization: Authorization) -> None:
        if authorization.scopes[:1] != ("openid",):
            raise Rejected("invalid_scope", "The scope must contain openid.")
        super().check_scope(authorization)


@fault(caught_by=["claims/scope-repeated"])
class NoScopeTwice(Reference):
    """A scope that is named twice ends the login."""

    def check_scope(self, authorization: Authorization) -> None:
        if len(authorization.scopes) > len(set(authorization.scopes)):
            raise Rejected("invalid_scope", "A scope was named twice.")
        super().check_scope(authorization)


@fault(caught_by=["claims/scope-not-granted"])
class UserinfoTellsWhatWasNotGranted(Reference):
    """UserInfo returns the claims of scopes that the client may not have."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        names = [n for s in grant.authorization.scopes for n in self.scope_claims().get(s, ())]
        told = {name: grant.user.claims[name] for name in names if name in grant.user.claims}
        return super().userinfo_claims(grant) | told
