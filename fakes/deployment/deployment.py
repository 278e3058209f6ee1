"""The variables of a deployment, and what stands behind them, as seams that a fault overrides."""

import jwt

from fakes.deployment.cache import Cache
from fakes.deployment.ports import Port
from fakes.deployment.storage import REGION, Storage

PASSWORD = "Vk3-9sPq7xL2mZ8c"  # noqa: S105 - of a fake
SECRETS = ("LICENSE", "MYSQL", "REDIS", "SLACK_SECRET", "AZURE_STORAGE_KEY")
# The last second of the year 2099.
NEVER = 4_102_444_799


class Deployment(Storage, Cache):
    """Bucket, queues, cache and variables of one server, in an AWS account of its own."""

    def ports(self) -> list[Port]:
        """What listens beside the cloud."""
        return [self.cache_port()]

    def variables(self) -> dict[str, str]:
        """What the server is started with; an empty one is not set."""
        return {
            "LICENSE": self.license(),
            "MYSQL": f"mysql://wandb:{PASSWORD}@db.mycompany.com:3306/wandb",
            "BUCKET": f"s3://{self.bucket}",
            "BUCKET_QUEUE": f"sqs://{self.queue}",
            "NOTIFICATIONS_QUEUE": f"sqs://{self.run_queue}",
            "AWS_REGION": REGION,
            "HOST": self.host,
            "OIDC_ISSUER": f"https://cognito-idp.{REGION}.amazonaws.com/{REGION}_uiIFNdacd",
            "OIDC_CLIENT_ID": "6qd0hgrbvdsh1k0t6bbcfl0v1q",
            "OIDC_AUTH_METHOD": "pkce",
            "SLACK_CLIENT_ID": "4336510232.6145510235",
            "SLACK_SECRET": "7d1f0c5b2a9e8d3f6c4b1a0e9f8d7c6b",
            "REDIS": self.redis_url(),
            "LOGGING_ENABLED": "true",
        }

    def kept(self, variable: str) -> str:
        """How a variable lies in the manifest."""
        return "Secret" if variable in SECRETS else "plain text"

    def license(self) -> str:
        """A license as it is issued: signed, with an end."""
        return jwt.encode({"exp": NEVER, "maxUsers": 100}, PASSWORD * 2, algorithm="HS256")
