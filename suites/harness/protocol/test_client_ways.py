"""What a healthy provider may do with proofs and keys of clients, and with their logouts."""

from typing import Any

import pytest
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.engine.pages import error_page
from fakes.faults.claims.registered_tokens import NoneForEverybody
from fakes.faults.clients.assertion import AssertionsRefusedAtPar, PrivateKeyJwtRefused
from fakes.faults.clients.dpop import CodeBindingIgnored
from fakes.faults.clients.dpop_bindings import TokensThatTellTheirKey
from fakes.faults.editing import without
from fakes.faults.homes import Reference
from fakes.keys import Key
from fakes.wire.request import Request
from suites.harness.given.healthy import hold_outcome

AT_PAR = ["par/issuer-as-audience", "par/endpoint-as-audience"]
TOLD = ["backchannel/delivered", "backchannel/audience", "backchannel/once", "frontchannel/framed"]


class IssuerAlone(Reference):
    """Assertions may name the issuer, and nothing else (FAPI 2.0 section 5.3.2.1)."""

    def assertion_audiences(self) -> list[str]:
        return [self.issuer]


class OtherAudiencesAreInvalid(Reference):
    """An assertion names the issuer; what names something else is an invalid request."""

    def check_assertion_audience(self, client: Client, claims: dict[str, Any]) -> None:
        if claims.get("aud") != self.issuer:
            raise Rejected("invalid_request", "The aud is another.")


class UserinfoIsNotSigned(Reference):
    """A client that registered for UserInfo to be signed and encrypted gets the latter alone."""

    def metadata_of(self, request: Request) -> dict[str, Any]:
        return without(super().metadata_of(request), "userinfo_signed_response_alg")


class KeyByAgreement(TokensThatTellTheirKey):
    """A bound access token is a JWT, and APIs learn its key otherwise (RFC 9449 section 6)."""

    def sign(self, claims: dict[str, Any], key: Key, header: dict[str, Any]) -> str:
        kept = {name: value for name, value in claims.items() if name != "cnf"}
        return super().sign(kept, key, header)


class BearerForAll(Reference):
    """Proofs bind refresh tokens alone, access tokens are bearer tokens (RFC 9449 section 5)."""

    def token_response(self, grant: Grant) -> dict[str, Any]:
        answer = super().token_response(grant)
        self.bound.pop(answer["access_token"], None)
        return answer | {"token_type": "Bearer"}


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


class NoneForNobody(NoneForEverybody):
    """A client may register for unsigned ID Tokens, and gets signed ones."""

    def algorithm_of(self, client: Client) -> str:
        return super().algorithm_of(client).replace("none", "RS256")


@pytest.mark.parametrize(
    ("mixin", "ids", "outcome"),
    [
        (IssuerAlone, ["par/issuer-as-audience", "par/login"], "PASSED"),
        (IssuerAlone, ["par/endpoint-as-audience"], "NOT_APPLICABLE"),
        (OtherAudiencesAreInvalid, ["par/issuer-as-audience"], "PASSED"),
        (AssertionsRefusedAtPar, AT_PAR, "NOT_RUN"),
        (PrivateKeyJwtRefused, ["par/assertion"], "NOT_RUN"),
        (UserinfoIsNotSigned, ["userinfo/signed-then-encrypted"], "NOT_APPLICABLE"),
        (TokensThatTellTheirKey, ["dpop/jwt-confirmation", "dpop/token-type"], "PASSED"),
        (KeyByAgreement, ["dpop/token-type", "dpop/introspection"], "PASSED"),
        (KeyByAgreement, ["dpop/jwt-confirmation"], "WARNED"),
        (BearerForAll, ["dpop/token-type", "dpop/pushed-key", "dpop/nonce"], "NOT_APPLICABLE"),
        (BearerForAll, ["dpop/introspection-type"], "NOT_APPLICABLE"),
        (CodesBoundToNoKey, ["dpop/code-binding"], "WARNED"),
        (KeysWhenNeeded, ["id-token/registered-es256-signature"], "PASSED"),
        (NoneForNobody, ["id-token/unsigned-in-front-channel"], "WARNED"),
        (FrontChannelFirst, TOLD, "PASSED"),
        (LoginEndsTheQuestion, ["logout/yes-ends-session"], "PASSED"),
    ],
)
def test_a_healthy_way_is_judged_as_such(mixin: type, ids: list[str], outcome: str) -> None:
    hold_outcome(mixin, ids, outcome)
