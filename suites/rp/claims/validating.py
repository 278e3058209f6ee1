"""What all checks of claims have in common."""

from functools import partial

from suites.checks.check import check
from suites.checks.words import HIGH, MUST

claims_check = partial(
    check,
    spec=["core:3.1.3.7", "rfc7519:4.1"],
    level=MUST,
    severity=HIGH,
    remedy="Validate every claim of the ID Token as OpenID Connect Core section 3.1.3.7 lists "
    "them; most libraries do, once issuer, client ID and nonce are given to them.",
)
