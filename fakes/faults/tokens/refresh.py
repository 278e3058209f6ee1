"""Defects of refresh tokens."""

from dataclasses import replace
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant, Session
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.features.tokens.rotation import RotatingRefreshTokens
from fakes.wire.request import Request


@fault(caught_by=["refresh/success"])
class RefreshTokensAreBornDead(Reference):
    """Every refresh token has expired when it is first used."""

    def too_old(self, grant: Grant) -> bool:
        return True


@fault(caught_by=["refresh/access-token-works"])
class RefreshedTokenIsUnknown(Reference):
    """UserInfo does not know the access tokens that a refresh gave."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        answer = super().refresh(request, client)
        del self.access_tokens[answer["access_token"]]
        return answer


@fault(caught_by=["refresh/token-entropy"])
class ShortRefreshToken(Reference):
    """A refresh token has twelve characters."""

    def refresh_token_value(self, grant: Grant) -> str:
        return super().refresh_token_value(grant)[-12:]


@fault(caught_by=["refresh/token-characters"])
class RefreshTokenWithUmlauts(Reference):
    """A refresh token contains letters outside ASCII."""

    def refresh_token_value(self, grant: Grant) -> str:
        return super().refresh_token_value(grant) + "äöü"


@fault(caught_by=["refresh/scope-not-wider"])
class RefreshGivesMore(Reference):
    """A refresh gives a scope that nobody granted."""

    def renewed(self, grant: Grant, scope: str) -> Grant:
        renewed = super().renewed(grant, scope)
        return renewed if scope else replace(renewed, scopes=(*renewed.scopes, "phone"))


@fault(caught_by=["refresh/scope-growth"])
class RefreshGivesWhatIsAsked(Reference):
    """A refresh gives any scope that it asks for."""

    def renewed(self, grant: Grant, scope: str) -> Grant:
        wanted = tuple(scope.split()) or grant.scopes
        return replace(super().renewed(grant, ""), scopes=wanted)


@fault(caught_by=["refresh/narrower-scope"])
class RefreshGivesAll(Reference):
    """A refresh gives the whole scope although it asks for less."""

    def renewed(self, grant: Grant, scope: str) -> Grant:
        narrower = set(scope.split()) <= set(grant.scopes)
        return super().renewed(grant, "" if narrower else scope)


@fault(caught_by=["refresh/scope-kept"])
class NarrowedForEver(Reference):
    """A refresh for a narrower scope narrows all that follow."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        answer = super().refresh(request, client)
        following = self.refresh_tokens[answer["refresh_token"]]
        narrowed = replace(following, scopes=tuple(answer["scope"].split()))
        self.refresh_tokens[answer["refresh_token"]] = narrowed
        return answer


class ChangedOnRefresh(Reference):
    """Claims of the ID Token that are others after a refresh."""

    def changed(self, claims: dict[str, Any]) -> dict[str, Any]:
        return {}

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | self.changed(claims) if grant.refreshed else claims


@fault(caught_by=["refresh/id-token-iss"])
class RefreshedByAnotherIssuer(ChangedOnRefresh):
    """The ID Token of a refresh names another issuer."""

    def changed(self, claims: dict[str, Any]) -> dict[str, Any]:
        return {"iss": f"{claims['iss']}/refresh"}


@fault(caught_by=["refresh/id-token-sub"])
class RefreshedForAnotherUser(ChangedOnRefresh):
    """The ID Token of a refresh names another user."""

    def changed(self, claims: dict[str, Any]) -> dict[str, Any]:
        return {"sub": "somebody-else"}


@fault(caught_by=["refresh/id-token-aud"])
class RefreshedForAnotherClient(ChangedOnRefresh):
    """The ID Token of a refresh names another client."""

    def changed(self, claims: dict[str, Any]) -> dict[str, Any]:
        return {"aud": "someone-else"}


@fault(caught_by=["refresh/id-token-azp"])
class RefreshedForAnotherParty(ChangedOnRefresh):
    """The ID Token of a refresh has another azp."""

    def changed(self, claims: dict[str, Any]) -> dict[str, Any]:
        return {"azp": "someone-else"}


@fault(caught_by=["refresh/id-token-auth-time"])
class RefreshIsALogin(ChangedOnRefresh):
    """A refresh counts as a login of the user."""

    def changed(self, claims: dict[str, Any]) -> dict[str, Any]:
        return {"auth_time": claims["auth_time"] + 100}


