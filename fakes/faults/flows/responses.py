"""Defects of the flows: what comes back, and by which way."""

from urllib.parse import urlencode

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Session, User
from fakes.faults import fault
from fakes.faults.editing import without_parameter
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs


@fault(caught_by=["flow/login"])
class UserNotAssigned(Reference):
    """The user may not use the application."""

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        description = "User is not assigned to the client application."
        return self.refuse(authorization, Rejected("access_denied", description))


@fault(caught_by=["flow/implicit-id-token", "hybrid/code-id-token-token", "hybrid/code-id-token"])
class IdTokenForgotten(Reference):
    """The implicit flow brings no ID Token."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        return without_parameter("id_token", super().response_parameters(authorization, session))


@fault(caught_by=["flow/code-in-query", "authorization/code-error-in-query"])
class CodeInFragment(Reference):
    """The code comes in the fragment."""

    def response_mode(self, authorization: Authorization) -> str:
        mode = super().response_mode(authorization)
        return "fragment" if mode == "query" and authorization.response_type == "code" else mode


@fault(caught_by=["flow/code-alone"])
class AccessTokenBesideCode(Reference):
    """The response says the access token beside the code."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        alone = authorization.response_type == "code"
        return [*pairs, ("access_token", self.random())] if alone else pairs


@fault(caught_by=["flow/code-form-post"])
class FormPostForTokensOnly(Reference):
    """A code cannot be delivered by form_post."""

    def check_response_mode(self, authorization: Authorization) -> None:
        super().check_response_mode(authorization)
        posted = self.response_mode(authorization) == "form_post"
        if posted and authorization.response_type == "code":
            raise Rejected("invalid_request", "Codes are not posted.")


@fault(caught_by=["flow/response-mode-unknown"])
class UnknownResponseModePosted(Reference):
    """A response whose mode is unknown is posted."""

    def response_mode(self, authorization: Authorization) -> str:
        asked = authorization.params.get("response_mode")
        return "form_post" if asked == "ssoproof" else super().response_mode(authorization)


@fault(
    caught_by=[
        "flow/implicit-fragment",
        "flow/implicit-error-in-fragment",
        "hybrid/error-in-fragment",
        "hybrid/fragment",
        "flow/implicit-token-fragment",
    ]
)
class TokensPostedByDefault(Reference):
    """Without response_mode the implicit flow is delivered by form_post."""

    def response_mode(self, authorization: Authorization) -> str:
        mode = super().response_mode(authorization)
        return mode if "response_mode" in authorization.params or mode == "query" else "form_post"


@fault(
    caught_by=[
        "flow/implicit-error-in-fragment",
        "flow/form-post-error",
        "hybrid/form-post-error",
        "hybrid/error-in-fragment",
    ]
)
class ErrorsInQuery(Reference):
    """Errors come in the query, however the tokens would have come."""

    def refuse(self, authorization: Authorization, refusal: Rejected) -> Response:
        query = urlencode(self.error_parameters(authorization, refusal))
        return self.redirect(f"{authorization.redirect_uri}?{query}")


@fault(
    caught_by=[
        *("flow/implicit-not-in-query", "flow/implicit-token-not-in-query"),
        "hybrid/not-in-query",
    ]
)
class TokensInQuery(Reference):
    """An ID Token is delivered in the query if the request says so."""

    def delivery_mode(self, authorization: Authorization) -> str:
        asked = authorization.params.get("response_mode")
        return asked if asked == "query" else super().delivery_mode(authorization)


@fault(caught_by=["flow/implicit-id-token-alone"])
class AccessTokenUnasked(Reference):
    """An access token comes where only an ID Token was asked for."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        alone = authorization.response_type == "id_token"
        return [*pairs, ("access_token", self.random())] if alone else pairs


@fault(caught_by=["flow/implicit-access-token", "hybrid/code-id-token-token", "hybrid/code-token"])
class AccessTokenForgotten(Reference):
    """The implicit flow brings no access token."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        return without_parameter(
            "access_token", super().response_parameters(authorization, session)
        )


@fault(caught_by=["flow/implicit-token-fragment"])
class ImplicitTokenPostedByDefault(Reference):
    """Without response_mode an access token of the implicit flow is delivered by form_post."""

    def response_mode(self, authorization: Authorization) -> str:
        mode = super().response_mode(authorization)
        alone = authorization.response_type == "id_token token"
        return "form_post" if alone and mode == "fragment" else mode


@fault(caught_by=["flow/implicit-token-type", "hybrid/token-type"])
class ImplicitTokenTypeForgotten(Reference):
    """The implicit flow does not say the type of the access token."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        return without_parameter("token_type", super().response_parameters(authorization, session))


@fault(caught_by=["flow/implicit-expires-in", "hybrid/expires-in"])
class ImplicitLifetimeForgotten(Reference):
    """The implicit flow does not say how long the access token works."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        return without_parameter("expires_in", super().response_parameters(authorization, session))


@fault(
    caught_by=["flow/implicit-no-refresh-token", "offline-access/without-code"],
    at_home=["hybrid/nothing-unasked"],
)
class ImplicitRefreshToken(Reference):
    """The implicit flow brings a refresh token."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        both = "access_token" in dict(pairs)
        return [*pairs, ("refresh_token", self.random())] if both else pairs


@fault(caught_by=["flow/response-type-order"])
class ResponseTypeCompared(Reference):
    """A response type is known in one order only."""

    def check_response_type(self, authorization: Authorization) -> None:
        super().check_response_type(authorization)
        if authorization.params["response_type"] == "token id_token":
            raise Rejected("unsupported_response_type")


@fault(caught_by=["authorization/code-error-in-query"])
class ErrorsInFragment(Reference):
    """Errors of a code request come in the fragment."""

    def refuse(self, authorization: Authorization, refusal: Rejected) -> Response:
        if self.delivery_mode(authorization) != "query":
            return super().refuse(authorization, refusal)
        told = urlencode(self.error_parameters(authorization, refusal))
        return self.redirect(f"{authorization.redirect_uri}#{told}")


@fault(caught_by=["flow/code-fragment"])
class FragmentIgnored(Reference):
    """A code comes in the query although the fragment was asked for."""

    def delivery_mode(self, authorization: Authorization) -> str:
        mode = super().delivery_mode(authorization)
        return "query" if mode == "fragment" and authorization.response_type == "code" else mode

    def check_response_mode(self, authorization: Authorization) -> None:
        if self.response_mode(authorization) != "fragment":
            super().check_response_mode(authorization)


@fault(caught_by=["flow/implicit-nothing-in-query"])
class StateInBothPlaces(Reference):
    """A response in the fragment has its state in the query too."""

    def redirect(self, url: str) -> Response:
        target, joint, told = url.partition("#")
        return super().redirect(f"{target}?state=too{joint}{told}" if joint else url)
