"""Debian's redis-server on loopback, with TLS and ACL or without."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from suites.real.installing import find_tool
from suites.real.listening import LOOPBACK, listening
from suites.real.provider import free_port
from suites.real.stores import certificate_files

USER, PASSWORD = "wandb", "an/odd+password:of@redis"
# The user of an application, and nobody without a password.
ACL = (f"user {USER} on >{PASSWORD} ~* &* +@all -@dangerous +info", "user default off")


@contextmanager
def redis_server(folder: Path, *options: str, tls: bool = True) -> Iterator[int]:
    """A server that listens at a port of its own; `options` are lines of its configuration.

    Raises ProviderError.
    """
    program = find_tool("redis-server", "Debian's package redis-server")
    port = free_port()
    key, chain = certificate_files(folder, "localhost")
    places = (
        ("port 0", f"tls-port {port}", f"tls-key-file {key}", f"tls-cert-file {chain}",
         f"tls-ca-cert-file {chain}")
        if tls
        else (f"port {port}",)
    )  # fmt: skip
    own = (f"bind {LOOPBACK}", f"dir {folder}", 'save ""', "appendonly no", "daemonize no")
    file = folder / "redis.conf"
    file.write_text("\n".join((*own, *places, *options, "")), "utf-8")
    with listening([program, str(file)], folder, [port]):
        yield port
