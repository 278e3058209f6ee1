"""Where a host leads, as far as its name tells: to this machine, a private network, anywhere."""

from enum import StrEnum
from ipaddress import ip_address

from fakes.wire.loopback import is_loopback

# Names that no public DNS answers for: RFC 6761 section 6, RFC 6762 section 3, RFC 8375, and
# `internal`, which ICANN reserved.
NOT_PUBLIC = ("local", "internal", "test", "home.arpa")


class Place(StrEnum):
    """Who can reach a host."""

    LOOPBACK = "this machine alone"
    PRIVATE = "a private network"
    PUBLIC = "everybody"


def place_of(host: str) -> Place:
    """Who can reach `host`, a name or an address."""
    if is_loopback(host):
        return Place.LOOPBACK
    try:
        return Place.PUBLIC if ip_address(host).is_global else Place.PRIVATE
    except ValueError:
        name = host.rstrip(".").lower()
    reserved = any(name.endswith(f".{one}") for one in NOT_PUBLIC)
    return Place.PRIVATE if reserved or "." not in name else Place.PUBLIC


def is_address(host: str) -> bool:
    """Whether `host` is an IP address, and no name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
