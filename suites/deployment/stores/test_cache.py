"""The cache that REDIS names: who answers there, who gets in, and how large it is."""

import re

from suites.checks.check import check
from suites.checks.words import HIGH, INFO, MAY, MEDIUM, MUST, SHOULD
from suites.services.clouds.reading import whole_number
from suites.services.deployment import Deployment
from suites.services.stores.cache import (
    cache_address,
    cache_info,
    cache_speech,
    cache_visit,
    certificate_error,
    expect_agreed,
)
from suites.verdicts.expect import NotApplicable, NotRun, expect, presuming

REDIS = "wandb-server:Redis"
CONFIGURING = "wandb-server:Configuring REDIS in the W&B server"
GIB = 2**30
OLDEST = 6
LEAST_GIB, SUGGESTED_GIB = 4, 8
# The words of Redis to a stranger who is in, if only for something, and to one who is not.
LET_IN, SHUT_OUT = ("", "NOPERM"), ("NOAUTH", "DENIED")


@check(
    "cache/answers",
    spec=CONFIGURING,
    level=MUST,
    severity=HIGH,
    needs="redis",
    remedy="Write host and port of the cache into REDIS, and open the port to the server.",
)
def test_a_redis_answers_where_redis_leads(deployment: Deployment) -> None:
    """The server waits for a cache that never answers."""
    cache_speech(deployment)


@check(
    "cache/tls",
    spec=CONFIGURING,
    level=MUST,
    severity=HIGH,
    needs="redis",
    remedy="Write ?tls=true if the cache has encryption in transit, and only then.",
)
def test_redis_says_tls_where_the_cache_speaks_it(deployment: Deployment) -> None:
    """The server and the cache do not understand each other."""
    with presuming():
        speech = cache_speech(deployment)
    expect_agreed(deployment, speech)


@check(
    "cache/certificate",
    spec=["wandb-server:Redis", "redis-security:TLS support"],
    level=SHOULD,
    severity=MEDIUM,
    needs="redis",
    remedy="Give the cache a certificate of its name, by an authority that the server trusts.",
)
def test_the_certificate_of_the_cache_is_trusted(deployment: Deployment) -> None:
    """Whoever is on the way takes the place of the cache, and is sent its password."""
    address = cache_address(deployment)
    with presuming():
        if not cache_speech(deployment).tls:
            raise NotApplicable("The cache speaks no TLS.")
    wrong = certificate_error(deployment)
    if wrong and any(name == "caCertPath" for name, _ in address.options):
        raise NotRun(
            f"The certificate is not trusted here ({wrong}); REDIS names an authority of its own "
            "by caCertPath. SSL_CERT_FILE names its file to the harness."
        )
    expect(not wrong, f"a trusted one of {address.host}", wrong, where="certificate of the cache")


@check(
    "cache/login",
    spec=CONFIGURING,
    level=MUST,
    severity=HIGH,
    needs="redis",
    remedy="Write user and password of the cache into REDIS, percent-encoded.",
)
def test_the_cache_lets_the_user_of_redis_in(deployment: Deployment) -> None:
    """The cache refuses all that the server asks."""
    cache_visit(deployment)


@check(
    "cache/closed",
    spec=[REDIS, "redis-security:Authentication"],
    level=SHOULD,
    severity=HIGH,
    needs="redis",
    remedy="Give the default user a password (requirepass), or switch it off by ACL.",
)
def test_nobody_gets_into_the_cache_without_a_password(deployment: Deployment) -> None:
    """Whoever reaches the port reads sessions, and writes what the server trusts."""
    with presuming():
        speech = cache_speech(deployment)
    word = speech.refusal
    expect(word not in LET_IN, "NOAUTH", word or "PONG", where="PING without a password")
    if word not in SHUT_OUT:
        raise NotRun(f"The cache answers {word}, which says nothing of its password.")


@check(
    "cache/version",
    spec=REDIS,
    level=SHOULD,
    severity=HIGH,
    needs="redis",
    remedy="Upgrade the cache to version 6 of Redis or later.",
)
def test_the_cache_is_redis_6_or_later(deployment: Deployment) -> None:
    """The server is tested with no older one, and nobody mends those."""
    found = cache_told(deployment, "redis_version")
    major = re.match(r"\d{1,4}", found)
    if not major:
        raise NotRun(f"INFO tells no version: {found!r}.")
    expect(int(major[0]) >= OLDEST, f"{OLDEST} or later", found, where="INFO, redis_version")


@check(
    "cache/memory",
    spec=REDIS,
    level=SHOULD,
    severity=MEDIUM,
    needs="redis",
    remedy="Take a cache with 4 GiB of memory or more; 8 are suggested.",
)
def test_the_cache_has_4_gib_of_memory(deployment: Deployment) -> None:
    """Large projects load slowly: what was cached has gone when it is wanted."""
    expect_memory(deployment, LEAST_GIB)


@check(
    "cache/memory-suggested",
    spec=REDIS,
    level=MAY,
    severity=INFO,
    needs="redis",
    remedy="Take a cache with 8 GiB of memory if projects are large.",
)
def test_the_cache_has_the_suggested_8_gib_of_memory(deployment: Deployment) -> None:
    """Large projects may load slowly."""
    expect_memory(deployment, SUGGESTED_GIB)


@check(
    "cache/eviction",
    spec=["wandb-server:Redis", "redis-eviction"],
    level=SHOULD,
    severity=MEDIUM,
    needs="redis",
    remedy="Set maxmemory-policy to volatile-lru, or to another that evicts.",
)
def test_the_cache_evicts_what_is_old(deployment: Deployment) -> None:
    """When the memory is full the cache refuses every write."""
    if cache_number(deployment, "maxmemory") == 0:
        raise NotApplicable("The cache has no bound (maxmemory), so nothing is evicted.")
    policy = cache_told(deployment, "maxmemory_policy")
    where = "INFO, maxmemory_policy"
    expect(policy != "noeviction", "one that evicts, such as volatile-lru", policy, where=where)


def cache_told(deployment: Deployment, name: str) -> str:
    """What INFO tells of something. Raises NotRun."""
    found = cache_info(deployment).get(name, "")
    if not found:
        raise NotRun(f"INFO of the cache tells no {name}.")
    return found


def cache_number(deployment: Deployment, name: str) -> int:
    """As `cache_told`, of a number."""
    return whole_number(cache_told(deployment, name), f"{name} of INFO")


def expect_memory(deployment: Deployment, least_gib: int) -> None:
    """The bound of the cache, or else the memory of its machine, has to be so large."""
    name = "maxmemory" if cache_number(deployment, "maxmemory") else "total_system_memory"
    found = cache_number(deployment, name)
    enough = found >= least_gib * GIB
    expect(enough, f"{least_gib} GiB", f"{found / GIB:.2f} GiB", where=f"INFO, {name}")
