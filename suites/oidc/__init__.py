"""The OpenID Provider suite: one folder per part of the specifications."""

from suites.checks.suite import Cost, Suite
from suites.checks.words import NOISY, SAFE, STATEFUL
from suites.op.controls import doubt, prove
from suites.op.features.table import FEATURES
from suites.op.op import Op
from suites.op.precheck import look
from suites.protocol.cleaning import clean_up
from suites.targets.sources import sources

SUITE = Suite[Op](
    name="oidc",
    fixture="op",
    features=FEATURES,
    sources=sources,
    open=Op.at,
    given=lambda op: op,
    prove=prove,
    doubt=doubt,
    clean_up=clean_up,
    precheck=look,
    costs={SAFE: Cost(0.65, 0.01), STATEFUL: Cost(1.85, 0.01), NOISY: Cost(4.7)},
    shared=8,
)
