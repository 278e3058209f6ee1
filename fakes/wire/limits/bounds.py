"""Which hosts may be connected to because a target named them: what is near us, it may not choose.

A document, a redirect or a page of a target names hosts. As a browser would, a client follows it
to whatever is public; what is on this machine, in a private network, or is the metadata service of
a cloud answers us alone, and its answer would stand in a report. The addresses decide to which a
name leads at the moment of connecting, not the name.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from fakes.wire.errors import NotSent
from fakes.wire.loopback import is_loopback
from fakes.wire.proxying.proxies import DEFAULT_PORTS
from fakes.wire.spellings import SECRET_NAMES

Address = IPv4Address | IPv6Address
# An IPv4 address in the prefix of RFC 6052 section 2.1 is what a translator makes of it.
TRANSLATED = 0x0064FF9B << 96
# Fetch Standard, section 2.9, "port blocking": other protocols than HTTP.
# fmt: off
BAD_PORTS = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427,
    465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
))
# fmt: on


class Reach(IntEnum):
    """Who can connect to an address, from everybody to what nobody may lead us to."""

    EVERYBODY = 0
    PRIVATE_NETWORK = 1
    THIS_MACHINE = 2
    NEIGHBOURS = 3

    @property
    def words(self) -> str:
        return {
            Reach.EVERYBODY: "a public address",
            Reach.PRIVATE_NETWORK: "an address of a private network",
            Reach.THIS_MACHINE: "an address of this machine",
            Reach.NEIGHBOURS: "a link-local address, as the metadata of a cloud has it",
        }[self]


def reach_of(address: Address) -> Reach:
    """Who can connect to `address`, however it is written."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and int(address) >> 32 in (0, TRANSLATED >> 32) and int(address) > 1:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return reach_of(inner)
    if address.is_link_local or address.is_multicast:
        return Reach.NEIGHBOURS
    if address.is_loopback or address.is_unspecified:
        return Reach.THIS_MACHINE
    return Reach.EVERYBODY if address.is_global else Reach.PRIVATE_NETWORK


def addresses_of(host: str, port: int) -> list[Address]:
    """The addresses to which a name leads, by the resolver. Raises OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(f"{host[:100]} is no name of a host") from error
    return [ip_address(str(one[4][0]).partition("%")[0]) for one in found]


def written_in(host: str) -> Address | None:
    """The address that `host` is, also in the spellings that resolvers take: `0`, `127.1`, hex."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


@dataclass(kw_only=True)
class Bounds:
    """What the operator of a target named, hence trusts: `issuer` is its host, `named` the others.

    Every other host is bound to addresses that are no nearer to us than those of the issuer, which
    are `near`, or are looked up. `ports` may be used though they are of other protocols. `plain` is
    whether the issuer itself does without TLS. `resolve` says to which addresses a name leads.
    `refused` is what was not connected to, in words.
    """

    issuer: str
    named: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset()
    plain: bool = False
    near: Reach | None = None
    resolve: Callable[[str, int], list[Address]] = field(default=addresses_of, repr=False)
    refused: dict[str, str] = field(default_factory=dict)

    def addresses(self, host: str, port: int) -> list[str]:
        """Where `host` may be connected to. Raises NotSent, and OSError if it leads nowhere."""
        self._presume_port(host, port)
        found = self.resolve(host, port)
        allowed = [one for one in found if self._is_allowed(host, reach_of(one))]
        if found and not allowed:
            raise self._refusal(host, port, found)
        return [str(one) for one in allowed]

    def presume_written(self, host: str, port: int) -> None:
        """Raises NotSent where it is known without a resolver that `host` is out of bounds."""
        self._presume_port(host, port)
        address = written_in(host)
        if address is not None and not self._is_allowed(host, reach_of(address)):
            raise self._refusal(host, port, [address])

    def presume_protected(self, url: str, names: Iterable[str]) -> None:
        """Raises NotSent if what `names` call would be sent to `url` without TLS, off this machine.

        Credentials, codes and tokens are bound to TLS (RFC 6749 sections 1.6 and 3.2).
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            return  # nothing is sent to what is no URL
        secrets = sorted({name.lower() for name in names} & SECRET_NAMES)
        if parts.scheme != "http" or self.plain or not secrets or is_loopback(parts.hostname or ""):
            return
        raise NotSent(f"{url.partition('?')[0][:200]}: not sent, {secrets[0]} would go without TLS")

    def _presume_port(self, host: str, port: int) -> None:
        if port in BAD_PORTS - self.ports:
            raise self._refused(host, port, f"port {port} is none of HTTP")

    def _is_allowed(self, host: str, reach: Reach) -> bool:
        if reach in (Reach.EVERYBODY, Reach.NEIGHBOURS):
            return reach == Reach.EVERYBODY
        return host.lower() in {self.issuer, *self.named} or reach <= self._nearest()

    def _nearest(self) -> Reach:
        if self.near is None:
            try:
                found = self.resolve(self.issuer, DEFAULT_PORTS["https"])
            except OSError:
                found = []
            self.near = max(map(reach_of, found), default=Reach.EVERYBODY)
        return self.near

    def _refusal(self, host: str, port: int, found: Iterable[Address]) -> NotSent:
        reach, address = max((reach_of(one), str(one)) for one in found)
        led = "it is" if written_in(host) else f"it leads to {address},"
        return self._refused(host, port, f"{led} {reach.words}")

    def _refused(self, host: str, port: int, why: str) -> NotSent:
        told = f"{host[:200]}, port {port}, was not connected to: {why}"
        self.refused[f"{host}:{port}"] = told
        return NotSent(told)

    @property
    def notices(self) -> list[str]:
        """What was refused, in sentences that say what to do where it was right."""
        return [
            f"{told}, and the target that named it is not as near. If it is part of it, name it "
            "by --allow-host."
            for told in self.refused.values()
        ]
