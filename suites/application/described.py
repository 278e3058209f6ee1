"""An application of somebody else, as described: its provider listens, it is restarted."""

import ssl
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from fakes.attacks.port import Port
from fakes.attacks.provider import OwnProvider
from fakes.settings.setup import ClientSettings
from fakes.wire.certificates import ServerTls, authority_pem, own_context, server_context
from fakes.wire.limits.bounds import Bounds
from fakes.wire.network import Connection
from fakes.wire.server import LOOPBACK
from fakes.wire.shown import Shown
from suites.application.description import ApplicationTarget
from suites.application.embedded import played_by
from suites.application.restarting import Restart
from suites.application.settings import ApplicationSettings
from suites.targets.permission import host_of, named_port

DEFAULT_PORTS = {"http": 80, "https": 443}
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - where nothing is bound, but connected to


@dataclass
class Listening:
    """Where the provider of one application listens; those that it plays in turn share it.

    `trouble` says in a sentence why it does not.
    """

    settings: ApplicationSettings
    port: Port | None = None
    trouble: str = ""

    def opened(self) -> Port:
        """The port, which listens; another one if there is trouble."""
        if self.port is None:
            try:
                self.port = Port(*place_to_listen(self.settings), tls_of(self.settings))
            except OSError as error:
                address, number = place_to_listen(self.settings)
                self.trouble = (
                    f"The provider cannot listen at {address}, port {number}: {error.strerror}. "
                    "End what listens there, or write another issuer (RP_ISSUER) or place "
                    "(RP_LISTEN); with -n, two workers may want the same."
                )
                self.port = Port()
        return self.port

    def write_authority(self) -> None:
        """Tells the application whom to trust, where it has to trust our own authority."""
        if not self.settings.ca_out:
            return
        try:
            Path(self.settings.ca_out).write_text(authority_pem(), "ascii")
        except OSError as error:
            told = f"{self.settings.ca_out} cannot be written: {error.strerror}."
            self.trouble = self.trouble or f"The application cannot trust the provider: {told}"


def place_to_listen(settings: ApplicationSettings) -> tuple[str, int]:
    """Address and port at which the provider listens."""
    if settings.listen:
        address, _, number = settings.listen.rpartition(":")
        return address.strip("[]"), int(number)
    parts = urlsplit(settings.issuer)
    host = parts.hostname or ""
    return (host if ":" in host else LOOPBACK), parts.port or DEFAULT_PORTS[parts.scheme]


def speaks_tls(settings: ApplicationSettings) -> bool:
    """Whether the provider itself speaks TLS, and nobody before it."""
    own = bool(settings.certificate or settings.ca_out) or not settings.listen
    return settings.issuer.startswith("https:") and own


def tls_of(settings: ApplicationSettings) -> Shown | None:
    if not speaks_tls(settings):
        return None
    if settings.certificate:
        return Shown(own_context(settings.certificate), by_authority=False)
    return Shown(server_context(ServerTls(names=(host_of(settings.issuer),))))


def connection_to(settings: ApplicationSettings, port: Port) -> Connection:
    """How the user's browser reaches the application, and the provider at its own port."""
    trusted = settings.ca_bundle
    connection = Connection(ca_bundle=trusted, bounds=bounds_of(settings))
    if settings.issuer.startswith("https:") and not speaks_tls(settings):
        return connection
    parts = urlsplit(settings.issuer)
    number = parts.port or DEFAULT_PORTS[parts.scheme]
    address = LOOPBACK if port.place[0] in ANYWHERE else port.place[0]
    led = {f"{parts.hostname}:{number}": (address, port.place[1])}
    if not settings.ca_out:
        return replace(connection, host_map=led)
    # Or nobody else is trusted any more.
    trusted = trusted or ssl.get_default_verify_paths().cafile or ""
    return replace(connection, host_map=led, ca_bundle=trusted, ca_pem=authority_pem())


def bounds_of(settings: ApplicationSettings) -> Bounds:
    """The application leads its users to no host that is nearer to us than it is itself."""
    urls = (*urls_of(settings).values(), settings.issuer)
    hosts = {*map(host_of, urls), *settings.allow_hosts} - {""}
    return Bounds(
        issuer=host_of(settings.login_url),
        named=frozenset(host.lower() for host in hosts),
        ports=frozenset(map(named_port, urls)),
        plain=settings.login_url.startswith("http:"),
    )


def urls_of(settings: ApplicationSettings) -> dict[str, str]:
    """Every URL of the application that the harness opens, by its setting."""
    keys = [key for key in ApplicationSettings.model_fields if key.endswith(("_url", "_uri"))]
    return {key: url for key in keys if (url := getattr(settings, key))}


def described_target(
    settings: ApplicationSettings, listening: Listening, vendor: str
) -> ApplicationTarget:
    """The target that an application is, with a provider like that of `vendor`."""
    port = listening.opened()
    listening.write_authority()
    provider = OwnProvider(settings.issuer, vendor=vendor, port=port)
    provider.register(
        settings.host,
        client_id=settings.client_id,
        secret=settings.client_secret,
        redirect_uris=(settings.redirect_uri,),
        post_logout_redirect_uris=led_after_logout(settings),
    )
    provider.start()
    connection = connection_to(settings, port)
    return ApplicationTarget(
        name=played_by(settings.name, vendor),
        profile=settings.product,
        login_url=settings.login_url,
        whoami_url=settings.whoami_url,
        signed_in=settings.whoami_signed_in,
        logout_url=settings.logout_url,
        backchannel_url=settings.backchannel_url,
        frontchannel_url=settings.frontchannel_url,
        initiate_url=settings.initiate_url,
        account=settings.account,
        provider=provider,
        restart=Restart(settings.restart, settings.whoami_url, connection)
        if settings.restart
        else None,
        patience_s=settings.patience,
        trouble=listening.trouble,
        connection=connection,
        allow_hosts=frozenset(settings.allow_hosts),
        known=settings.deviations,
        waivers=settings.waivers,
        issuer=settings.issuer,
        client=ClientSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            callback=settings.redirect_uri,
        ),
        auth_method=settings.auth_method,
        host=settings.host,
    )


def led_after_logout(settings: ApplicationSettings) -> tuple[str, ...]:
    """Where its users may be led after a logout: what the profile says, else to its own pages."""
    if settings.host and settings.product.logout:
        return settings.product.post_logout_redirect_uris(settings.host)
    parts = urlsplit(settings.login_url)
    start = f"{parts.scheme}://{parts.netloc}"
    pages = (start, f"{start}/", settings.login_url, settings.logout_url)
    return tuple(dict.fromkeys(filter(None, pages)))
