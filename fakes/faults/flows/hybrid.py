"""Defects of the authorization response of the hybrid flow."""

from abc import abstractmethod
from urllib.parse import urlencode

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.faults import fault
from fakes.faults.editing import without_parameter
from fakes.faults.flows.hybrid_logins import is_hybrid
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs, Request


class Changed(Reference):
    """A hybrid response that `changed` changes."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        return self.changed(authorization, pairs) if is_hybrid(authorization) else pairs

    @abstractmethod
    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        """What is sent in place of `pairs`."""


@fault(caught_by=["hybrid/code-id-token"])
class HybridIdTokenForgotten(Changed):
    """response_type=code id_token brings no ID Token."""

    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        alone = authorization.response_type == "code id_token"
        return without_parameter("id_token", pairs) if alone else pairs


@fault(caught_by=["hybrid/code-token"])
class HybridAccessTokenForgotten(Changed):
    """response_type=code token brings no access token."""

    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        alone = authorization.response_type == "code token"
        return without_parameter("access_token", pairs) if alone else pairs


@fault(caught_by=["hybrid/code-id-token-token"])
class HybridCodeForgotten(Changed):
    """response_type=code id_token token brings no code."""

    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        alone = authorization.response_type == "code id_token token"
        return without_parameter("code", pairs) if alone else pairs


@fault(caught_by=["hybrid/nothing-unasked"])
class HybridRefreshToken(Changed):
    """A refresh token comes with the hybrid response."""

    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        return [*pairs, ("refresh_token", self.random())]


@fault(caught_by=["hybrid/nothing-unasked"])
class HybridAccessTokenUnasked(Changed):
    """An access token comes where a code and an ID Token were asked for."""

    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        asked = "access_token" in dict(pairs)
        return pairs if asked else [*pairs, ("access_token", self.random())]


@fault(caught_by=["hybrid/fragment", "hybrid/error-in-fragment"])
class HybridInQuery(Reference):
    """The hybrid response comes in the query if nothing is said."""

    def deliver(self, authorization: Authorization, pairs: Pairs) -> Response:
        if is_hybrid(authorization) and "response_mode" not in authorization.params:
            return self.redirect(f"{authorization.redirect_uri}?{urlencode(pairs)}")
        return super().deliver(authorization, pairs)


@fault(caught_by=["hybrid/not-in-query"])
class HybridInQueryIfAsked(Reference):
    """The hybrid response comes in the query if the request says so."""

    def delivery_mode(self, authorization: Authorization) -> str:
        asked = authorization.params.get("response_mode") == "query"
        exposed = asked and is_hybrid(authorization)
        return "query" if exposed else super().delivery_mode(authorization)


@fault(caught_by=["hybrid/error-in-fragment", "hybrid/form-post-error"])
class HybridErrorInQuery(Reference):
    """Errors of the hybrid flow come in the query."""

    def refuse(self, authorization: Authorization, refusal: Rejected) -> Response:
        if not is_hybrid(authorization):
            return super().refuse(authorization, refusal)
        query = urlencode(self.error_parameters(authorization, refusal))
        return self.redirect(f"{authorization.redirect_uri}?{query}")


@fault(caught_by=["hybrid/form-post", "hybrid/form-post-error"])
class HybridNeverPosted(Reference):
    """form_post is ignored in the hybrid flow."""

    def response_mode(self, authorization: Authorization) -> str:
        mode = super().response_mode(authorization)
        return "fragment" if mode == "form_post" and is_hybrid(authorization) else mode


@fault(caught_by=["hybrid/form-post-error"])
class HybridErrorNotPosted(Reference):
    """Errors of the hybrid flow come in the fragment even if they should be posted."""

    def refuse(self, authorization: Authorization, refusal: Rejected) -> Response:
        if is_hybrid(authorization):
            authorization.params.pop("response_mode", None)
        return super().refuse(authorization, refusal)


@fault(caught_by=["hybrid/state"])
class HybridStateForgotten(Changed):
    """The hybrid response has no state."""

    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        return without_parameter("state", pairs)


@fault(caught_by=["hybrid/iss"])
class HybridIssuerWithSlash(Changed):
    """The iss of the hybrid response has a slash at its end."""

    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        return [(k, f"{v}/" if k == "iss" else v) for k, v in pairs]


@fault(caught_by=["hybrid/token-type"])
class HybridTokenTypeForgotten(Changed):
    """The hybrid response does not say the type of its access token."""

    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        return without_parameter("token_type", pairs)


@fault(caught_by=["hybrid/expires-in"])
class HybridLifetimeForgotten(Changed):
    """The hybrid response does not say how long its access token works."""

    def changed(self, authorization: Authorization, pairs: Pairs) -> Pairs:
        return without_parameter("expires_in", pairs)


@fault(caught_by=["hybrid/nonce-required"])
class HybridWithoutNonce(Reference):
    """The nonce may be missing in the hybrid flow."""

    def check_nonce(self, authorization: Authorization) -> None:
        if not is_hybrid(authorization):
            super().check_nonce(authorization)


@fault(caught_by=["hybrid/nonce-optional"])
class NonceForEveryHybrid(Reference):
    """The nonce is required in the hybrid flow where no ID Token comes."""

    def check_nonce(self, authorization: Authorization) -> None:
        super().check_nonce(authorization)
        if is_hybrid(authorization) and "nonce" not in authorization.params:
            raise Rejected("invalid_request", "The nonce is missing.")


@fault(caught_by=["hybrid/response-type-order"])
class HybridTypesInOneOrder(Reference):
    """Hybrid response types are known with the code first only."""

    def check_response_type(self, authorization: Authorization) -> None:
        super().check_response_type(authorization)
        if is_hybrid(authorization) and authorization.params["response_type"][:4] != "code":
            raise Rejected("unsupported_response_type", "Put the code first.")


@fault(caught_by=["hybrid/code-entropy"])
class ShortHybridCode(Reference):
    """The codes of the hybrid flow are short."""

    def new_code(self, grant: Grant) -> str:
        code = super().new_code(grant)
        if is_hybrid(grant.authorization):
            grant.code = code[:12]
            self.grants[grant.code] = self.grants.pop(code)
        return grant.code


@fault(caught_by=["hybrid/wrong-verifier"])
class HybridWithoutPkce(Reference):
    """The code_verifier of a hybrid code is not looked at."""

    def check_code_verifier(self, request: Request, client: Client, grant: Grant) -> None:
        if not is_hybrid(grant.authorization):
            super().check_code_verifier(request, client, grant)
