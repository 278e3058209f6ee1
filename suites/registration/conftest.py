"""The one fixture of the registration preflight."""

import pytest

from suites.admin.client import Client
from suites.op.op import Op


@pytest.fixture
def client(op: Op) -> Client:
    """The application's client, as the provider's admin API tells it."""
    return Client(op)
