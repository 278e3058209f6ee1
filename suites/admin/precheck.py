"""A second before the preflight: discovery, and whether the admin API tells of the client."""

from suites.checks.catalogue import catalogue
from suites.op.op import Op
from suites.op.precheck import at_discovery, without_user
from suites.verdicts.judge import judge
from suites.verdicts.precheck import Looked, what_is_wrong

CLIENT = "client/exists"
AT = "admin API"


def look_at_registration(op: Op) -> list[Looked]:
    """What a run of the preflight will find first."""
    return [at_discovery(without_user(op)), at_admin_api(op)]


def at_admin_api(op: Op) -> Looked:
    """Whether the registration of the client can be read."""
    variable = op.target.unset.get("admin_token")
    if variable:
        return Looked(at=AT, says=f"not asked: {variable} is not set here")
    found = {CLIENT: judge(catalogue()[CLIENT], op).cleaned(op.journal.redactor.text)}
    outcome = found[CLIENT]
    if outcome.outcome == "PASSED":
        return Looked(at=AT, says="tells of the client", found=found)
    stops = outcome.outcome == "NOT_RUN" and outcome.not_run == "stopped"
    return Looked(at=AT, says=what_is_wrong(found) or outcome.reason, stops=stops, found=found)
