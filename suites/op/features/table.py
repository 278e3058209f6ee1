"""Every word for what a provider may or may not claim."""

from suites.checks.suite import Feature
from suites.op.features.client_authentication import CLIENT_AUTHENTICATION
from suites.op.features.endpoints import ENDPOINTS
from suites.op.features.flows import FLOWS
from suites.op.features.target import TARGET
from suites.op.op import Op

FEATURES: dict[str, Feature[Op]] = {**CLIENT_AUTHENTICATION, **FLOWS, **ENDPOINTS, **TARGET}
