"""Defects of the UserInfo endpoint."""

import json

from starlette.responses import HTMLResponse, JSONResponse, Response

from fakes.faults import fault


@fault(caught_by=["userinfo/get", "dpop/userinfo", "mtls/userinfo"])
class UserinfoTakesPostOnly:
    """UserInfo does not answer GET."""

    def userinfo_methods(self):
        return ("POST",)


@fault(caught_by=["userinfo/post"])
class UserinfoTakesGetOnly:
    """UserInfo does not answer POST."""

    def userinfo_methods(self):
        return ("GET",)


@fault(caught_by=["userinfo/json"])
class UserinfoAnswersAList:
    """UserInfo puts its object into a list."""

    def userinfo_success(self, grant):
        return JSONResponse([self.userinfo_claims(grant)], headers={"cache-control": "no-store"})


@fault(caught_by=["userinfo/json"])
class UserinfoInLatin1:
    """UserInfo sends names in ISO 8859-1."""

    def userinfo_success(self, grant):
        claims = self.userinfo_claims(grant) | {"name": "Zoë"}
        body = json.dumps(claims, ensure_ascii=False).encode("latin-1")
        return Response(body, media_type="application/json", headers={"cache-control": "no-store"})


@fault(caught_by=["userinfo/content-type"])
class UserinfoAsHtml:
    """UserInfo calls its JSON an HTML page."""

    def userinfo_success(self, grant):
        body = json.dumps(self.userinfo_claims(grant))
        return HTMLResponse(body, headers={"cache-control": "no-store"})


@fault(caught_by=["userinfo/sub", "userinfo/signed-sub"])
class UserinfoWithoutSub:
    """UserInfo does not say whose claims it tells."""

    def userinfo_claims(self, grant):
        claims = super().userinfo_claims(grant)
        return {"subject": claims.pop("sub")} | claims


@fault(caught_by=["userinfo/sub-equal", "userinfo/signed-sub"])
class UserinfoOfSomebodyElse:
    """UserInfo answers with the `sub` of another user."""

    def userinfo_claims(self, grant):
        return super().userinfo_claims(grant) | {"sub": "somebody-else"}


@fault(caught_by=["userinfo/post-form-body"])
class UserinfoBreaksOnAFormBody:
    """UserInfo ends with an error when the token comes in the form body."""

    def userinfo(self, request):
        broken = self.form_token(request) and not self.header_token(request)
        return Response(status_code=500) if broken else super().userinfo(request)


@fault(caught_by=["userinfo/scheme-case"])
class SchemeMustBeCapitalised:
    """UserInfo knows the scheme Bearer with a capital letter only."""

    def is_bearer(self, scheme):
        return scheme == "Bearer"


@fault(caught_by=["userinfo/no-store"])
class UserinfoIsCached:
    """UserInfo lets everybody keep personal data."""

    def userinfo_success(self, grant):
        response = super().userinfo_success(grant)
        response.headers["cache-control"] = "public, max-age=3600"
        return response


@fault(caught_by=["userinfo/claim-sources"])
class ClaimsFromNowhere:
    """UserInfo refers to a source of claims that it does not give."""

    def userinfo_claims(self, grant):
        return super().userinfo_claims(grant) | {
            "_claim_names": {"credit_score": "bank"},
            "_claim_sources": {},
        }


@fault(caught_by=["userinfo/no-token-refused"])
class UserinfoForEverybody:
    """UserInfo answers without a token."""

    def userinfo_refusal(self, status, error, description):
        if error:
            return super().userinfo_refusal(status, error, description)
        return self.userinfo_success(next(iter(self.access_tokens.values())).grant)


@fault(caught_by=["userinfo/post-without-token"])
class UserinfoGuardsGetOnly:
    """UserInfo answers a POST without a token."""

    def userinfo(self, request):
        if request.method == "POST" and not self.header_token(request) and not request.form:
            return self.userinfo_success(next(iter(self.access_tokens.values())).grant)
        return super().userinfo(request)


@fault(caught_by=["userinfo/no-token-status"])
class NoTokenIsForbidden:
    """UserInfo answers 403 to a request without a token."""

    def userinfo_refusal(self, status, error, description):
        return super().userinfo_refusal(status if error else 403, error, description)


@fault(caught_by=["userinfo/no-token-challenge"])
class NoChallengeWithoutAToken:
    """UserInfo does not say how to authenticate."""

    def userinfo_refusal(self, status, error, description):
        response = super().userinfo_refusal(status, error, description)
        if not error:
            del response.headers["www-authenticate"]
        return response


@fault(caught_by=["userinfo/no-token-no-error-code"])
class ErrorCodeWithoutAToken:
    """UserInfo calls a token invalid that was not sent."""

    def userinfo_refusal(self, status, error, description):
        return super().userinfo_refusal(status, error or "invalid_token", description)


