"""The saml suite: a SAML 2.0 identity provider, as its service provider meets it."""

from suites.checks.suite import Cost, Suite
from suites.checks.words import SAFE, STATEFUL
from suites.idp.entering import metadata_to_register
from suites.idp.features import FEATURES
from suites.idp.leaving import leave
from suites.idp.provider import IdentityProvider
from suites.idp.sources import identity_providers


def proved_already(idp: IdentityProvider, exchanges: list[str]) -> None:
    """Each refusal is proved where it is found, by a correct request after it."""


SUITE = Suite[IdentityProvider](
    name="saml",
    fixture="idp",
    features=FEATURES,
    sources=identity_providers,
    open=IdentityProvider,
    given=lambda idp: idp,
    prove=proved_already,
    clean_up=leave,
    to_enter=metadata_to_register,
    costs={SAFE: Cost(1.5), STATEFUL: Cost(4.0, 0.5)},
    shared=4,
    of_ours="identity providers that come with the harness, no product of anybody; "
    "SAML_METADATA_URL or SAML_METADATA_FILE names one of yours",
)
