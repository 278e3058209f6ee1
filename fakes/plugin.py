"""Fixtures that give a running fake to any test."""

from collections.abc import Iterator

import pytest

from fakes.running import RunningFake


@pytest.fixture
def cognito() -> Iterator[RunningFake]:
    """A running Cognito-like provider."""
    with RunningFake("cognito") as fake:
        yield fake


@pytest.fixture
def okta() -> Iterator[RunningFake]:
    """A running Okta-like provider, its org authorization server."""
    with RunningFake("okta", server="org") as fake:
        yield fake


@pytest.fixture
def reference() -> Iterator[RunningFake]:
    """A running provider that does everything as the specifications ask."""
    with RunningFake("reference") as fake:
        yield fake
