"""What a healthy provider may do about keys and logouts, as products do it."""

from typing import Any

import pytest
from starlette.responses import Response

from fakes.engine.model import Grant
from fakes.engine.pages import error_page
from fakes.faults.clients.dpop import CodeBindingIgnored
from fakes.faults.editing import without
from fakes.faults.homes import Reference
from fakes.keys import Key
from fakes.wire.request import Request
from suites.harness.given.healthy import hold_outcome

SIGNED = ["id-token/registered-es256-signature"]
TOLD = ["backchannel/delivered", "backchannel/audience", "backchannel/once", "frontchannel/framed"]


class KeysWhenNeeded(Reference):
    """A key is published when the first token is signed by it."""

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.used: set[str] = set()

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        self.used.add(header.get("kid", ""))
        return super().sign(claims, key, header)

    def jwks(self) -> dict[str, Any]:
        keys = super().jwks()["keys"]
        return {"keys": [one for one in keys if one["kid"] in self.used | {keys[0]["kid"]}]}


class FrontChannelFirst(Reference):
    """A client with both URLs is told by the front channel."""

    def backchannel_url(self, grant: Grant) -> str:
        front = grant.client.metadata.get("frontchannel_logout_uri")
        return "" if front else super().backchannel_url(grant)


class LoginEndsTheQuestion(Reference):
    """A request for a login ends what the browser was asked before."""

    def authorize(self, request: Request) -> Response:
        self.unconfirmed.clear()
        return super().authorize(request)

    def end_session(self, request: Request) -> Response:
        if request.params.get("ticket", "") in {"", *self.unconfirmed}:
            return super().end_session(request)
        return error_page("", "This page has expired.")


class CodesBoundToNoKey(CodeBindingIgnored):
    """Proofs are known, pushed requests and dpop_jkt are not."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "pushed_authorization_request_endpoint")


def test_dpop_jkt_may_be_unknown_where_nothing_is_pushed() -> None:
    hold_outcome(CodesBoundToNoKey, ["dpop/code-binding"], "WARNED", "left open")


@pytest.mark.parametrize(
    ("mixin", "ids"),
    [
        (KeysWhenNeeded, SIGNED),
        (FrontChannelFirst, TOLD),
        (LoginEndsTheQuestion, ["logout/yes-ends-session"]),
    ],
)
def test_a_way_of_a_product_is_healthy(mixin: type, ids: list[str]) -> None:
    hold_outcome(mixin, ids, "PASSED", "")
