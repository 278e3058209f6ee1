"""Where the application misses the e-mail address, it is told which other claim has one."""

from typing import Any

import pytest

from fakes.engine.model import Grant
from fakes.faults import Fault
from fakes.faults.claims.scopes import IdTokenWithoutEmail
from fakes.faults.homes import Reference, home
from suites.harness.given.proving import outcomes

CHECK = "claims/relying-party"
MISSED = "claims that the application misses"


class EmailsInAList(Reference):
    """The addresses are in `emails`, as Azure AD B2C sends them."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"emails": [claims.pop("email")]}


class EmailOfOnesOwn(Reference):
    """The address is in a claim with a name of one's own."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        return claims | {"https://mycompany.com/email": claims.pop("email")}


@pytest.mark.parametrize(
    ("mixin", "where"),
    [
        (EmailsInAList, f"ID Token (an address is in emails), {MISSED}"),
        (EmailOfOnesOwn, f"ID Token (an address is in https://mycompany.com/email), {MISSED}"),
        (IdTokenWithoutEmail, f"ID Token, {MISSED}"),
    ],
)
def test_an_address_in_another_claim_is_told(mixin: type, where: str) -> None:
    odd = Fault(mixin.__name__, "It is odd.", frozenset(), home(mixin), mixin)
    told = outcomes(odd.vendor, odd, [CHECK])[CHECK]
    assert (told.outcome, told.actual, told.where) == ("WARNED", "email", where)
