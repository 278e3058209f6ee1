"""A fake identity provider that runs: started, reachable, and described to whoever judges it."""

from ssl import SSLContext
from typing import Self

from fakes.clock import Clock, MovableClock
from fakes.engine.core import chosen
from fakes.engine.provider import Provider
from fakes.faults import Fault
from fakes.people import ALICE, APPLICATION, BOB
from fakes.relying_party.listener import NAME, Listener
from fakes.settings.setup import OtherClientSettings, Setup
from fakes.settings.users import OtherUserSettings, UserSettings
from fakes.vendors import products, vendors
from fakes.wire.certificates import authority_pem, server_context
from fakes.wire.limits.pace import Pace
from fakes.wire.network import Connection
from fakes.wire.server import LOOPBACK, Server, Serving, listening_socket


class RunningFake(Serving):
    """One vendor's fake, with faults put on it, served on loopback.

    By default it answers https under the vendor's real host names, for clients that use its
    `connection`; with `loopback` (`http` or `https`) it answers on a loopback URL, for anybody's
    client.
    """

    def __init__(
        self,
        vendor: str = "reference",
        faults: tuple[Fault, ...] = (),
        *,
        loopback: str = "",
        port: int = 0,
        application_url: str = APPLICATION,
        **options: str,
    ) -> None:
        """`options` are the vendor's own.

        Raises OSError if the port is taken, ValueError for an unknown option.
        """
        kind = vendors()[vendor]
        settings = chosen(kind.choices, options)
        self.faults = faults
        self.clock: Clock = MovableClock()
        self._socket = listening_socket(port)
        bound = self._socket.getsockname()[1]
        base = f"{loopback}://{LOOPBACK}:{bound}" if loopback else f"https://{kind.host}"
        mixed = type("Fake", (*(fault.mixin for fault in faults), kind), {})
        assert issubclass(mixed, kind)
        self.provider: Provider = mixed(
            base=base,
            clients=mixed.registered(application_url),
            users=(ALICE, BOB),
            clock=self.clock,
            **settings,
        )
        self.application_url = application_url
        tls = None if loopback == "http" else server_context(self.provider.tls())
        self.server = Server(self.provider.answer, self._socket, tls)
        self._plain: Server | None = None
        if self.provider.speaks_http and tls is not None:
            self._plain = self._second(None)
        mutual = self.provider.mutual_tls()
        self._mutual = self._second(server_context(mutual)) if mutual else None
        self._names_of_mutual = mutual.names if mutual else ()

    def _second(self, tls: SSLContext | None) -> Server:
        """Another port of the same provider."""
        return Server(self.provider.answer, listening_socket(), tls)

    @property
    def _servers(self) -> list[Server]:
        return [one for one in (self.server, self._plain, self._mutual) if one is not None]

    @property
    def connection(self) -> Connection:
        """How to reach it: real host names lead to the loopback port, its CA is trusted."""
        if self.provider.base.startswith("http:"):
            return Connection(pace=Pace(clock=self.clock))
        where = (LOOPBACK, self.server.port)
        names = dict.fromkeys(self.provider.hosts(), where)
        if self._plain is not None:
            plain = (LOOPBACK, self._plain.port)
            names |= {f"{host}:80": plain for host in self.provider.hosts()}
        if self._mutual is not None:
            names |= dict.fromkeys(self._names_of_mutual, (LOOPBACK, self._mutual.port))
        return Connection(host_map=names, ca_pem=authority_pem(), pace=Pace(clock=self.clock))

    def setup(self, auth_method: str = "pkce") -> Setup:
        """The settings for an application that uses it; a fault can make them wrong."""
        vendor = self.provider.vendor
        _, other, *_ = self.provider.clients.values()
        setup = Setup(
            host=self.application_url,
            # A loopback URL does not tell the vendor, if it is a product.
            vendor=vendor if vendor in products() else "",
            user=UserSettings(username=ALICE.username, password=ALICE.password),
            other_client=OtherClientSettings(
                client_id=other.client_id,
                client_secret=other.secret,
                redirect_uri=other.redirect_uris[0],
            ),
            other_user=OtherUserSettings(username=BOB.username, password=BOB.password),
        )
        return setup.told(self.provider.told_to_operators(auth_method))

    def listen(self) -> Listener:
        """Endpoints of a relying party that it can call; the caller starts and stops them."""
        if not self.provider.under_its_own_names:
            return Listener(patience_s=0)
        listener = Listener(f"https://{NAME}", tls=True, patience_s=0)
        self.provider.partners[NAME] = (LOOPBACK, listener.port)
        return listener

    @property
    def is_running(self) -> bool:
        """Whether it still listens."""
        return self._socket.fileno() >= 0

    def start(self) -> Self:
        for server in self._servers:
            server.start()
        return self

    def stop(self) -> None:
        """Ends every connection, and whatever listens."""
        for server in self._servers:
            server.stop()
