"""The cache of a deployment: a Redis as its users meet it, as seams that a fault overrides."""

import socket
from typing import BinaryIO, ClassVar

from fakes.deployment.ports import Port
from fakes.wire.certificates import ServerTls, server_context

CACHE = "cache.mycompany.com"
CACHE_USER = "wandb"
CACHE_PASSWORD = "Vk3-9sPq7xL2mZ8c"  # noqa: S105 - of a fake
EIGHT_GIB = 8 * 2**30
NOAUTH = b"-NOAUTH Authentication required.\r\n"
WRONG = b"-WRONGPASS invalid username-password pair or user is disabled.\r\n"
LONGEST_ARRAY = 64
LONGEST_LINE = 1024


class Cache:
    """A Redis that speaks TLS, and lets its user in."""

    cache_listens: ClassVar[bool] = True
    cache_tls: ClassVar[bool] = True
    # Whether somebody without a password is let in, and what he is told if not.
    cache_open: ClassVar[bool] = False
    cache_refusal: ClassVar[bytes] = NOAUTH

    def redis_url(self) -> str:
        """What REDIS says."""
        return f"redis://{CACHE_USER}:{CACHE_PASSWORD}@{CACHE}:6379?tls=true"

    def cache_certificate(self) -> ServerTls:
        return ServerTls(names=(CACHE,))

    def cache_port(self) -> Port:
        tls = server_context(self.cache_certificate()) if self.cache_tls else None
        return Port(CACHE, self.talk_as_cache if self.cache_listens else None, tls)

    def cache_accepts(self, user: str, password: str) -> bool:
        return (user, password) == (CACHE_USER, CACHE_PASSWORD)

    def cache_info(self) -> dict[str, str]:
        return {
            "redis_version": "7.2.4",
            "redis_mode": "standalone",
            "total_system_memory": str(2 * EIGHT_GIB),
            "maxmemory": str(EIGHT_GIB),
            "maxmemory_policy": "allkeys-lru",
        }

    def talk_as_cache(self, sock: socket.socket) -> None:
        """Commands, and what is answered to each."""
        known = self.cache_open
        with sock.makefile("rb") as said:
            while words := command(said):
                name = words[0].upper()
                if name == "AUTH":
                    user, password = words[1:] if len(words) == 3 else ("default", words[-1])
                    known = self.cache_accepts(user, password)
                    sock.sendall(b"+OK\r\n" if known else WRONG)
                else:
                    sock.sendall(self.cache_answer(name) if known else self.cache_refusal)

    def cache_answer(self, name: str) -> bytes:
        """The answer to a command of somebody who is let in."""
        if name == "PING":
            return b"+PONG\r\n"
        if name == "INFO":
            lines = (f"{key}:{value}\r\n" for key, value in self.cache_info().items())
            text = "".join(("# Server\r\n", *lines)).encode()
            return b"$%d\r\n%s\r\n" % (len(text), text)
        return f"-ERR unknown command '{name}'\r\n".encode()


def command(said: BinaryIO) -> list[str]:
    """The words of the next command, none at the end (RESP arrays). Raises ValueError."""
    head = said.readline(LONGEST_LINE)
    if not head.startswith(b"*"):
        return head.decode().split()
    words = []
    for _ in range(min(int(head[1:]), LONGEST_ARRAY)):
        length = min(int(said.readline(LONGEST_LINE)[1:]), LONGEST_LINE)
        words.append(said.read(length + 2)[:-2].decode())
    return words
