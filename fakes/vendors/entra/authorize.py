"""Entra's authorization endpoint, in its own numbers."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, saying
from fakes.engine.model import Authorization, Session
from fakes.features.flows.hybrid import Hybrid
from fakes.features.pages.consent import Consent
from fakes.vendors.entra.errors import ErrorsOfEntra, missing
from fakes.wire.request import Pairs, Request

NAMES = uuid.UUID("0f9f7d5e-3d1c-4a1b-9f51-3f6f0b6d2a11")


class AuthorizationOfEntra(ErrorsOfEntra, Consent, Hybrid):
    """What the application cannot be told is on a page; the rest has a number too."""

    cookie = "ESTSAUTH"
    code_lifetime_s = 600

    def judged(
        self, request: Request, then: Callable[[Authorization, Session | None], Response]
    ) -> Response:
        """Without a redirect_uri one of the registered ones is taken."""
        client = self.client_of(request.params)
        if client is not None and "redirect_uri" not in dict(request.pairs):
            pairs = [*request.pairs, ("redirect_uri", client.redirect_uris[0])]
            request = replace(request, query=pairs, form=pairs)
        return super().judged(request, then)

    def unknown_client(self, request: Request) -> Response:
        named = request.params.get("client_id")
        what = f"AADSTS700016: Application with identifier '{named}' was not found in the directory"
        return self.page_refusal("", f"{what}." if named else missing("client_id"))

    def unknown_redirect_uri(self, request: Request) -> Response:
        uri, client = request.params.get("redirect_uri", ""), request.params["client_id"]
        what = f"AADSTS50011: The redirect URI '{uri}' specified in the request does not match the"
        return self.page_refusal(
            "", f"{what} redirect URIs configured for the application '{client}'."
        )

    def redirect(self, url: str) -> Response:
        response = super().redirect(url)
        response.status_code = 302
        return response

    # The rules, by number

    def check_response_type(self, authorization: Authorization) -> None:
        wanted = authorization.response_type
        what = f"AADSTS70005: The response_type '{wanted}' is not supported."
        with saying(what if wanted else missing("response_type")):
            super().check_response_type(authorization)
        if "id_token" in wanted and self.options["id_tokens"] == "off":
            what = "AADSTS700054: response_type 'id_token' is not enabled for the application."
            raise Rejected("unsupported_response_type", what)

    def check_response_mode(self, authorization: Authorization) -> None:
        mode = authorization.response_mode
        what = f"AADSTS70007: '{mode}' is not a supported value of 'response_mode' when requesting"
        with saying(f"{what} a token."):
            super().check_response_mode(authorization)

    def check_scope(self, authorization: Authorization) -> None:
        """An unknown scope spoils the request."""
        asked = authorization.params.get("scope", "")
        what = "AADSTS70011: The provided value for the input parameter 'scope' isn't valid."
        with saying(f"{what} The scope {asked} isn't valid."):
            super().check_scope(authorization)
            if not set(authorization.scopes) <= set(authorization.client.scopes):
                raise Rejected("invalid_scope")

    def check_nonce(self, authorization: Authorization) -> None:
        with saying(missing("nonce")):
            super().check_nonce(authorization)

    def check_pkce(self, authorization: Authorization) -> None:
        what = "AADSTS501491: Invalid size of Code_Challenge parameter."
        if "code_challenge" not in authorization.params:
            what = "AADSTS9002325: Proof Key for Code Exchange is required for cross-origin"
            what = f"{what} authorization code redemption."
        with saying(what):
            super().check_pkce(authorization)

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        what = "AADSTS50058: A silent sign-in request was sent but no user is signed in."
        with saying(what):
            return super().proceed(authorization, session)

    # Answers

    def echo(self, authorization: Authorization) -> Pairs:
        return [pair for pair in super().echo(authorization) if pair[0] == "state"]

    def response_parameters(self, authorization: Authorization, session: Session) -> Pairs:
        state = str(uuid.uuid5(NAMES, session.sid))
        return [*super().response_parameters(authorization, session), ("session_state", state)]

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        known = dict(super().error_parameters(authorization, refusal))
        told = self.told(known["error"], known["error_description"])
        pairs = [(name, told[name]) for name in ("error", "error_description", "error_uri")]
        return pairs + self.echo(authorization)
