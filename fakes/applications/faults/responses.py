"""Authorization responses, tokens and UserInfo that are believed without looking."""

from typing import Any, ClassVar

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.homes import Application
from fakes.applications.sessions import Begun, Session
from fakes.faults import fault, ids
from fakes.relying_party.party import AuthorizationRequest
from fakes.wire.request import Request


@fault(caught_by=["rp-response/no-state", "rp-response/other-state"])
class StateIgnored(Application):
    """The response belongs to whatever login this browser began last."""

    def belonging(self, state: str, browser: str) -> Begun:
        begun = self.last_begun_in(browser)
        return super().belonging(begun.request.state if begun else state, browser)


@fault(caught_by=["rp-response/another-browser"])
class BrowserIgnored(Application):
    """A state that is known is enough, whatever browser brings it."""

    def belonging(self, state: str, browser: str) -> Begun:
        begun = self.begun.get(state)
        return super().belonging(state, begun.browser if begun else browser)


@fault(caught_by=["rp-response/replayed", "rp-token/one-exchange"])
class StateKept(Application):
    """A state can be used again."""

    def belonging(self, state: str, browser: str) -> Begun:
        begun = super().belonging(state, browser)
        self.begun.keep(state, begun)
        return begun


@fault(caught_by=["rp-response/code-of-another", "rp-request/pkce", "rp-request/nonce"])
class CodeOfAnybody(Application):
    """No code is bound to a login: there is neither PKCE nor a nonce."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        if self.settings.auth_method != "pkce":
            return super().asked(**changes)
        none = dict.fromkeys(("code_challenge", "code_challenge_method", "nonce"))
        return super().asked(**changes | none)

    def check_nonce(self, claims: dict[str, Any], nonce: str) -> None:
        if self.settings.auth_method != "pkce":
            super().check_nonce(claims, nonce)


@fault(caught_by=["rp-response/issuer", "rp-response/no-issuer"])
class ResponseIssuerIgnored(Application):
    """iss of the response is not looked at."""

    def check_issuer(self, params: dict[str, str], metadata: dict[str, Any]) -> None:
        pass


@fault(caught_by=["rp-response/no-issuer"])
class ResponseIssuerOptional(Application):
    """iss of the response is compared where it is there."""

    def check_issuer(self, params: dict[str, str], metadata: dict[str, Any]) -> None:
        if "iss" in params:
            super().check_issuer(params, metadata)


@fault(caught_by=["rp-response/error"])
class ErrorIgnored(Application):
    """Where there is a code or a token, an error beside it is not looked at."""

    def complete(self, params: dict[str, str], browser: str) -> Session:
        if {"code", "id_token"} & set(params):
            params = {name: value for name, value in params.items() if name != "error"}
        return super().complete(params, browser)


@fault(caught_by=["rp-response/denied", "rp-answers/no-crash", "rp-product/refusal"])
class BreaksByDenial(Application):
    """A login that was denied ends in an error of the server."""

    def refused(self, params: dict[str, str]) -> SignInFailed:
        failure = super().refused(params)
        failure.status = 500
        return failure


@fault(caught_by=["rp-response/unasked-id-token"])
class AnyIdTokenWillDo(Application):
    """An ID Token in the response is taken, though a code was asked for."""

    def tokens(self, begun: Begun, code: str, params: dict[str, str]) -> dict[str, str]:
        if params.get("id_token"):
            return {"id_token": params["id_token"], "access_token": ""}
        return super().tokens(begun, code, params)


@fault(caught_by=["rp-response/by-link"])
class TokensByLink(Application):
    """The callback takes GET and POST alike."""

    def answer(self, request: Request) -> Response:
        self.routes["/oidc/callback"] = dict.fromkeys(("GET", "POST"), self.callback)
        return super().answer(request)


@fault(caught_by=["rp-response/own-page"])
class StaysOnCallback(Application):
    """The first page of a signed-in user is at the address of the callback."""

    def entered_at(self, request: Request) -> str:
        return f"/?{request.method}&code=" + dict(request.pairs).get("code", "")


@fault(caught_by=["rp-token/no-id-token"])
class IdTokenOptional(Application):
    """Without an ID Token, UserInfo says who it is."""

    def tokens(self, begun: Begun, code: str, params: dict[str, str]) -> dict[str, str]:
        found = super().tokens(begun, code, params)
        self.token_alone = "" if found["id_token"] else found["access_token"]
        return found | {"id_token": found["id_token"] or "none"}

    def verified(
        self, raw: str, metadata: dict[str, Any], nonce: str, access_token: str = ""
    ) -> dict[str, Any]:
        if raw == "none":
            return self.about_bearer(metadata, self.token_alone)
        return super().verified(raw, metadata, nonce, access_token)


@fault(
    caught_by=[
        *ids("rp-token", "no-way-round"),
        *ids("rp-claims", "issuer issuer-exact audience audience-exact other-audience azp nonce"),
        *ids("rp-claims", "expired from-the-future not-before issued-at subject at-hash"),
        *ids("rp-signature", "altered foreign-key none stripped algorithm-of-no-kind"),
        *ids("rp-signature", "mac-by-public-key mac-by-nothing mac-by-secret kid-is-a-path"),
        *ids("rp-signature", "embedded-key unknown-kid shared-key-in-jwks encryption-key"),
        *ids("rp-signature", "critical-header malformed"),
        *ids("rp-metadata", "removed-key"),
        *ids("rp-signature", "key-from-url kid-injection repeated-members zero-ecdsa none-signed"),
        *ids("rp-signature", "point-off-curve mac-by-curve-key encrypted-alone"),
        *ids("rp-claims", "replayed subject-type time-type"),
        "rp-metadata/unsigned-offered",
        "rp-patience/fails-closed",
    ]
)
class FallsBackToUserinfo(Application):
    """Where the ID Token cannot be believed, UserInfo says who it is."""

    def verified(
        self, raw: str, metadata: dict[str, Any], nonce: str, access_token: str = ""
    ) -> dict[str, Any]:
        try:
            return super().verified(raw, metadata, nonce, access_token)
        except SignInFailed:
            if not access_token or raw == "none":
                raise
            return self.about_bearer(metadata, access_token)


@fault(
    caught_by=[
        "rp-response/code-of-another",
        "rp-token/page",
        "rp-token/error",
        "rp-token/unreadable",
        "rp-patience/fails-closed",
    ]
)
class LastUserStays(Application):
    """Where no tokens come, the claims of the last login are still there."""

    last_claims: ClassVar[dict[str, Any]] = {}

    def tokens(self, begun: Begun, code: str, params: dict[str, str]) -> dict[str, str]:
        try:
            return super().tokens(begun, code, params)
        except SignInFailed as failure:
            if failure.where.startswith("token response") and self.last_claims:
                return {"id_token": "the last one", "access_token": ""}
            raise

    def verified(
        self, raw: str, metadata: dict[str, Any], nonce: str, access_token: str = ""
    ) -> dict[str, Any]:
        if raw != "the last one":
            found = super().verified(raw, metadata, nonce, access_token)
            LastUserStays.last_claims = self.complete_claims(found, metadata, access_token)
        return self.last_claims


@fault(caught_by=["rp-token/error"])
class TokenErrorsIgnored(Application):
    """The status of a token response is not looked at."""

    token_statuses = (200, 400)


@fault(caught_by=["rp-userinfo/other-subject", "rp-userinfo/no-subject"])
class AnybodysUserinfo(Application):
    """sub of UserInfo is not compared."""

    def userinfo(self, metadata: dict[str, Any], access_token: str, sub: str) -> dict[str, Any]:
        return self.about_bearer(metadata, access_token) | {"sub": sub}


@fault(caught_by=["rp-userinfo/no-subject"])
class NamelessUserinfo(Application):
    """sub of UserInfo is compared where there is text in it."""

    def userinfo(self, metadata: dict[str, Any], access_token: str, sub: str) -> dict[str, Any]:
        claims = self.about_bearer(metadata, access_token)
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            return claims | {"sub": sub}
        return super().userinfo(metadata, access_token, sub)


@fault(caught_by=["rp-userinfo/bearer-header"])
class AccessTokenInUrl(Application):
    """The access token is in the query of the UserInfo request too."""

    def userinfo(self, metadata: dict[str, Any], access_token: str, sub: str) -> dict[str, Any]:
        url = f"{metadata['userinfo_endpoint']}?access_token={access_token}"
        return super().userinfo(metadata | {"userinfo_endpoint": url}, access_token, sub)
