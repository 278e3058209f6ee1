"""Defects of the token endpoint's answers."""

from typing import Any

from starlette.responses import PlainTextResponse, Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Grant
from fakes.faults import fault
from fakes.faults.editing import replace_error, without
from fakes.faults.homes import Reference


@fault(caught_by=["token/success"])
class TokensCreated(Reference):
    """The token endpoint answers with 201, as if it had made a resource."""

    def token_success(self, answer: dict[str, Any]) -> Response:
        response = super().token_success(answer)
        response.status_code = 201
        return response


@fault(caught_by=["token/content-type", "refresh/content-type"])
class TokensAsText(Reference):
    """The token response is labelled text/plain."""

    def token_success(self, answer: dict[str, Any]) -> Response:
        response = super().token_success(answer)
        response.headers["content-type"] = "text/plain"
        return response


@fault(
    caught_by=[
        "token/no-store",
        "token/error-no-store",
        "refresh/no-store",
        "registration/not-stored",
        "client-management/read-not-stored",
        "par/no-store",
        "token/pragma",
    ]
)
class CachedTokens(Reference):
    """Caches may keep the token response."""

    def token_headers(self) -> dict[str, str]:
        return {"cache-control": "private, max-age=60"}


@fault(caught_by=["token/pragma"])
class OldCachesAreForgotten(Reference):
    """The token response has no Pragma."""

    def token_success(self, answer: dict[str, Any]) -> Response:
        response = super().token_success(answer)
        del response.headers["pragma"]
        return response


@fault(
    caught_by=[
        "token/access-token",
        "refresh/access-token",
        "hybrid/code-exchange",
        "device/tokens",
    ]
)
class NoAccessToken(Reference):
    """The token response has no access token."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        return without(super().token_response(grant), "access_token")


@fault(caught_by=["token/access-token-characters", "refresh/access-token"])
class SpacedAccessToken(Reference):
    """The access token contains characters that no header carries."""

    def access_token_value(self, grant: Grant) -> str:
        return super().access_token_value(grant) + "|#"


@fault(caught_by=["token/access-token-entropy", "refresh/access-token-entropy"])
class ShortAccessToken(Reference):
    """The access token has twelve characters."""

    def access_token_value(self, grant: Grant) -> str:
        return super().access_token_value(grant)[:12]


@fault(caught_by=["token/token-type", "refresh/token-type"])
class MacTokens(Reference):
    """The token_type is one that the client did not ask for."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        return super().token_response(grant) | {"token_type": "mac"}


@fault(caught_by=["token/id-token", "hybrid/code-exchange"])
class NoIdToken(Reference):
    """The token response has no ID Token, as in plain OAuth."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        return without(super().token_response(grant), "id_token")


@fault(caught_by=["token/expires-in"])
class NoExpiresIn(Reference):
    """The token response does not say how long the access token lives."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        return without(super().token_response(grant), "expires_in")


@fault(caught_by=["token/expires-in-number"])
class ExpiresInAsText(Reference):
    """The lifetime of the access token is a string."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        return super().token_response(grant) | {"expires_in": "3600"}


@fault(caught_by=["token/access-token-lifetime"])
class MonthLongAccessToken(Reference):
    """The access token lives for a month."""

    access_token_lifetime_s = 30 * 86_400


@fault(caught_by=["token/scope-syntax", "claims/granted-scope-told", "consent/tampered-scope"])
class ScopeAsList(Reference):
    """The scope is a list."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        return super().token_response(grant) | {"scope": list(grant.scopes)}


@fault(
    caught_by=[
        "token/unknown-code",
        "token/code-reuse-error",
        "token/other-redirect-uri-error",
        "refresh/unknown-token",
    ]
)
class GrantErrorsAsText(Reference):
    """A refused code is answered in plain text."""

    def token_error(self, refusal: Rejected) -> Response:
        if refusal.error == "invalid_grant":
            return PlainTextResponse("invalid grant", 400, self.token_headers())
        return super().token_error(refusal)


@fault(
    caught_by=[
        "token/missing-code",
        "token/missing-grant-type",
        "refresh/missing-token",
        "revocation/missing-token",
        "token-exchange/error",
    ]
)
class RequestErrorsUnnamed(Reference):
    """A request that lacks a parameter is answered without an error code."""

    def token_error(self, refusal: Rejected) -> Response:
        return super().token_error(replace_error(refusal, "invalid_request", ""))


@fault(caught_by=["token/unsupported-grant-type"])
class UnknownGrantIsForbidden(Reference):
    """An unknown grant_type is answered with 403."""

    def token_error(self, refusal: Rejected) -> Response:
        response = super().token_error(refusal)
        if refusal.error == "unsupported_grant_type":
            response.status_code = 403
        return response


@fault(
    caught_by=[
        "token/unknown-client",
        "token/missing-client-id-error",
        "token/failed-basic-error",
        "revocation/without-authentication-error",
        "token/wrong-secret-error",
        "mtls/invalid-client",
    ]
)
class ClientErrorsMisnamed(Reference):
    """A failed client authentication is called access_denied."""

    def token_error(self, refusal: Rejected) -> Response:
        return super().token_error(replace_error(refusal, "invalid_client", "access_denied"))


@fault(caught_by=["token/failed-basic-status", "token/failed-basic-challenge"])
class NoUnauthorized(Reference):
    """A failed authentication by header is answered with 400 and no challenge."""

    def token_error(self, refusal: Rejected) -> Response:
        refusal.status = 400
        return super().token_error(refusal)


@fault(caught_by=["token/failed-basic-challenge"])
class NoChallenge(Reference):
    """A failed authentication by header is answered without WWW-Authenticate."""

    def token_error(self, refusal: Rejected) -> Response:
        response = super().token_error(refusal)
        if "www-authenticate" in response.headers:
            del response.headers["www-authenticate"]
        return response


@fault(caught_by=["token/error-description"])
class MultiLineErrors(Reference):
    """Error descriptions contain line breaks and quotes."""

    def token_error(self, refusal: Rejected) -> Response:
        refusal.description = f'"{refusal.description}"\r\nTrace: 1'
        return super().token_error(refusal)
