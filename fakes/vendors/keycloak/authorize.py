"""Keycloak's authorization endpoint: its order of errors, its pages, and its answers."""

import re
from collections.abc import Callable
from contextlib import suppress
from html import escape

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.interaction import WRONG
from fakes.engine.model import Authorization, Client, Session
from fakes.engine.pages import page
from fakes.features.flows.hybrid import Hybrid
from fakes.features.flows.jwt_responses import JwtResponses
from fakes.features.flows.plain_oauth import PlainOAuth
from fakes.features.request_objects.claims_parameter import ClaimsParameter, Wishes
from fakes.features.request_objects.par import PushedRequests
from fakes.features.sessions.session_ids import SessionIds
from fakes.features.sessions.session_management import SessionManagement
from fakes.vendors.keycloak.metadata import RESPONSE_MODES
from fakes.wire.request import Pairs, Request

NOT_ALLOWED = "Client is not allowed to initiate browser login with given response_type."
# In the order of the product's own answers.
ORDER = "state session_state iss code"
NUMBER = re.compile("[+-]?[0-9]{1,9}", re.ASCII)


class AuthorizationOfKeycloak(
    ClaimsParameter,
    PushedRequests,
    Hybrid,
    JwtResponses,
    SessionManagement,
    SessionIds,
    PlainOAuth,
):
    """First the realm, then the client, then where the answer goes, then everything else."""

    cookie = "KEYCLOAK_IDENTITY"
    acr_values = ("1", "0")
    # As measured: the flow before repeated parameters, these before the scope.
    rules = (
        "check_response_type",
        "check_single_values",
        "check_request_objects",
        "check_scope",
        "check_nonce",
        "check_claims_request",
        "check_pkce",
        "check_prompt",
        "check_max_age",
    )

    def unknown_client(self, request: Request) -> Response:
        named = "client_id" in request.params
        return self.page_refusal("", "Client not found." if named else "Invalid Request")

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        """A max_age that is no number, or nothing, breaks the reading of all parameters."""
        if not all(NUMBER.fullmatch(value) for name, value in request.pairs if name == "max_age"):
            return self.page_refusal("", "Invalid Request")
        return super().judged(request, then)

    def object_refused(self, client: Client, request: Request, refusal: Rejected) -> Response:
        """What cannot be read may say where the answer goes: it ends on a page."""
        return self.page_refusal("", "Invalid Request")

    def unknown_redirect_uri(self, request: Request) -> Response:
        return self.page_refusal("", "Invalid parameter: redirect_uri")

    def page_refusal(self, error: str, description: str) -> Response:
        """The page has a sentence, and no error code."""
        body = f'<p class="instruction">{escape(description)}</p>'
        return page("We are sorry...", body, 400)

    def redirect(self, url: str) -> Response:
        response = super().redirect(url)
        response.status_code = 302
        return response

    def complaint(self, request: Request) -> str:
        told = super().complaint(request)
        return "Invalid username or password." if told == WRONG else told

    # The rules, in the product's words

    def check_response_type(self, authorization: Authorization) -> None:
        """Whether it is known, then the response_mode, then the flow: a switch of the client."""
        wanted = authorization.response_type
        if not wanted:
            raise Rejected("invalid_request", "Missing parameter: response_type")
        if wanted not in [" ".join(sorted(one.split())) for one in self.response_types()]:
            raise Rejected("unsupported_response_type")
        self.check_response_mode(authorization)
        implicit = {"id_token", "token"} & set(wanted.split())
        flow = "Implicit" if implicit else "Standard"
        with saying(f"{NOT_ALLOWED} {flow} flow is disabled for the client."):
            super().check_response_type(authorization)

    def delivery_mode(self, authorization: Authorization) -> str:
        """By the query, where it is not known which response_type is meant."""
        known = authorization.response_type in self.response_types()
        return super().delivery_mode(authorization) if known else "query"

    def response_modes(self) -> tuple[str, ...]:
        return tuple(RESPONSE_MODES)

    def check_response_mode(self, authorization: Authorization) -> None:
        with saying("Invalid parameter: response_mode"):
            super().check_response_mode(authorization)

    def check_single_values(self, authorization: Authorization) -> None:
        with saying("duplicated parameter"):
            super().check_single_values(authorization)

    def check_scope(self, authorization: Authorization) -> None:
        """A scope that the client does not have spoils the request."""
        asked = authorization.params.get("scope", "")
        with saying(f"Invalid scopes: {asked}", "invalid_scope"):
            super().check_scope(authorization)
            if not set(authorization.scopes) <= {"openid", *authorization.client.scopes}:
                raise Rejected("invalid_scope")

    def check_nonce(self, authorization: Authorization) -> None:
        with saying("Missing parameter: nonce"):
            super().check_nonce(authorization)

    def check_pkce(self, authorization: Authorization) -> None:
        """The client is set to S256."""
        params = authorization.params
        what = "Invalid parameter: code_challenge"
        if "code_challenge_method" not in params:
            what = "Missing parameter: code_challenge_method"
        elif params["code_challenge_method"] not in self.challenge_methods():
            what = "Invalid parameter: code challenge method is not matching the configured one"
        elif "code_challenge" not in params:
            what = "Missing parameter: code_challenge"
        with saying(what):
            super().check_pkce(authorization)

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        with saying(""):
            return super().proceed(authorization, session)

    def hint_is_of_another(self, authorization: Authorization, session: Session) -> bool:
        """Of an id_token_hint nothing is read here."""
        return False

    def wishes(self, authorization: Authorization, place: str) -> Wishes:
        """What cannot be read is as if it were not there."""
        with suppress(Rejected):
            return super().wishes(authorization, place)
        return {}

    def is_wanted(self, authorization: Authorization, session: Session) -> bool:
        """Of the claims parameter the value of sub is not read."""
        return True

    # Answers

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        pairs = super().response_parameters(authorization, session)
        return sorted(pairs, key=lambda pair: (pair[0] not in ORDER, ORDER.find(pair[0])))

    def session_state(self, authorization: Authorization, session: Session) -> str:
        """The name of the session itself."""
        return self.public_sid(session)

    def check_session_iframe(self) -> str:
        return self.endpoints["session_frame"]

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        return [pair for pair in super().error_parameters(authorization, refusal) if pair[1]]
