"""What a provider gives for a refresh token: another user, another issuer, or nothing any more."""

from typing import Any

from fakes.attacks.forging import put, told
from fakes.attacks.provider import Attack
from fakes.attacks.signatures import OWN_KEY
from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.faults.homes import Reference
from fakes.wire.request import Request


class ShortLived(Reference):
    """Access tokens that end at once, and refresh tokens for new ones."""

    def gives_refresh_token(self, grant: Grant) -> bool:
        return True

    def token_response(self, grant: Grant) -> dict[str, Any]:
        # They work on: what a slow machine does with the first one is nothing to judge.
        return super().token_response(grant) | {"expires_in": 1}


class RefreshRefused(Reference):
    """Refresh tokens that are good for nothing."""

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        raise Rejected("invalid_grant", "The refresh token was revoked.")


class RefreshedByOtherKey(Reference):
    """Refreshed ID Tokens that a key of the attacker signed."""

    def signed_id_token(self, grant: Grant) -> str:
        if not grant.refreshed:
            return super().signed_id_token(grant)
        return self.sign(self.id_token_claims(grant), OWN_KEY, self.id_token_header())


def refreshed(**changes: Any) -> Attack:
    """Refreshed ID Tokens with other claims; those of the login are as they should be."""

    class OtherRefreshedClaims(Reference):
        def id_token_claims(self, grant: Grant) -> dict[str, Any]:
            claims = super().id_token_claims(grant)
            return put(claims, changes) if grant.refreshed else claims

    OtherRefreshedClaims.__doc__ = told("a refreshed ID Token", changes)
    return OtherRefreshedClaims
