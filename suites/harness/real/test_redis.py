"""The checks of the cache on Debian's redis-server, as a user would run them."""

from pathlib import Path
from urllib.parse import quote

import pytest

from fakes.wire.certificates import authority_pem
from fakes.wire.network import Connection
from suites.harness.given.deployments.described import described, outcomes_of, red, unjudged
from suites.harness.given.runs import run
from suites.real.stores.redis import ACL, PASSWORD, USER, redis_server

SIZE = ("maxmemory 8gb", "maxmemory-policy allkeys-lru")
NO_CLIENTS = "tls-auth-clients no"
KNOWN = f"{USER}:{quote(PASSWORD, safe='')}@"
RIGHT = (*SIZE, *ACL, NO_CLIENTS)

# What is set, whether it has TLS, what REDIS has before and behind its host: what is not met, and
# what could not be looked at.
SETUPS: dict[str, tuple[tuple[str, ...], bool, str, str, set[str], set[str]]] = {
    "right": (RIGHT, True, KNOWN, "?tls=true", set(), set()),
    "no TLS, and REDIS says so": (
        (*SIZE, *ACL), False, KNOWN, "",
        {"setting/redis-tls"}, set(),
    ),
    "no TLS, and REDIS says TLS": (
        (*SIZE, *ACL), False, KNOWN, "?tls=true",
        {"cache/tls"}, {"login", "version", "memory", "memory-suggested", "eviction"},
    ),
    "TLS that REDIS does not tell": (
        RIGHT, True, KNOWN, "",
        {"cache/tls", "setting/redis-tls"},
        {"login", "certificate", "version", "memory", "memory-suggested", "eviction"},
    ),
    "another password": (
        RIGHT, True, f"{USER}:of-somebody@", "?tls=true",
        {"cache/login"}, {"version", "memory", "memory-suggested", "eviction"},
    ),
    "a password that nobody asks for": (
        (*SIZE, NO_CLIENTS), True, f":{quote(PASSWORD, safe='')}@", "?tls=true",
        {"cache/login", "cache/closed"}, {"version", "memory", "memory-suggested", "eviction"},
    ),
    "of everybody, and small": (
        ("maxmemory 2gb", NO_CLIENTS), True, "", "?tls=true",
        {"setting/redis-password", "cache/closed", "cache/memory", "cache/memory-suggested",
         "cache/eviction"}, set(),
    ),
    "by requirepass": (
        (*SIZE, NO_CLIENTS, f'requirepass "{PASSWORD}"'), True, f":{quote(PASSWORD, safe='')}@",
        "?tls=true", set(), set(),
    ),
    "a user without INFO": (
        (*SIZE, NO_CLIENTS, f"user {USER} on >{PASSWORD} ~* +get +set", "user default off"), True,
        KNOWN, "?tls=true", set(), {"version", "memory", "memory-suggested", "eviction"},
    ),
    "certificates of clients": (
        (*SIZE, *ACL), True, KNOWN, "?tls=true",
        {"cache/answers"},
        {"tls", "closed", "login", "certificate", "version", "memory", "memory-suggested",
         "eviction"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SETUPS)
def test_what_is_wrong_with_a_redis_is_found_and_nothing_else(name: str, tmp_path: Path) -> None:
    options, tls, known, query, wrong, left = SETUPS[name]
    with redis_server(tmp_path, *options, tls=tls) as port:
        address = f"redis://{known}localhost:{port}{query}"
        target = described("REDIS", address, Connection(ca_pem=authority_pem()))
        found = outcomes_of(target, "cache/*", "setting/redis*")
    assert red(found) == wrong, found
    assert unjudged(found) == {f"cache/{one}" for one in left}, found
    assert not [one for one in (PASSWORD, quote(PASSWORD, safe="")) if one in str(found)]


def test_a_run_by_the_variable_trusts_whom_openssl_is_told_to_trust(tmp_path: Path) -> None:
    authority = tmp_path / "authority.pem"
    authority.write_text(authority_pem(), "utf-8")
    told = {"SSL_CERT_FILE": str(authority)}
    with redis_server(tmp_path, *RIGHT) as port:
        told["REDIS"] = f"redis://{KNOWN}localhost:{port}?tls=true"
        done = run(tmp_path / "report", environment=told, suites=("suites/deployment",))
    found = {check: one["outcome"] for (_, check), one in done.findings.items()}
    assert {told for one, told in found.items() if one.startswith("cache/")} == {"PASSED"}
    texts = [path.read_text("utf-8", "replace") for path in done.folder.rglob("*.*ml")]
    shown = "".join((*texts, str(done.data), done.output))
    assert not [one for one in (PASSWORD, quote(PASSWORD, safe="")) if one in shown]


def test_an_authority_that_redis_names_is_the_servers_own(tmp_path: Path) -> None:
    with redis_server(tmp_path, *RIGHT) as port:
        address = f"redis://{KNOWN}localhost:{port}?tls=true&caCertPath=/etc/ssl/certs/redis.pem"
        found = outcomes_of(described("REDIS", address, Connection()), "cache/*")
    assert red(found) == set()
    assert "SSL_CERT_FILE names its file" in found["cache/certificate"].reason


def test_a_certificate_that_nobody_trusts_is_told_and_no_password_sent(tmp_path: Path) -> None:
    with redis_server(tmp_path, *RIGHT) as port:
        address = f"redis://{KNOWN}localhost:{port}?tls=true"
        found = outcomes_of(described("REDIS", address, Connection()), "cache/*")
    assert red(found) == {"cache/certificate"}
    assert "No password is sent" in found["cache/login"].reason
