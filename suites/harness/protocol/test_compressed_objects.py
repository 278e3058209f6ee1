"""What a healthy provider may do with compressed request objects."""

import pytest

from fakes.engine.endpoint import Rejected
from fakes.faults.homes import Reference
from suites.harness.given.healthy import hold_outcome
from suites.op.jwt import header_of


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
    hold_outcome(mixin, ["request-object/decompression-limit"], outcome)
