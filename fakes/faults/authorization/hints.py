"""Defects of who is believed to be whom, and of how fresh a login is."""

import json
from typing import Any

import jwt
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Grant, Session
from fakes.engine.provider import Provider
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


def hinted(provider: Provider, params: dict[str, str], *, signed: bool) -> dict[str, Any]:
    """The claims of a hint that is none of the provider's tokens, signed by anybody or nobody."""
    hint = params.get("id_token_hint", "")
    if not hint or hint in provider.hints or hint.endswith(".") == signed:
        return {}
    return jwt.decode(hint, options={"verify_signature": False})


def somebody(provider: Provider, request: Request, *, signed: bool) -> Session | None:
    """A session of the first user, for whoever asks for a login with such a hint."""
    if "response_type" not in request.params or not hinted(provider, request.params, signed=signed):
        return None
    return Session("hinted", next(iter(provider.users.values())), provider.clock.now())


@fault(caught_by=["authorization/unsigned-hint-alone"])
class UnsignedHintLogsIn(Reference):
    """Whoever brings an unsigned ID Token is logged in."""

    def session_of(self, request: Request) -> Session | None:
        return super().session_of(request) or somebody(self, request, signed=False)


@fault(caught_by=["authorization/forged-hint-alone"])
class ForgedHintLogsIn(Reference):
    """Whoever brings an ID Token that anybody signed is logged in."""

    def session_of(self, request: Request) -> Session | None:
        return super().session_of(request) or somebody(self, request, signed=True)


@fault(caught_by=["authorization/unsigned-hint-of-another"])
class UnsignedHintBelieved(Reference):
    """The user is who an unsigned hint says."""

    def subject(self, grant: Grant) -> str:
        claims = hinted(self, grant.authorization.params, signed=False)
        return claims.get("sub") or super().subject(grant)


@fault(caught_by=["authorization/forged-hint-of-another"])
class ForgedHintBelieved(Reference):
    """The user is who a hint says, whoever signed it."""

    def subject(self, grant: Grant) -> str:
        claims = hinted(self, grant.authorization.params, signed=True)
        return claims.get("sub") or super().subject(grant)


def wished(grant: Grant) -> dict[str, Any]:
    """What the claims parameter asks of the sub in the ID Token."""
    claims = json.loads(grant.authorization.params.get("claims", "{}"))
    return (claims.get("id_token") or {}).get("sub") or {}


@fault(
    caught_by=[
        "authorization/claims-sub-of-another",
        "claims-parameter/other-sub",
        "claims-parameter/other-sub-login",
    ]
)
class SubAsWished(Reference):
    """The ID Token has the sub that the claims parameter names."""

    def is_wanted(self, authorization: Authorization, session: Session) -> bool:
        return True

    def subject(self, grant: Grant) -> str:
        return wished(grant).get("value") or super().subject(grant)


@fault(caught_by=["authorization/claims-sub-list"])
class FirstSubAsWished(Reference):
    """The ID Token has the first of the subs that the claims parameter names."""

    def subject(self, grant: Grant) -> str:
        return wished(grant).get("values", [""])[0] or super().subject(grant)


@fault(
    caught_by=[
        *("authorization/id-token-hint-user", "authorization/hint-of-another-client-user"),
        "hybrid/id-token-hint-user",
    ]
)
class HintedLoginOfAnother(Reference):
    """An id_token_hint is answered for somebody else."""

    def subject(self, grant: Grant) -> str:
        hint = grant.authorization.params.get("id_token_hint")
        return "mallory" if hint in self.hints else super().subject(grant)


def of_another_client(provider: Provider, params: dict[str, str]) -> bool:
    """Whether a hint is an ID Token of the provider that names another client than the request."""
    hint = params.get("id_token_hint", "")
    if hint not in provider.hints:
        return False
    named = jwt.decode(hint, options={"verify_signature": False})["aud"]
    return params.get("client_id") not in ([named] if isinstance(named, str) else named)


@fault(caught_by=["authorization/hint-of-another-client-alone"])
class HintOfAnotherClientLogsIn(Reference):
    """Whoever brings an ID Token of another client is logged in."""

    def session_of(self, request: Request) -> Session | None:
        found = super().session_of(request)
        asks = "response_type" in request.params and of_another_client(self, request.params)
        if found or not asks:
            return found
        return Session("hinted", next(iter(self.users.values())), self.clock.now())


@fault(caught_by=["authorization/hint-of-another-client-user"])
class HintOfAnotherClientMisread(Reference):
    """A hint that names another client is answered for somebody else."""

    def subject(self, grant: Grant) -> str:
        if of_another_client(self, grant.authorization.params):
            return "mallory"
        return super().subject(grant)


@fault(caught_by=["authorization/prompt-none-same-error"])
class KnownUsersTold(Reference):
    """prompt=none tells whether the user of login_hint is known."""

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        silent = session is None and "none" in authorization.prompts
        if silent and authorization.params.get("login_hint") in self.users:
            raise Rejected("interaction_required", "This user has to log in.")
        return super().proceed(authorization, session)


@fault(caught_by=["authorization/max-age-zero"])
class MaxAgeZeroIsNone(Reference):
    """max_age=0 counts as no max_age."""

    def is_too_old(self, authorization: Authorization, session: Session) -> bool:
        if authorization.params.get("max_age") == "0":
            return False
        return super().is_too_old(authorization, session)


@fault(caught_by=["authorization/auth-time-recent"])
class AuthTimeOfYesterday(Reference):
    """auth_time is a day before the login."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        yesterday = int(grant.session.auth_time) - 86_400
        return super().id_token_claims(grant) | {"auth_time": yesterday}


@fault(caught_by=["authorization/max-age-auth-time", "hybrid/max-age-auth-time"])
class MaxAgeMovesAuthTime(Reference):
    """With max_age the time of the token counts as the time of the login."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        aged = "max_age" in grant.authorization.params and claims["iat"] - claims["auth_time"] > 1
        return claims | {"auth_time": claims["iat"]} if aged else claims