@fault(caught_by=["refresh/id-token-iat"])
class RefreshedTokenLooksOld(ChangedOnRefresh):
    """The ID Token of a refresh tells that it is a day old."""

    def changed(self, claims: dict[str, Any]) -> dict[str, Any]:
        return {"iat": claims["iat"] - 86_400}


@fault(caught_by=["refresh/id-token-nonce", "refresh/id-token-without-nonce"])
class RefreshHasANonceOfItsOwn(ChangedOnRefresh):
    """The ID Token of a refresh has a new nonce."""

    def changed(self, claims: dict[str, Any]) -> dict[str, Any]:
        return {"nonce": "another"}


@fault(caught_by=["refresh/id-token-without-nonce"])
class NonceComesAgain(Reference):
    """The ID Token of a refresh has the nonce of the login."""

    def renewed(self, grant: Grant, scope: str) -> Grant:
        return replace(super().renewed(grant, scope), authorization=grant.authorization)


@fault(caught_by=["refresh/id-token-signature"])
class RefreshedTokenUnsigned(Reference):
    """The signature of the ID Token of a refresh is that of nothing."""

    def id_token(self, grant: Grant) -> str:
        token = super().id_token(grant)
        return f"{token[:-40]}{'A' * 40}" if grant.refreshed else token


@fault(caught_by=["refresh/unknown-token"])
class UnknownRefreshTokenIsABadRequest(Reference):
    """An unknown refresh token is called an invalid request."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        value = request.params.get("refresh_token", "")
        if value.startswith("ssoproof"):
            raise Rejected("invalid_request", "The refresh token is unknown.")
        return super().refresh(request, client)


@fault(caught_by=["refresh/missing-token"])
class MissingRefreshTokenIsAnUnknownGrant(Reference):
    """A refresh without its token is called an unknown grant."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        if "refresh_token" not in request.params:
            raise Rejected("unsupported_grant_type", "This grant_type is not offered.")
        return super().refresh(request, client)


@fault(caught_by=["refresh/rotation", "dpop/refresh-binding", "mtls/refresh-binding"])
class StaticRefreshTokens(Reference):
    """A refresh token stays the same."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        return super(RotatingRefreshTokens, self).refresh(request, client)

    def gives_refresh_token(self, grant: Grant) -> bool:
        return not grant.refreshed and super().gives_refresh_token(grant)


@fault(caught_by=["refresh/old-token-refused", "refresh/race"])
class OldRefreshTokensWork(Reference):
    """A refresh gives a new refresh token, and the old one stays good."""

    def retire(self, value: str, following: str) -> None:
        pass


@fault(caught_by=["refresh/reuse-ends-family"])
class RefreshReuseUnpunished(Reference):
    """The use of an old refresh token ends nothing."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        value = request.params.get("refresh_token", "")
        if value in self.families and value not in self.refresh_tokens:
            raise Rejected("invalid_grant", "The refresh token was used before.")
        return super().refresh(request, client)


@fault(caught_by=["refresh/other-client", "revocation/other-client-refresh-token"])
class RefreshTokenOfAnyClient(Reference):
    """A refresh token works for whoever has it."""

    def is_of(self, client: Client, grant: Grant) -> bool:
        return True


@fault(caught_by=["refresh/without-authentication"])
class RefreshWithoutSecret(Reference):
    """A confidential client needs no secret to refresh."""

    def authenticate(self, request: Request) -> Client:
        client = self.clients.get(request.params.get("client_id", ""))
        if client is not None and request.params.get("grant_type") == "refresh_token":
            return client
        return super().authenticate(request)


@fault(caught_by=["refresh/after-logout"])
class RefreshTokensOutliveTheSession(Reference):
    """A logout leaves the refresh tokens as they are."""

    def end_refresh_tokens(self, session: Session) -> None:
        pass


@fault(caught_by=["refresh/lifetime"])
class RefreshTokensLiveForEver(Reference):
    """A refresh token never expires."""

    def too_old(self, grant: Grant) -> bool:
        return False


@fault(caught_by=["refresh/unknown-parameter"])
class StrictRefresh(Reference):
    """A refresh with a parameter that is unknown is refused."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        if "ssoproof" in request.params:
            raise Rejected("invalid_request", "A parameter is unknown.")
        return super().refresh(request, client)


@fault(caught_by=["refresh/no-callback"])
class RefreshCallsBack(Reference):
    """A refresh fetches the URL that one of its parameters names."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        if "callback_url" in request.params:
            self.fetch(request.params["callback_url"])
        return super().refresh(request, client)
