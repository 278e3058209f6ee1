"""What a healthy provider may do with proofs of clients, and with the tokens that they bind."""

from typing import Any

import pytest

from fakes.engine.model import Grant
from fakes.faults import Fault
from fakes.faults.clients.dpop_bindings import TokensThatTellTheirKey
from fakes.faults.homes import Reference
from fakes.keys import Key
from suites.harness.given.proving import described, outcomes


class IssuerAlone(Reference):
    """Assertions may name the issuer, and nothing else (FAPI 2.0 section 5.3.2.1)."""

    def assertion_audiences(self) -> list[str]:
        return [self.issuer]


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


@pytest.mark.parametrize(
    ("mixin", "ids", "outcome"),
    [
        (IssuerAlone, ["par/issuer-as-audience", "par/login"], "PASSED"),
        (IssuerAlone, ["par/endpoint-as-audience"], "NOT_APPLICABLE"),
        (TokensThatTellTheirKey, ["dpop/jwt-confirmation", "dpop/token-type"], "PASSED"),
        (KeyByAgreement, ["dpop/token-type", "dpop/introspection"], "PASSED"),
        (KeyByAgreement, ["dpop/jwt-confirmation"], "WARNED"),
        (BearerForAll, ["dpop/token-type", "dpop/pushed-key", "dpop/nonce"], "NOT_APPLICABLE"),
        (BearerForAll, ["dpop/introspection-type"], "NOT_APPLICABLE"),
    ],
)
def test_a_healthy_way_is_judged_as_such(mixin: type, ids: list[str], outcome: str) -> None:
    variant = Fault(mixin.__name__, mixin.__doc__ or "", frozenset(), "reference", mixin)
    found = outcomes("reference", variant, ids)
    other = {one: told for one, told in found.items() if told.outcome != outcome}
    assert not other, described(other)
