"""How checks are spread over workers: all checks of one target on the same one.

A login is paid once for each target, and the exchanges keep their order.
"""

from xdist.scheduler import LoadScopeScheduling

from suites.catalogue import SUITES


class OneWorkerPerTarget(LoadScopeScheduling):
    """Groups checks by target; every other test is a group of its own."""

    def _split_scope(self, nodeid: str) -> str:
        name, _, parameter = nodeid.rpartition("[")
        return parameter if any(f"suites/{one}/" in name for one in SUITES) else nodeid
