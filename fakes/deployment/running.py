"""The deployment that runs, with faults put on it."""

import itertools
from typing import Self

from fakes.clock import Clock, MovableClock
from fakes.deployment.azure.deployment import Azure
from fakes.deployment.deployment import Deployment
from fakes.deployment.deployment import Server as WandbServer
from fakes.deployment.google.deployment import Google
from fakes.deployment.ports import Ports
from fakes.faults import Fault
from fakes.running import RunningFake
from fakes.wire.certificates import ServerTls, authority_pem, server_context
from fakes.wire.limits.pace import Pace
from fakes.wire.network import Connection
from fakes.wire.server import LOOPBACK, Server, Serving, listening_socket

ACCOUNTS = itertools.count(200_000_000_001)
# By the name that faults have for it.
CLOUDS: dict[str, type[Deployment | Google | Azure]] = {
    "deployment": Deployment,
    "google": Google,
    "azure": Azure,
}


class RunningDeployment(Serving):
    """One deployment in an account of its own, in one of the CLOUDS."""

    def __init__(self, faults: tuple[Fault, ...] = (), cloud: str = "deployment") -> None:
        mixed = type("Fake", (*(one.mixin for one in faults), CLOUDS[cloud]), {})
        self.clock: Clock = MovableClock()
        self.deployment: WandbServer = mixed(str(next(ACCOUNTS)))
        tls = server_context(ServerTls(names=self.deployment.all_hosts))
        self._server = Server(self.deployment.any_answer, listening_socket(), tls)
        self._ports = Ports(*self.deployment.ports())
        self._identity = RunningFake("cognito", application_url=self.deployment.registered_at())

    @property
    def connection(self) -> Connection:
        """How cloud and identity provider are reached: real host names lead to loopback."""
        names = dict.fromkeys(self.deployment.all_hosts, (LOOPBACK, self._server.port))
        names |= {host: (LOOPBACK, port) for host, port in self._ports.places.items()}
        names |= self._identity.connection.host_map
        pace = Pace(clock=self.clock)
        return Connection(host_map=names, ca_pem=authority_pem(), pace=pace)

    def start(self) -> Self:
        self.deployment.set_up()
        self._server.start()
        self._ports.start()
        self._identity.start()
        return self

    def stop(self) -> None:
        """Ends every connection, and forgets the account."""
        self._identity.stop()
        self._ports.stop()
        self._server.stop()
        self.deployment.close()
