"""A server that its identity provider does not know, or that looks for it elsewhere."""

from fakes.deployment.homes import Deployment
from fakes.faults import fault, ids

AREA = "identity"


@fault(caught_by=ids(AREA, "discovery"))
class PoolOfAnotherName(Deployment):
    """OIDC_ISSUER names a user pool that is not there."""

    def single_sign_on(self) -> dict[str, str]:
        told = super().single_sign_on()
        return told | {"OIDC_ISSUER": f"{told['OIDC_ISSUER']}x"}


@fault(caught_by=ids(AREA, "client"))
class ClientOfAnotherPool(Deployment):
    """OIDC_CLIENT_ID is the client of another user pool."""

    def single_sign_on(self) -> dict[str, str]:
        return super().single_sign_on() | {"OIDC_CLIENT_ID": "6qd0hgrbvdsh1k0t6bbcfl0v1q"}


@fault(caught_by=ids(AREA, "client"))
class CallbackOfOldHost(Deployment):
    """The callback is registered for the address that the server had before."""

    def registered_at(self) -> str:
        return "https://wandb-old.mycompany.com"
