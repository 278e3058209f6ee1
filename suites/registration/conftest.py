"""The one fixture of the registration preflight."""

import pytest

from suites.op import Op
from suites.preflight.client import Client


@pytest.fixture
def client(op: Op) -> Client:
    """The application's client, as the provider's admin API tells it."""
    return Client(op)
