"""Caches that are not there, speak otherwise than REDIS says, are open, old or small."""

import socket
from datetime import UTC, datetime
from typing import ClassVar

from fakes.deployment.cache import CACHE
from fakes.deployment.homes import Deployment
from fakes.faults import fault, ids
from fakes.wire.certificates import ServerTls

AREA = "cache"
GIB = 2**30
# A group of hosts (RFC 5771), to which TCP never leads, and no packet is sent.
NOWHERE = "224.0.0.1"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@fault(caught_by=ids(AREA, "answers"))
class CacheNotThere(Deployment):
    """Nobody listens at the port."""

    cache_listens: ClassVar[bool] = False


@fault(caught_by=[])
class CacheOutOfReach(Deployment):
    """REDIS names a place to which no way leads from here: nothing is known of it, and red."""

    def redis_url(self) -> str:
        return super().redis_url().replace(CACHE, NOWHERE)


@fault(caught_by=ids(AREA, "answers"))
class CacheOfAnotherKind(Deployment):
    """A web server listens at the port."""

    cache_tls: ClassVar[bool] = False

    def talk_as_cache(self, sock: socket.socket) -> None:
        sock.recv(1)
        sock.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


@fault(caught_by=ids(AREA, "answers"))
class CacheBehindTlsOfAnother(Deployment):
    """A port of TLS that ends every conversation."""

    def talk_as_cache(self, sock: socket.socket) -> None:
        sock.recv(1)


@fault(caught_by=ids(AREA, "tls"))
class CacheWithoutTls(Deployment):
    """REDIS says ?tls=true, and encryption in transit is off."""

    cache_tls: ClassVar[bool] = False


@fault(caught_by=["setting/redis-tls", "cache/tls"])
class TlsOfCacheForgotten(Deployment):
    """The cache has encryption in transit, and REDIS does not say so."""

    def redis_url(self) -> str:
        return super().redis_url().removesuffix("?tls=true")


@fault(caught_by=ids(AREA, "certificate"))
class CacheByAnotherName(Deployment):
    """The certificate is that of the primary endpoint, and REDIS names an alias."""

    def cache_certificate(self) -> ServerTls:
        return ServerTls(names=("master.cache.mycompany.com",))


@fault(caught_by=ids(AREA, "certificate"))
class CacheOfUnknownAuthority(Deployment):
    """Nobody knows who signed the certificate."""

    def cache_certificate(self) -> ServerTls:
        return ServerTls(names=super().cache_certificate().names, trusted=False)


@fault(caught_by=ids(AREA, "certificate"))
class CacheCertificateExpired(Deployment):
    """The certificate has expired."""

    def cache_certificate(self) -> ServerTls:
        return ServerTls(names=super().cache_certificate().names, expires=LONG_AGO)


@fault(caught_by=ids(AREA, "login"))
class CachePasswordOld(Deployment):
    """The password was changed at the cache."""

    def cache_accepts(self, user: str, password: str) -> bool:
        return False


@fault(caught_by=["setting/redis-password", "cache/login"])
class CachePasswordForgotten(Deployment):
    """The cache asks for a password, and REDIS has none."""

    def redis_url(self) -> str:
        before, _, place = super().redis_url().partition("@")
        return f"{before.partition('//')[0]}//{place}"


@fault(caught_by=ids(AREA, "closed"))
class CacheOfEverybody(Deployment):
    """The server has a user of its own, and everybody else gets in without one."""

    cache_open: ClassVar[bool] = True


@fault(caught_by=ids(AREA, "closed"))
class CacheOfEverybodyForSomething(Deployment):
    """Everybody gets in without a password, and may ask less than the server."""

    cache_refusal: ClassVar[bytes] = (
        b"-NOPERM this user has no permissions to run the 'ping' command\r\n"
    )


@fault(caught_by=ids(AREA, "version"))
class CacheOld(Deployment):
    """The cache is Redis 5."""

    def cache_info(self) -> dict[str, str]:
        return super().cache_info() | {"redis_version": "5.0.6"}


@fault(caught_by=ids(AREA, "memory", "memory-suggested"))
class CacheSmall(Deployment):
    """The cache is the smallest that can be had."""

    def cache_info(self) -> dict[str, str]:
        return super().cache_info() | {"maxmemory": str(GIB // 2)}


@fault(caught_by=ids(AREA, "memory", "memory-suggested"))
class CacheOnSmallMachine(Deployment):
    """The cache may take all of a machine that has little."""

    def cache_info(self) -> dict[str, str]:
        return super().cache_info() | {"maxmemory": "0", "total_system_memory": str(2 * GIB)}


@fault(caught_by=ids(AREA, "memory-suggested"))
class CacheOfLeastSize(Deployment):
    """The cache has as much memory as it needs, and no more."""

    def cache_info(self) -> dict[str, str]:
        return super().cache_info() | {"maxmemory": str(4 * GIB)}


@fault(caught_by=ids(AREA, "eviction"))
class CacheNeverEvicts(Deployment):
    """A full cache refuses what is new."""

    def cache_info(self) -> dict[str, str]:
        return super().cache_info() | {"maxmemory_policy": "noeviction"}
