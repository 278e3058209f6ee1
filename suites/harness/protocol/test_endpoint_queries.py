"""Endpoints whose URLs have a query: RFC 6749 sections 3.1 and 3.2."""

from dataclasses import replace
from typing import Any

import pytest
from starlette.responses import HTMLResponse, Response

from fakes.faults import faults
from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.proving import described, outcomes


class PolicyInTheQuery(Reference):
    """Its endpoints have a query, without which there is nothing (RFC 6749 section 3.2)."""

    def document(self) -> dict[str, Any]:
        with_policy = {
            name: f"{self.endpoints[name.removesuffix('_endpoint')]}?policy=sign-in"
            for name in ("token_endpoint", "userinfo_endpoint", "end_session_endpoint")
        }
        return super().document() | with_policy

    def answer(self, request: Request) -> Response:
        own = [self.endpoints[name] for name in ("token", "userinfo", "end_session")]
        if request.url in own and ("policy", "sign-in") not in request.query:
            return HTMLResponse("<title>Not found</title>", 404)
        return super().answer(request)


@pytest.mark.parametrize(
    "name",
    [
        *("tokens-by-get", "tokens-by-url", "token-in-the-query", "method-from-a-header"),
        *("userinfo-behind-two-slashes", "logout-fails-aloud", "logout-url-shown-as-it-is"),
    ],
)
def test_a_query_of_an_endpoint_is_kept(name: str) -> None:
    fault = faults()[name]
    both = replace(fault, mixin=type("Both", (PolicyInTheQuery, fault.mixin), {}))
    found = outcomes("reference", both, sorted(fault.caught_by))
    assert {told.outcome for told in found.values()} <= {"FAILED", "WARNED"}, described(found)
