"""Wrong strings by which database, cache and chat are reached."""

from typing import ClassVar

from fakes.deployment.homes import Deployment
from fakes.faults import fault, ids

AREA = "setting"


@fault(caught_by=ids(AREA, "mysql"))
class MysqlOfDriver(Deployment):
    """MYSQL is written as the driver of a language has it."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"MYSQL": "wandb:secret@tcp(db.mycompany.com:3306)/wandb"}


@fault(caught_by=ids(AREA, "mysql"))
class MysqlWithoutDatabase(Deployment):
    """MYSQL names no database."""

    def variables(self) -> dict[str, str]:
        told = super().variables()
        return told | {"MYSQL": told["MYSQL"].rpartition("/")[0]}


@fault(caught_by=ids(AREA, "redis"))
class RedisOfTls(Deployment):
    """REDIS has the scheme by which other clients know TLS."""

    def variables(self) -> dict[str, str]:
        told = super().variables()
        return told | {"REDIS": told["REDIS"].replace("redis://", "rediss://")}


@fault(caught_by=ids(AREA, "redis-tls"))
class RedisPlain(Deployment):
    """The cache is reached without TLS, and has none."""

    cache_tls: ClassVar[bool] = False

    def variables(self) -> dict[str, str]:
        told = super().variables()
        return told | {"REDIS": told["REDIS"].partition("?")[0]}


@fault(caught_by=["setting/redis-password", "cache/closed"])
class RedisOpen(Deployment):
    """The cache asks for no password, and is told none."""

    cache_open: ClassVar[bool] = True

    def variables(self) -> dict[str, str]:
        return super().variables() | {"REDIS": "redis://cache.mycompany.com:6379?tls=true"}


@fault(caught_by=ids(AREA, "slack"))
class SlackWithoutSecret(Deployment):
    """SLACK_SECRET is not set."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"SLACK_SECRET": ""}


@fault(caught_by=ids(AREA, "slack"))
class SlackIdOfApplication(Deployment):
    """SLACK_CLIENT_ID is the application's ID, and not its client's."""

    def variables(self) -> dict[str, str]:
        return super().variables() | {"SLACK_CLIENT_ID": "A04RB1X7F6Z"}
