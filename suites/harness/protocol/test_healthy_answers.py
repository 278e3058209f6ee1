"""What a healthy provider may do with JWT responses, consent pages, logouts and WebFinger."""

from typing import Any

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client
from fakes.engine.pages import error_page, page
from fakes.faults.editing import rewrite
from fakes.faults.homes import Reference
from fakes.wire.request import Pairs, Request
from suites.harness.given.healthy import hold_outcome

JWT_CLAIMS = ["flow/jwt-response", "flow/jwt-response-audience", "flow/jwt-response-expiry"]
JWT_RESPONSE = [*JWT_CLAIMS, "flow/jwt-response-signature", "flow/jwt-response-issuer"]
PAGE = ["consent/names-client", "consent/names-scopes"]


class ResponseForTwo(Reference):
    """A response in a JWT has a list of audiences, and ends at a fraction of a second."""

    def response_claims(self, client: Client, pairs: Pairs) -> dict[str, Any]:
        claims = super().response_claims(client, pairs)
        return claims | {"aud": [client.client_id, "auditor"], "exp": claims["exp"] + 0.5}


class JwtResponsesForOthers(Reference):
    """The client may not have its responses in a JWT, which is told in one."""

    def check_response_mode(self, authorization: Authorization) -> None:
        super().check_response_mode(authorization)
        if self.response_mode(authorization).endswith("jwt"):
            raise Rejected("unauthorized_client", "Not this client.")


class EncryptedResponses(Reference):
    """A response in a JWT is encrypted."""

    def response_jwt(self, client: Client, pairs: Pairs) -> str:
        return "e30.e30.e30.e30.e30"


class DetailsRefusedOnAPage(Reference):
    """Whatever is wrong with authorization_details is told to the user."""

    def refuse(self, authorization: Authorization, refusal: Rejected) -> Response:
        if refusal.error == "invalid_authorization_details":
            return error_page(refusal.error, refusal.description)
        return super().refuse(authorization, refusal)


class ManagedByNumber(Reference):
    """The URL of a client does not show its identifier."""

    def registered_members(self, client: Client) -> dict[str, Any]:
        members = super().registered_members(client)
        return members | {"registration_client_uri": f"{self.base}/managed/1"}

    def answer(self, request: Request) -> Response:
        if request.url == f"{self.base}/managed/1":
            return self.management(request, list(self.registered_clients)[-1])
        return super().answer(request)


class LogoutStaysWithoutSession(Reference):
    """Who is not logged in is told so, and led nowhere."""

    def end_session(self, request: Request) -> Response:
        if self.session_of(request) is None:
            return page("Signed out", "<p>You are signed out.</p>")
        return super().end_session(request)


class IssuerOfAnotherTenant(Reference):
    """The accounts of the host belong to another issuer."""

    def descriptor(self, resource: str) -> dict[str, Any]:
        told = super().descriptor(resource)
        return told | {"links": [one | {"href": f"{self.base}/staff"} for one in told["links"]]}


class PageForEverything(Reference):
    """The host answers every path with the page of its application."""

    def webfinger(self, request: Request) -> Response:
        return HTMLResponse("<!doctype html><title>Acme</title><div id=app></div>")


class NamedByItsLogo(Reference):
    """The consent page shows the application by a picture, and its words in capitals."""

    def consent_page(self, ticket: str, authorization: Authorization) -> Response:
        response = super().consent_page(ticket, authorization)
        name = self.name_of(authorization.client)
        logo = f'<img src="/logo.png" alt="{name.upper()}">'
        rewrite(response, lambda text: text.replace(f"<p>{name} ", f"<p>{logo} "))
        return response


class ScriptedConsent(Reference):
    """The consent page is made by a script."""

    def consent_page(self, ticket: str, authorization: Authorization) -> Response:
        return page("Allow access?", "<div id=app></div>", script="function go() { return 1; }")


@pytest.mark.parametrize(
    ("mixin", "ids", "outcome", "words"),
    [
        (ResponseForTwo, JWT_CLAIMS, "PASSED", ""),
        (JwtResponsesForOthers, JWT_RESPONSE, "NOT_APPLICABLE", "may not use this mode"),
        (EncryptedResponses, JWT_RESPONSE, "NOT_APPLICABLE", "encrypted"),
        (DetailsRefusedOnAPage, ["authorization/unknown-details"], "PASSED", ""),
        (DetailsRefusedOnAPage, ["authorization/unknown-details-error"], "NOT_RUN", "own"),
        (ManagedByNumber, ["client-management/missing-client"], "NOT_APPLICABLE", "does not show"),
        (LogoutStaysWithoutSession, ["logout/ui-locales", "logout/logout-hint"], "NOT_RUN", ""),
        (LogoutStaysWithoutSession, ["logout/client-id-without-hint"], "PASSED", ""),
        (IssuerOfAnotherTenant, ["discovery/webfinger-issuer"], "PASSED", ""),
        (PageForEverything, ["discovery/webfinger-issuer"], "NOT_APPLICABLE", "no WebFinger"),
        (NamedByItsLogo, PAGE, "PASSED", ""),
        (ScriptedConsent, PAGE, "NOT_RUN", ""),
    ],
)
def test_a_healthy_answer_is_judged_as_such(
    mixin: type, ids: list[str], outcome: str, words: str
) -> None:
    hold_outcome(mixin, ids, outcome, words)
