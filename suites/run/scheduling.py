"""How checks are spread over workers: all checks of one target on the same one.

A login is paid once for each target, and the exchanges keep their order.
"""

from xdist.scheduler import LoadScopeScheduling

from suites.checks.catalogue import suites


class OneWorkerPerTarget(LoadScopeScheduling):
    """Groups checks by target; every other test is a group of its own.

    A test whose parameter begins with a group and a colon, such as `[okta: wrong-audience]`, is in
    that group: what is costly to find out about a target is found out once.
    """

    def _split_scope(self, nodeid: str) -> str:
        name, _, parameter = nodeid.rpartition("[")
        if any(f"suites/{one}/" in name for one in suites()):
            return parameter
        group, colon, _ = parameter.partition(": ")
        return group if name and colon else nodeid
