"""Defects of the ID Token: whose it is, and for whom."""

from typing import Any, ClassVar

from fakes.engine.model import Grant
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(
    caught_by=[
        "id-token/jws",
        "id-token/signature",
        "id-token/other-method-signature",
        "hybrid/id-token-signature",
        "id-token/mac-signature",
        "refresh/id-token-signature",
        "id-token/encrypted",
    ]
)
class PaddedIdToken(Reference):
    """The parts of the ID Token are padded as in plain base64."""

    def id_token(self, grant: Grant) -> str:
        return super().id_token(grant) + "=="


@fault(caught_by=["id-token/jws", "id-token/encrypted"])
class OpaqueIdToken(Reference):
    """A random string stands where the ID Token belongs."""

    def id_token(self, grant: Grant) -> str:
        return self.random()


@fault(caught_by=["id-token/issuer", "id-token/other-method-issuer", "hybrid/id-token-issuer"])
class WrongIssuer(Reference):
    """The ID Token names another issuer."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"iss": "https://issuer.example.com"}


@fault(
    caught_by=["id-token/audience", "id-token/other-method-audience", "hybrid/id-token-audience"]
)
class WrongAudience(Reference):
    """The ID Token names somebody else's client."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"aud": "someone-else"}


@fault(caught_by=["id-token/no-other-audience"])
class SecondAudience(Reference):
    """The ID Token is meant for a second client beside the one that asked."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"aud": [grant.client.client_id, "someone-else"]}


@fault(caught_by=["id-token/azp"])
class WrongAuthorizedParty(Reference):
    """The ID Token says that it was issued to another client."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"azp": "someone-else"}


@fault(caught_by=["id-token/subject"])
class NoSubject(Reference):
    """The ID Token does not say who the user is."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        del claims["sub"]
        return claims


@fault(caught_by=["id-token/subject", "backchannel/sub"])
class NumericSubject(Reference):
    """The user's identifier is a number instead of a string in the ID Token."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        return super().id_token_claims(grant) | {"sub": 248289761001}


@fault(caught_by=["id-token/subject-length"])
class LongSubject(Reference):
    """The user's identifier is longer than any application has room for."""

    def subject(self, grant: Grant) -> str:
        return super().subject(grant) + "x" * 255


@fault(caught_by=["id-token/subject-length"])
class SubjectOutsideAscii(Reference):
    """The user's identifier contains letters outside ASCII."""

    def subject(self, grant: Grant) -> str:
        return super().subject(grant) + "ä"


@fault(caught_by=["id-token/subject-stable"])
class SubjectPerBrowser(Reference):
    """The user has another identifier in each browser."""

    older = ""
    first: ClassVar[dict[str, str]] = {}

    def end_older_session(self, request: Request) -> None:
        self.older = request.cookie(self.cookie)
        super().end_older_session(request)

    def subject(self, grant: Grant) -> str:
        sid = grant.session.sid
        known = self.first.setdefault(sid, self.first.get(self.older, sid))
        return f"{super().subject(grant)}-{known}"


@fault(caught_by=["id-token/other-method-subject"], at_home=["claims-parameter/own-sub"])
class SubjectPerFlow(Reference):
    """The user has another identifier in each flow."""

    def subject(self, grant: Grant) -> str:
        return f"{super().subject(grant)}-{bool(grant.code)}"


@fault(
    caught_by=[
        "authorization/nonce-unchanged",
        "id-token/fresh",
        "id-token/jwt-id-unique",
        "hybrid/second-at-hash",
        *("authorization/long-nonce", "authorization/huge-nonce"),
        "pkce/confidential-without-challenge",
    ],
    at_home=[
        *("authorization/prompt-login-auth-time", "hybrid/prompt-login-auth-time"),
        *("claims-parameter/acr", "claims-parameter/id-token", "id-token/acr-asked"),
    ],
)
class CachedIdToken(Reference):
    """Whoever logs in by the same request gets the ID Token of the first login again."""

    def id_token(self, grant: Grant) -> str:
        if grant.refreshed:
            return super().id_token(grant)
        kept: dict[object, str] = self.__dict__.setdefault("kept_id_tokens", {})
        asked = grant.authorization.params
        same = (*map(asked.get, ("client_id", "scope", "response_type")), "nonce" in asked)
        return kept.setdefault(same, super().id_token(grant))

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """After a refresh the login is as old as the token that was handed out again."""
        claims = super().id_token_claims(grant)
        first = self.__dict__.setdefault("first_auth_time", int(grant.session.auth_time))
        return claims | ({"auth_time": first} if "auth_time" in claims else {})


@fault(caught_by=["id-token/size"])
class HugeIdToken(Reference):
    """The ID Token lists hundreds of groups."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        groups = [f"group-number-{number}" for number in range(600)]
        return super().id_token_claims(grant) | {"groups": groups}
