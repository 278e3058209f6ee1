"""Defects of what the UserInfo endpoint answers."""

import json
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from fakes.engine.model import Grant
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["userinfo/get", "dpop/userinfo", "mtls/userinfo"])
class UserinfoTakesPostOnly(Reference):
    """UserInfo does not answer GET."""

    def userinfo_methods(self) -> tuple[str, ...]:
        return ("POST",)


@fault(caught_by=["userinfo/get", "dpop/userinfo", "mtls/userinfo"])
class UserinfoErrorWithStatus200(Reference):
    """UserInfo answers every token with an error whose status is that of a success."""

    def userinfo_success(self, grant: Grant) -> Response:
        told = {"error": "insufficient_scope", "error_description": "openid is not enough."}
        return self.json(told, headers={"cache-control": "no-store"})


@fault(
    caught_by=[
        "userinfo/no-token-status",
        "userinfo/garbage-status",
        "userinfo/token-sent-twice",
        "mtls/invalid-token",
    ]
)
class UserinfoRefusesWithStatus200(Reference):
    """UserInfo refuses in the body, with the status of a success."""

    def userinfo_refusal(self, status: int, error: str, description: str) -> Response:
        refused = super().userinfo_refusal(status, error, description)
        kept = {name: refused.headers[name] for name in ("www-authenticate", "cache-control")}
        return self.json({"error": error or "no_token"}, headers=kept)


@fault(caught_by=["userinfo/post"])
class UserinfoTakesGetOnly(Reference):
    """UserInfo does not answer POST."""

    def userinfo_methods(self) -> tuple[str, ...]:
        return ("GET",)


@fault(caught_by=["userinfo/json", "userinfo/encrypted"])
class UserinfoAnswersAList(Reference):
    """UserInfo puts its object into a list."""

    def userinfo_success(self, grant: Grant) -> Response:
        return JSONResponse([self.userinfo_claims(grant)], headers={"cache-control": "no-store"})


@fault(caught_by=["userinfo/json", "userinfo/encrypted"])
class UserinfoInLatin1(Reference):
    """UserInfo sends names in ISO 8859-1."""

    def userinfo_success(self, grant: Grant) -> Response:
        claims = self.userinfo_claims(grant) | {"name": "Zoë"}
        body = json.dumps(claims, ensure_ascii=False).encode("latin-1")
        return Response(body, media_type="application/json", headers={"cache-control": "no-store"})


@fault(caught_by=["userinfo/content-type", "userinfo/encrypted"])
class UserinfoAsHtml(Reference):
    """UserInfo calls its JSON an HTML page."""

    def userinfo_success(self, grant: Grant) -> Response:
        body = json.dumps(self.userinfo_claims(grant))
        return HTMLResponse(body, headers={"cache-control": "no-store"})


@fault(caught_by=["userinfo/sub", "userinfo/signed-sub"])
class UserinfoWithoutSub(Reference):
    """UserInfo does not say whose claims it tells."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().userinfo_claims(grant)
        return {"subject": claims.pop("sub")} | claims


@fault(caught_by=["userinfo/sub-equal", "userinfo/signed-sub"])
class UserinfoOfSomebodyElse(Reference):
    """UserInfo answers with the `sub` of another user."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return super().userinfo_claims(grant) | {"sub": "somebody-else"}


@fault(caught_by=["userinfo/post-form-body"], at_home=["transport/server-error"])
class UserinfoBreaksOnAFormBody(Reference):
    """UserInfo ends with an error when the token comes in the form body."""

    def userinfo(self, request: Request) -> Response:
        broken = self.form_token(request) and not self.header_token(request)
        return Response(status_code=500) if broken else super().userinfo(request)


@fault(caught_by=["userinfo/scheme-case"])
class SchemeMustBeCapitalised(Reference):
    """UserInfo knows the scheme Bearer with a capital letter only."""

    def is_bearer(self, scheme: str) -> bool:
        return scheme == "Bearer"


@fault(caught_by=["userinfo/no-store"])
class UserinfoIsCached(Reference):
    """UserInfo lets everybody keep personal data."""

    def userinfo_success(self, grant: Grant) -> Response:
        response = super().userinfo_success(grant)
        response.headers["cache-control"] = "public, max-age=3600"
        return response


@fault(caught_by=["userinfo/claim-sources"])
class ClaimsFromNowhere(Reference):
    """UserInfo refers to a source of claims that it does not give."""

    def userinfo_claims(self, grant: Grant) -> dict[str, Any]:
        return super().userinfo_claims(grant) | {
            "_claim_names": {"credit_score": "bank"},
            "_claim_sources": {},
        }
