"""Defects of the authorization response and of the error response."""

from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Session, User
from fakes.faults import fault
from fakes.faults.editing import without_parameter
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs


@fault(
    caught_by=[
        "authorization/state",
        "authorization/state-escaped",
        "authorization/error-state",
        "flow/form-post-state",
        *("hybrid/state", "hybrid/error-state"),
        *("authorization/long-state", "authorization/huge-state", "authorization/state-null-byte"),
        *("flow/web-message-state", "flow/none-state", "flow/jwt-response"),
    ]
)
class StateCut(Reference):
    """Only the first ten characters of the state come back."""

    def echo(self, authorization: Authorization) -> Pairs:
        return [(n, v[:10] if n == "state" else v) for n, v in super().echo(authorization)]


@fault(caught_by=["authorization/state-escaped"])
class StateDecodedTwice(Reference):
    """A plus sign in the state comes back as a space."""

    def echo(self, authorization: Authorization) -> Pairs:
        return [
            (n, v.replace("+", " ") if n == "state" else v) for n, v in super().echo(authorization)
        ]


@fault(caught_by=["authorization/state-absent"])
class StateRequired(Reference):
    """Requests without state are refused."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        if "state" not in authorization.params:
            raise Rejected("invalid_request", "The state is missing.")


@fault(caught_by=["authorization/state-absent"])
class StateInvented(Reference):
    """A response has a state even if the request had none."""

    def echo(self, authorization: Authorization) -> Pairs:
        pairs = super().echo(authorization)
        return pairs if "state" in dict(pairs) else [*pairs, ("state", "")]


@fault(caught_by=["authorization/parameters-once"])
class ParametersSentTwice(Reference):
    """The response says twice what comes back from the request."""

    def echo(self, authorization: Authorization) -> Pairs:
        return super().echo(authorization) * 2


@fault(caught_by=["authorization/iss", "authorization/iss-in-error", "hybrid/iss"])
class IssWithASlash(Reference):
    """The iss of the response ends in a slash, the issuer does not."""

    def echo(self, authorization: Authorization) -> Pairs:
        return [*without_parameter("iss", super().echo(authorization)), ("iss", f"{self.issuer}/")]


@fault(caught_by=["authorization/iss-announced"])
class IssMissing(Reference):
    """A successful response has no iss, though the metadata announces it."""

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        return without_parameter("iss", super().response_parameters(authorization, session))


@fault(caught_by=["authorization/iss-in-error"])
class IssMissingInErrors(Reference):
    """An error response has no iss, though the metadata announces it."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        return without_parameter("iss", super().error_parameters(authorization, refusal))


@fault(caught_by=["authorization/error-state", "hybrid/error-state"])
class StateMissingInErrors(Reference):
    """An error response has no state."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        return without_parameter("state", super().error_parameters(authorization, refusal))


@fault(caught_by=["authorization/error-text", "hybrid/error-text"])
class QuotesInErrors(Reference):
    """The error_description quotes the parameter that is wrong."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        pairs = without_parameter(
            "error_description", super().error_parameters(authorization, refusal)
        )
        return [*pairs, ("error_description", f'"{refusal.error}"')]


@fault(caught_by=["authorization/prompt-none-error", "hybrid/prompt-none-error"])
class SilentErrorVague(Reference):
    """Where prompt=none needs a login, the error is access_denied."""

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        if session is None and "none" in authorization.prompts:
            raise Rejected("access_denied")
        return super().proceed(authorization, session)


@fault(caught_by=["authorization/login-redirect-status"])
class PasswordPostedOn(Reference):
    """The redirect after the login makes the browser repeat its POST."""

    def logged_in(self, authorization: Authorization, user: User) -> Response:
        response = super().logged_in(authorization, user)
        response.status_code = 307 if "location" in response.headers else response.status_code
        return response


@fault(caught_by=["authorization/not-cacheable"])
class ResponseCached(Reference):
    """Caches may keep the authorization response for ten minutes."""

    def redirect(self, url: str) -> Response:
        response = super().redirect(url)
        response.headers["cache-control"] = "public, max-age=600"
        return response


@fault(caught_by=["authorization/iss-unannounced"])
class IssNotAnnounced(Reference):
    """Responses have a parameter iss that the metadata do not announce."""

    def document(self) -> dict[str, Any]:
        announced = "authorization_response_iss_parameter_supported"
        return {name: value for name, value in super().document().items() if name != announced}


@fault(caught_by=["authorization/error-parameters"])
class ErrorsWithATrace(Reference):
    """An error response names the request in the provider's log."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        return [*super().error_parameters(authorization, refusal), ("trace_id", "4711")]


@fault(
    caught_by=[
        "authorization/error-without-credentials",
        "authorization/error-parameters",
        "claims-parameter/other-sub",
        "claims-parameter/other-sub-login",
    ]
)
class CodeWithErrors(Reference):
    """An error response has a code."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        return [*super().error_parameters(authorization, refusal), ("code", self.random())]


@fault(caught_by=["authorization/error-uri"])
class ErrorUriIsAScript(Reference):
    """The error_uri of an error response is no page."""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        pairs = super().error_parameters(authorization, refusal)
        return [*pairs, ("error_uri", "javascript:history.back()")]
