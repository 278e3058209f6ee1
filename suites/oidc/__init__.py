"""The OpenID Provider suite: one folder per part of the specifications."""

from suites.checks.suite import Suite
from suites.op.controls import doubt, prove
from suites.op.features.table import FEATURES
from suites.op.op import Op
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
)