@fault(caught_by=["userinfo/challenge-parameters"])
class BareChallenge:
    """UserInfo names the scheme and nothing else."""

    def userinfo_refusal(self, status, error, description):
        response = super().userinfo_refusal(status, error, description)
        if not error:
            response.headers["www-authenticate"] = "Bearer"
        return response


@fault(caught_by=["userinfo/garbage-refused", "client-management/tokens-of-a-removed-client"])
class AnyTokenWillDo:
    """UserInfo takes any value for an access token."""

    def known_token(self, value):
        return super().known_token(value) or next(iter(self.access_tokens.values()))


@fault(caught_by=["userinfo/garbage-status"])
class BadTokenBreaksUserinfo:
    """UserInfo ends with an error when it cannot read the token."""

    def userinfo_refusal(self, status, error, description):
        return super().userinfo_refusal(500 if error else status, error, description)


@fault(caught_by=["userinfo/garbage-challenge"])
class NoChallengeForABadToken:
    """UserInfo refuses a token without WWW-Authenticate."""

    def userinfo_refusal(self, status, error, description):
        response = super().userinfo_refusal(status, error, description)
        if error:
            del response.headers["www-authenticate"]
        return response


@fault(caught_by=["userinfo/garbage-error-code", "mtls/invalid-token"])
class BadTokenIsABadRequest:
    """UserInfo calls a bad token an invalid request."""

    def userinfo_refusal(self, status, error, description):
        named = "invalid_request" if error else ""
        return super().userinfo_refusal(status, named, description)


@fault(caught_by=["userinfo/challenge-scheme"])
class ChallengeWithoutScheme:
    """UserInfo leaves the word Bearer out of its challenge."""

    def challenge_headers(self, challenge):
        return super().challenge_headers(challenge.removeprefix("Bearer "))


@fault(caught_by=["userinfo/challenge-syntax"])
class ChallengeWithoutQuotes:
    """UserInfo forgets the quotes in its challenge."""

    def challenge_headers(self, challenge):
        return super().challenge_headers(challenge.replace('"', ""))


@fault(caught_by=["userinfo/error-internals", "transport/userinfo-error-internals"])
class UserinfoShowsATraceback:
    """UserInfo shows where its program failed."""

    def userinfo_refusal(self, status, error, description):
        response = super().userinfo_refusal(status, error, description)
        body = "Traceback (most recent call last):\n  File userinfo.py, line 12\nKeyError\n"
        headers = self.challenge_headers(response.headers["www-authenticate"])
        return Response(body, status, headers, "text/plain")


@fault(caught_by=["userinfo/tampered-token"])
class HalfATokenWillDo:
    """UserInfo compares the beginning of an access token only."""

    def known_token(self, value):
        return next((t for k, t in self.access_tokens.items() if k[:9] == value[:9]), None)


@fault(caught_by=["userinfo/expired-token"])
class TokensLiveForEver:
    """UserInfo does not look at the expiry of a token."""

    def token_is_alive(self, token):
        return True


@fault(caught_by=["userinfo/id-token-refused"])
class IdTokenOpensUserinfo:
    """UserInfo takes an ID Token for an access token."""

    def known_token(self, value):
        known = super().known_token(value)
        is_jwt = value.count(".") == 2
        return next(iter(self.access_tokens.values())) if is_jwt and not known else known


@fault(caught_by=["userinfo/code-refused"])
class CodeOpensUserinfo:
    """UserInfo takes an authorization code for an access token."""

    def known_token(self, value):
        grant = self.grants.get(value)
        return super().known_token(grant.access_token if grant else value)


@fault(caught_by=["userinfo/basic-refused"])
class AnySchemeWillDo:
    """UserInfo does not look at the authentication scheme."""

    def is_bearer(self, scheme):
        return True


@fault(caught_by=["userinfo/empty-token-refused"])
class EmptyTokenOpensUserinfo:
    """UserInfo answers when the access token is empty."""

    def userinfo(self, request):
        if request.headers.get("authorization", "").strip() == "Bearer":
            return self.userinfo_success(next(iter(self.access_tokens.values())).grant)
        return super().userinfo(request)


@fault(caught_by=["userinfo/token-in-query"])
class TokenInTheQuery:
    """UserInfo takes an access token from the URL."""

    def header_token(self, request):
        return super().header_token(request) or dict(request.query).get("access_token", "")


@fault(caught_by=["userinfo/token-sent-twice"])
class TwoTokensAreOneTooMany:
    """UserInfo takes the first of two tokens."""

    def too_many_tokens(self, values):
        return False
