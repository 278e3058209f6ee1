"""What all checks of signatures have in common."""

from functools import partial

from suites.checks.check import check
from suites.checks.words import CRITICAL, MUST

signature_check = partial(
    check,
    spec=["core:3.1.3.7", "rfc8725:3.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Verify the signature of every ID Token with the algorithm that was agreed, by a key at "
    "the provider's jwks_uri, and by nothing that the token itself brings along.",
)
