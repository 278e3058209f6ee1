"""What an application cannot handle of a product: how it refuses, how it is logged out of."""

from starlette.responses import Response

from fakes.applications.homes import Application
from fakes.faults import fault
from fakes.relying_party.party import AuthorizationRequest
from fakes.wire.request import Request


@fault(caught_by=["rp-product/flow", "rp-login/honest", "rp-request/response-type"])
class AsksForNobodysFlow(Application):
    """It asks for a response type that no product has."""

    def asked(self, **changes: str | None) -> AuthorizationRequest:
        kind = super().asked().params["response_type"]
        return super().asked(**changes | {"response_type": f"{kind} wandb"})


@fault(caught_by=["rp-product/refusal", "rp-answers/no-crash"])
class BreaksByDescription(Application):
    """An error that the provider describes breaks the application."""

    def callback(self, request: Request) -> Response:
        if request.params.get("error_description"):
            return Response("KeyError: code", 500)
        return super().callback(request)


@fault(caught_by=["rp-product/logout", "rp-session/logout-address"])
class UnregisteredLogout(Application):
    """The logout asks the provider to lead to where nobody registered."""

    def logout(self, request: Request) -> Response:
        response = super().logout(request)
        if "location" in response.headers:
            response.headers["location"] += "%2Felsewhere"
        return response
