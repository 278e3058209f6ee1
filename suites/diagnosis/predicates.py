"""What a rule can ask beside patterns: small questions about the settings of a target.

A predicate takes the case and the words that are known so far. It returns the words that it adds,
or None where it does not hold.
"""

from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from suites.diagnosis.case import Case
from suites.target import is_loopback

Words = dict[str, str]
Predicate = Callable[[Case, Words], Words | None]
PREDICATES: dict[str, Predicate] = {}


def predicate(function: Predicate) -> Predicate:
    """Lets rules name the function."""
    PREDICATES[function.__name__] = function
    return function


@predicate
def host_is_out_of_the_users_reach(case: Case, words: Words) -> Words | None:
    """HOST names this machine or a private network, and the provider is elsewhere."""
    host, issuer = (_name(case.settings[name]) for name in ("HOST", "OIDC_ISSUER"))
    return {} if _is_private(host) and not _is_private(issuer) else None


def _name(url: str) -> str:
    return urlsplit(url).hostname or ""


def _is_private(host: str) -> bool:
    if is_loopback(host):
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return False
