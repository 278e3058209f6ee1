"""Defects of which tokens the UserInfo endpoint takes, and of how it refuses the others."""

from starlette.responses import Response

from fakes.engine.model import AccessToken
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["userinfo/no-token-refused"])
class UserinfoForEverybody(Reference):
    """UserInfo answers without a token."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        if error:
            return super().userinfo_refusal(status, error, description)
        return self.userinfo_success(next(iter(self.access_tokens.values())).grant)


@fault(caught_by=["userinfo/post-without-token"])
class UserinfoGuardsGetOnly(Reference):
    """UserInfo answers a POST without a token."""

    def userinfo(self, request: Request) -> Response:
        if request.method == "POST" and not self.header_token(request) and not request.form:
            return self.userinfo_success(next(iter(self.access_tokens.values())).grant)
        return super().userinfo(request)


@fault(caught_by=["userinfo/no-token-status"])
class NoTokenIsForbidden(Reference):
    """UserInfo answers 403 to a request without a token."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        return super().userinfo_refusal(status if error else 403, error, description)


@fault(caught_by=["userinfo/no-token-challenge"])
class NoChallengeWithoutAToken(Reference):
    """UserInfo does not say how to authenticate."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        response = super().userinfo_refusal(status, error, description)
        if not error:
            del response.headers["www-authenticate"]
        return response


@fault(caught_by=["userinfo/no-token-no-error-code"])
class ErrorCodeWithoutAToken(Reference):
    """UserInfo calls a token invalid that was not sent."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        return super().userinfo_refusal(status, error or "invalid_token", description)


@fault(caught_by=["userinfo/challenge-parameters"])
class BareChallenge(Reference):
    """UserInfo names the scheme and nothing else."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        response = super().userinfo_refusal(status, error, description)
        if not error:
            response.headers["www-authenticate"] = "Bearer"
        return response


@fault(caught_by=["userinfo/garbage-refused", "client-management/tokens-of-a-removed-client"])
class AnyTokenWillDo(Reference):
    """UserInfo takes any value for an access token."""

    def known_token(self, value: str) -> AccessToken | None:
        return super().known_token(value) or next(iter(self.access_tokens.values()))


@fault(caught_by=["userinfo/garbage-status"], at_home=["transport/server-error"])
class BadTokenBreaksUserinfo(Reference):
    """UserInfo ends with an error when it cannot read the token."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        return super().userinfo_refusal(500 if error else status, error, description)


@fault(caught_by=["userinfo/garbage-challenge", "dpop/challenge"])
class NoChallengeForABadToken(Reference):
    """UserInfo refuses a token without WWW-Authenticate."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        response = super().userinfo_refusal(status, error, description)
        if error:
            del response.headers["www-authenticate"]
        return response


@fault(caught_by=["userinfo/garbage-error-code", "mtls/invalid-token"])
class BadTokenIsABadRequest(Reference):
    """UserInfo calls a bad token an invalid request."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        named = "invalid_request" if error else ""
        return super().userinfo_refusal(status, named, description)


@fault(caught_by=["userinfo/challenge-scheme"])
class ChallengeWithoutScheme(Reference):
    """UserInfo leaves the word Bearer out of its challenge."""

    def challenge_headers(self, challenge: str) -> dict[str, str]:
        return super().challenge_headers(challenge.removeprefix("Bearer "))


@fault(caught_by=["userinfo/challenge-syntax"])
class ChallengeWithoutQuotes(Reference):
    """UserInfo forgets the quotes in its challenge."""

    def challenge_headers(self, challenge: str) -> dict[str, str]:
        return super().challenge_headers(challenge.replace('"', ""))


@fault(caught_by=["userinfo/error-internals", "transport/userinfo-error-internals"])
class UserinfoShowsATraceback(Reference):
    """UserInfo shows where its program failed."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        response = super().userinfo_refusal(status, error, description)
        body = "Traceback (most recent call last):\n  File userinfo.py, line 12\nKeyError\n"
        challenge = response.headers.get("www-authenticate", "")
        headers = self.challenge_headers(challenge) if challenge else {}
        told = {"error": error or "invalid_request", "error_description": body}
        return self.json(told, status, headers)


@fault(caught_by=["userinfo/tampered-token"])
class HalfATokenWillDo(Reference):
    """UserInfo compares the beginning of an access token only."""

    def known_token(self, value: str) -> AccessToken | None:
        return next((t for k, t in self.access_tokens.items() if k[:9] == value[:9]), None)


@fault(caught_by=["userinfo/expired-token"])
class TokensLiveForEver(Reference):
    """UserInfo does not look at the expiry of a token."""

    def token_is_alive(self, token: AccessToken) -> bool:
        return True


@fault(caught_by=["userinfo/id-token-refused"])
class IdTokenOpensUserinfo(Reference):
    """UserInfo takes an ID Token for an access token."""

    def known_token(self, value: str) -> AccessToken | None:
        known = super().known_token(value)
        is_jwt = value.count(".") == 2
        return next(iter(self.access_tokens.values())) if is_jwt and not known else known


@fault(caught_by=["userinfo/code-refused"])
class CodeOpensUserinfo(Reference):
    """UserInfo takes an authorization code for an access token."""

    def known_token(self, value: str) -> AccessToken | None:
        grant = self.grants.get(value)
        return super().known_token(grant.access_token if grant else value)


@fault(caught_by=["userinfo/basic-refused"])
class AnySchemeWillDo(Reference):
    """UserInfo does not look at the authentication scheme."""

    def is_bearer(self, scheme: str) -> bool:
        return True


@fault(caught_by=["userinfo/empty-token-refused"])
class EmptyTokenOpensUserinfo(Reference):
    """UserInfo answers when the access token is empty."""

    def userinfo(self, request: Request) -> Response:
        if request.headers.get("authorization", "").strip() == "Bearer":
            return self.userinfo_success(next(iter(self.access_tokens.values())).grant)
        return super().userinfo(request)


@fault(caught_by=["userinfo/token-in-query"])
class TokenInTheQuery(Reference):
    """UserInfo takes an access token from the URL."""

    def header_token(self, request: Request) -> str:
        return super().header_token(request) or dict(request.query).get("access_token", "")


@fault(caught_by=["userinfo/token-sent-twice"])
class TwoTokensAreOneTooMany(Reference):
    """UserInfo takes the first of two tokens."""

    def too_many_tokens(self, values: list[str]) -> bool:
        return False
