"""Proxies on the way to a target, as the environment names them: by the variables of httpx.

HTTPS_PROXY, HTTP_PROXY and ALL_PROXY name one for https, for http and for both, NO_PROXY the hosts
that are reached without. The same names in small letters go before.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from urllib.parse import unquote, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
VARIABLES = {"https": "HTTPS_PROXY", "http": "HTTP_PROXY", "all": "ALL_PROXY"}
WANTS_CREDENTIALS = 407
LONGEST_SAID = 100
# How proxies sign the pages that are their own; what they pass on has the target's name.
SIGNED = re.compile(r"squid|tinyproxy|privoxy|mitmproxy|zscaler|blue ?coat", re.IGNORECASE)
REASON = re.compile(r"\w{1,60}")


class WrongProxy(ValueError):
    """A variable names no proxy that can be used; what it says may be secret, and is not told."""

    def __init__(self, variable: str, wrong: str) -> None:
        self.variable = variable
        self.wrong = wrong
        self.write = "write its URL, such as http://proxy.mycompany.com:3128"
        super().__init__(f"{variable} (the environment): {wrong}; {self.write}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A proxy that `variable` names, with what it wants to know of its users."""

    variable: str
    scheme: str
    host: str
    port: int
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """Where it is, without the credentials."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def headers(self) -> list[tuple[bytes | str, bytes | str]]:
        """What it wants to be told: Proxy-Authorization (RFC 7617), if it has credentials."""
        return [("Proxy-Authorization", f"Basic {self._pair}")] if self._pair else []

    @property
    def secrets(self) -> tuple[str, ...]:
        """A name without a password is a token."""
        return tuple(filter(None, (self.password or self.username, self._pair)))

    @property
    def _pair(self) -> str:
        pair = f"{self.username}:{self.password}"
        return base64.b64encode(pair.encode()).decode() if pair != ":" else ""

    @property
    def name(self) -> str:
        return f"{self.url} ({self.variable})"

    def __str__(self) -> str:
        return f"the proxy {self.name}"

    def own_refusal(self, status: int, headers: Mapping[str, str]) -> str:
        """What it says in place of the target, to a request by plain http; empty if it led there.

        To https it says that to the request for a tunnel, and nothing that is read later.
        """
        if status == WANTS_CREDENTIALS:
            return f"{status}"
        of_squid = headers.get("x-squid-error", "")
        if status < 400 or not (of_squid or SIGNED.search(headers.get("server", ""))):
            return ""
        reason = REASON.match(of_squid)
        return f"{status} {reason[0]}" if reason else f"{status}"

    def trouble(self, said: str, host: str) -> str:
        """What is wrong when `said` is why it did not lead to `host`, and what to change."""
        if said.startswith(f"{WANTS_CREDENTIALS}"):
            return (
                f"{self} wants a user name and a password, and did not accept what it got (HTTP "
                f"{WANTS_CREDENTIALS}): write http://USER:PASSWORD@HOST:PORT to {self.variable}, "
                "special characters percent-encoded"
            )
        if said[:3].isdigit():
            return (
                f"{self} did not lead to {host}: HTTP {said[:LONGEST_SAID]}; let it allow the "
                f"host, or name {host} in NO_PROXY if it is reached without"
            )
        return (
            f"{self} cannot be used: {said[:LONGEST_SAID]}; correct {self.variable}, or name "
            f"{host} in NO_PROXY if it is reached without"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxies:
    """Which proxy leads where: by scheme (`all` for both), and the hosts that none leads to."""

    by_scheme: Mapping[str, Proxy] = field(default_factory=dict)
    without: tuple[str, ...] = ()

    def to(self, scheme: str, host: str, port: int) -> Proxy | None:
        """The proxy for requests to `host`, if there is one."""
        if any(one == "*" or names(one, host, port) for one in self.without):
            return None
        return self.by_scheme.get(scheme) or self.by_scheme.get("all")

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must reach no file."""
        return tuple(secret for proxy in self.by_scheme.values() for secret in proxy.secrets)


def proxies_of(environment: Mapping[str, str]) -> Proxies:
    """The proxies that the variables name. Raises WrongProxy."""
    named = {scheme: _told(name, environment) for scheme, name in VARIABLES.items()}
    without = _told("NO_PROXY", environment)[1].lower().split(",")
    return Proxies(
        by_scheme={scheme: _proxy(*told) for scheme, told in named.items() if told[1]},
        without=tuple(filter(None, (one.strip() for one in without))),
    )


def _told(name: str, environment: Mapping[str, str]) -> tuple[str, str]:
    """The variable that counts, and its value."""
    spelled = name.lower() if name.lower() in environment else name
    return spelled, environment.get(spelled, "").strip()


def _proxy(variable: str, value: str) -> Proxy:
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme.startswith("socks"):
        raise WrongProxy(variable, "names a SOCKS proxy, and only those that speak HTTP are used")
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise WrongProxy(variable, "names no proxy")
    return Proxy(
        variable=variable,
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or DEFAULT_PORTS[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def names(entry: str, host: str, port: int) -> bool:
    """Whether an entry of NO_PROXY means `host`: by name and what is below it, or by network.

    `.example.com` means what is below it only; a port may follow.
    """
    try:
        return ip_address(host) in ip_network(entry, strict=False)
    except ValueError:
        pass
    name, colon, number = entry.rpartition(":")
    if colon and number.isdecimal():
        if int(number) != port:
            return False
        entry = name
    domain = entry.removeprefix("*").strip("[]")
    return host.lower() == domain or host.lower().endswith("." + domain.removeprefix("."))
