"""The registration preflight: what the admin API says, against what the application needs."""

from suites.admin.client import Client
from suites.admin.precheck import look_at_registration
from suites.checks.suite import Cost, Suite
from suites.checks.words import SAFE
from suites.op.controls import doubt, prove
from suites.op.features.table import FEATURES
from suites.op.op import Op
from suites.protocol.cleaning import clean_up
from suites.targets.sources import sources

SUITE = Suite[Op](
    name="registration",
    fixture="client",
    features=FEATURES,
    sources=sources,
    open=Op.at,
    given=Client,
    prove=prove,
    doubt=doubt,
    clean_up=clean_up,
    precheck=look_at_registration,
    costs={SAFE: Cost(0.15)},
    shared=2,
)
