"""Whether the provider calls the URLs that a client registers: RFC 7591 section 5."""

import json

from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.registration import registration, registration_response
from suites.verdicts.expect import NotRun

UNREACHED = "The provider did not call the harness when it should: it may not reach it."
PAIRWISE = {"subject_type": "pairwise"}


@remembered
def presume_calls(op: Op) -> None:
    """The provider calls what is registered as the document of a sector. Raises NotRun.

    One that calls nothing would read as one that is careful about what it calls.
    """
    registration(op)
    url = op.listener().publish("/reachable", json.dumps([op.target.redirect_uri]))
    registration_response(op, **PAIRWISE, sector_identifier_uri=url)
    if not op.listener().wait_for("/reachable"):
        raise NotRun(UNREACHED)
