"""What a run may do to a target: the classes of checks, the hosts, and how fast.

On the embedded fakes everything may be done. On a provider on loopback nothing that is noisy, on
somebody else's system only what is safe, unless it is asked for by name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlsplit

from fakes.wire.client import Form
from fakes.wire.limits.bounds import Bounds, Reach
from fakes.wire.limits.pace import Pace
from fakes.wire.loopback import is_loopback
from suites.checks.words import NOISY, SAFE, STATEFUL
from suites.targets.target import Target

FOREIGN_REQUESTS_PER_S = 5.0
T = TypeVar("T", bound=Target)
PASSWORD_FIELD = re.compile("pass|pwd", re.IGNORECASE)
CHOICES = (str(STATEFUL), str(NOISY))


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What the user of the harness asked for: run classes, hosts, requests per second.

    A rate of 0 is no limit; None leaves it to where the target is.
    """

    classes: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    requests_per_s: float | None = None

    def granted(self, target: T, *urls: str) -> T:
        """`target` with what may be done to it, at the rate that it may be done.

        `urls` are those of what is judged, where that is not the issuer.
        """
        local = all(is_loopback(host_of(url)) for url in urls or (target.issuer,))
        own = {SAFE, STATEFUL} if local else {SAFE}
        rate = self.requests_per_s
        if rate is None:
            rate = 0.0 if local else FOREIGN_REQUESTS_PER_S
        pace = Pace(rate, target.clock)
        return replace(
            target,
            connection=replace(target.connection, pace=pace),
            allowed=frozenset(str(one) for one in own | self.classes),
            allowed_hosts=None if local else self.hosts | target.allow_hosts,
        )


def refusal(target: Target, run_class: str, endpoints: Iterable[str]) -> str:
    """Why a check of `run_class` may not be run on `target`; empty if it may.

    `endpoints` are the URLs that the provider publishes: its host need not be theirs.
    """
    if run_class == SAFE:
        return ""
    if run_class not in target.allowed:
        return f"This check is {run_class}, and the target is not ours: --allow {run_class}."
    if target.allowed_hosts is None:
        return ""
    hosts = {host_of(url) for url in (target.issuer, *endpoints)} - {""}
    missing = sorted(hosts - {host.lower() for host in target.allowed_hosts})
    if not missing:
        return ""
    options = " ".join(f"--allow-host {host}" for host in missing)
    return f"This check is {run_class}, and the owner of each host has to agree: {options}."


def within_bounds(target: T) -> T:
    """`target`, whose documents and pages lead to no host that is nearer to us than it is.

    What its operator named may be anywhere: the issuers, the admin API, allowed hosts.
    """
    urls = (target.issuer, target.other_issuer, target.admin.url)
    issuer, connection = host_of(target.issuer), target.connection
    hosts = {*map(host_of, urls), *target.allow_hosts, *(target.allowed_hosts or ())} - {""}
    bounds = Bounds(
        issuer=issuer,
        named=frozenset(host.lower() for host in hosts),
        ports=frozenset(map(named_port, urls)),
        plain=target.issuer.startswith("http:"),
        near=Reach.EVERYBODY if issuer in connection.host_map else None,
    )
    return replace(target, connection=replace(connection, bounds=bounds))


def wrong_password(target: Target, form: Form, passwords: Sequence[str] | None) -> str:
    """Why `form` may not be sent: a wrong password for a user of `target`; empty if it may.

    `passwords` are what was typed into the fields of a page that ask for one: its other fields may
    have any name. None is a form of the harness's own, where the names tell. Each wrong one counts
    towards a lockout of the user, so it takes the consent that noisy checks take.
    """
    if NOISY in target.allowed:
        return ""
    if passwords is None:
        passwords = [value for name, value in form if PASSWORD_FIELD.search(name)]
    named = {value.lower() for _, value in form}
    for user in (target.user, target.other_user):
        if not user.username or user.username.lower() not in named:
            continue
        if any(password != user.password for password in passwords):
            return f"This sends a wrong password for a configured user: --allow {NOISY}."
    return ""


def host_of(url: str) -> str:
    """The host of `url` in lower case; nothing of what is no URL."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def named_port(url: str) -> int:
    """The port that `url` names; 443 if it names none."""
    try:
        return urlsplit(url).port or 443
    except ValueError:
        return 443
