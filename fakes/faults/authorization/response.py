"""Defects of the authorization response and of the error response."""

from fakes.engine.endpoint import Rejected
from fakes.faults import fault


def without(name, pairs):
    """Parameters but the one called `name`."""
    return [pair for pair in pairs if pair[0] != name]


@fault(
    caught_by=[
        "authorization/state",
        "authorization/state-escaped",
        "authorization/error-state",
        "flow/form-post-state",
        "flow/form-post-escaped",
        "flow/form-post-error-escaped",
        "hybrid/state",
        *("authorization/long-state", "authorization/huge-state", "authorization/state-null-byte"),
        "flow/web-message-state",
    ]
)
class StateCut:
    """Only the first ten characters of the state come back."""

    def echo(self, authorization):
        return [(n, v[:10] if n == "state" else v) for n, v in super().echo(authorization)]


@fault(caught_by=["authorization/state-escaped"])
class StateDecodedTwice:
    """A plus sign in the state comes back as a space."""

    def echo(self, authorization):
        return [
            (n, v.replace("+", " ") if n == "state" else v) for n, v in super().echo(authorization)
        ]


@fault(caught_by=["authorization/state-absent"])
class StateRequired:
    """Requests without state are refused."""

    def check_prompt(self, authorization):
        super().check_prompt(authorization)
        if "state" not in authorization.params:
            raise Rejected("invalid_request", "The state is missing.")


@fault(caught_by=["authorization/state-absent"])
class StateInvented:
    """A response has a state even if the request had none."""

    def echo(self, authorization):
        pairs = super().echo(authorization)
        return pairs if "state" in dict(pairs) else [*pairs, ("state", "")]


@fault(caught_by=["authorization/parameters-once"])
class ParametersSentTwice:
    """The response says twice what comes back from the request."""

    def echo(self, authorization):
        return super().echo(authorization) * 2


@fault(caught_by=["authorization/iss", "authorization/iss-in-error", "hybrid/iss"])
class IssWithASlash:
    """The iss of the response ends in a slash, the issuer does not."""

    def echo(self, authorization):
        return [*without("iss", super().echo(authorization)), ("iss", f"{self.issuer}/")]


@fault(caught_by=["authorization/iss-announced"])
class IssMissing:
    """A successful response has no iss, though the metadata announces it."""

    def response_parameters(self, authorization, session):
        return without("iss", super().response_parameters(authorization, session))


@fault(caught_by=["authorization/iss-in-error"])
class IssMissingInErrors:
    """An error response has no iss, though the metadata announces it."""

    def error_parameters(self, authorization, refusal):
        return without("iss", super().error_parameters(authorization, refusal))


@fault(caught_by=["authorization/error-state"])
class StateMissingInErrors:
    """An error response has no state."""

    def error_parameters(self, authorization, refusal):
        return without("state", super().error_parameters(authorization, refusal))


@fault(caught_by=["authorization/error-text"])
class QuotesInErrors:
    """The error_description quotes the parameter that is wrong."""

    def error_parameters(self, authorization, refusal):
        pairs = without("error_description", super().error_parameters(authorization, refusal))
        return [*pairs, ("error_description", f'"{refusal.error}"')]


@fault(caught_by=["authorization/prompt-none-error"])
class SilentErrorVague:
    """Where prompt=none needs a login, the error is access_denied."""

    def proceed(self, authorization, session):
        if session is None and "none" in authorization.prompts:
            raise Rejected("access_denied")
        return super().proceed(authorization, session)


@fault(caught_by=["authorization/login-redirect-status"])
class PasswordPostedOn:
    """The redirect after the login makes the browser repeat its POST."""

    def logged_in(self, authorization, user):
        response = super().logged_in(authorization, user)
        response.status_code = 307 if "location" in response.headers else response.status_code
        return response


@fault(caught_by=["authorization/not-cacheable"])
class ResponseCached:
    """Caches may keep the authorization response for ten minutes."""

    def redirect(self, url):
        response = super().redirect(url)
        response.headers["cache-control"] = "public, max-age=600"
        return response


@fault(caught_by=["authorization/iss-unannounced"])
class IssNotAnnounced:
    """Responses have a parameter iss that the metadata do not announce."""

    def document(self):
        announced = "authorization_response_iss_parameter_supported"
        return {name: value for name, value in super().document().items() if name != announced}


@fault(caught_by=["authorization/error-parameters"])
class ErrorsWithATrace:
    """An error response names the request in the provider's log."""

    def error_parameters(self, authorization, refusal):
        return [*super().error_parameters(authorization, refusal), ("trace_id", "4711")]


@fault(
    caught_by=[
        "authorization/error-without-credentials",
        "authorization/error-parameters",
        "claims-parameter/other-sub",
        "claims-parameter/other-sub-login",
    ]
)
class CodeWithErrors:
    """An error response has a code."""

    def error_parameters(self, authorization, refusal):
        return [*super().error_parameters(authorization, refusal), ("code", self.random())]


@fault(caught_by=["authorization/error-uri"])
class ErrorUriIsAScript:
    """The error_uri of an error response is no page."""

    def error_parameters(self, authorization, refusal):
        pairs = super().error_parameters(authorization, refusal)
        return [*pairs, ("error_uri", "javascript:history.back()")]
