"""The variables of a deployment, and what stands behind them, as seams that a fault overrides."""

from abc import ABC, abstractmethod
from typing import ClassVar

import jwt
from starlette.responses import Response

from fakes.deployment.cache import Cache
from fakes.deployment.chat import HOOKS, SLACK, SLACK_CLIENT, SLACK_SECRET, Chat
from fakes.deployment.database import Database
from fakes.deployment.ports import Port
from fakes.deployment.storage import REGION, Storage
from fakes.vendors.cognito import CLIENT, POOL
from fakes.vendors.cognito.directory import HOST as IDENTITY_PROVIDER
from fakes.wire.request import Request

PASSWORD = "Vk3-9sPq7xL2mZ8c"  # noqa: S105 - of a fake
SECRETS = ("LICENSE", "MYSQL", "REDIS", "SLACK_SECRET", "AZURE_STORAGE_KEY")
# The last second of the year 2099.
NEVER = 4_102_444_799
HOST = "https://wandb.mycompany.com"


class Server(Cache, Database, Chat, ABC):
    """What a server has, wherever its files are: variables, database, cache, chat."""

    host: ClassVar[str] = HOST

    @property
    @abstractmethod
    def hosts(self) -> tuple[str, ...]:
        """The names that its cloud is reached by."""

    @property
    @abstractmethod
    def credentials(self) -> dict[str, str]:
        """What a judge is let in by."""

    @property
    @abstractmethod
    def role(self) -> str:
        """Who its node is in its cloud."""

    @abstractmethod
    def place_of_files(self) -> dict[str, str]:
        """The variables of its bucket and of its queues."""

    @abstractmethod
    def set_up(self) -> None:
        """Creates what is in its account."""

    @abstractmethod
    def answer(self, request: Request) -> Response:
        """The answer of its cloud to one request."""

    @abstractmethod
    def close(self) -> None:
        """Forgets its account."""

    def ports(self) -> list[Port]:
        """What listens beside the cloud."""
        return [self.cache_port(), self.database_port()]

    @property
    def all_hosts(self) -> tuple[str, ...]:
        """The names that its cloud and Slack are reached by."""
        return (*self.hosts, SLACK, HOOKS)

    def any_answer(self, request: Request) -> Response:
        """The answer of its cloud, or of Slack, to one request."""
        by_chat = request.url.startswith((f"https://{SLACK}/", f"https://{HOOKS}/"))
        return self.chat_answer(request) if by_chat else self.answer(request)

    def slack_redirects(self) -> tuple[str, ...]:
        return (self.host,)

    def variables(self) -> dict[str, str]:
        """What the server is started with; an empty one is not set."""
        return {
            "LICENSE": self.license(),
            "MYSQL": self.mysql_url(),
            **self.place_of_files(),
            "HOST": self.host,
            **self.single_sign_on(),
            "SLACK_CLIENT_ID": SLACK_CLIENT,
            "SLACK_SECRET": SLACK_SECRET,
            "REDIS": self.redis_url(),
            "LOGGING_ENABLED": "true",
        }

    def single_sign_on(self) -> dict[str, str]:
        """How its users sign in: at a user pool of Cognito."""
        return {
            "OIDC_ISSUER": f"https://{IDENTITY_PROVIDER}/{POOL}",
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_AUTH_METHOD": "pkce",
        }

    def registered_at(self) -> str:
        """The HOST that the client is registered for at the identity provider."""
        return self.variables()["HOST"] or self.host

    def kept(self, variable: str) -> str:
        """How a variable lies in the manifest."""
        return "Secret" if variable in SECRETS else "plain text"

    def license(self) -> str:
        """A license as it is issued: signed, with an end."""
        return jwt.encode({"exp": NEVER, "maxUsers": 100}, PASSWORD * 2, algorithm="HS256")


class Deployment(Storage, Server):
    """Bucket, queues and variables of one server, in an AWS account of its own."""

    def place_of_files(self) -> dict[str, str]:
        return {
            "BUCKET": f"s3://{self.bucket}",
            "BUCKET_QUEUE": f"sqs://{self.queue}",
            "NOTIFICATIONS_QUEUE": f"sqs://{self.run_queue}",
            "AWS_REGION": REGION,
        }
