"""The identity provider that runs: on loopback, under a name of its own, with faults put on it."""

from typing import Self

from fakes.clock import Clock, MovableClock
from fakes.faults import Fault
from fakes.keys import rsa_key
from fakes.people import ALICE, APPLICATION, BOB
from fakes.saml.model import ServiceProvider
from fakes.saml.provider import SamlProvider
from fakes.wire.certificates import ServerTls, authority_pem, server_context
from fakes.wire.limits.pace import Pace
from fakes.wire.network import Connection
from fakes.wire.server import LOOPBACK, Server, Serving, listening_socket

HOST = "idp.mycompany.com"
OF_THE_SERVICE_PROVIDER = "saml service provider"


class RunningSaml(Serving):
    """One identity provider; `requests` is `signed` if it takes no others."""

    def __init__(self, faults: tuple[Fault, ...] = (), *, requests: str = "any") -> None:
        mixed = type("Fake", (*(one.mixin for one in faults), SamlProvider), {})
        assert issubclass(mixed, SamlProvider)
        self.clock: Clock = MovableClock()
        self.key = rsa_key(OF_THE_SERVICE_PROVIDER)
        self.sp = ServiceProvider(
            entity_id=f"{APPLICATION}/saml/metadata",
            acs_url=f"{APPLICATION}/saml/acs",
            slo_url=f"{APPLICATION}/saml/slo",
            key=self.key.public_key(),
        )
        self.provider = mixed(
            f"https://{HOST}",
            self.sp,
            (ALICE, BOB),
            self.clock,
            wants_signed=requests == "signed",
        )
        tls = server_context(ServerTls(names=(HOST,)))
        answer = self.provider.answer_to
        self.server = Server(answer, listening_socket(), tls)
        self.plain = Server(answer, listening_socket(), None)

    @property
    def metadata_url(self) -> str:
        """Where its metadata are, as its administrator tells."""
        scheme = "http" if self.provider.speaks_http else "https"
        return f"{scheme}://{HOST}/saml/metadata"

    @property
    def connection(self) -> Connection:
        """How it is reached: its name leads to the loopback port, its CA is trusted."""
        return Connection(
            host_map={
                HOST: (LOOPBACK, self.server.port),
                f"{HOST}:80": (LOOPBACK, self.plain.port),
            },
            ca_pem=authority_pem(),
            pace=Pace(clock=self.clock),
        )

    def start(self) -> Self:
        self.server.start()
        self.plain.start()
        return self

    def stop(self) -> None:
        """Ends every connection, and listens no more."""
        self.server.stop()
        self.plain.stop()
