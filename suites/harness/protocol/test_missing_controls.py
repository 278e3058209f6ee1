"""What would be refused whatever it is, so that no refusal of it means anything."""

from typing import Any

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.healthy import hold_outcome

FORGED = [
    *("consent/without-token", "consent/csrf", "consent/other-session"),
    *("consent/tampered-scope", "consent/tampered-target"),
]
DEVICES = ["device/pending", "device/expiry"]


class YesByAScript(Reference):
    """The answer of the consent page counts if its script has signed it."""

    def decide(self, request: Request) -> Response:
        return self.page_refusal("invalid_request", "The answer is not signed.")


class NobodyRefreshes(Reference):
    """There are refresh tokens, and each has ended when it is used."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        raise Rejected("invalid_grant", "It has ended.")


class OtherClientIsNobody(Reference):
    """The second client that is known has been removed from the token endpoint."""

    def authenticate(self, request: Request) -> Client:
        client = super().authenticate(request)
        if client.secret and not client.client_id.startswith("client-"):
            raise Rejected("invalid_client", "It was removed.", 401)
        return client


class PageForDevices(Reference):
    """What stands in front of the token endpoint takes devices for programs that nobody wants."""

    status = 400

    def token(self, request: Request) -> Response:
        if "device_code" in request.params:
            return HTMLResponse("<title>Are you a robot?</title>", self.status)
        return super().token(request)


class PageOfSuccessForDevices(PageForDevices):
    """As before, with the status of a success."""

    status = 200


class PageForWaitingDevices(PageForDevices):
    """Only a device that was given its code gets a page."""

    def token(self, request: Request) -> Response:
        known = request.params.get("device_code") in self.devices
        return super().token(request) if known else super(PageForDevices, self).token(request)


@pytest.mark.parametrize(
    ("mixin", "ids", "outcome", "words"),
    [
        (YesByAScript, FORGED, "NOT_RUN", "a successful authorization response"),
        (NobodyRefreshes, ["dpop/refresh-binding"], "NOT_RUN", "invalid_grant"),
        (PageForDevices, DEVICES, "NOT_RUN", "HTTP 400"),
        (PageOfSuccessForDevices, DEVICES, "NOT_RUN", "HTTP 200"),
        (PageForWaitingDevices, DEVICES, "FAILED", ""),
        (OtherClientIsNobody, ["client-authentication/two-clients"], "NOT_RUN", "not recognised"),
    ],
)
def test_what_never_works_is_not_counted_as_refused(
    mixin: type, ids: list[str], outcome: str, words: str
) -> None:
    hold_outcome(mixin, ids, outcome, words)
