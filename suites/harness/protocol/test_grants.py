"""Providers that do it another way, as the specifications allow, are not blamed for it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Grant, Session
from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.features.tokens.device import GRANT_TYPE
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.harness.given.proving import PROVIDERS, described, outcomes

if TYPE_CHECKING:  # older releases of PyJWT do not have it
    from jwt.types import Options

NONCE = "a-nonce-of-the-provider"
UNVERIFIED: "Options" = {"verify_signature": False}


class OfflineOnly(Reference):
    """A refresh token comes with offline_access alone (Core section 11)."""

    def metadata(self) -> dict[str, Any]:
        told = super().metadata()
        return told | {"scopes_supported": [*told["scopes_supported"], "offline_access"]}

    def granted_scopes(self, authorization: Authorization) -> tuple[str, ...]:
        offline = tuple(one for one in authorization.scopes if one == "offline_access")
        return tuple(dict.fromkeys((*super().granted_scopes(authorization), *offline)))

    def gives_refresh_token(self, grant: Grant) -> bool:
        return super().gives_refresh_token(grant) and "offline_access" in grant.authorization.scopes

    def end_refresh_tokens(self, session: Session) -> None:
        """Access without the user's presence may outlive the session."""


class NonceWanted(Reference):
    """Every DPoP proof has to carry a nonce of the provider (RFC 9449 section 8)."""

    def thumbprint(self, request: Request, token: str = "") -> str:
        proof = request.headers.get("dpop", "")
        if proof and jwt.decode(proof, options=UNVERIFIED).get("nonce") != NONCE:
            raise Rejected("use_dpop_nonce", "A nonce is needed.")
        return super().thumbprint(request, token)

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        response.headers["dpop-nonce"] = NONCE


class ApplicationIsADevice(Reference):
    """The application itself may use the device flow."""

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        application, *others = super().registered(application_url)
        grants = [*application.metadata["grant_types"], GRANT_TYPE]
        metadata = {**application.metadata, "grant_types": grants}
        return (replace(application, metadata=metadata), *others)


class StaticForConfidentialClients(Reference):
    """Refresh tokens of clients that authenticate stay the same (RFC 9700 section 4.14.2)."""

    def retire(self, value: str, following: str) -> None:
        if not self.refresh_tokens[value].client.secret:
            super().retire(value, following)


@pytest.mark.parametrize(
    ("mixin", "area"),
    [
        (OfflineOnly, "refresh"),
        (NonceWanted, "dpop"),
        (ApplicationIsADevice, "device"),
        (StaticForConfidentialClients, "refresh"),
    ],
)
def test_another_way_is_not_blamed(mixin: type, area: str) -> None:
    variant = Fault(mixin.__name__, mixin.__doc__ or "", frozenset(), "reference", mixin)
    ids = [one for one, check in catalogue(*PROVIDERS).items() if check.area == area]
    found = outcomes("reference", variant, ids)
    blamed = {k: v for k, v in found.items() if v.outcome not in ("PASSED", "NOT_APPLICABLE")}
    assert not blamed, described(blamed)
    assert any(one.outcome == "PASSED" for one in found.values()), described(found)
