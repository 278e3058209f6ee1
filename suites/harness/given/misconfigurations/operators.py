"""What administrators of several products set up wrongly: each was tried before a rule for it."""

import json

from starlette.responses import JSONResponse, Response

from fakes.faults import Fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request
from suites.harness.given.misconfigurations.answers import set_up
from suites.harness.given.misconfigurations.ways import Misconfiguration

INNER = "http://keycloak:8080"


class NamedFromInside(Reference):
    """The provider tells every address as it has it behind its proxy."""

    def discovery(self, request: Request) -> Response:
        told = bytes(super().discovery(request).body).decode()
        return JSONResponse(json.loads(told.replace(self.base, INNER)))


ROWS: list[tuple[str, str, str, tuple[Fault, ...]]] = [
    (
        "addresses of the network behind the proxy",
        "issuer-of-an-inner-network",
        "keycloak",
        set_up(NamedFromInside),
    ),
]
OPERATORS = [Misconfiguration(name, cause, on, faults=faults) for name, cause, on, faults in ROWS]
