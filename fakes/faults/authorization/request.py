"""Defects of the authorization endpoint: what it takes, what it refuses, what it sends back."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Authorization, Grant, Session
from fakes.faults import fault
from fakes.faults.homes import Confidential, Reference
from fakes.wire.request import Request


def refuse(bad: object) -> None:
    """A refusal that no specification asks for."""
    if bad:
        raise Rejected("invalid_request", "The request is not to our taste.")


@fault(caught_by=["authorization/unknown-parameter", "hybrid/unknown-parameter"])
class UnknownParametersRefused(Reference):
    """Requests with parameters that the provider does not know are refused."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        refuse("ssoproof" in authorization.params)


@fault(caught_by=["authorization/empty-parameter"])
class EmptyPromptRefused(Reference):
    """A prompt without a value counts as one that is not known."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        refuse(("prompt", "") in authorization.pairs)


@fault(caught_by=["authorization/post"])
class RequestsByGetOnly(Reference):
    """The authorization endpoint takes no POST."""

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.endpoints["authorization"]] = Route(("GET",), self.authorize)
        return routes


@fault(caught_by=["authorization/display-page", "hybrid/display-page"])
class DisplayPageRefused(Reference):
    """display=page is refused."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        refuse(authorization.params.get("display") == "page")


@fault(caught_by=["authorization/display-popup", "hybrid/display-popup"])
class DisplayPopupRefused(Reference):
    """display=popup is refused."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        refuse(authorization.params.get("display") == "popup")


@fault(caught_by=["authorization/ui-locales", "hybrid/ui-locales"])
class UiLocalesRefused(Reference):
    """Requests in a language that the provider does not speak are refused."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        refuse("ui_locales" in authorization.params)


@fault(caught_by=["authorization/claims-locales", "hybrid/claims-locales"])
class ClaimsLocalesRefused(Reference):
    """Requests for claims in another language are refused."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        refuse("claims_locales" in authorization.params)


@fault(caught_by=["authorization/acr-values", "hybrid/acr-values"])
class AcrValuesRefused(Reference):
    """Requests that wish for an authentication context are refused."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        refuse("acr_values" in authorization.params)


@fault(caught_by=["authorization/login-hint", "hybrid/login-hint"])
class LoginHintRefused(Reference):
    """Requests with a login_hint are refused when the user has a session."""

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        refuse("login_hint" in authorization.params)
        return super().must_log_in_again(authorization, session)


@fault(caught_by=["authorization/nonce-optional", "hybrid/nonce-optional"])
class NonceAlwaysRequired(Reference):
    """The nonce is required with a code too."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        refuse("nonce" not in authorization.params)


@fault(caught_by=["authorization/nonce-required", "hybrid/nonce-required"])
class NonceNeverRequired(Reference):
    """The nonce may be missing where the ID Token travels through the browser."""

    def check_nonce(self, authorization: Authorization) -> None:
        pass


@fault(caught_by=["authorization/nonce-unchanged"])
class NonceEscaped(Reference):
    """The ID Token has the nonce in the form that it had in the URL."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"nonce": quote(claims["nonce"])} if "nonce" in claims else claims


@fault(caught_by=["authorization/response-type-missing"])
class MissingResponseTypeGuessed(Reference):
    """Without response_type the provider sends a code."""

    def check_response_type(self, authorization: Authorization) -> None:
        authorization.params.setdefault("response_type", "code")
        super().check_response_type(authorization)


@fault(caught_by=["authorization/response-type-unknown", "par/judged-when-pushed"])
class UnknownResponseTypeGuessed(Reference):
    """For an unknown response_type the provider sends a code."""

    def check_response_type(self, authorization: Authorization) -> None:
        if authorization.params.get("response_type") == "ssoproof":
            authorization.params["response_type"] = "code"
        super().check_response_type(authorization)


@fault(caught_by=["authorization/scope-without-openid"])
class OpenidAssumed(Reference):
    """Requests without the scope openid are answered with an ID Token."""

    def check_scope(self, authorization: Authorization) -> None:
        authorization.params["scope"] = f"openid {authorization.params.get('scope', '')}"
        super().check_scope(authorization)


@fault(caught_by=["authorization/duplicate-client-id"])
class FirstClientIdCounts(Reference):
    """Of two client_ids the first one counts."""

    def authorize(self, request: Request) -> Response:
        first = [pair for pair in request.query if pair[0] == "client_id"][:1]
        request.query = first + [pair for pair in request.query if pair[0] != "client_id"]
        return super().authorize(request)


@fault(caught_by=["authorization/duplicate-scope"])
class LastScopeCounts(Reference):
    """Of two scope parameters the last one counts."""

    def check_single_values(self, authorization: Authorization) -> None:
        pairs = [pair for pair in authorization.pairs if pair[0] != "scope"]
        super().check_single_values(replace(authorization, pairs=pairs))


@fault(caught_by=["authorization/duplicate-state"])
class LastStateCounts(Reference):
    """Of two states the last one counts."""

    def check_single_values(self, authorization: Authorization) -> None:
        pairs = [pair for pair in authorization.pairs if pair[0] != "state"]
        super().check_single_values(replace(authorization, pairs=pairs))


@fault(caught_by=["authorization/request-object-refused"])
class RequestObjectIgnored(Confidential):
    """The parameter request is ignored."""

    def check_request_objects(self, authorization: Authorization) -> None:
        params = {k: v for k, v in authorization.params.items() if k != "request"}
        super().check_request_objects(replace(authorization, params=params))


@fault(caught_by=["authorization/request-uri-refused"])
class RequestUriIgnored(Confidential):
    """The parameter request_uri is ignored."""

    def check_request_objects(self, authorization: Authorization) -> None:
        params = {k: v for k, v in authorization.params.items() if k != "request_uri"}
        super().check_request_objects(replace(authorization, params=params))
