"""The one fixture of the provider suite."""

from collections.abc import Iterator

import pytest

from suites.judge import require
from suites.op import Op
from suites.plugin import EVIDENCE, OPS


@pytest.fixture
def op(request: pytest.FixtureRequest) -> Iterator[Op]:
    """The provider under judgement, if the check concerns it; its exchanges become evidence."""
    op = request.config.stash[OPS].get(request.param)
    with op.journal.scope() as request.node.stash[EVIDENCE]:
        require(request.function.check, op)
        yield op
