"""DPoP at pushed requests and at introspection (RFC 9449 sections 6.2 and 10.1)."""

from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import AccessToken, Client
from fakes.features.request_objects.par import PushedRequests
from fakes.features.tokens.dpop import DPoP
from fakes.features.tokens.introspection import Introspection
from fakes.wire.request import Pairs, Request

NAMED = "dpop_jkt"


class DPoPEverywhere(PushedRequests, DPoP, Introspection):
    """A pushed request names the key of its code; who introspects a token learns its key."""

    def pushed_pairs(self, client: Client, request: Request) -> Pairs:
        """With the key of a proof, as if dpop_jkt had named it."""
        pairs = super().pushed_pairs(client, request)
        key = self.thumbprint(request)
        if not key:
            return pairs
        self.check_pushed_key(dict(pairs).get(NAMED, key), key)
        return [*((name, value) for name, value in pairs if name != NAMED), (NAMED, key)]

    def check_pushed_key(self, named: str, proved: str) -> None:
        """A request does not name one key and prove another."""
        if named != proved:
            raise Rejected("invalid_dpop_proof", "dpop_jkt names another key.")

    def introspected(self, token: AccessToken) -> dict[str, Any]:
        """With what a resource has to compare."""
        key = self.bound.get(token.value)
        known = {"token_type": "DPoP", "cnf": {"jkt": key}} if key else {}
        return super().introspected(token) | known
