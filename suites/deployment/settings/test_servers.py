"""MYSQL and REDIS as they are written, SLACK_… and LICENSE."""

from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.deployment.settings.license import end_of_license, license_in_one_line
from suites.services.deployment import Deployment
from suites.services.forms import mysql_at, redis_at, slack_client
from suites.verdicts.expect import Mismatch

SLACK = ("SLACK_CLIENT_ID", "SLACK_SECRET")


@check(
    "setting/mysql",
    spec="wandb-server:Configuration as code",
    level=MUST,
    severity=CRITICAL,
    needs="mysql",
    remedy="Write mysql://user:password@host:3306/database, the password percent-encoded.",
)
def test_mysql_names_user_host_and_database(deployment: Deployment) -> None:
    """The server does not start without its database."""
    deployment.expect_form("MYSQL", mysql_at)


@check(
    "setting/redis",
    spec="wandb-server:Configuring REDIS in the W&B server",
    level=MUST,
    severity=HIGH,
    needs="redis",
    remedy="Write redis://user:password@host:6379?tls=true, the password percent-encoded.",
)
def test_redis_names_a_host(deployment: Deployment) -> None:
    """The server waits for a cache that it never reaches."""
    deployment.expect_form("REDIS", redis_at)


@check(
    "setting/redis-tls",
    spec=["wandb-server:Redis", "redis-security:Network security"],
    level=SHOULD,
    severity=MEDIUM,
    needs="redis",
    remedy="Switch on encryption in transit at the cache, and write ?tls=true.",
)
def test_the_cache_is_reached_by_tls(deployment: Deployment) -> None:
    """Sessions and what users see travel in clear text."""
    found = deployment.formed("REDIS", redis_at)
    deployment.expect_written("REDIS", found.is_tls, "no ?tls=true", "?tls=true at its end")


@check(
    "setting/redis-password",
    spec=["wandb-server:Redis", "redis-security:Authentication"],
    level=SHOULD,
    severity=MEDIUM,
    needs="redis",
    remedy="Switch on authentication at the cache, and write user and password.",
)
def test_the_cache_asks_for_a_password(deployment: Deployment) -> None:
    """Whoever reaches the port reads and writes what the server trusts."""
    found = deployment.formed("REDIS", redis_at)
    write = "redis://user:password@ in front of its host"
    deployment.expect_written("REDIS", bool(found.password), "no password", write)


@check(
    "setting/slack",
    spec="wandb-server:Register your Slack application with W&B",
    level=MUST,
    severity=MEDIUM,
    remedy="Copy client ID and client secret from Basic Information of the Slack application.",
)
def test_client_id_and_secret_of_slack_are_a_pair(deployment: Deployment) -> None:
    """Alerts cannot be sent to Slack."""
    for name, other in (SLACK, SLACK[::-1]):
        if deployment.has(other) and not deployment.has(name):
            raise Mismatch(f"write {name}", f"not set, although {other} is", name)
    if deployment.text(SLACK[0]):
        deployment.expect_form(SLACK[0], slack_client)


@check(
    "license/present",
    spec="wandb-server:SSO & Authentication",
    level=MUST,
    severity=HIGH,
    needs="oidc",
    remedy="Set LICENSE to the license of this server; deploy.wandb.ai has it.",
)
def test_single_sign_on_comes_with_a_license(deployment: Deployment) -> None:
    """Without a license the server has no single sign-on, whatever is set for it."""
    if not deployment.has("LICENSE"):
        raise Mismatch("write LICENSE", "not set", "LICENSE")


@check(
    "license/one-line",
    spec="wandb-server:Configuration as code",
    level=MUST,
    severity=HIGH,
    needs="license",
    remedy="Copy the license anew, into one line.",
)
def test_the_license_is_one_line(deployment: Deployment) -> None:
    """A line break in the middle makes another text of it, and the server takes none."""
    deployment.expect_form("LICENSE", license_in_one_line)


@check(
    "license/valid",
    spec="wandb-server:Configuration as code",
    level=MUST,
    severity=HIGH,
    needs="license",
    remedy="Ask for a new license.",
)
def test_the_license_has_not_ended(deployment: Deployment) -> None:
    """The server falls back to a trial: no single sign-on, and fewer users."""
    text = deployment.formed("LICENSE", license_in_one_line)
    end = end_of_license(text)
    read = f"a license that ended on {end}"
    right = end is None or end >= deployment.today()
    deployment.expect_written("LICENSE", right, read, "a license that is valid today")
