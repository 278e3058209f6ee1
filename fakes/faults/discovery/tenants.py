"""Defects of a provider with two tenants: they are not kept apart."""

from abc import abstractmethod

from fakes.engine.provider import Provider
from fakes.faults import fault
from fakes.faults.homes import Reference


class ChangedNeighbour(Reference):
    """Something of the other tenant is changed before it serves anybody."""

    def new_neighbour(self) -> Provider:
        neighbour = super().new_neighbour()
        self.change(neighbour)
        return neighbour

    @abstractmethod
    def change(self, neighbour: Provider) -> None:
        """Makes the other tenant wrong."""


@fault(caught_by=["tenant/issuer"])
class TenantsShareIssuer(ChangedNeighbour):
    """The other tenant names the issuer of this one."""

    def change(self, neighbour: Provider) -> None:
        own = neighbour.metadata
        vars(neighbour)["document"] = lambda: own() | {"issuer": self.issuer}


@fault(caught_by=["tenant/iss-parameter"])
class TenantWithoutIss(ChangedNeighbour):
    """The other tenant sends no iss."""

    def change(self, neighbour: Provider) -> None:
        own = neighbour.metadata
        hidden = "authorization_response_iss_parameter_supported"
        vars(neighbour)["document"] = lambda: own() | {hidden: False}


@fault(caught_by=["tenant/access-token"])
class TenantsShareTokens(ChangedNeighbour):
    """The tenants share their access tokens."""

    def change(self, neighbour: Provider) -> None:
        neighbour.access_tokens = self.access_tokens


@fault(caught_by=["tenant/code"])
class TenantsShareCodes(ChangedNeighbour):
    """The tenants share their clients, their sessions and their codes."""

    def change(self, neighbour: Provider) -> None:
        neighbour.clients, neighbour.grants = self.clients, self.grants
        neighbour.sessions = self.sessions
