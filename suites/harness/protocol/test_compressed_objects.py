"""What a healthy provider may do with compressed request objects."""

import pytest

from fakes.engine.endpoint import Rejected
from fakes.faults import Fault
from fakes.faults.homes import Reference, home
from suites.harness.given.proving import described, outcomes
from suites.op.jwt import header_of

LIMIT = "request-object/decompression-limit"


class NothingCompressed(Reference):
    """Encrypted objects are taken as long as they are not compressed."""

    def opened_object(self, token: str) -> str:
        if "zip" in header_of(token.partition(".")[0], "JWE"):
            raise Rejected("invalid_request_object", "It is compressed.")
        return super().opened_object(token)


class OneMegabyte(Reference):
    """Compressed objects may get larger than is recommended, and not without end."""

    most_octets = 1_000_000


@pytest.mark.parametrize(
    ("mixin", "outcome"), [(NothingCompressed, "NOT_APPLICABLE"), (OneMegabyte, "PASSED")]
)
def test_a_limit_is_left_to_the_provider(mixin: type, outcome: str) -> None:
    vendor = home(mixin)
    variant = Fault(mixin.__name__, mixin.__doc__ or "", frozenset(), vendor, mixin)
    found = outcomes(vendor, variant, [LIMIT])
    assert found[LIMIT].outcome == outcome, described(found)
